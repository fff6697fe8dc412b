"""Wage periods (loonperiode)"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.periods import deadlines_are, first_days_are_checked, nmbrs_names_are_read, periods_are, refused
from transforms.wage_period import WageCalendar, WagePeriodError

CALENDARS = [
    WageCalendar("month"),
    WageCalendar("month", 21),
    WageCalendar("month", 28, "start"),
    WageCalendar("month", 2, "start"),
    WageCalendar("four_weeks"),
    WageCalendar("week"),
]
days_of_the_century = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_a1_a_wage_period_has_a_key_and_two_days() -> None:
    """A wage period is a value: its kind (a month, four weeks or a week), a year and a number, its first and its last
    day, both inside. Its key is `2026-M03` for a month, `2026-P03` for four weeks, `2026-W07` for a week."""
    periods_are("""
        kind       | wage_period | first_day  | last_day
        month      | 2026-M03    | 2026-03-01 | 2026-03-31
        four_weeks | 2026-P03    | 2026-02-23 | 2026-03-22
        week       | 2026-W07    | 2026-02-09 | 2026-02-15
    """)


def test_a1_a_wage_period_refuses_to_be_built_wrong() -> None:
    """A key that its year does not have, or that belongs to another kind than the company's, is refused."""
    refused("""
        kind       | wage_period | because
        month      | 2026-M13    | does not exist
        four_weeks | 2026-P14    | does not exist
        week       | 2025-W53    | does not exist
        month      | 2026-P03    | no period of this calendar
        month      | 2026-03     | no wage period
    """)
    march = WageCalendar("month").period(2026, 3)
    for wrong in ({"last_day": date(2026, 3, 30)}, {"first_day": date(2026, 3, 2)}, {"number": 5}, {"kind": "quarter"}):
        with pytest.raises(WagePeriodError):
            replace(march, **wrong)


def test_a1_wage_periods_sort_by_time() -> None:
    """Periods of one kind sort by year and number."""
    assert max(WageCalendar("week").periods_of(2026)).key == "2026-W53"


def test_a2_a_month_may_start_on_another_day_than_the_first() -> None:
    """A month is the calendar month, unless `first_day_of_month` (1 to 28) says otherwise: with 21, periods run from
    the 21st to the 20th. Such a month is named after the month in which it ends, or with `label: start` after the
    month in which it starts."""
    periods_are("""
        kind  | first_day_of_month | label | wage_period | first_day  | last_day
        month | 1                  | end   | 2026-M02    | 2026-02-01 | 2026-02-28
        month | 1                  | start | 2026-M02    | 2026-02-01 | 2026-02-28
        month | 21                 | end   | 2026-M01    | 2025-12-21 | 2026-01-20
        month | 21                 | start | 2026-M01    | 2026-01-21 | 2026-02-20
        month | 28                 | end   | 2026-M03    | 2026-02-28 | 2026-03-27
    """)


def test_a3_four_weeks_follow_the_iso_weeks() -> None:
    """Period n of four weeks is the ISO weeks 4n-3 to 4n. A year's ISO week 53 belongs to its period 13, which then has
    35 days. A week is an ISO week; a year has 52 or 53 of them."""
    periods_are("""
        kind       | wage_period | first_day  | last_day
        four_weeks | 2026-P01    | 2025-12-29 | 2026-01-25
        four_weeks | 2026-P13    | 2026-11-30 | 2027-01-03
        four_weeks | 2027-P01    | 2027-01-04 | 2027-01-31
        four_weeks | 2025-P13    | 2025-12-01 | 2025-12-28
        week       | 2026-W01    | 2025-12-29 | 2026-01-04
        week       | 2026-W53    | 2026-12-28 | 2027-01-03
    """)


def test_a4_the_first_day_that_was_configured_is_checked() -> None:
    """The optional setting `first_day` is the first day of the first period of a year. When it does not fit the
    calendar it is refused, and the message names the right date."""
    first_days_are_checked("""
        kind       | first_day_of_month | year | first_day  | right_date
        month      | 1                  | 2026 | 2026-01-01 | 2026-01-01
        month      | 1                  | 2026 | 2026-01-05 | 2026-01-01
        month      | 21                 | 2026 | 2025-12-21 | 2025-12-21
        month      | 21                 | 2026 | 2026-01-21 | 2025-12-21
        four_weeks | 1                  | 2026 | 2025-12-29 | 2025-12-29
        four_weeks | 1                  | 2026 | 2026-01-01 | 2025-12-29
        four_weeks | 1                  | 2027 | 2027-01-04 | 2027-01-04
    """)


@pytest.mark.parametrize("calendar", CALENDARS, ids=str)
def test_a5_periods_tile_the_years(calendar: WageCalendar) -> None:
    """The periods of a calendar tile time: no day is missing, and no day is in two periods."""
    expected = calendar.period(2000, 1).first_day
    for year in range(2000, 2101):
        for period in calendar.periods_of(year):
            assert period.first_day == expected, period
            expected = period.last_day + timedelta(days=1)


@settings(max_examples=150, deadline=None)
@given(days_of_the_century, st.sampled_from(CALENDARS))
def test_a5_every_day_is_in_the_period_that_contains_it(day: date, calendar: WageCalendar) -> None:
    period = calendar.containing(day)
    assert day in period
    assert calendar.from_key(period.key) == period
    assert calendar.previous(calendar.next(period)) == period
    assert day not in calendar.next(period)


def test_a6_nmbrs_names_its_periods_in_several_ways() -> None:
    """Nmbrs names its current period as text. It is read in every form that occurs, and refused when it does not fit
    the company's kind of period."""
    nmbrs_names_are_read("""
        kind       | nmbrs_says | wage_period
        month      | 2026-3-M   | 2026-M03
        month      | 2026-03-m  | 2026-M03
        month      | 2026-M-3   | 2026-M03
        four_weeks | 2026-3-4W  | 2026-P03
        four_weeks | 2026-W4-3  | 2026-P03
        four_weeks | 2026-4W-3  | 2026-P03
        week       | 2026-9-W1  | 2026-W09
        week       | 2026-9-W   | 2026-W09
        month      | 2026-3-4W  | refused
        four_weeks | 2026-3-M   | refused
        month      | 2026-3     | refused
        month      | March 2026 | refused
    """)


def test_a7_a_period_has_a_deadline() -> None:
    """The setting `remuneration_day` is the day on which the team is paid, and gives every period its deadline:
    `{day_of_month: N}` is the first such day on or after the last day of the period (in a shorter month its last day),
    `{days_after_period_end: N}` counts from the end. Together with `first_day_of_month` and `first_day` it stands for
    the "day you remunerate" and the "first day of the first wage period" of the old integration."""
    deadlines_are("""
        kind       | first_day_of_month | wage_period | remuneration_day           | deadline
        month      | 1                  | 2026-M03    | {days_after_period_end: 5} | 2026-04-05
        month      | 1                  | 2026-M03    | {days_after_period_end: 0} | 2026-03-31
        month      | 1                  | 2026-M03    | {day_of_month: 25}         | 2026-04-25
        month      | 1                  | 2026-M02    | {day_of_month: 31}         | 2026-02-28
        month      | 21                 | 2026-M03    | {day_of_month: 25}         | 2026-03-25
        month      | 21                 | 2026-M03    | {day_of_month: 20}         | 2026-03-20
        four_weeks | 1                  | 2026-P13    | {day_of_month: 1}          | 2027-02-01
    """)
