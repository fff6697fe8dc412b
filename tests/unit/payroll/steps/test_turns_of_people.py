"""Turns come in order, whoever is ready first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from payroll.steps.people.turns import Turn, Turns


def test_a_turn_waits_for_all_before_it_also_when_one_never_comes() -> None:
    turns, seen = Turns(), []

    def decide(number: int) -> None:
        with Turn(turns, number):
            seen.append(number)

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(decide, number) for number in (3, 1, 0)]
        turns.end(2)
        for one in waiting:
            one.result(timeout=10)

    assert seen == [0, 1, 3]
