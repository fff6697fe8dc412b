"""Everything that is installed is pinned and hashed, and says nothing of where it came from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


def logical_lines(name: str) -> list[str]:
    """The requirements of a file, each with its hashes on one line."""
    joined = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_there_are_locks_for_setting_up_for_running_for_testing_and_for_listing():
    assert LOCKS == ["requirements-dev.txt", "requirements-sbom.txt", "requirements-setup.txt", "requirements.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock):
    pinned = re.compile(r"^[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}")
    assert [line[:60] for line in logical_lines(lock) if not pinned.match(line)] == []
    assert logical_lines(lock) != []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_package_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"(?m)^--\S+|https?://\S+", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_lock_holds_what_was_asked_for(lock):
    asked = (ROOT / lock.replace(".txt", ".in")).read_text(encoding="utf-8").splitlines()
    names = {normal(match[0]) for line in asked if (match := re.match(r"[A-Za-z][\w.-]*", line))}
    locked = {normal(re.split(r"==|\[", line)[0]) for line in logical_lines(lock)}
    assert names - locked == set()


def test_the_two_environments_agree_on_every_version_they_share():
    versions = [
        dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)(?= \\| ;)", (ROOT / name).read_text()))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    shared = versions[0].keys() & versions[1].keys()
    assert {name for name in shared if versions[0][name] != versions[1][name]} == set()
