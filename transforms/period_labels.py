"""The arithmetic of period labels: which numbers a year has, and on which days they fall. Semantics A1 to A3."""

from datetime import date, timedelta
from typing import Final, Literal

PeriodKind = Literal["month", "four_weeks", "week"]

MONTH: Final = "month"
FOUR_WEEKS: Final = "four_weeks"
WEEK: Final = "week"
KEY_LETTERS: Final[dict[PeriodKind, str]] = {"month": "M", "four_weeks": "P", "week": "W"}
KIND_IN_WORDS: Final[dict[PeriodKind, str]] = {"month": "months", "four_weeks": "four weeks", "week": "weeks"}
YEARS: Final = range(1900, 3000)
DAY: Final = timedelta(days=1)


class WagePeriodError(ValueError):
    """A wage period, its name or one of its settings that cannot be."""


def period_key(kind: PeriodKind, year: int, number: int) -> str:
    """The text of a period's label: 2026-M03."""
    return f"{year:04d}-{KEY_LETTERS[kind]}{number:02d}"


def check_label(kind: PeriodKind, year: int, number: int) -> None:
    """Refuse, with a WagePeriodError, a kind, year or number that no period has (A1, A3)."""
    if kind not in KEY_LETTERS:
        raise WagePeriodError(f"A wage period is a month, four_weeks or a week, not {kind!r}.")
    if year not in YEARS:
        raise WagePeriodError(f"A wage period has a year from {YEARS[0]} to {YEARS[-1]}, not {year}.")
    last_number = periods_in_year(kind, year)
    if not 1 <= number <= last_number:
        raise WagePeriodError(
            f"{period_key(kind, year, number)} does not exist: {year} has {KIND_IN_WORDS[kind]} 1 to {last_number}."
        )


def periods_in_year(kind: PeriodKind, year: int) -> int:
    """12 months, 13 periods of four weeks, 52 or 53 weeks."""
    if kind == MONTH:
        return 12
    return 13 if kind == FOUR_WEEKS else iso_weeks_in_year(year)


def iso_weeks_in_year(year: int) -> int:
    """52 or 53; 28 December is always in the last ISO week of its year."""
    return date(year, 12, 28).isocalendar().week


def week_period_days(kind: PeriodKind, year: int, number: int) -> tuple[date, date]:
    """First and last day of a week, or of four weeks; ISO week 53 belongs to period 13 (A3)."""
    if kind == WEEK:
        first_week = last_week = number
    else:
        first_week, last_week = 4 * number - 3, 4 * number
        if number == 13:
            last_week = iso_weeks_in_year(year)
    return date.fromisocalendar(year, first_week, 1), date.fromisocalendar(year, last_week, 7)


def month_later(day: date) -> date:
    """The same day (1 to 28) of the next month."""
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def month_earlier(day: date) -> date:
    """The same day (1 to 28) of the month before."""
    return day.replace(year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1)
