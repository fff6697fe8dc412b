"""Calendars and remuneration days refuse settings that cannot be."""

from datetime import date

import pytest

from transforms.wage_period import RemunerationDay, WageCalendar, WagePeriodError


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "quarter"},
        {"kind": "month", "first_day_of_month": 0},
        {"kind": "month", "first_day_of_month": 29},
        {"kind": "week", "first_day_of_month": 2},
        {"kind": "month", "label": "middle"},
    ],
)
def test_a_calendar_that_cannot_be_is_refused(settings: dict) -> None:
    with pytest.raises(WagePeriodError):
        WageCalendar(**settings)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"day_of_month": 25, "days_after_period_end": 5},
        {"day_of_month": 0},
        {"day_of_month": 32},
        {"days_after_period_end": -1},
    ],
)
def test_a_remuneration_day_that_cannot_be_is_refused(settings: dict) -> None:
    with pytest.raises(WagePeriodError):
        RemunerationDay(**settings)


@pytest.mark.parametrize(
    ("first_day", "fits"), [(date(2026, 1, 1), True), (date(2027, 1, 1), True), (date(2026, 2, 1), False)]
)
def test_a_first_day_without_a_year_is_held_against_the_nearest_one(first_day: date, fits: bool) -> None:
    calendar = WageCalendar("month")
    if fits:
        calendar.check_first_day(first_day)
        return
    with pytest.raises(WagePeriodError, match="2026-M01 starts on 2026-01-01"):
        calendar.check_first_day(first_day)


def test_days_of_a_period_are_all_its_days() -> None:
    days = list(WageCalendar("four_weeks").period(2026, 13).days())
    assert (days[0], days[-1], len(days)) == (date(2026, 11, 30), date(2027, 1, 3), 35)


@pytest.mark.parametrize("year", [1899, 3000])
def test_a_year_far_away_is_refused(year: int) -> None:
    with pytest.raises(WagePeriodError, match="year from 1900 to 2999"):
        WageCalendar("month").period(year, 1)
