"""What a run of these tests did, counted; the whole of them writes it into docs/reliability.md."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field

WHOLE = os.environ.get("PAYROLL_CHAOS") == "all"


@dataclass
class Figures:
    """Counts by what was done and on which kind of database."""

    counts: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    seeds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, kind: str, **counted: int) -> None:
        """Add to the counts: kills, runs, faults, calls, equal (end states that were the oracle's)."""
        for name, number in counted.items():
            self.counts[what, kind][name] += number

    def seed(self, what: str, seed: int) -> None:
        """Remember a seed."""
        self.seeds[what].append(seed)
