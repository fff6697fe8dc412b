"""Which of a company's people are away on which days: holiday, special leave, sickness."""

from __future__ import annotations

from typing import Final

import numpy as np

PRESENT, VACATION, SPECIAL, SICK = range(4)
# What: how often it starts on a day, fewest and most days that it lasts.
SPELLS: Final = ((VACATION, 0.006, 3, 10), (SPECIAL, 0.0015, 1, 2), (SICK, 0.006, 1, 5))


def absences(people: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """One of the four states per person and day (people x days, int8)."""
    state = np.zeros((people, days), dtype=np.int8)
    for what, rate, fewest, most in SPELLS:
        starts = rng.random((people, days)) < rate
        lengths = rng.integers(fewest, most + 1, (people, days))
        for later in range(min(most, days)):
            goes_on = starts[:, : days - later] & (lengths[:, : days - later] > later)
            state[:, later:][goes_on] = what
    return state
