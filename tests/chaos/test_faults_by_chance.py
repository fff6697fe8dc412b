"""Lost answers and requests, late saves, 503, faults, garbage and silence by chance, over many seeded runs.

Between the runs a planner edits, approves and withdraws. In the end all is well again, and Nmbrs holds what one
undisturbed run of the last data writes into an empty Nmbrs.
"""

from __future__ import annotations

import sys
from random import Random
from typing import Any

import pytest
from company import edited, random_roster
from figures import BY_CHANCE, WHOLE, Figures
from open_writes import open_writes
from worker import Happening
from world import World

SEEDS = range(1, 31) if WHOLE else range(1, 3)
RUNS_PER_SEED = 4

# A silence longer than the worker's patience of 0.6 s; a late save that lands after the worker gave up.
EFFECTS: list[dict[str, Any]] = [
    {"lost_answer": True},
    {"lost_request": True},
    {"late_save_ms": 300},
    {"http": 503},
    {"garbage": True},
    {"delay_ms": 900},
    {"delay_ms": 50},
    {"fault": 1006},
    {"fault": 9999},
    {"fault": 2001},
]


def mishaps(chance: Random) -> list[dict[str, Any]]:
    """Every kind of mishap on the writes, some on the reads too."""
    on_writes = ["HourComponentVar_Insert", "WageComponentVar_Insert", "HourComponent_Update", "WageComponent_Update"]
    on_writes += ["HourComponent_Delete", "WageComponent_Delete", "DaysVar_Set"]
    on_writes += ["HourComponentVar_Insert_Batch", "WageComponentVar_Insert_Batch", "DaysVar_Set_Batch"]
    rules = [
        {"operation": operation, "probability": round(chance.uniform(0.05, 0.4), 2), "effect": chance.choice(EFFECTS)}
        for operation in on_writes
        for _ in range(2)
    ]
    return [*rules, {"operation": "*", "probability": 0.02, "effect": chance.choice(EFFECTS)}]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_the_end_is_that_of_one_undisturbed_run(world: World, figures: Figures, seed: int) -> None:
    chance = Random(seed)
    world.begin()
    roster = random_roster(chance)
    faults = kills = 0

    for _ in range(RUNS_PER_SEED):
        world.plan(roster)
        world.nmbrs.go_wrong(mishaps(chance), seed=chance.randrange(10**6))
        death = [Happening("before", "kill", chance.randint(1, 60))] if chance.random() < 0.25 else []
        kills += world.export(*death).was_killed
        faults += world.nmbrs.faults_so_far()
        roster = edited(roster, chance)

    world.nmbrs.go_wrong([])
    world.plan(roster)
    ending = world.export_until_done()
    held = world.holds()
    assert (ending.exit_code, ending.difference) == (0, 0), ending.message
    assert open_writes(world.databases) == 0
    world.begin()
    world.plan(roster)
    assert world.export().exit_code == 0
    assert held == world.holds()

    sys.stdout.write(f"seed {seed}: {RUNS_PER_SEED} runs, {faults} faults, {kills} kills\n")
    kind = world.databases.kind
    figures.add(BY_CHANCE, kind, exports=RUNS_PER_SEED + 1, faults=faults, kills=kills, equal=1, seed=seed)
