"""The shared call rate: even, never above the limit, in equal slices for those who wait (architecture, scale)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise

import pytest
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.call_budget import CallBudget, user_fingerprint
from payroll.ledger.database import migrate


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    migrate(ledger_url)
    opened = open_ledger(ledger_url)
    yield opened
    opened.close()


class Clock:
    """The process's own clock; it moves when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept = 0.0

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self.slept += seconds


def test_calls_leave_evenly_and_never_faster_than_the_limit(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 100, clock.now, clock.sleep)
    left = []
    for _ in range(5):
        budget.wait()
        left.append(clock.seconds)

    # The first call leaves as soon as its slice is reserved, which takes a moment.
    gaps = [later - earlier for earlier, later in pairwise(left[1:])]
    assert gaps == pytest.approx([1 / 96] * 3, rel=0.01)


def test_a_second_process_waits_until_the_first_one_s_slice_has_passed(ledger: Ledger) -> None:
    first_clock, second_clock = Clock(), Clock()
    CallBudget(ledger.engine, "user", 100, first_clock.now, first_clock.sleep).wait()

    CallBudget(ledger.engine, "user", 100, second_clock.now, second_clock.sleep).wait()

    assert second_clock.slept > 0.05


def test_another_nmbrs_user_has_a_rate_of_its_own(ledger: Ledger) -> None:
    clock = Clock()
    CallBudget(ledger.engine, "user", 100).wait()

    CallBudget(ledger.engine, "other", 100, clock.now, clock.sleep).wait()

    assert clock.slept < 0.05


def test_slots_that_nobody_used_in_time_are_gone(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 100, clock.now, clock.sleep)
    budget.wait()
    clock.seconds += 10

    times = []
    for _ in range(4):
        budget.wait()
        times.append(clock.seconds)

    assert times[3] - times[1] == pytest.approx(2 / 96, rel=0.01)


def test_a_turn_taken_before_is_not_waited_for_again(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 100, clock.now, clock.sleep)
    budget.wait()
    budget.take_turn()
    taken = clock.seconds

    budget.wait()
    assert clock.seconds == taken
    budget.wait()
    assert clock.seconds > taken


def test_many_threads_get_one_slot_each(ledger: Ledger) -> None:
    budget = CallBudget(ledger.engine, "user", 1000)
    done: list[int] = []
    threads = [threading.Thread(target=lambda: (budget.wait(), done.append(1))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 40


def test_a_slow_limit_of_one_call_a_second_still_lets_calls_through(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 1, clock.now, clock.sleep)

    budget.wait()
    budget.wait()

    assert clock.slept >= 1.0


def test_the_fingerprint_shows_neither_address_nor_name() -> None:
    shown = user_fingerprint("https://api.nmbrs.nl", "user@example.nl", "demo")

    assert (len(shown), "user" in shown, "nmbrs" in shown) == (64, False, False)
