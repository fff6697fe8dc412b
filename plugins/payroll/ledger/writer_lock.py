"""One writer per company: a database lock that ends with the process (semantics F4).

PostgreSQL holds it as an advisory lock on a connection of its own; on SQLite an OS file lock stands
beside the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text


class WriterBusy(Exception):
    """Another run delivers to this company at this moment."""

    def __init__(self, company_id: str) -> None:
        super().__init__(
            f"Company {company_id} is being delivered by another run at this moment; nothing was written. "
            "Wait until that run has ended and start this one again."
        )


@contextmanager
def writer_lock(engine: Engine, company_id: str) -> Iterator[None]:
    """Hold the company's lock for as long as the block runs.

    Raises:
        WriterBusy: the lock is held elsewhere.
    """
    lock = _postgres_lock if engine.dialect.name == "postgresql" else _file_lock
    with lock(engine, company_id):
        yield


@contextmanager
def _postgres_lock(engine: Engine, company_id: str) -> Iterator[None]:
    key = int.from_bytes(hashlib.sha256(f"payroll writer {company_id}".encode()).digest()[:8], signed=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            raise WriterBusy(company_id)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


@contextmanager
def _file_lock(engine: Engine, company_id: str) -> Iterator[None]:
    lock = FileLock(f"{engine.url.database}.{company_id}.lock")
    try:
        with lock.acquire(blocking=False):
            yield
    except Timeout:
        raise WriterBusy(company_id) from None
