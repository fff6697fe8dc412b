"""The wage-period timetable: one run per period, by hand or by a backfill, never by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

import pendulum
import pytest
from airflow.exceptions import InvalidPartitionKeyError
from airflow.models.backfill import InvalidBackfillDate
from airflow.timetables.base import TimeRestriction
from airflow.utils.types import DagRunType
from hypothesis import given
from hypothesis import strategies as st
from payroll.timetable import WagePeriodTimetable

from transforms.wage_period import PeriodKind, WageCalendar

KINDS = get_args(PeriodKind)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class On(WagePeriodTimetable):
    """The timetable on a chosen day."""

    def __init__(self, kind, day=date(2031, 6, 1)):
        super().__init__(kind)
        self.day = day

    def today(self):
        return self.day


def keys(timetable, first, last):
    zone = pendulum.timezone("UTC")
    bounds = [datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last)]
    return [one.partition_key for one in timetable.iter_partition_dagrun_infos(earliest=bounds[0], latest=bounds[1])]


@pytest.mark.parametrize("kind", KINDS)
def test_eleven_years_have_one_run_for_each_wage_period(kind):
    calendar = WageCalendar(kind)
    periods = [period for year in range(2020, 2031) for period in calendar.periods_of(year)]
    found = keys(On(kind), periods[0].first_day, periods[-1].last_day)
    assert found == [period.key for period in periods]
    assert len(found) == {"month": 132, "four_weeks": 143, "week": 574}[kind]


@pytest.mark.parametrize("kind", KINDS)
@given(first=DAYS, length=st.integers(0, 400), today=DAYS)
def test_a_range_has_one_run_for_each_period_that_begins_in_it_and_has_begun(kind, first, length, today):
    last = first + timedelta(days=length)
    days = [first + timedelta(days=offset) for offset in range(length + 1)]
    calendar = WageCalendar(kind)
    starts = [day for day in days if calendar.containing(day).first_day == day]
    begun = [calendar.containing(day).key for day in starts if day <= today]
    if starts and not begun:
        with pytest.raises(InvalidBackfillDate, match="has not begun"):
            keys(On(kind, today), first, last)
    else:
        assert keys(On(kind, today), first, last) == begun


def test_the_period_in_progress_is_the_last_one_of_a_backfill():
    assert keys(On("month", date(2026, 11, 21)), date(2026, 9, 1), date(2026, 12, 31)) == [
        "2026-M09",
        "2026-M10",
        "2026-M11",
    ]


def test_a_range_of_which_every_period_is_still_to_come_is_refused():
    with pytest.raises(InvalidBackfillDate, match="2026-M12 has not begun: it starts on 2026-12-01"):
        keys(On("month", date(2026, 11, 21)), date(2026, 11, 20), date(2026, 12, 31))


def test_the_range_is_read_on_the_clock_of_the_person_who_gave_it():
    for zone in ("UTC", "Europe/Amsterdam", "America/New_York"):
        day = pendulum.datetime(2026, 5, 1, tz=zone)
        (found,) = On("month").iter_partition_dagrun_infos(earliest=day, latest=day)
        assert found.partition_key == "2026-M05"
        assert found.partition_date == found.run_after == pendulum.datetime(2026, 5, 1, tz="Europe/Amsterdam")
        assert (found.logical_date, found.data_interval) == (None, None)


@pytest.mark.parametrize(
    ("kind", "key", "first_day"),
    [
        ("month", "2026-M03", date(2026, 3, 1)),
        ("four_weeks", "2026-P01", date(2025, 12, 29)),
        ("week", "2026-W53", date(2026, 12, 28)),
    ],
)
def test_a_partition_key_stands_for_the_first_day_of_its_period(kind, key, first_day):
    found = On(kind).resolve_partition_date(key)
    assert found == pendulum.datetime(first_day.year, first_day.month, first_day.day, tz="Europe/Amsterdam")


@pytest.mark.parametrize(
    ("kind", "key", "sentence"),
    [
        ("month", "March", "'March' is no wage period; periods of months are written like 2026-M03"),
        ("month", "2026-P03", "2026-P03 is no period of this calendar of months, like 2026-M01"),
        ("month", "2026-M13", "2026-M13 does not exist: 2026 has months 1 to 12"),
        ("four_weeks", "2026-P14", "2026-P14 does not exist"),
        ("week", "2025-W53", "2025-W53 does not exist"),
        ("week", "2026-W48", "2026-W48 has not begun: it starts on 2026-11-23, and today is 2026-11-21"),
        ("month", "2027-M01", "2027-M01 has not begun"),
        ("month", "9999-M01", "A wage period has a year from"),
    ],
)
def test_a_partition_key_that_no_run_can_have_is_refused_with_a_sentence(kind, key, sentence):
    with pytest.raises(InvalidPartitionKeyError, match=sentence):
        On(kind, date(2026, 11, 21)).resolve_partition_date(key)


def test_an_offset_month_in_progress_can_be_run_by_hand_before_its_calendar_month_begins():
    timetable = On("month", date(2026, 11, 21))
    assert timetable.resolve_partition_date("2026-M12") is not None
    with pytest.raises(InvalidPartitionKeyError):
        On("month", date(2026, 11, 1)).resolve_partition_date("2026-M12")


@pytest.mark.parametrize("kind", KINDS)
def test_no_run_starts_by_itself(kind):
    timetable = On(kind)
    anything = TimeRestriction(earliest=None, latest=None, catchup=True)
    assert timetable.next_dagrun_info_v2(last_dagrun_info=None, restriction=anything) is None
    assert not timetable.can_be_scheduled


def test_the_name_of_a_run_of_a_backfill_shows_its_wage_period():
    at = pendulum.datetime(2026, 3, 1, tz="Europe/Amsterdam")
    names = [
        On("month").generate_run_id(
            run_type=DagRunType.BACKFILL_JOB, run_after=at, data_interval=None, partition_key="2026-M03"
        )
        for _ in range(2)
    ]
    assert all(name.startswith("backfill__2026-M03__") for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_airflow_stores_the_timetable_and_reads_it_back(kind):
    from airflow.serialization.decoders import decode_timetable
    from airflow.serialization.encoders import encode_timetable

    stored = encode_timetable(WagePeriodTimetable(kind))
    assert stored["__type"] == "payroll.timetable.WagePeriodTimetable"
    read = decode_timetable(stored)
    assert type(read) is WagePeriodTimetable
    assert read.calendar == WageCalendar(kind)
