"""Creating and changing people in processes that get SIGKILL at any call: the same end, and nobody twice (H5)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from figures import PEOPLE, WHOLE, Figures
from people_world import NAMES, begin, change, open_writes_about_people, people_in_nmbrs
from worker import Happening
from world import World


def undisturbed(world: World, name: str) -> tuple[list[str], int, int]:
    """What one run makes of it, its calls, and how many of them write; the start is kept under the name."""
    world.keep(name)
    world.nmbrs.forget_calls()
    ending = world.export()
    assert ending.exit_code == 0, ending.message
    writes = sum("Get" not in one["operation"] for one in world.nmbrs.calls())
    return people_in_nmbrs(world), ending.calls, writes


def deaths(calls: int, writes: int, *, is_quick: bool) -> Iterator[Happening]:
    """Before every call, and after every one that saves; what dies after a question dies as before the next call.

    `make test` takes the first write, and where it is quick one in the middle and the last.
    """
    if WHOLE:
        yield from (Happening("before", "kill", nth) for nth in range(1, calls + 1))
    else:
        yield Happening("before", "kill", 1, "writes")
    some = (1, writes // 2, writes) if is_quick else (1,)
    for nth in range(1, writes + 1) if WHOLE else some:
        yield Happening("after", "kill", nth, "writes")


@pytest.mark.parametrize(
    ("stage", "prepare"),
    [("created", None), *([("changed", change)] if WHOLE else [])],
)
def test_people_whose_export_is_killed_at_every_call_are_there_once_and_whole(
    world: World, figures: Figures, stage: str, prepare: Callable[[World], None] | None
) -> None:
    begin(world)
    already = len(people_in_nmbrs(world))
    if prepare is not None:
        assert world.export().exit_code == 0
        prepare(world)
    wanted, calls, writes = undisturbed(world, stage)
    assert len(wanted) == already + len(NAMES)

    kills = 0
    for death in deaths(calls, writes, is_quick=world.databases.kind == "SQLite"):
        world.put_back(stage)
        assert world.export(death).was_killed, death
        kills += 1
        ending = world.export_until_done()
        assert ending.exit_code == 0, (death, ending.message)
        assert people_in_nmbrs(world) == wanted, death
        assert open_writes_about_people(world) == 0, death

    again = world.export()
    assert (again.exit_code, again.written) == (0, 0)
    sys.stdout.write(f"{world.databases.kind}, {stage}: {calls} calls, {writes} writes, killed {kills} times\n")
    figures.add(PEOPLE, world.databases.kind, exports=2 * kills, kills=kills, equal=kills)
