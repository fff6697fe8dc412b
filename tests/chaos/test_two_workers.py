"""One writer per company: two workers at once, and one that comes back from the dead (semantics F4)."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from functools import partial
from random import Random

import pytest
from company import FIRST, SECOND, edited
from figures import AT_ONCE, CUT_OFF, FROZEN, WHOLE, Figures
from nmbrs_process import Held
from open_writes import open_writes
from payroll.connections import connection
from payroll.steps.calculate import calculate_wage_period
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.open_services import open_services
from worker import Happening, Manner
from world import RUN_AGAIN, World


def begin(world: World) -> tuple[Held, list[str]]:
    world.begin()
    world.plan(FIRST)
    assert world.export().exit_code == 0
    world.plan(SECOND)
    return world.oracle()


def first_write(calls: list[str]) -> int:
    """Place of the first writing call, from 1."""
    return next(place for place, one in enumerate(calls, start=1) if "Get" not in one)


def with_a_batch_under_way(calls: list[str]) -> Happening:
    """Asleep when the first batch was saved and answered: nothing of it is known yet, no other call is under way."""
    writes = [one for one in calls if "Get" not in one]
    return Happening("after", "stop", next(n for n, one in enumerate(writes, start=1) if "Batch" in one), "writes")


def writes_of(world: World) -> list[str]:
    return [one["operation"] for one in world.nmbrs.calls() if "Get" not in one["operation"]]


def test_two_workers_at_once_write_every_line_once(world: World, figures: Figures) -> None:
    seed, rounds = 7, 15 if WHOLE else 2
    chance = Random(seed)
    world.manner = Manner(settle_seconds=0.3)
    begin(world)
    world.keep("start")

    busy = 0
    for _ in range(rounds):
        world.put_back("start")
        world.plan(edited(SECOND, chance))
        wanted, _ = world.oracle()
        workers = [world.start(), world.start()]
        endings = [worker.ended() for worker in workers]
        assert {ending.exit_code for ending in endings} <= {0, RUN_AGAIN}
        assert any(ending.exit_code == 0 for ending in endings)
        busy += sum("by another run at this moment" in ending.message for ending in endings)
        assert world.export_until_done().exit_code == 0
        assert world.holds() == wanted
        assert open_writes(world.databases) == 0

    sys.stdout.write(f"{rounds} times two workers at once, one of them was turned away {busy} times\n")
    figures.add(AT_ONCE, world.databases.kind, exports=2 * rounds, equal=rounds, seed=seed)


def test_a_frozen_worker_keeps_its_place_until_it_ends(world: World) -> None:
    wanted, calls = begin(world)

    frozen = world.start(with_a_batch_under_way(calls))
    frozen.stopped()
    turned_away = world.export()
    frozen.wake_up()

    assert turned_away.exit_code == RUN_AGAIN
    assert "Company 1201 is being delivered by another run" in turned_away.message
    assert frozen.ended().exit_code == 0
    assert world.holds() == wanted


@pytest.mark.parametrize("sleeps", ["before its first write", "with a batch under way"])
def test_a_worker_that_was_cut_off_in_its_sleep_sends_nothing_when_it_wakes_up(
    world: World, figures: Figures, sleeps: str
) -> None:
    wanted, calls = begin(world)
    asleep = with_a_batch_under_way(calls)
    if sleeps == "before its first write":
        asleep = Happening("after", "stop", first_write(calls) - 1)

    zombie = world.start(asleep)
    zombie.stopped()
    world.databases.cut_the_writer_off()
    assert world.export_until_done().exit_code == 0
    assert world.holds() == wanted
    world.nmbrs.forget_calls()
    zombie.wake_up()
    ending = zombie.ended()

    assert ending.exit_code == RUN_AGAIN, ending.message
    assert writes_of(world) == []
    assert world.holds() == wanted
    again = world.export_until_done()
    assert (again.exit_code, again.written) == (0, 0)
    figures.add(FROZEN, world.databases.kind, exports=3, equal=1)


def test_workers_that_are_cut_off_at_any_moment_while_the_next_one_begins(world: World, figures: Figures) -> None:
    seed, rounds = 11, 15 if WHOLE else 2
    chance = Random(seed)
    wanted, _ = begin(world)
    world.keep("start")

    for number in range(rounds):
        world.put_back("start")
        first = world.start()
        time.sleep(chance.uniform(0.1, 0.5))
        world.databases.cut_the_writer_off()
        second = world.start()
        endings = [first.ended(), second.ended()]
        assert {ending.exit_code for ending in endings} <= {0, RUN_AGAIN}, [one.message for one in endings]
        assert world.export_until_done().exit_code == 0
        assert world.holds() == wanted, number
        assert open_writes(world.databases) == 0

    figures.add(CUT_OFF, world.databases.kind, exports=2 * rounds, equal=rounds, seed=seed)


def test_hours_that_were_read_before_a_newer_export_do_not_take_its_place(world: World) -> None:
    begin(world)
    with open_services(world.env(), partial(connection, env=world.env())) as services:
        (company,) = services.config.companies
        period = company.calendar.from_key("2026-M10")
        old = calculate_wage_period(
            services, company, period, measures=company.measures, kind="export", started_by="chaos", person="planner"
        )
        world.plan(FIRST)
        assert world.export().exit_code == 0
        newest = world.holds()

        with suppress(Exception):
            deliver_wage_period(services, company, old.run_id)

    assert world.holds() == newest
