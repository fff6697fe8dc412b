"""The exported hours of each day and measure, with those of the wage period before behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.columns import MEASURES
from transforms.wage_period import WagePeriod

DayTotals = Sequence[tuple[date, str, int]]


@dataclass(frozen=True, slots=True)
class Day:
    """One day: minutes per measure, and all minutes of the day as far into the period before."""

    day: date
    minutes: tuple[int, ...]
    before: int


@dataclass(frozen=True, slots=True)
class DayPicture:
    """The days of a wage period; `measures` are those that any of its days has."""

    measures: tuple[str, ...]
    days: tuple[Day, ...]
    before: WagePeriod

    @classmethod
    def of(cls, period: WagePeriod, totals: DayTotals, before: WagePeriod, earlier: DayTotals) -> DayPicture:
        """Put the totals of a period beside those of the period before, day by day from their first days on."""
        found = {(day, measure): minutes for day, measure, minutes in totals}
        measures = tuple(measure for measure in MEASURES if any(one == measure for _, one, _ in totals))
        behind: dict[int, int] = {}
        for day, _, minutes in earlier:
            place = (day - before.first_day).days
            behind[place] = behind.get(place, 0) + minutes
        days = tuple(
            Day(day, tuple(found.get((day, measure), 0) for measure in measures), behind.get(place, 0))
            for place, day in enumerate(period.days())
        )
        return cls(measures, days if measures else (), before)
