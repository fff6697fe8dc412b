"""Hold every pinned package against the known vulnerabilities: `make audit`.

Fails on one that audit-exceptions.toml does not accept, and on an exception whose time is over. Where the
vulnerability service cannot be asked it says so, and fails nobody: that is no finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
EXCEPTIONS: Final = "audit-exceptions.toml"
# The shortest first: where the service does not know pip, it knows nothing, and nothing else is asked.
LOCKS: Final = ("requirements-setup.txt", "requirements.txt", "requirements-dev.txt", "requirements-sbom.txt")
_OPTIONS: Final = ("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off")
_NETWORK: Final = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError", "ServiceError")


class AuditError(Exception):
    """The audit cannot be made, and not because of the network; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A vulnerability that is lived with for a while; `until` is the last day."""

    id: str
    package: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One that is known of a pinned package; `ids` are its number and the other numbers of the same."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        """A sentence for people."""
        mended = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "not fixed in any version yet"
        return f"{self.package} {self.version} has {', '.join(self.ids)}; {mended}."


@dataclass(frozen=True, slots=True)
class Audited:
    """What was learnt of one file of pinned packages; `trouble` is why nothing was."""

    checked: int
    unchecked: tuple[str, ...] = ()
    found: tuple[Vulnerability, ...] = ()
    trouble: str = ""

    @property
    def knows_nothing(self) -> bool:
        """Whether no package at all could be checked."""
        return self.checked == 0


def read_exceptions(text: str) -> list[Accepted]:
    """The exceptions of audit-exceptions.toml.

    Raises:
        AuditError: one lacks something; all of them are named.
    """
    entries = tomllib.loads(text).get("accepted", [])
    problems = [problem for number, entry in enumerate(entries, start=1) for problem in _problems(number, entry)]
    if problems:
        raise AuditError(" ".join(problems))
    return [Accepted(entry["id"], entry["package"], entry["reason"], entry["until"]) for entry in entries]


def _problems(number: int, entry: dict[str, Any]) -> Iterable[str]:
    for key, kind, example in (("id", str, "a text"), ("package", str, "a text"), ("reason", str, "a text")):
        if not isinstance(entry.get(key), kind) or not entry[key].strip():
            yield f"Exception {number} in {EXCEPTIONS} needs {key}, {example}."
    if type(entry.get("until")) is not date:
        yield f"Exception {number} in {EXCEPTIONS} needs until, a day such as 2027-03-31."


def audit_lock(lock: str) -> Audited:
    """Ask the service about every package of a file of pinned packages.

    Raises:
        AuditError: the tool could not read the file.
    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, *_OPTIONS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.stdout.lstrip().startswith("{"):
        return read_answer(done.stdout)
    last_words = (done.stderr.strip().splitlines() or ["no reason is given"])[-1]
    if any(word in done.stderr for word in _NETWORK):
        return Audited(0, trouble=last_words)
    raise AuditError(f"{lock} could not be audited: {last_words}")


def read_answer(answer: str) -> Audited:
    """What the tool's JSON says."""
    packages = json.loads(answer)["dependencies"]
    unchecked = tuple(one["name"] for one in packages if "skip_reason" in one)
    found = tuple(
        Vulnerability(one["name"], one["version"], (bad["id"], *bad.get("aliases", ())), tuple(bad["fix_versions"]))
        for one in packages
        for bad in one.get("vulns", ())
    )
    trouble = next((str(one["skip_reason"]) for one in packages if "skip_reason" in one), "")
    return Audited(len(packages) - len(unchecked), unchecked, found, trouble)


def audit(
    locks: Sequence[str], ask: Callable[[str], Audited], accepted: Sequence[Accepted], today: date
) -> tuple[int, list[str]]:
    """The exit code, and what to print: 1 for a vulnerability or an exception that is over, else 0."""
    over = [one for one in accepted if one.until < today]
    said = [
        f"The exception for {one.id} in {one.package} ended on {one.until}: {one.reason} Update the package, or look "
        f"again and give the exception in {EXCEPTIONS} a new day."
        for one in over
    ]
    good_for = {(one.package, one.id) for one in accepted if one not in over}
    bad = []
    for lock in locks:
        audited = ask(lock)
        if audited.knows_nothing:
            said.append(f"NOT AUDITED: the vulnerability service cannot be asked about {lock}. {audited.trouble}")
            said.append("No package was held against known vulnerabilities. Run make audit where the internet is.")
            break
        bad += [one for one in audited.found if not good_for & {(one.package, id_) for id_ in one.ids}]
        said.append(_in_one_line(lock, audited))
    return int(bool(bad or over)), [*said, *(str(one) for one in dict.fromkeys(bad))]


def _in_one_line(lock: str, audited: Audited) -> str:
    line = f"{lock}: {audited.checked} packages checked, {len(audited.found)} known vulnerabilities."
    return f"{line} Not checked: {', '.join(audited.unchecked)}." if audited.unchecked else line


def main() -> int:
    """Audit all that is pinned; prints sentences."""
    try:
        accepted = read_exceptions((ROOT / EXCEPTIONS).read_text(encoding="utf-8"))
        code, said = audit(LOCKS, audit_lock, accepted, datetime.now(UTC).date())
    except (AuditError, tomllib.TOMLDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
