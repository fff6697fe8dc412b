"""What a run of these tests did, counted; the whole of them writes it into docs/reliability.md."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

WHOLE: Final = os.environ.get("PAYROLL_CHAOS") == "all"
AT_EVERY_CALL: Final = "killed at every call"
AT_ANY_MOMENT: Final = "killed at any moment, thrice in a row"
BY_CHANCE: Final = "faults by chance, with edits between the exports"
AT_ONCE: Final = "two workers at once"
FROZEN: Final = "a frozen worker that lost its lock"
CUT_OFF: Final = "cut off while the next worker begins"
TYPED: Final = "a line typed by a person in between"
LOCKED: Final = "the wage run locked in between"
GONE: Final = "the database gone in between"
ANY_ORDER: Final = "any order of events"
PEOPLE: Final = "people created and changed, killed at every call"
TRIED: Final = (
    *(AT_EVERY_CALL, AT_ANY_MOMENT, BY_CHANCE, AT_ONCE, FROZEN, CUT_OFF),
    *(TYPED, LOCKED, GONE, ANY_ORDER, PEOPLE),
)


@dataclass
class Figures:
    """Counts by what was tried and on which kind of database."""

    counts: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    seeds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, kind: str, *, seed: int | None = None, **counted: int) -> None:
        """Add to the counts: exports, kills, faults, and how often the end state was the oracle's (equal)."""
        for name, number in counted.items():
            self.counts[what, kind][name] += number
        if seed is not None:
            self.seeds[what].append(seed)

    @property
    def is_whole(self) -> bool:
        """Whether everything was tried on both kinds of database."""
        return all((what, kind) in self.counts for what in TRIED for kind in ("SQLite", "PostgreSQL"))
