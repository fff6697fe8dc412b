"""Wage periods (loonperiode), and the calendars that cut time into them: semantics A1 to A7."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from transforms.period_labels import (
    DAY,
    KEY_LETTERS,
    KIND_IN_WORDS,
    MONTH,
    WEEK,
    PeriodKind,
    WagePeriodError,
    check_label,
    month_earlier,
    month_later,
    period_key,
    periods_in_year,
    week_period_days,
)
from transforms.remuneration_day import RemunerationDay

__all__ = ["PeriodKind", "RemunerationDay", "WageCalendar", "WagePeriod", "WagePeriodError"]

KEY: Final = re.compile(r"(\d{4})-([MPW])(\d{2})", re.ASCII)
NMBRS_NAME: Final = re.compile(r"(\d{4})[\s_/-]+(\w+)[\s_/-]+(\w+)", re.ASCII)
NMBRS_KINDS: Final[dict[str, PeriodKind]] = {
    **dict.fromkeys(("M", "MONTH", "MAAND"), "month"),
    **dict.fromkeys(("4W", "W4", "4WEEK", "WEEK4"), "four_weeks"),
    **dict.fromkeys(("W", "1W", "W1", "WEEK", "1WEEK", "WEEK1"), "week"),
}


@dataclass(frozen=True, order=True)
class WagePeriod:
    """One wage period of one calendar (A1). Built wrong, it raises WagePeriodError.

    Args:
        kind: month, four_weeks or week.
        year, number: the label, as in `2026-M03`; periods of one kind sort by it.
        first_day, last_day: both inside the period.
    """

    kind: PeriodKind
    year: int
    number: int
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        check_label(self.kind, self.year, self.number)
        if self.kind == MONTH:
            self._check_month()
        else:
            self._check_weeks()

    @property
    def key(self) -> str:
        """The period as text: 2026-M03, 2026-P03 (four weeks), 2026-W07."""
        return period_key(self.kind, self.year, self.number)

    def __str__(self) -> str:
        return self.key

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def days(self) -> Iterator[date]:
        """Every day of the period, in order."""
        for offset in range((self.last_day - self.first_day).days + 1):
            yield self.first_day + timedelta(days=offset)

    def _check_month(self) -> None:
        if self.first_day.day > 28 or self.last_day != month_later(self.first_day) - DAY:
            raise WagePeriodError(
                f"{self.key} cannot run from {self.first_day} to {self.last_day}: a month period starts on "
                "day 1 to 28 and ends on the day before that day in the next month."
            )
        label = (self.year, self.number)
        if label not in {(day.year, day.month) for day in (self.first_day, self.last_day)}:
            raise WagePeriodError(
                f"{self.key} cannot run from {self.first_day} to {self.last_day}: a month period is named "
                "after the month in which it starts or ends."
            )

    def _check_weeks(self) -> None:
        days = week_period_days(self.kind, self.year, self.number)
        if (self.first_day, self.last_day) != days:
            raise WagePeriodError(
                f"{self.key} cannot run from {self.first_day} to {self.last_day}: "
                f"by the ISO weeks it runs from {days[0]} to {days[1]}."
            )


@dataclass(frozen=True)
class WageCalendar:
    """How a company cuts time into wage periods, without a gap and without an overlap (A5).

    Args:
        kind: month, four_weeks or week.
        first_day_of_month: 1 to 28, months only; 21 gives periods from the 21st to the 20th (A2).
        label: whether an offset month is named after the month in which it ends or starts (A2).
    """

    kind: PeriodKind
    first_day_of_month: int = 1
    label: Literal["end", "start"] = "end"

    def __post_init__(self) -> None:
        if self.kind not in KEY_LETTERS:
            raise WagePeriodError(f"A wage period is a month, four_weeks or a week, not {self.kind!r}.")
        if not 1 <= self.first_day_of_month <= 28:
            raise WagePeriodError(f"first_day_of_month is {self.first_day_of_month}; give 1 to 28.")
        if self.kind != MONTH and self.first_day_of_month != 1:
            raise WagePeriodError(
                f"first_day_of_month is for months only; periods of {self.in_words} start on Mondays."
            )
        if self.label not in ("end", "start"):
            raise WagePeriodError(f"label is {self.label!r}; give end or start.")

    @property
    def in_words(self) -> str:
        return KIND_IN_WORDS[self.kind]

    def period(self, year: int, number: int) -> WagePeriod:
        """The period of a label; WagePeriodError when the year has no such period."""
        check_label(self.kind, year, number)
        if self.kind != MONTH:
            return WagePeriod(self.kind, year, number, *week_period_days(self.kind, year, number))
        first_day = date(year, number, self.first_day_of_month)
        if self._labelled_by_next_month:
            first_day = month_earlier(first_day)
        return WagePeriod(self.kind, year, number, first_day, month_later(first_day) - DAY)

    def containing(self, day: date) -> WagePeriod:
        """The one period in which a day lies."""
        if self.kind == MONTH:
            return self.period(*self._month_label(day))
        year, week, _ = day.isocalendar()
        return self.period(year, week if self.kind == WEEK else min((week + 3) // 4, 13))

    def from_key(self, key: str) -> WagePeriod:
        """The period of a text like 2026-M03; WagePeriodError when it is no key, or one of another kind."""
        found = KEY.fullmatch(key)
        if not found:
            example = period_key(self.kind, 2026, 3)
            raise WagePeriodError(f"{key!r} is no wage period; periods of {self.in_words} are written like {example}.")
        year, letter, number = int(found[1]), found[2], int(found[3])
        if letter != KEY_LETTERS[self.kind]:
            raise WagePeriodError(
                f"{key} is no period of this calendar of {self.in_words}, like {period_key(self.kind, year, 1)}."
            )
        return self.period(year, number)

    def next(self, period: WagePeriod) -> WagePeriod:
        """The period that starts on the day after this one ends."""
        return self.containing(period.last_day + DAY)

    def previous(self, period: WagePeriod) -> WagePeriod:
        """The period that ends on the day before this one starts."""
        return self.containing(period.first_day - DAY)

    def periods_of(self, year: int) -> tuple[WagePeriod, ...]:
        """All periods with this year in their label, in order."""
        return tuple(self.period(year, number) for number in range(1, periods_in_year(self.kind, year) + 1))

    def check_first_day(self, first_day: date, year: int | None = None) -> None:
        """Refuse a setting `first_day` that is not the first day of period 1 (A4).

        Args:
            first_day: what the configuration says.
            year: the year it is meant for; left out, the year whose period 1 starts nearest to it.

        Raises:
            WagePeriodError: it does not fit; the right date is in the message.
        """
        years = (first_day.year, first_day.year + 1) if year is None else (year,)
        starts = [self.period(each, 1).first_day for each in years]
        nearest = min(starts, key=lambda start: abs(start - first_day))
        if nearest != first_day:
            label = period_key(self.kind, years[starts.index(nearest)], 1)
            raise WagePeriodError(
                f"first_day is {first_day}, but {label} starts on {nearest}: give {nearest} or leave it out."
            )

    def deadline(self, period: WagePeriod, remuneration_day: RemunerationDay) -> date:
        """The day on which the team is paid for a period (A7)."""
        return remuneration_day.after(period.last_day)

    def parse_nmbrs_period(self, text: str) -> WagePeriod:
        """The period that Nmbrs names like 2026-3-M, 2026-3-4W or 2026-W4-3 (A6).

        Raises:
            WagePeriodError: the text is no period, or one of another kind than the company's.
        """
        year, number, kind = _read_nmbrs_name(text)
        if kind != self.kind:
            raise WagePeriodError(
                f"Nmbrs names the period {text!r}, which counts in {KIND_IN_WORDS[kind]}; this company is configured "
                f"in {self.in_words}. Correct wage_period.kind, or ask what the company has in Nmbrs."
            )
        return self.period(year, number)

    @property
    def _labelled_by_next_month(self) -> bool:
        return self.label == "end" and self.first_day_of_month > 1

    def _month_label(self, day: date) -> tuple[int, int]:
        start = day.replace(day=1)
        if day.day < self.first_day_of_month:
            start = month_earlier(start)
        if self._labelled_by_next_month:
            start = month_later(start)
        return start.year, start.month


def _read_nmbrs_name(text: str) -> tuple[int, int, PeriodKind]:
    found = NMBRS_NAME.fullmatch(text.strip())
    for number, kind in _number_and_kind(found):
        if number.isdecimal() and kind.upper() in NMBRS_KINDS and found:
            return int(found[1]), int(number), NMBRS_KINDS[kind.upper()]
    raise WagePeriodError(f"Nmbrs names the period {text!r}; expected a text like 2026-3-M, 2026-3-4W or 2026-3-W.")


def _number_and_kind(found: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    if found:
        yield found[2], found[3]
        yield found[3], found[2]
