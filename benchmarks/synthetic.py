"""A vectorised generator of one month of time entries for many companies, written to Parquet: no person is real.

Everything that costs time is in it: overlapping contracts, contract changes in mid-month, shifts with and without
`minutes`, the night on which the clock changes, allowances with both ways of paying, prices that change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from transforms.columns import MEASURES

FIRST_DAY = date(2026, 3, 1)
LAST_DAY = date(2026, 3, 31)
MEALS = ("breakfast", "lunch", "dinner")
ALLOWANCES = ("evening", "night", "sunday", "standby")
LEAVE_TYPES = ("vacation", "special")
VENUES_PER_COMPANY = 3


@dataclass(frozen=True)
class Size:
    """How much of it there is."""

    entries: int = 1_200_000
    employees: int = 10_000
    companies: int = 100


def write_parquet(folder: Path, size: Size, seed: int = 7) -> None:
    """One Parquet file per frame of `transforms.wage_lines.calculate` and `transforms.rules.WageRules`."""
    for name, frame in frames(size, np.random.default_rng(seed)).items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)


def frames(size: Size, random: np.random.Generator) -> Mapping[str, pd.DataFrame]:
    """All frames by name."""
    entries, number = _entries(size, random)
    return {
        "entries": entries,
        "entry_meals": _meals(entries, number, random),
        "entry_allowances": _allowances(entries, number, random),
        "contracts": _contracts(size, random),
        **_rules(size, random),
    }


def _texts(prefix: str, numbers: np.ndarray) -> pd.Series:
    """`prefix-number` for each number; the distinct texts are made once."""
    distinct, place = np.unique(numbers, return_inverse=True)
    return pd.Series([f"{prefix}-{number}" for number in distinct], dtype="str").take(place).reset_index(drop=True)


def _choice(
    random: np.random.Generator, names: tuple[str, ...], count: int, weights: list[float] | None = None
) -> pd.Series:
    return pd.Series(names, dtype="str").take(random.choice(len(names), count, p=weights)).reset_index(drop=True)


def _entries(size: Size, random: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    count = size.entries
    employee = random.integers(0, size.employees, count)
    company = employee % size.companies
    venue = company * VENUES_PER_COMPANY + random.integers(0, VENUES_PER_COMPANY, count)
    day = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(random.integers(0, 31, count), unit="D")
    starts_at = day.tz_localize("Europe/Amsterdam") + pd.to_timedelta(
        random.integers(8 * 60, 23 * 60, count), unit="min"
    )
    ends_at = starts_at + pd.to_timedelta(random.integers(60, 600, count), unit="min")
    is_given = random.random(count) < 0.5
    kind = _choice(random, ("worked", "leave", "sick"), count, [0.94, 0.04, 0.02])
    leave_type = _choice(random, LEAVE_TYPES, count).where(kind == "leave")
    number = np.arange(count)
    entries = pd.DataFrame(
        {
            "time_entry_id": pd.Series(np.char.add("te-", number.astype(str)), dtype="str"),
            "employee_id": _texts("emp", employee),
            "venue_id": _texts("venue", venue),
            "work_date": pd.Series(day).astype("datetime64[s]"),
            "kind": kind,
            "leave_type": leave_type,
            "starts_at": pd.Series(starts_at.tz_convert("UTC")).astype("datetime64[us, UTC]"),
            "ends_at": pd.Series(ends_at.tz_convert("UTC")).astype("datetime64[us, UTC]"),
            "break_minutes": random.choice([0, 15, 30], count),
            "minutes": pd.Series(random.integers(0, 600, count), dtype="Int64").where(is_given),
            "is_approved": random.random(count) < 0.95,
        }
    )
    return entries, number


def _meals(entries: pd.DataFrame, number: np.ndarray, random: np.random.Generator) -> pd.DataFrame:
    chosen = number[random.random(len(number)) < 0.25]
    return pd.DataFrame(
        {
            "time_entry_id": entries["time_entry_id"].take(chosen).array,
            "meal": _choice(random, MEALS, len(chosen)),
            "quantity": random.integers(1, 3, len(chosen)),
        }
    )


def _allowances(entries: pd.DataFrame, number: np.ndarray, random: np.random.Generator) -> pd.DataFrame:
    chosen = [number[random.random(len(number)) < 0.15] for _ in ALLOWANCES]
    ids = np.concatenate(chosen)
    names = np.repeat(np.arange(len(ALLOWANCES)), [len(each) for each in chosen])
    return pd.DataFrame(
        {
            "time_entry_id": entries["time_entry_id"].take(ids).array,
            "allowance": pd.Series(ALLOWANCES, dtype="str").take(names).array,
            "minutes": random.integers(0, 60, len(ids)),
        }
    )


def _contracts(size: Size, random: np.random.Generator) -> pd.DataFrame:
    """A first contract for nearly everyone, and a second for half of them, which often overlaps the first."""
    first = np.flatnonzero(random.random(size.employees) < 0.99)
    second = first[random.random(len(first)) < 0.5]
    kinds = ("zero_hours", "fixed", "self_employed", "payroll_agency")
    starts_on = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(random.integers(0, 31, len(second)), unit="D")
    first_ends = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(random.integers(0, 60, len(first)), unit="D")
    employee = np.concatenate([first, second])
    is_open = np.concatenate([random.random(len(first)) < 0.7, np.ones(len(second), dtype=bool)])
    opened = pd.DatetimeIndex(["2024-01-01"]).repeat(len(first)).append(starts_on)
    closed = first_ends.append(starts_on)
    return pd.DataFrame(
        {
            "contract_id": _texts("con", np.arange(len(employee))),
            "employee_id": _texts("emp", employee),
            "kind": _choice(random, kinds, len(employee), [0.6, 0.3, 0.05, 0.05]),
            "starts_on": pd.Series(opened).astype("datetime64[s]"),
            "ends_on": pd.Series(closed).astype("datetime64[s]").where(~is_open),
        }
    )


def _rules(size: Size, random: np.random.Generator) -> dict[str, pd.DataFrame]:
    companies = np.arange(size.companies)
    venues = np.arange(size.companies * VENUES_PER_COMPANY)
    employees = np.arange(size.employees)
    employees = employees[random.random(len(employees)) < 0.98]
    codes, prices = _codes()
    return {
        "venue_links": pd.DataFrame(
            {
                "venue_id": _texts("venue", venues),
                "company_id": _texts("co", venues // VENUES_PER_COMPANY),
                "cost_center_id": _texts("cc", venues % VENUES_PER_COMPANY).where(
                    venues // VENUES_PER_COMPANY % 2 == 0, ""
                ),
            }
        ).iloc[:-1],
        "company_periods": pd.DataFrame(
            {
                "company_id": _texts("co", companies),
                "wage_period": pd.Series(["2026-M03"] * size.companies, dtype="str"),
                "first_day": pd.Series([FIRST_DAY] * size.companies).astype("datetime64[s]"),
                "last_day": pd.Series([LAST_DAY] * size.companies).astype("datetime64[s]"),
                "past_midnight": pd.Series(["start_day"] * size.companies, dtype="str"),
            }
        ),
        "measures_on": _for_companies(size, pd.DataFrame({"measure": pd.Series(MEASURES, dtype="str")})),
        "code_table": _for_companies(size, codes),
        "prices": _for_companies(size, prices),
        "connections": pd.DataFrame(
            {
                "company_id": _texts("co", employees % size.companies),
                "employee_id": _texts("emp", employees),
                "nmbrs_employee_id": _texts("n", employees),
            }
        ),
    }


def _for_companies(size: Size, frame: pd.DataFrame) -> pd.DataFrame:
    companies = pd.DataFrame({"company_id": _texts("co", np.arange(size.companies))})
    return companies.merge(frame, how="cross")


def _codes() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Codes for both contract kinds; one meal and one allowance by wage code, with a price that changes."""
    rows = [("zero_hours", "worked_hours", "", "hours", 2100, "", "minutes")]
    for kind, add in (("zero_hours", 0), ("fixed", 1)):
        rows += [
            (kind, "meals", "lunch", "hours", 2190, "", "count"),
            (kind, "meals", "dinner", "wage", 5100, "", "count"),
        ]
        rows += [(kind, "allowances", "evening", "hours", 2110, "supplement", "minutes")]
        rows += [(kind, "allowances", "night", "hours", 2110, "supplement", "minutes")]
        rows += [(kind, "allowances", "sunday", "hours", 2120, "full_rate", "minutes")]
        rows += [(kind, "allowances", "standby", "wage", 5200, "supplement", "minutes")]
        rows += [(kind, "leave_hours", name, "hours", 4100 + add, "", "minutes") for name in LEAVE_TYPES]
        rows += [(kind, "sick_hours", "", "hours", 3170 + add, "", "minutes")]
    columns = ["contract_kind", "measure", "type", "component", "code", "pays", "unit"]
    codes = pd.DataFrame(rows, columns=columns)
    wages = codes.loc[codes["component"] == "wage", ["contract_kind", "measure", "type"]]
    days = pd.Series(pd.to_datetime(["2026-01-01", "2026-03-16"])).astype("datetime64[s]")
    prices = wages.merge(pd.DataFrame({"valid_from": days, "cents": [250, 275]}), how="cross")
    return codes, prices
