"""Entries that every generated world has, because they are what goes wrong elsewhere.

Shifts over both nights on which the clock changes, a shift of more than 16 hours, an overlap, a shift of 0 minutes, an
unlinked venue, and someone who works for two companies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from payroll.demo.companies import current_period
from payroll.demo.people import Staff

UNLINKED_VENUE: Final = "food-truck"
CLOCK_CHANGES: Final = {date(2026, 3, 28): 420, date(2026, 10, 24): 540}  # real minutes from 22:00 to 06:00
DAY: Final = timedelta(days=1)
FIRST_PERSON, SECOND_PERSON, LONG_DAY_PERSON, OVERLAP_PERSON, NO_SHOW_PERSON, LENT_PERSON = 0, 1, 2, 4, 6, 9

Row = dict[str, Any]


def with_special_cases(
    found: pd.DataFrame, staff: Staff, first_day: date, last_day: date, is_first: bool
) -> pd.DataFrame:
    """Put a company's special cases in the place of what their people did on those days.

    Args:
        found: entries of the company, as `payroll.demo.shifts` gives them.
        is_first: whether this is the first company of the world, which has the cases that need to be there only once.
    """
    rows = [row for row in _rows(staff, is_first) if first_day <= row["work_date"] <= last_day]
    if not rows:
        return found
    return pd.concat([_without_days_of(found, rows), _as_entries(rows, found)], ignore_index=True)


def lent(staff: Staff, found: pd.DataFrame, to: Staff) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let one person of `staff` work four shifts in the other company's current period.

    Returns:
        The person's entries at the other company, and `found` without that person on those days.
    """
    period = current_period(to.company)
    days = [day for day in period.days() if day.weekday() in (0, 1, 2, 4)][:4]
    venue = to.company.venues[0]
    rows = [_shift(staff, LENT_PERSON, day, 11 * 60, 360, pause=30) | {"venue_id": venue} for day in days]
    if len(staff.roles) <= LENT_PERSON:
        return found.iloc[:0], found
    return _as_entries(rows, found), _without_days_of(found, rows)


def _rows(staff: Staff, is_first: bool) -> Iterator[Row]:
    count = len(staff.roles)
    for night, minutes in CLOCK_CHANGES.items():
        for person in (FIRST_PERSON, SECOND_PERSON):
            if person < count:
                yield _shift(staff, person, night, 22 * 60, minutes, pause=30)
    first_day = current_period(staff.company).first_day
    if count > NO_SHOW_PERSON:
        yield _shift(staff, NO_SHOW_PERSON, first_day + 3 * DAY, 17 * 60, 240, pause=0) | {"minutes": 0}
    if is_first and count > OVERLAP_PERSON:
        yield _shift(staff, LONG_DAY_PERSON, first_day + 2 * DAY, 7 * 60, 1050, pause=45)
        yield _shift(staff, OVERLAP_PERSON, first_day + 4 * DAY, 15 * 60, 360, pause=30)
        yield _shift(staff, OVERLAP_PERSON, first_day + 4 * DAY, 20 * 60, 180, pause=0)
    if is_first:
        for week in (1, 2):
            saturday = first_day + (5 - first_day.weekday()) % 7 * DAY + (week - 1) * 7 * DAY
            for person in range(min(count, LONG_DAY_PERSON)):
                yield _shift(staff, person, saturday, 12 * 60, 420, pause=30) | {"venue_id": UNLINKED_VENUE}


def _shift(staff: Staff, person: int, day: date, start_minute: int, elapsed_minutes: int, *, pause: int) -> Row:
    employee = staff.employees.iloc[min(person, len(staff.employees) - 1)]
    return {
        "employee_id": employee["id"],
        "venue_id": employee["home_venue_id"],
        "work_date": day,
        "kind": "worked",
        "start_minute": start_minute,
        "elapsed_minutes": elapsed_minutes,
        "break_minutes": pause,
        "minutes": None,
    }


def _as_entries(rows: list[Row], like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=like.columns).astype(like.dtypes)


def _without_days_of(found: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    """No shift on the same day, nor on the next one after a night: nobody is in two places by accident."""
    taken = {(row["employee_id"], row["work_date"]) for row in rows}
    nights = [row for row in rows if row["start_minute"] + row["elapsed_minutes"] > 24 * 60]
    taken |= {(row["employee_id"], row["work_date"] + DAY) for row in nights}
    days = pd.MultiIndex.from_frame(found[["employee_id", "work_date"]])
    wanted = pd.MultiIndex.from_tuples([(employee, pd.Timestamp(day)) for employee, day in sorted(taken)])
    return found[~days.isin(wanted)]
