"""People at work in Nmbrs while an export runs: a line typed in between, a wage run locked in between (F2, F4, F7)."""

from __future__ import annotations

from collections import Counter

import pytest
from company import FIRST, PERIOD, SECOND, Entry, Roster
from figures import LOCKED, TYPED, Figures
from open_writes import confirmed_of_last_run, held_writes, notices_of_last_run, open_writes
from worker import Happening
from world import RUN_AGAIN, World

REFUSED = 4
PROOF_FAILED = 6
ANNA, BRAM = 500001, 500002
ONE_SHIFT = Roster((Entry("t1", "anna", 5, 480),))
TWO_SHIFTS = Roster((Entry("t1", "anna", 5, 480), Entry("t2", "bram", 5, 360)))


def hours(world: World, number: int = 1, code: int = 2100) -> list[str]:
    """The quantities of one code of one employee, by personnel number."""
    (person,) = [one for one in world.nmbrs.company()["employees"] if one["number"] == number]
    return sorted(one["hours"] for one in person["hour_components"] if one["code"] == code)


def begin(world: World, roster: Roster) -> None:
    world.begin()
    world.plan(roster)


def test_a_line_typed_while_an_answer_is_lost_is_held_and_never_paid_twice(world: World, figures: Figures) -> None:
    begin(world, ONE_SHIFT)
    world.nmbrs.go_wrong([{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    assert world.export().exit_code == RUN_AGAIN
    world.nmbrs.type_line(ANNA, 2100, "8.00")

    endings = [world.export(), world.export()]

    assert [ending.exit_code for ending in endings] == [RUN_AGAIN, RUN_AGAIN]
    assert hours(world) == ["8.00", "8.00"]
    assert len(held_writes(world.databases)) == 1
    assert "payroll settle" in notices_of_last_run(world.databases, "next_step")
    figures.add(TYPED, world.databases.kind, exports=3, equal=1)


def test_a_line_typed_while_a_request_is_lost_is_not_sent_beside_it(world: World, figures: Figures) -> None:
    begin(world, ONE_SHIFT)
    world.nmbrs.go_wrong([{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_request": True}}])
    assert world.export().exit_code == RUN_AGAIN
    world.nmbrs.type_line(ANNA, 2100, "8.00")

    ending = world.export_until_done()

    assert (ending.exit_code, hours(world)) == (0, ["8.00"])
    figures.add(TYPED, world.databases.kind, exports=2, equal=1)


def test_a_line_typed_between_the_plan_and_a_batch_is_held(world: World, figures: Figures) -> None:
    begin(world, TWO_SHIFTS)
    worker = world.start(Happening("before", "pause", 1, "HourComponentVar_Insert_Batch"))
    worker.paused()
    world.nmbrs.type_line(BRAM, 2100, "6.00")
    worker.go_on()

    endings = [worker.ended(), world.export()]

    assert [ending.exit_code for ending in endings] == [RUN_AGAIN, RUN_AGAIN]
    assert (hours(world, 1), hours(world, 2)) == (["8.00"], ["6.00", "6.00"])
    assert len(held_writes(world.databases)) == 1
    figures.add(TYPED, world.databases.kind, exports=2, equal=1)


def test_a_line_typed_between_the_plan_and_a_call_of_its_own_is_told_from_ours_by_its_number(
    world: World, figures: Figures
) -> None:
    begin(world, ONE_SHIFT)
    worker = world.start(Happening("before", "pause", 1, "HourComponentVar_Insert"))
    worker.paused()
    world.nmbrs.type_line(ANNA, 2100, "8.00")
    worker.go_on()
    first = worker.ended()

    world.plan(Roster(()))
    second = world.export()

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert hours(world) == ["8.00"]
    (left,) = [line for person in world.nmbrs.company()["employees"] for line in person["hour_components"]]
    assert left["entered_by"] == "accountant"
    figures.add(TYPED, world.databases.kind, exports=2, equal=1)


def test_a_run_locked_between_plan_and_apply_stops_it_before_anything_is_written(
    world: World, figures: Figures
) -> None:
    begin(world, FIRST)
    assert world.export().exit_code == 0
    before = world.holds()
    world.plan(SECOND)
    worker = world.start(Happening("before", "pause", 3, "Company_GetCurrentPeriod"))
    worker.paused()
    world.nmbrs.lock_run()
    worker.go_on()
    ending = worker.ended()

    assert ending.exit_code == REFUSED, ending.message
    assert "2026-M10" in ending.message
    assert world.holds() == before
    assert open_writes(world.databases) == 0
    figures.add(LOCKED, world.databases.kind, exports=2, equal=1)


@pytest.mark.parametrize("nth", [1, 3])
def test_a_run_locked_inside_a_group_is_found_afterwards_and_every_line_is_named(
    world: World, figures: Figures, nth: int
) -> None:
    begin(world, FIRST)
    assert world.export().exit_code == 0
    before = world.holds()
    world.plan(SECOND)
    worker = world.start(Happening("before", "pause", nth, "writes"))
    worker.paused()
    world.nmbrs.lock_run()
    worker.go_on()
    ending = worker.ended()

    assert ending.exit_code == REFUSED, ending.message
    assert open_writes(world.databases) == 0
    written = confirmed_of_last_run(world.databases)
    assert written, "Nothing was written: the test must lock later."
    told = notices_of_last_run(world.databases)
    unnamed = [line for line in written if f"Employee {line[0]}" not in told or str(line[2]) not in told]
    assert unnamed == [], told
    changed = Counter(before)
    changed.subtract(world.holds())
    assert len(written) >= sum(1 for number in changed.values() if number < 0)
    figures.add(LOCKED, world.databases.kind, exports=2, equal=1)


def test_a_locked_run_is_left_alone_by_the_next_export_too(world: World) -> None:
    begin(world, FIRST)
    assert world.export().exit_code == 0
    world.nmbrs.lock_run()
    before = world.holds()
    world.plan(SECOND)

    world.export()

    assert {one for one in world.holds() if one[3] == PERIOD["period"]} == set(before)


def test_a_line_held_when_the_run_was_locked_is_not_paid_in_the_next_period_either(
    world: World, figures: Figures
) -> None:
    world.late_changes = "next_period"
    begin(world, ONE_SHIFT)
    assert world.export().exit_code == 0
    world.plan(TWO_SHIFTS)
    world.nmbrs.type_line(BRAM, 2100, "6.00")
    assert world.export().exit_code == PROOF_FAILED
    world.nmbrs.lock_run()

    endings = [world.export(), world.export()]

    assert [ending.exit_code for ending in endings] == [0, 0]
    assert (hours(world, 1), hours(world, 2)) == (["8.00"], ["6.00"])
    assert "Employees: bram" in notices_of_last_run(world.databases)
    figures.add(TYPED, world.databases.kind, exports=4, equal=1)
