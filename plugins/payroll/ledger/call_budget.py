"""The call rate that all tasks of one Nmbrs user share: a token bucket in `payroll_db`.

A process reserves as many calls as wait in it, at most a tenth of a second of them. These slices are handed out in the
order in which they are asked for: processes with many calls get equal ones, a lone big company gets them all, and who
makes one call after the other takes no more of the rate than that.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Engine, cast, extract, func, literal, update

from payroll.ledger.schema.budget import call_budgets
from payroll.ledger.upsert import upsert

SECOND: Final = 1_000_000
SLICES_PER_SECOND: Final = 10
# Calls leave evenly and arrive less so: a little below the limit, arrivals stay below it too.
HEADROOM_PERCENT: Final = 96
LATE_SECONDS: Final = 0.01
CLOCK_SECONDS: Final = 60
DRIFT_SECONDS: Final = 0.005
LONGEST_QUEUE_SECONDS: Final = 60


def user_fingerprint(base_url: str, user: str, domain: str) -> str:
    """A key for one Nmbrs user that shows neither address nor name."""
    return hashlib.sha256(f"{base_url}\n{user}\n{domain}".encode()).hexdigest()


@dataclass
class DatabaseClock:
    """The database's clock beside the process's own, as the quickest answer of the last minute told it.

    Workers on several machines go by the database's clock. An answer that was long on its way, or read late on a busy
    machine, tells the time badly: by it a process would take the slots of another for its own.
    """

    _database_us: int = 0
    _own: float = float("-inf")
    _doubt: float = float("inf")

    def hear(self, database_us: int, asked_at: float, answered_at: float) -> None:
        """The database said this time somewhere between these two instants of the own clock.

        Where that cannot be by what was told before, one of the clocks was set, or stood still, and it is believed.
        """
        doubt = answered_at - asked_at
        is_possible = asked_at - DRIFT_SECONDS <= self.own(database_us) <= answered_at + DRIFT_SECONDS
        if doubt <= self._doubt or not is_possible or answered_at > self._own + CLOCK_SECONDS:
            self._database_us, self._own, self._doubt = database_us, answered_at, doubt

    def own(self, database_us: int) -> float:
        """An instant of the database's clock by the own one."""
        return self._own + (database_us - self._database_us) / SECOND


@dataclass
class CallBudget:
    """Lets one call after the other through, at the shared rate. Threads may share it.

    Args:
        engine: the ledger's database.
        nmbrs_user: `user_fingerprint` of the Nmbrs user.
        calls_per_second: the limit that Nmbrs sets.
        monotonic, sleep: the process's own clock, for tests.
    """

    engine: Engine
    nmbrs_user: str
    calls_per_second: int
    monotonic: Callable[[], float] = field(default=time.monotonic)
    sleep: Callable[[float], None] = field(default=time.sleep)
    _prepaid: threading.local = field(default_factory=threading.local, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _counting: threading.Lock = field(default_factory=threading.Lock, init=False)
    _clock: DatabaseClock = field(default_factory=DatabaseClock, init=False)
    _waiting: deque[None] = field(default_factory=deque, init=False)
    _slots: deque[float] = field(default_factory=deque, init=False)
    _made: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        row = upsert(self.engine, call_budgets).values(nmbrs_user=self.nmbrs_user, next_free_us=0)
        with self.engine.begin() as connection:
            connection.execute(row.on_conflict_do_nothing())

    def take_turn(self) -> None:
        """Wait for a turn now; this thread's next `wait` returns at once.

        A write takes its turn before the ledger says that it is being sent, so that the instant there is the true one.
        """
        self.wait()
        self._prepaid.turn = True

    def calls_made(self) -> int:
        """How many calls of this process have been let through."""
        return self._made

    def before_call(self) -> None:
        """Return when one more call may leave, and count it."""
        self.wait()
        # Not the lock of the slots: who holds that waits for the database, and this call's moment is now.
        with self._counting:
            self._made += 1

    def wait(self) -> None:
        """Return when one more call may leave."""
        if getattr(self._prepaid, "turn", False):
            self._prepaid.turn = False
            return
        while True:
            slot = self._next_slot()
            if (left := slot - self.monotonic()) > 0:
                self.sleep(left)
            # A slot that is used late would crowd those after it: it is given up.
            if self.monotonic() - slot <= LATE_SECONDS:
                return

    def _next_slot(self) -> float:
        self._waiting.append(None)
        try:
            return self._slot()
        finally:
            self._waiting.pop()

    def _slot(self) -> float:
        with self._lock:
            now = self.monotonic()
            while self._slots and self._slots[0] < now - LATE_SECONDS:
                self._slots.popleft()
            if not self._slots:
                self._reserve()
            return self._slots.popleft()

    def _reserve(self) -> None:
        """Take the next free slice for those who wait; its slots are spread evenly over it."""
        most = max(1, self.calls_per_second * HEADROOM_PERCENT // (100 * SLICES_PER_SECOND))
        calls = min(most, len(self._waiting))
        interval_us = SECOND * 100 // (self.calls_per_second * HEADROOM_PERCENT)
        starts = self._take(calls * interval_us) - calls * interval_us / SECOND
        self._slots = deque(starts + number * interval_us / SECOND for number in range(calls))

    def _take(self, slice_us: int) -> float:
        """Move the shared mark on by a slice; returns the slice's end by the process's own clock."""
        is_postgres = self.engine.dialect.name == "postgresql"
        # Two-argument max and min are SQLite's names for greatest and least.
        later, earlier = (func.greatest, func.least) if is_postgres else (func.max, func.min)
        mark, now = call_budgets.c.next_free_us, self._database_now()
        taken = update(call_budgets).where(call_budgets.c.nmbrs_user == self.nmbrs_user)
        # Nobody waits longer than that for a turn: a mark further ahead is of a clock that was set back since.
        within = earlier(mark, now + LONGEST_QUEUE_SECONDS * SECOND)
        taken = taken.values(next_free_us=later(within, now) + slice_us)
        # Nobody waits for a disk: a mark that a crash of the server loses costs some calls above the rate.
        quickly = [func.set_config("synchronous_commit", "off", True)] if is_postgres else []
        asked_at = self.monotonic()
        with self.engine.begin() as connection:
            ends_at, said_at, *_ = connection.execute(taken.returning(mark, now, *quickly)).one()
            # SQLite is told the time, the instant before.
            self._clock.hear(said_at, asked_at, self.monotonic() if is_postgres else asked_at)
        return self._clock.own(ends_at)

    def _database_now(self) -> ColumnElement[int]:
        """With SQLite there is only one machine, whose clock it is."""
        if self.engine.dialect.name == "postgresql":
            return cast(extract("epoch", func.clock_timestamp()) * SECOND, BigInteger)
        return literal(time.time_ns() // 1000, BigInteger)
