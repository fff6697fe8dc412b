"""Whether what lies in `.demo/` is a finished demo of the files as they are now, so that `up` may use it again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from payroll.demo.places import Places

_MADE_FROM = (
    "requirements.txt",
    "config/payroll.yaml",
    "sandbox/scenarios/demo.json",
    "sandbox/store.py",
    "dags/*.py",
    "plugins/payroll/demo/*.py",
    "plugins/payroll/workforce/schema.py",
    "plugins/payroll/ledger/migrations/versions/*.py",
)


def mark_complete(places: Places) -> None:
    """Note that the demo was brought to its end, and from what it was made."""
    places.done.write_text(_fingerprint(places.root), encoding="utf-8")


def is_complete(places: Places) -> bool:
    """Whether a demo lies there that was brought to its end and was made from the same files."""
    return places.done.is_file() and places.done.read_text(encoding="utf-8") == _fingerprint(places.root)


def _fingerprint(root: Path) -> str:
    """Changes with every file that a demo is made from, and with the place where it lies."""
    found = hashlib.sha256(str(root).encode())
    for pattern in _MADE_FROM:
        for file in sorted(root.glob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()
