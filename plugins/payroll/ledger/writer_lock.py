"""One writer per company: a database lock that ends with the process (semantics F4).

PostgreSQL holds it as an advisory lock on a connection of its own; on SQLite an OS file lock stands
beside the database. Before each send the holder asks whether it still holds: a worker that was cut off, while
another one took over, sends nothing more.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from payroll.ledger.errors import LedgerError

_TAKE: Final = text("SELECT pg_try_advisory_lock(:key)")
_GIVE_BACK: Final = text("SELECT pg_advisory_unlock(:key)")
# An advisory lock of one bigint is listed as its two halves, with objsubid 1.
_IS_HELD: Final = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted"
    " AND objsubid = 1 AND ((classid::bigint << 32) | objid::bigint) = :key)"
)


class WriterBusy(Exception):
    """Another run delivers to this company at this moment."""

    def __init__(self, company_id: str) -> None:
        super().__init__(
            f"Company {company_id} is being delivered by another run at this moment; nothing was written. "
            "Wait until that run has ended and start this one again."
        )


class WriterLost(Exception):
    """The lock went away while it was held: another run may deliver to this company now."""

    def __init__(self, company_id: str) -> None:
        super().__init__(
            f"Company {company_id}: this run lost its place as the only writer, because its connection to payroll_db "
            "was cut or its lock file taken away. Nothing more was sent. Run again: what is there is read back first."
        )


@dataclass
class WriterLock:
    """A lock while it is held. Threads may share it."""

    company_id: str
    is_held: Callable[[], bool]
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    _is_lost: bool = False

    def must_hold(self) -> None:
        """Ask the database, or the file system, whether this is still the one writer.

        Raises:
            WriterLost: it is not, or that cannot be told; from then on always.
        """
        with self._one_at_a_time:
            self._is_lost = self._is_lost or not self.is_held()
        if self._is_lost:
            raise WriterLost(self.company_id)


@contextmanager
def writer_lock(engine: Engine, company_id: str) -> Iterator[WriterLock]:
    """Hold the company's lock for as long as the block runs.

    Raises:
        WriterBusy: the lock is held elsewhere.
    """
    lock = _postgres_lock if engine.dialect.name == "postgresql" else _file_lock
    with lock(engine, company_id) as is_held:
        yield WriterLock(company_id, is_held)


@contextmanager
def _postgres_lock(engine: Engine, company_id: str) -> Iterator[Callable[[], bool]]:
    key = {"key": int.from_bytes(hashlib.sha256(f"payroll writer {company_id}".encode()).digest()[:8], signed=True)}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(_TAKE, key):
            raise WriterBusy(company_id)
        try:
            yield lambda: _answers_yes(connection, key)
        finally:
            if not _answers_yes(connection, key) or not connection.scalar(_GIVE_BACK, key):
                connection.invalidate()


def _answers_yes(connection: Connection, key: dict[str, int]) -> bool:
    """Whether this very session holds the lock; one that is cut off holds none."""
    try:
        return bool(connection.scalar(_IS_HELD, key))
    except (SQLAlchemyError, LedgerError):
        return False


@contextmanager
def _file_lock(engine: Engine, company_id: str) -> Iterator[Callable[[], bool]]:
    path = Path(f"{engine.url.database}.{company_id}.lock")
    try:
        with FileLock(path).acquire(blocking=False):
            taken = _same_file(path)
            yield lambda: taken is not None and _same_file(path) == taken
    except Timeout:
        raise WriterBusy(company_id) from None


def _same_file(path: Path) -> tuple[int, int] | None:
    """What tells one file from another that was put in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
