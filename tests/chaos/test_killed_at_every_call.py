"""A worker killed at any moment, then run again, leaves exactly the lines that were wanted (semantics F4)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from mortal import Killed, Process


def wage_lines(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """One row per (Nmbrs employee id, component, code, quantity in hundredths)."""
    measures = {"days": "worked_days", "wage": "meals", "hours": "worked_hours"}
    return pd.DataFrame(
        [
            {
                "employee_id": f"e{employee}",
                "nmbrs_employee_id": employee,
                "component": component,
                "code": code,
                "cost_center_id": "",
                "measures": "sick_hours" if code == 3170 else measures[component],
                "exact_sixtieths": 0,
                "quantity_hundredths": quantity,
                "source_hundredths": quantity,
            }
            for employee, component, code, quantity in rows
        ]
    )


FIRST = wage_lines(
    ("1", "hours", 2100, 800),
    ("1", "hours", 3170, 400),
    ("1", "wage", 5100, 790),
    ("1", "days", 0, 300),
    ("2", "hours", 2100, 800),
    ("2", "days", 0, 500),
    ("3", "wage", 5100, 395),
)
CHANGED = wage_lines(
    ("1", "hours", 2100, 850),
    ("1", "wage", 5100, 1185),
    ("1", "days", 0, 400),
    ("2", "hours", 2100, 800),
    ("2", "hours", 3170, 200),
    ("2", "days", 0, 500),
)


EVERY_RIGHT = {(True, True): "every right", (False, False): "neither batches nor updates"}
SOME_RIGHTS = {(True, False): "no updates", (False, True): "no batches"}
RIGHTS = EVERY_RIGHT | SOME_RIGHTS if os.environ.get("PAYROLL_CHAOS") == "all" else EVERY_RIGHT


@pytest.mark.parametrize(("may_batch", "may_update"), RIGHTS, ids=RIGHTS.values())
def test_killed_at_every_call_and_run_again_nothing_is_lost_and_nothing_is_twice(
    new_world: Callable[[], Any], may_batch: bool, may_update: bool
) -> None:
    def fresh() -> Any:
        world = new_world()
        world.nmbrs.may_batch, world.nmbrs.may_update = may_batch, may_update
        return world

    undisturbed = fresh()
    process = Process(undisturbed.nmbrs)
    undisturbed.deliver(FIRST, process)
    calls_of_first = process.calls
    undisturbed.deliver(CHANGED, process)
    wanted = undisturbed.nmbrs.holds()

    kills = 0
    for at in range(1, process.calls + 1):
        for after_saving in (False, True):
            world = fresh()
            dying = Process(world.nmbrs, dies_at=at, dies_after_saving=after_saving)
            for lines in (FIRST, CHANGED):
                try:
                    world.deliver(lines, dying)
                except Killed:
                    kills += 1
                    world.deliver(lines, Process(world.nmbrs))
                    dying = Process(world.nmbrs)
            assert world.nmbrs.holds() == wanted, f"killed at call {at}, {'after' if after_saving else 'before'} saving"
            if after_saving:
                again = world.deliver(CHANGED, Process(world.nmbrs))
                assert (again.written, again.difference_hundredths) == (0, 0)
    assert kills >= 2 * calls_of_first
    sys.stdout.write(f"killed {kills} times, every time the same end\n")
