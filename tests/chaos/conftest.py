"""A new world for every death: an empty ledger, an empty Nmbrs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from payroll.ledger.database import migrate

sys.path.insert(0, str(Path(__file__).parent))

from mortal import World  # noqa: E402


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated ledger as a file, to copy."""
    path = tmp_path_factory.mktemp("ledger") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
def new_world(tmp_path: Path, empty_ledger: bytes) -> Callable[[], World]:
    numbers = count(1)

    def make() -> World:
        path = tmp_path / f"ledger-{next(numbers)}.db"
        path.write_bytes(empty_ledger)
        return World(f"sqlite:///{path}")

    return make
