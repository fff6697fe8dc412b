"""The open book about people: a connection for reading, a transaction for writing, and one writer per company."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine

from payroll.ledger.writer_lock import WriterBusy, WriterLock, writer_lock

LedgerConnection: TypeAlias = Connection

EVERYBODY: Final = "people"
PAUSE_SECONDS: Final = 0.05
PATIENCE_SECONDS: Final = 900.0


@dataclass(frozen=True)
class PeopleBook:
    """What `payroll_db` keeps about people; its parts are the modules beside this one."""

    engine: Engine = field(repr=False)

    def read(self) -> LedgerConnection:
        """A connection for reading; use it in a `with`."""
        return self.engine.connect()

    @contextmanager
    def write(self) -> Iterator[LedgerConnection]:
        """A transaction: all of it is kept, or nothing."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writer(self, *, patience_seconds: float = PATIENCE_SECONDS) -> Iterator[WriterLock]:
        """Be the one who decides who is who, in all companies, until the block ends; wait while somebody else does.

        Two companies that were looked at beside each other would make two people of one.

        Raises:
            WriterBusy: somebody else was still at it after all that time.
        """
        give_up_at = time.monotonic() + patience_seconds
        while True:
            try:
                lock = writer_lock(self.engine, EVERYBODY)
                held = lock.__enter__()
                break
            except WriterBusy:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(PAUSE_SECONDS)
        try:
            yield held
        finally:
            lock.__exit__(None, None, None)
