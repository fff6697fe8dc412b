"""Wage periods as Nmbrs numbers them: 12 months, 13 times four weeks, or 52 (53) ISO weeks."""

from __future__ import annotations

from datetime import date, timedelta
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


def preceding(period_type: PeriodType, period: Period) -> Period:
    """The period before this one."""
    if period.period > 1:
        return Period(period.year, period.period - 1)
    return Period(period.year - 1, last_number(period_type, period.year - 1))


def first_day(period_type: PeriodType, period: Period) -> date:
    """The day on which a period begins: the first of a month, or the Monday of its first ISO week."""
    if period_type == "month":
        return date(period.year, period.period, 1)
    weeks = (period.period - 1) * (4 if period_type == "four_weeks" else 1)
    return date.fromisocalendar(period.year, 1, 1) + timedelta(weeks=weeks)


def last_day(period_type: PeriodType, period: Period) -> date:
    """The last day of a period."""
    return first_day(period_type, following(period_type, period)) - timedelta(days=1)


def containing(period_type: PeriodType, day: date) -> Period:
    """The period in which a day lies; an ISO week 53 belongs to the thirteenth period of four weeks."""
    if period_type == "month":
        return Period(day.year, day.month)
    week = day.isocalendar()
    return Period(week.year, week.week if period_type == "week" else min((week.week + 3) // 4, 13))


def as_text(period_type: PeriodType, period: Period, settings: Settings) -> str:
    """A period in Nmbrs' words, such as `2026-10-M`, without padding."""
    suffix = {"month": "M", "four_weeks": settings.four_weeks_suffix, "week": settings.week_suffix}[period_type]
    return f"{period.year}-{period.period}-{suffix}"
