"""The shared call rate: even, never above the limit, in equal slices for those who wait (architecture, scale)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from payroll.ledger import Ledger
from payroll.ledger.call_budget import CLOCK_SECONDS, LATE_SECONDS, SECOND, CallBudget, DatabaseClock, user_fingerprint
from payroll.ledger.schema.budget import call_budgets
from sqlalchemy import select


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


def next_free_us(ledger: Ledger) -> int:
    with ledger.engine.connect() as connection:
        return int(connection.execute(select(call_budgets.c.next_free_us)).scalar_one())


def in_threads(count: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seem_to_wait(budget: CallBudget, count: int) -> None:
    """As if so many other threads waited already."""
    budget._waiting.extend([None] * count)


def test_calls_leave_no_faster_than_the_limit(ledger: Ledger) -> None:
    budget = CallBudget(ledger.engine, "user", 10)
    left = []
    for _ in range(4):
        budget.wait()
        left.append(time.monotonic())

    assert left[-1] - left[0] >= 3 / 9.6 - LATE_SECONDS


def test_calls_that_wait_together_leave_evenly(ledger: Ledger) -> None:
    slept: list[float] = []
    budget = CallBudget(ledger.engine, "user", 100, lambda: 0.0, slept.append)
    seem_to_wait(budget, 7)

    for _ in range(8):
        budget.wait()

    # The first call leaves at once.
    assert slept == pytest.approx([number / 96 for number in range(1, 8)], rel=0.01)


def test_no_more_of_the_rate_is_taken_than_there_are_calls(ledger: Ledger) -> None:
    budget = CallBudget(ledger.engine, "user", 10, lambda: 0.0, lambda _: None)
    budget.wait()
    before = next_free_us(ledger)

    in_threads(40, budget.wait)

    assert next_free_us(ledger) - before == 40 * (1_000_000 * 100 // (10 * 96))


def test_a_second_process_waits_until_the_first_one_s_slice_has_passed(ledger: Ledger) -> None:
    first_clock, second_clock = Clock(), Clock()
    CallBudget(ledger.engine, "user", 1, first_clock.now, first_clock.sleep).wait()

    CallBudget(ledger.engine, "user", 1, second_clock.now, second_clock.sleep).wait()

    assert second_clock.slept > 0.5


def test_a_mark_of_a_clock_that_was_set_back_holds_nobody_up_for_long(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 100, clock.now, clock.sleep)
    in_an_hour = time.time_ns() // 1000 + 3600 * SECOND
    with ledger.engine.begin() as connection:
        connection.execute(call_budgets.update().values(next_free_us=in_an_hour))

    budget.wait()

    assert clock.slept == pytest.approx(60, abs=1)


def test_another_nmbrs_user_has_a_rate_of_its_own(ledger: Ledger) -> None:
    clock = Clock()
    CallBudget(ledger.engine, "user", 100).wait()

    CallBudget(ledger.engine, "other", 100, clock.now, clock.sleep).wait()

    assert clock.slept < 0.05


def test_slots_that_nobody_used_in_time_are_gone(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 100, clock.now, clock.sleep)
    seem_to_wait(budget, 7)
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

    in_threads(40, budget.before_call)

    assert budget.calls_made() == 40


def test_a_slow_limit_of_one_call_a_second_still_lets_calls_through(ledger: Ledger) -> None:
    clock = Clock()
    budget = CallBudget(ledger.engine, "user", 1, clock.now, clock.sleep)

    budget.wait()
    budget.wait()

    assert clock.slept >= 1.0


def test_an_answer_that_was_long_on_its_way_does_not_move_the_database_s_clock() -> None:
    clock = DatabaseClock()
    clock.hear(50 * SECOND, 1000.0, 1000.001)

    clock.hear(51 * SECOND, 1001.0, 1001.2)

    assert clock.own(52 * SECOND) == pytest.approx(1002.001)


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_a_clock_that_was_set_is_believed_at_once(seconds: int) -> None:
    clock = DatabaseClock()
    clock.hear(50 * SECOND, 1000.0, 1000.001)

    clock.hear((51 + seconds) * SECOND, 1001.0, 1001.2)

    assert clock.own((51 + seconds) * SECOND) == pytest.approx(1001.2)


def test_an_old_answer_gives_way_to_a_slower_one() -> None:
    clock = DatabaseClock()
    clock.hear(50 * SECOND, 1000.0, 1000.001)
    later = 1001.0 + CLOCK_SECONDS

    clock.hear(80 * SECOND, later, later + 0.2)

    assert clock.own(80 * SECOND) == pytest.approx(later + 0.2)


def test_a_call_whose_turn_has_come_does_not_wait_for_the_reservation_of_another(ledger: Ledger) -> None:
    budget = CallBudget(ledger.engine, "user", 100)
    has_turn, may_call = threading.Event(), threading.Event()

    def call() -> None:
        budget.take_turn()
        has_turn.set()
        may_call.wait()
        budget.before_call()

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    has_turn.wait()
    with budget._lock:  # as a thread holds it that waits for the database
        may_call.set()
        thread.join(10)
        assert budget.calls_made() == 1


def test_the_fingerprint_shows_neither_address_nor_name() -> None:
    shown = user_fingerprint("https://api.nmbrs.nl", "user@example.nl", "demo")

    assert (len(shown), "user" in shown, "nmbrs" in shown) == (64, False, False)
