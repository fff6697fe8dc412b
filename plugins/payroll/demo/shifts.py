"""Generated time entries of one company: shifts, leave and sickness, on the days between which each person works."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from payroll.demo import people as p
from payroll.demo.absences import PRESENT, SICK, SPECIAL, VACATION, absences
from payroll.demo.people import Staff

TIME_ZONE: Final = "Europe/Amsterdam"
# Chance to work, Monday to Sunday.
FLEXIBLE: Final = (0.15, 0.15, 0.2, 0.3, 0.5, 0.55, 0.4)
STEADY: Final = (0.8, 0.85, 0.85, 0.85, 0.85, 0.3, 0.1)
HIRED_IN: Final = (0.05, 0.05, 0.1, 0.2, 0.4, 0.45, 0.2)
WORKS: Final = {p.FIXED: STEADY, p.SELF: HIRED_IN, p.AGENCY: HIRED_IN}
# Starts in local minutes of the day, and how long a shift lasts.
STARTS: Final = np.array([7 * 60, 10 * 60, 11 * 60 + 30, 16 * 60, 17 * 60 + 30, 19 * 60])
START_CHANCES: Final = np.array([0.1, 0.22, 0.13, 0.25, 0.2, 0.1])
LENGTHS: Final = np.array([150, 190, 240, 300, 360, 420, 480, 525])
LENGTH_CHANCES: Final = np.array([0.01, 0.09, 0.15, 0.2, 0.2, 0.15, 0.15, 0.05])
ENTRY_COLUMNS: Final = (
    *("employee_id", "venue_id", "work_date", "kind", "leave_type"),
    *("start_minute", "elapsed_minutes", "break_minutes", "minutes"),
)


def entries(staff: Staff, first_day: date, last_day: date, rng: np.random.Generator) -> pd.DataFrame:
    """Everything that the people of one company registered, one row per person and day at most.

    Returns:
        employee_id, venue_id, kind, leave_type   str
        work_date                                 datetime64[s]
        start_minute, elapsed_minutes             Int64   local minute of the day, real minutes; missing on leave
        break_minutes, minutes                    Int64   as in the table time_entries
    """
    days = np.arange(np.datetime64(first_day, "D"), np.datetime64(last_day, "D") + np.timedelta64(1, "D"))
    employed = (days >= staff.first_days[:, None]) & (days <= staff.last_days[:, None])
    away = absences(len(staff.roles), len(days), rng)
    weekdays = (days.astype("int64") + 3) % 7
    chance = np.array([WORKS.get(role, FLEXIBLE) for role in range(p.LEFT + 1)])[staff.roles][:, weekdays]
    works = employed & (away == PRESENT) & (rng.random(chance.shape) < chance)
    is_hired_in = np.isin(staff.roles, (p.SELF, p.AGENCY))[:, None]
    is_away = employed & (away != PRESENT) & (weekdays < 5) & ~is_hired_in
    both = [_shifts(staff, days, works, rng), _away(staff, days, away, is_away, rng)]
    return pd.concat(both, ignore_index=True)[list(ENTRY_COLUMNS)]


def _shifts(staff: Staff, days: np.ndarray, works: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    person, day = np.nonzero(works)
    count = len(person)
    elapsed = rng.choice(LENGTHS, count, p=LENGTH_CHANCES) + 5 * rng.integers(-2, 3, count)
    pause = np.select([elapsed >= 330, elapsed >= 240], [30, 15], 0)
    venues = np.array(staff.company.venues)
    home = person % len(venues)
    elsewhere = rng.random(count) < 0.15
    venue = np.where(elsewhere, rng.integers(len(venues), size=count), home)
    net = pd.Series(elapsed - pause, dtype="Int64")
    clock_gives_minutes = rng.random(count) < np.where(venue % 2 == 1, 0.9, 0.25)
    return pd.DataFrame(
        {
            "employee_id": staff.employees["id"].to_numpy()[person],
            "venue_id": venues[venue],
            "work_date": days[day].astype("datetime64[s]"),
            "kind": "worked",
            "leave_type": None,
            "start_minute": rng.choice(STARTS, count, p=START_CHANCES) + 5 * rng.integers(-3, 4, count),
            "elapsed_minutes": elapsed,
            "break_minutes": pd.Series(pause, dtype="Int64").mask((pause == 0) & (rng.random(count) < 0.5)),
            "minutes": net.where(clock_gives_minutes),
        }
    )


def _away(
    staff: Staff, days: np.ndarray, away: np.ndarray, is_away: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    person, day = np.nonzero(is_away)
    what = away[person, day]
    venues = staff.employees["home_venue_id"].to_numpy()
    return pd.DataFrame(
        {
            "employee_id": staff.employees["id"].to_numpy()[person],
            "venue_id": venues[person],
            "work_date": days[day].astype("datetime64[s]"),
            "kind": np.where(what == SICK, "sick", "leave"),
            "leave_type": pd.Series(what).map({VACATION: "vacation", SPECIAL: "special"}),
            "start_minute": pd.array([pd.NA] * len(person), dtype="Int64"),
            "elapsed_minutes": pd.array([pd.NA] * len(person), dtype="Int64"),
            "break_minutes": 0,
            "minutes": rng.choice([240, 360, 456, 480], len(person), p=[0.15, 0.25, 0.35, 0.25]),
        }
    ).astype({"minutes": "Int64"})


def with_instants(found: pd.DataFrame) -> pd.DataFrame:
    """Add starts_at and ends_at (datetime64[us, UTC]); a shift lasts its elapsed minutes in real time."""
    local = found["work_date"] + pd.to_timedelta(found["start_minute"].astype("Int64"), unit="m")
    starts_at = local.dt.tz_localize(TIME_ZONE).dt.tz_convert("UTC").dt.as_unit("us")
    ends_at = starts_at + pd.to_timedelta(found["elapsed_minutes"].astype("Int64"), unit="m")
    return found.assign(starts_at=starts_at, ends_at=ends_at.dt.as_unit("us"))
