"""The running sandbox: its store, switches, faults, pace and the list of calls so far."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sandbox import models
from sandbox.call_list import CallList
from sandbox.faults import FaultPlan
from sandbox.pace import Pace
from sandbox.seeding import seed
from sandbox.settings import Settings
from sandbox.store import Store

SCENARIOS = Path(__file__).parent / "scenarios"
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(slots=True)
class World:
    """Everything that outlives a call."""

    store: Store
    pace: Pace = field(default_factory=Pace)
    settings: Settings = field(default_factory=Settings)
    faults: FaultPlan = field(default_factory=FaultPlan)
    calls: CallList = field(default_factory=CallList)

    def load(self, scenario: str) -> None:
        """Add the data of a scenario: `demo`, `empty`, or a JSON file of the shape of the state.

        A file without employee types gets those of `empty`. Raises OSError, or ValueError for what cannot be seeded.
        """
        state = _read_scenario(scenario)
        if not state.employee_types:
            state = state.model_copy(update={"employee_types": _read_scenario("empty").employee_types})
        seed(self.store, state, local_now())

    def reset(self, scenario: str = "empty") -> None:
        """Back to the start of a scenario, without faults, with the default switches."""
        self.store.empty()
        self.settings, self.faults = Settings(), FaultPlan()
        self.calls.clear()
        self.load(scenario)


def _read_scenario(scenario: str) -> models.State:
    is_file = scenario.endswith(".json")
    text = (Path(scenario) if is_file else SCENARIOS / f"{scenario}.json").read_text(encoding="utf-8")
    return models.State.model_validate(json.loads(text))


def local_now() -> datetime:
    """The time on the wall in Amsterdam, as Nmbrs writes its own moments: without a zone."""
    return datetime.now(_AMSTERDAM).replace(tzinfo=None)
