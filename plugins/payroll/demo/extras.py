"""Meals and allowances that come with generated shifts."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from payroll.demo.holidays import holidays
from payroll.demo.shifts import TIME_ZONE

EVENING: Final = 20 * 60
MEAL_CHANCES: Final = {"dinner": 0.5, "lunch": 0.4, "tasting": 0.01}  # nobody has mapped tastings


def meals(found: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Rows of entry_meals: dinner and lunch of those who are there at that time, now and then a tasting."""
    start = found["start_minute"].to_numpy(dtype="int64", na_value=0)
    end = start + found["elapsed_minutes"].to_numpy(dtype="int64", na_value=0)
    is_there = {
        "dinner": (start <= 18 * 60) & (end >= 19 * 60 + 30),
        "lunch": (start <= 12 * 60) & (end >= 13 * 60),
        "tasting": start >= 16 * 60,
    }
    rows = []
    for meal, chance in MEAL_CHANCES.items():
        eats = is_there[meal] & (found["kind"] == "worked").to_numpy() & (rng.random(len(found)) < chance)
        quantity = np.where(rng.random(eats.sum()) < 0.03, 2, 1)
        rows.append(pd.DataFrame({"time_entry_id": found.loc[eats, "id"], "meal": meal, "quantity": quantity}))
    return pd.concat(rows).sort_values(["time_entry_id", "meal"], ignore_index=True)


def allowances(found: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Rows of entry_allowances: evening, Sunday and holiday minutes within the paid ones; standby; travel time."""
    worked = found[found["kind"] == "worked"]
    paid = _paid_minutes(worked)
    on_the_day = np.minimum(paid, _paid_before_midnight(worked))
    day = worked["work_date"].to_numpy().astype("datetime64[D]")
    is_holiday = np.isin(day, holidays(worked["work_date"].dt.year.min(), worked["work_date"].dt.year.max()))
    is_sunday = (worked["work_date"].dt.day_of_week == 6).to_numpy() & ~is_holiday
    start = worked["start_minute"].to_numpy(dtype="int64", na_value=0)
    elapsed = worked["elapsed_minutes"].to_numpy(dtype="int64", na_value=0)
    evening = np.minimum(np.clip(start + elapsed - np.maximum(start, EVENING), 0, None), paid)
    chance = rng.random((2, len(worked)))
    minutes = {
        "evening": evening,
        "sunday": np.where(is_sunday, on_the_day, 0),
        "holiday": np.where(is_holiday, on_the_day, 0),
        "standby": np.where(chance[0] < 0.04, 60, 0),
        "travel_time": np.where(chance[1] < 0.03, 30, 0),
    }
    rows = [
        pd.DataFrame({"time_entry_id": worked["id"], "allowance": allowance, "minutes": found_minutes})
        for allowance, found_minutes in minutes.items()
    ]
    both = pd.concat(rows)
    return both[both["minutes"] > 0].sort_values(["time_entry_id", "allowance"], ignore_index=True)


def _paid_minutes(worked: pd.DataFrame) -> np.ndarray:
    """Rule B2, so that nobody gets more minutes of an allowance than were paid."""
    net = worked["elapsed_minutes"] - worked["break_minutes"].fillna(0)
    return worked["minutes"].fillna(net).to_numpy(dtype="int64")


def _paid_before_midnight(worked: pd.DataFrame) -> np.ndarray:
    """Net minutes before midnight where the break comes off the longer part, the first when they are equal."""
    midnight = (worked["work_date"] + pd.Timedelta(days=1)).dt.tz_localize(TIME_ZONE)
    until = (midnight - worked["starts_at"]).to_numpy().astype("timedelta64[m]").astype("int64")
    elapsed = worked["elapsed_minutes"].to_numpy(dtype="int64")
    before = np.minimum(until, elapsed)
    pause = worked["break_minutes"].to_numpy(dtype="int64", na_value=0)
    first_part: np.ndarray = before - np.where(before >= elapsed - before, pause, 0)
    return first_part
