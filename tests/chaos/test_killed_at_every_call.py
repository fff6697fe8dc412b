"""A worker killed at any call, then run again, leaves exactly the lines that were wanted (semantics F4).

One export with k calls is repeated k times 2: SIGKILL just before the call leaves, and when Nmbrs has saved and
answered it. The state of one undisturbed run from the same start is the oracle.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Literal

import pytest
from company import FIRST, SECOND
from figures import AT_ANY_MOMENT, AT_EVERY_CALL, WHOLE, Figures
from nmbrs_process import Held
from open_writes import open_writes
from worker import Happening, Manner
from world import World

UPDATES = ("HourComponent_Update", "WageComponent_Update")
BATCHES = ("HourComponentVar_Insert_Batch", "WageComponentVar_Insert_Batch", "DaysVar_Set_Batch")
RIGHTS = {
    "every right": (),
    "no updates": UPDATES,
    "no batches": BATCHES,
    "neither updates nor batches": (*UPDATES, *BATCHES),
}
WHERE: tuple[Literal["before", "after"], ...] = ("before", "after")


def begin(world: World, switched_off: tuple[str, ...] = ()) -> tuple[Held, int, int]:
    """A first export that was proven, then edits. What one undisturbed run makes of it, its calls and its writes."""
    world.manner = Manner(settle_seconds=0.3)
    world.begin()
    world.nmbrs.allow(**dict.fromkeys((*UPDATES, *BATCHES), True) | dict.fromkeys(switched_off, False))
    world.plan(FIRST)
    assert world.export().exit_code == 0
    world.plan(SECOND)
    world.keep("start")
    world.nmbrs.forget_calls()
    undisturbed = world.export()
    assert undisturbed.exit_code == 0
    writes = sum("Get" not in one["operation"] for one in world.nmbrs.calls())
    return world.holds(), undisturbed.calls, writes


def deaths(calls: int, writes: int) -> Iterator[Happening]:
    """Every call; in the part that `make test` runs, every write and every tenth call."""
    for where in WHERE:
        if not WHOLE:
            yield from (Happening(where, "kill", nth, "writes") for nth in range(1, writes + 1))
        yield from (Happening(where, "kill", nth) for nth in range(1, calls + 1, 1 if WHOLE else 10))


@pytest.mark.parametrize(
    ("world", "rights"),
    [
        *((kind, "every right") for kind in ("SQLite", "PostgreSQL")),
        *((("SQLite", rights) for rights in list(RIGHTS)[1:]) if WHOLE else ()),
        *((("PostgreSQL", "neither updates nor batches"),) if WHOLE else ()),
    ],
    indirect=["world"],
)
def test_killed_at_every_call_and_run_again_nothing_is_lost_and_nothing_is_twice(
    world: World, figures: Figures, rights: str
) -> None:
    wanted, calls, writes = begin(world, RIGHTS[rights])

    kills = 0
    for death in deaths(calls, writes):
        world.put_back("start")
        assert world.export(death).was_killed, death
        kills += 1
        ending = world.export_until_done()
        assert (ending.exit_code, ending.difference) == (0, 0), (death, ending.message)
        assert world.holds() == wanted, death
        assert open_writes(world.databases) == 0

    again = world.export()
    assert (again.exit_code, again.written) == (0, 0)
    sys.stdout.write(
        f"{world.databases.kind}, {rights}: {calls} calls, killed {kills} times, every time the same end\n"
    )
    figures.add(AT_EVERY_CALL, world.databases.kind, exports=2 * kills, kills=kills, equal=kills)


def test_killed_at_any_moment_and_killed_again_while_it_recovers(world: World, figures: Figures) -> None:
    seed = 4
    wanted, _, _ = begin(world)
    chance = Random(seed)

    kills, rounds = 0, 30 if WHOLE else 3
    for number in range(rounds):
        world.put_back("start")
        for _ in range(3):
            worker = world.start()
            time.sleep(chance.uniform(0.05, 0.6))
            worker.kill()
            kills += worker.ended().was_killed
        ending = world.export_until_done()
        assert (ending.exit_code, ending.difference) == (0, 0), (number, ending.message)
        assert world.holds() == wanted, number

    figures.add(AT_ANY_MOMENT, world.databases.kind, exports=4 * rounds, kills=kills, equal=rounds, seed=seed)
