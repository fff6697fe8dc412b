"""Wage periods as Nmbrs numbers them: 12 months, 13 times four weeks, or 52 (53) ISO weeks."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from sandbox.settings import Settings

PeriodType = Literal["month", "four_weeks", "week"]
_YEARS = range(1900, 2200)


class Period(NamedTuple):
    """A year and the number of a period in it; ordered."""

    year: int
    period: int


def last_number(period_type: PeriodType, year: int) -> int:
    """The number of the last period of a year."""
    if period_type == "week":
        return date(year, 12, 28).isocalendar().week
    return 12 if period_type == "month" else 13


def exists(period_type: PeriodType, period: Period) -> bool:
    """Whether a company of this type has such a period."""
    return period.year in _YEARS and 1 <= period.period <= last_number(period_type, period.year)


def following(period_type: PeriodType, period: Period) -> Period:
    """The period after this one."""
    if period.period < last_number(period_type, period.year):
        return Period(period.year, period.period + 1)
    return Period(period.year + 1, 1)


def as_text(period_type: PeriodType, period: Period, settings: Settings) -> str:
    """A period in Nmbrs' words, such as `2026-10-M`, without padding."""
    suffix = {"month": "M", "four_weeks": settings.four_weeks_suffix, "week": settings.week_suffix}[period_type]
    return f"{period.year}-{period.period}-{suffix}"
