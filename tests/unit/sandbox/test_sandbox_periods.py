"""Periods as Nmbrs numbers them, and the pace of calls."""

from __future__ import annotations

import pytest

from sandbox import periods
from sandbox.pace import Pace
from sandbox.periods import Period


@pytest.mark.parametrize(
    ("kind", "year", "last"),
    [("month", 2026, 12), ("four_weeks", 2026, 13), ("week", 2026, 53), ("week", 2027, 52), ("week", 2020, 53)],
)
def test_a_year_has_12_months_13_times_four_weeks_and_52_or_53_weeks(kind, year, last):
    assert periods.last_number(kind, year) == last
    assert periods.exists(kind, Period(year, last))
    assert not periods.exists(kind, Period(year, last + 1))
    assert periods.following(kind, Period(year, last)) == Period(year + 1, 1)


def test_periods_are_in_order_over_the_years():
    assert Period(2025, 12) < Period(2026, 1) < Period(2026, 2)


def test_a_call_above_the_rate_within_one_second_is_too_fast():
    pace = Pace(calls_per_second=2)
    assert [pace.is_too_fast("user", moment) for moment in (0.0, 0.5, 0.9, 1.0, 1.6)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert [pace.is_too_fast("user", moment) for moment in (3.0, 3.1)] == [False, False]


def test_without_a_rate_no_call_is_too_fast():
    pace = Pace()
    assert [pace.is_too_fast("user", 0.0) for _ in range(1000)] == [False] * 1000
