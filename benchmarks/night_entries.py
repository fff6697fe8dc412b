"""Generated people and time entries of a night, as frames of the workforce database: no person is real.

Shifts of one person never overlap; a quarter of them has a dinner, every seventh an evening supplement.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.night_size import FIRST_EMPLOYEE, Company, Size

TIMEZONE: Final = "Europe/Amsterdam"
SLOT_STARTS: Final = (6 * 60, 12 * 60, 18 * 60)  # minutes after midnight at which one of a day's shifts starts
LONGEST_MINUTES: Final = 330
DINNER_ONE_IN: Final = 4
EVENING_ONE_IN: Final = 7


def email(company_id: str, place: int) -> str:
    """The e-mail address of the person at this place of the list of all people."""
    return f"p{company_id}.{place}@example.nl"


def venues(companies: list[Company]) -> pd.DataFrame:
    """One venue per company."""
    return pd.DataFrame({"id": [one.venue_id for one in companies], "name": [one.venue_id for one in companies]})


def employees(companies: list[Company]) -> pd.DataFrame:
    """Everybody, with the Nmbrs id and the e-mail address; their contracts come with the sync."""
    places = [(one, place) for one in companies for place in range(one.first_person, one.first_person + one.people)]
    return pd.DataFrame(
        {
            "id": [f"e{place}" for _, place in places],
            "work_email": [email(one.company_id, place) for one, place in places],
            "home_venue_id": [one.venue_id for one, _ in places],
            "nmbrs_id": [str(FIRST_EMPLOYEE + place) for _, place in places],
            "is_active": True,
        }
    )


def month_of_entries(size: Size, first_day: date, seed: int) -> Mapping[str, pd.DataFrame]:
    """Time entries of one month with their meals and allowances, by table.

    Args:
        size: whose entries; the first people have one more where they cannot be shared evenly.
        first_day: of the month; it also names the entries.
        seed: of the dice.
    """
    random = np.random.default_rng(seed)
    number = np.arange(size.entries)
    person, turn = number % size.people, number // size.people
    days = pd.Period(first_day, "M").days_in_month
    if turn.max() >= days * len(SLOT_STARTS):
        raise ValueError(f"{size.entries} entries of {size.people} people are more than {len(SLOT_STARTS)} a day each.")
    work_date = pd.Timestamp(first_day) + pd.to_timedelta(turn % days, unit="D")
    begin = np.array(SLOT_STARTS)[turn // days] + random.integers(0, 5, size.entries) * 5
    starts_at = (work_date + pd.to_timedelta(begin, unit="min")).tz_localize(TIMEZONE, nonexistent="shift_forward")
    minutes = random.integers(12, LONGEST_MINUTES // 5, size.entries) * 5
    ends_at = starts_at + pd.to_timedelta(minutes, unit="min")
    ids = pd.Series(np.char.add(f"t{first_day:%y%m}-", number.astype(str)), dtype="str")
    entries = pd.DataFrame(
        {
            "id": ids,
            "employee_id": pd.Series([f"e{one}" for one in range(size.people)], dtype="str").take(person).array,
            "venue_id": _venue_of_person(size).take(person).array,
            "work_date": pd.Series(work_date).astype("datetime64[s]"),
            "kind": "worked",
            "starts_at": pd.Series(starts_at.tz_convert("UTC")).astype("datetime64[us, UTC]"),
            "ends_at": pd.Series(ends_at.tz_convert("UTC")).astype("datetime64[us, UTC]"),
            "break_minutes": random.choice([0, 15, 30], size.entries),
            "minutes": pd.Series(minutes, dtype="Int64").where(random.random(size.entries) < 0.5),
            "is_approved": random.random(size.entries) < 0.95,
        }
    )
    meals, evenings = (number[number % one_in == 0] for one_in in (DINNER_ONE_IN, EVENING_ONE_IN))
    return {
        "time_entries": entries,
        "entry_meals": pd.DataFrame({"time_entry_id": ids.take(meals).array, "meal": "dinner", "quantity": 1}),
        "entry_allowances": pd.DataFrame(
            {"time_entry_id": ids.take(evenings).array, "allowance": "evening", "minutes": 30}
        ),
    }


def _venue_of_person(size: Size) -> pd.Series:
    companies = size.all_companies()
    return pd.Series(np.repeat([one.venue_id for one in companies], [one.people for one in companies]), dtype="str")
