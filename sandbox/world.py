"""The running sandbox: its store, switches, faults, pace and the list of calls so far."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import models
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
    calls: list[dict[str, Any]] = field(default_factory=list)

    def load(self, scenario: str) -> None:
        """Add the data of a scenario. Raises FileNotFoundError when there is none of that name."""
        text = (SCENARIOS / f"{scenario}.json").read_text(encoding="utf-8")
        seed(self.store, models.State.model_validate(json.loads(text)), local_now())

    def reset(self, scenario: str = "empty") -> None:
        """Back to the start of a scenario, without faults, with the default switches."""
        self.store.empty()
        self.settings, self.faults = Settings(), FaultPlan()
        self.calls.clear()
        self.load(scenario)


def local_now() -> datetime:
    """The time on the wall in Amsterdam, as Nmbrs writes its own moments: without a zone."""
    return datetime.now(_AMSTERDAM).replace(tzinfo=None)
