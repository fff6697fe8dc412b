"""An export of people that is killed at any call, then run again, ends as if nothing had happened (semantics H5)."""

from __future__ import annotations

import os
import shutil
import sys
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mortal_people import CHANGED, NAMESAKE, NOOR, Killed, MemoryPeople, PeopleProcess, PeopleWorld
from payroll.ledger.database import migrate
from payroll.ledger.errors import LedgerUnavailable
from payroll.steps.exit_codes import ExitCode

WHOLE = os.environ.get("PAYROLL_CHAOS") == "all"
EVERYBODY = (NOOR["id"], NAMESAKE["id"])


@dataclass(frozen=True)
class Stage:
    """A world to begin in, as files and Nmbrs; what it is to come to; and which calls it takes, and which save."""

    folder: Path
    nmbrs: MemoryPeople
    wanted: list[Any]
    calls: int
    saving: list[int]

    def world(self, folder: Path) -> PeopleWorld:
        """A copy of the world at the beginning."""
        folder.mkdir()
        for name in ("ledger.db", "workforce.db"):
            shutil.copy(self.folder / name, folder / name)
        nmbrs = deepcopy(self.nmbrs)
        return PeopleWorld(f"sqlite:///{folder}/ledger.db", f"sqlite:///{folder}/workforce.db", nmbrs)


def stages(folder: Path) -> list[Stage]:
    """Create two people of one name; then change one of them, in every group of fields."""
    first = folder / "first"
    first.mkdir()
    migrate(f"sqlite:///{first}/ledger.db")
    world = PeopleWorld(f"sqlite:///{first}/ledger.db", f"sqlite:///{first}/workforce.db")
    world.hire(NOOR, NAMESAKE)
    created = _undisturbed(first, world, folder / "second")
    changing = PeopleWorld(
        f"sqlite:///{folder}/second/ledger.db", f"sqlite:///{folder}/second/workforce.db", deepcopy(world.nmbrs)
    )
    changing.change(NOOR["id"], **CHANGED)
    return [created, _undisturbed(folder / "second", changing, folder / "third")]


def _undisturbed(folder: Path, world: PeopleWorld, ended: Path) -> Stage:
    before = deepcopy(world.nmbrs)
    shutil.copytree(folder, ended)
    last = PeopleWorld(f"sqlite:///{ended}/ledger.db", f"sqlite:///{ended}/workforce.db", world.nmbrs)
    process = PeopleProcess(world.nmbrs)
    last.export(process, *EVERYBODY)
    return Stage(folder, before, world.nmbrs.everything(), process.calls, process.saving)


def test_killed_at_every_call_and_run_again_everything_is_there_once(tmp_path: Path) -> None:
    creating, changing = stages(tmp_path)
    assert len(creating.wanted) == len(changing.wanted) == 2
    (noor,) = [one for one in changing.wanted if "Anders" in one]
    assert CHANGED["iban"] in noor
    assert NOOR["iban"] not in noor

    kills = 0
    for stage in (creating, changing):
        # What dies when an answer to a question has come, dies as before the next call.
        moments = [(at, False) for at in (range(1, stage.calls + 1) if WHOLE else stage.saving)]
        for at, after_saving in [*moments, *((at, True) for at in stage.saving)]:
            kills += 1
            world = stage.world(tmp_path / f"kill-{kills}")
            dying = PeopleProcess(world.nmbrs, dies_at=at, dies_after_saving=after_saving)
            with pytest.raises((Killed, LedgerUnavailable)):
                world.export(dying, *EVERYBODY)
            assert dying.is_dead
            done = world.export(PeopleProcess(world.nmbrs), *EVERYBODY)
            place = f"killed at call {at}, {'after' if after_saving else 'before'} saving"
            assert done.exit_code == ExitCode.DONE, f"{place}: {done.message}"
            assert world.nmbrs.everything() == stage.wanted, place
            if WHOLE:
                again = world.export(PeopleProcess(world.nmbrs), *EVERYBODY)
                assert (again.writes, again.unchanged) == (0, 2), place
    assert kills >= 2 * (len(creating.saving) + len(changing.saving)) >= 30
    sys.stdout.write(f"killed {kills} times, every time the same end\n")
