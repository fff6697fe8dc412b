"""The database goes away in the middle of an export, and comes back (semantics F4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from company import FIRST, SECOND
from databases import Databases, postgres_databases, sqlite_databases
from figures import GONE, WHOLE, Figures
from nmbrs_process import Held, Nmbrs
from open_writes import open_writes
from own_postgres import binaries, own_postgres
from worker import Happening
from world import RUN_AGAIN, World

MOMENTS = {
    "before the plan": Happening("after", "pause", 1, "Company_GetCurrentPeriod"),
    "before a write": Happening("before", "pause", 2, "writes"),
    "after a write was saved": Happening("after", "pause", 2, "writes"),
    "after the last write": Happening("after", "pause", 1, "DaysVar_Set_Batch"),
}
NO_WORKFORCE = 2


def begin(world: World) -> Held:
    world.begin()
    world.plan(FIRST)
    assert world.export().exit_code == 0
    world.plan(SECOND)
    return world.oracle()[0]


def survive(
    world: World, wanted: Held, moment: str, take_away: Callable[[], None], bring_back: Callable[[], None]
) -> None:
    worker = world.start(MOMENTS[moment])
    worker.paused()
    take_away()
    worker.go_on()
    ending = worker.ended()
    bring_back()

    assert ending.exit_code in ((NO_WORKFORCE, RUN_AGAIN) if moment == "before the plan" else (RUN_AGAIN,)), (
        ending.message
    )
    assert world.export_until_done().exit_code == 0
    assert world.holds() == wanted
    assert open_writes(world.databases) == 0


def world_of(nmbrs: Nmbrs, databases: Databases, folder: Path) -> World:
    nmbrs.go_wrong([])
    return World(nmbrs, databases, folder)


@pytest.mark.parametrize("moment", MOMENTS if WHOLE else list(MOMENTS)[1:3])
def test_postgresql_is_killed_and_started_again(
    nmbrs: Nmbrs, tmp_path: Path, figures: Figures, moment: str, require: Callable[[object, str], None]
) -> None:
    programs = binaries()
    require(programs, "PostgreSQL is missing: apt-get install postgresql")
    assert programs is not None
    with own_postgres(programs) as server:
        url = server.url.removesuffix("postgres") + "chaos"
        with postgres_databases(url, make=True) as databases:
            world = world_of(nmbrs, databases, tmp_path)
            wanted = begin(world)
            databases.checkpoint()
            survive(world, wanted, moment, server.kill, server.start)
    figures.add(GONE, "PostgreSQL", exports=2, equal=1)


@pytest.mark.parametrize("moment", list(MOMENTS)[:3] if WHOLE else list(MOMENTS)[1:2])
def test_the_folder_of_the_sqlite_files_is_moved_away_and_back(
    nmbrs: Nmbrs, tmp_path: Path, figures: Figures, moment: str
) -> None:
    folder, away = tmp_path / "databases", tmp_path / "away"
    with sqlite_databases(folder) as databases:
        world = world_of(nmbrs, databases, tmp_path)
        survive(world, begin(world), moment, lambda: _move(folder, away), lambda: _move(away, folder))
    figures.add(GONE, "SQLite", exports=2, equal=1)


def _move(here: Path, there: Path) -> None:
    here.rename(there)
