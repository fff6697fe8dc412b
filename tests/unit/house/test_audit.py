"""`make audit`: what fails it, what does not, and what it says when nobody can be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scripts.audit import LOCKS, Accepted, Audited, AuditError, Vulnerability, audit, read_answer, read_exceptions

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 21)
BAD = Vulnerability("parcel", "1.2", ("PYSEC-2026-1", "CVE-2026-1234"), ("1.3",))


def accepted(**changed: object) -> Accepted:
    fields = {"id": "CVE-2026-1234", "package": "parcel", "reason": "It is never called.", "until": date(2026, 12, 31)}
    return Accepted(**(fields | changed))  # type: ignore[arg-type]


def answers(*audited: Audited) -> Callable[[str], Audited]:
    """One answer per file, in order."""
    left = iter(audited)
    return lambda lock: next(left)


def run(ask: Callable[[str], Audited], *exceptions: Accepted, locks: int = 1) -> tuple[int, str]:
    code, said = audit(LOCKS[:locks], ask, exceptions, TODAY)
    return code, "\n".join(said)


def test_nothing_known_is_well():
    assert run(answers(Audited(7))) == (0, "requirements-setup.txt: 7 packages checked, 0 known vulnerabilities.")


def test_a_known_vulnerability_fails_with_what_mends_it():
    code, said = run(answers(Audited(7, found=(BAD,))))
    assert code == 1
    assert said.endswith("parcel 1.2 has PYSEC-2026-1, CVE-2026-1234; fixed in 1.3.")


def test_one_that_is_accepted_under_any_of_its_numbers_does_not_fail():
    assert run(answers(Audited(7, found=(BAD,))), accepted())[0] == 0


@pytest.mark.parametrize("changed", [{"package": "packet"}, {"id": "CVE-2026-9999"}])
def test_an_exception_for_another_one_does_not_help(changed):
    assert run(answers(Audited(7, found=(BAD,))), accepted(**changed))[0] == 1


def test_an_exception_holds_until_the_end_of_its_last_day():
    assert run(answers(Audited(7, found=(BAD,))), accepted(until=TODAY))[0] == 0


def test_an_exception_whose_time_is_over_fails_even_where_nobody_can_be_asked():
    code, said = run(answers(Audited(0, trouble="no route")), accepted(until=date(2026, 11, 20)))
    assert code == 1
    assert "The exception for CVE-2026-1234 in parcel ended on 2026-11-20: It is never called." in said


def test_where_nobody_can_be_asked_it_says_so_and_asks_no_further():
    code, said = run(answers(Audited(0, unchecked=("pip", "uv"), trouble="no route")), locks=3)
    assert code == 0
    assert said.startswith("NOT AUDITED: the vulnerability service cannot be asked about requirements-setup.txt.")


def test_packages_that_could_not_be_checked_are_named():
    _, said = run(answers(Audited(7, unchecked=("ours",))))
    assert said.endswith("Not checked: ours.")


def test_the_tools_answer_is_read():
    answer = {
        "dependencies": [
            {"name": "parcel", "version": "1.2", "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1234"]}]},
            {"name": "good", "version": "2", "vulns": []},
            {"name": "ours", "skip_reason": "not found"},
        ]
    }
    answer["dependencies"][0]["vulns"][0]["fix_versions"] = ["1.3"]
    assert read_answer(json.dumps(answer)) == Audited(2, ("ours",), (BAD,), "not found")


def test_an_exception_without_reason_or_day_is_refused_with_every_mistake():
    with pytest.raises(AuditError, match=r"Exception 1 .* needs reason, a text. Exception 1 .* needs until, a day"):
        read_exceptions('[[accepted]]\nid = "CVE-2026-1234"\npackage = "parcel"\nreason = " "\nuntil = "soon"\n')


def test_a_complete_exception_is_read():
    text = '[[accepted]]\nid = "CVE-2026-1234"\npackage = "parcel"\nreason = "It is never called."\nuntil = 2026-12-31'
    assert read_exceptions(text) == [accepted()]


def test_our_own_exceptions_can_be_read_and_every_lock_is_audited():
    read_exceptions((ROOT / "audit-exceptions.toml").read_text(encoding="utf-8"))
    assert {path.name for path in ROOT.glob("requirements*.txt")} == set(LOCKS)
