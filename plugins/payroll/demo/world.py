"""A generated world: the rows of the workforce database and what Nmbrs holds, all from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd

from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.demo.companies import current_period, demo_config, first_period
from payroll.demo.extras import allowances, meals
from payroll.demo.nmbrs_seed import nmbrs_seed
from payroll.demo.numbers import bsns
from payroll.demo.people import Staff, staff
from payroll.demo.shifts import entries, with_instants
from payroll.demo.special_cases import LENT_PERSON, UNLINKED_VENUE, lent, with_special_cases

BORROWING_COMPANY: Final = 2
TIME_ENTRY_COLUMNS: Final = (
    *("id", "employee_id", "venue_id", "work_date", "kind", "leave_type", "starts_at", "ends_at"),
    *("break_minutes", "minutes", "is_approved", "approved_at", "updated_at"),
)


@dataclass(frozen=True)
class World:
    """Generated data.

    Args:
        config: the configuration that goes with it.
        tables: name of each table of the workforce database to its rows, instants in UTC.
        nmbrs_seed: JSON for the local Nmbrs, with an employee for every filled `employees.nmbrs_id`.
    """

    config: PayrollConfig
    tables: dict[str, pd.DataFrame]
    nmbrs_seed: dict[str, Any]


def generate(
    seed: int = 1, companies: int = 4, employees: int = 25, periods: int = 10, *, config: PayrollConfig | None = None
) -> World:
    """Generate people and time entries; the same arguments give the same rows, on every machine.

    Args:
        seed: another seed gives other people.
        companies: the companies of config/payroll.yaml come first, generated ones after them.
        employees: people per company.
        periods: months back from October 2026, that month included; the world ends with each company's current period.
        config: another configuration than the demo's; `companies` is then left aside.
    """
    config = config or demo_config(companies)
    numbers = bsns(employees * len(config.companies))
    staffs: list[Staff] = []
    found: list[pd.DataFrame] = []
    chances = [np.random.default_rng([seed, position]) for position in range(len(config.companies))]
    for position, company in enumerate(config.companies):
        first_day, last_day = _days(company, periods)
        people = numbers.iloc[position * employees : (position + 1) * employees]
        staffs.append(staff(company, employees, (first_day, last_day), people, chances[position]))
        registered = entries(staffs[-1], first_day, last_day, chances[position])
        found.append(with_special_cases(registered, staffs[-1], first_day, last_day, is_first=position == 0))
    borrowed = _lend(staffs, found)
    return World(config, _tables(staffs, found, seed), nmbrs_seed(staffs, borrowed))


def _days(company: CompanyConfig, periods: int) -> tuple[date, date]:
    return first_period(company, periods).first_day, current_period(company).last_day


def _lend(staffs: list[Staff], found: list[pd.DataFrame]) -> tuple[Staff, int, Staff] | None:
    """Someone of the first company also works for another one, the third where there is one."""
    if len(staffs) < 2 or len(staffs[0].roles) <= LENT_PERSON:
        return None
    other = min(BORROWING_COMPANY, len(staffs) - 1)
    there, found[0] = lent(staffs[0], found[0], staffs[other])
    found[other] = pd.concat([found[other], there], ignore_index=True)
    return staffs[0], LENT_PERSON, staffs[other]


def _tables(staffs: list[Staff], found: list[pd.DataFrame], seed: int) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng([seed, len(staffs)])
    time_entries = _time_entries(found, staffs, rng)
    return {
        "venues": _venues(staffs),
        "employees": pd.concat([each.employees for each in staffs], ignore_index=True),
        "contracts": pd.concat([each.contracts for each in staffs], ignore_index=True),
        "time_entries": time_entries[list(TIME_ENTRY_COLUMNS)],
        "entry_meals": meals(time_entries, rng),
        "entry_allowances": allowances(time_entries, rng),
    }


def _venues(staffs: list[Staff]) -> pd.DataFrame:
    ids = [venue for each in staffs for venue in each.company.venues] + [UNLINKED_VENUE]
    return pd.DataFrame({"id": ids, "name": [venue.replace("-", " ").title() for venue in ids]})


def _time_entries(found: list[pd.DataFrame], staffs: list[Staff], rng: np.random.Generator) -> pd.DataFrame:
    current = [pd.Timestamp(current_period(each.company).first_day) for each in staffs]
    is_recent = np.concatenate(
        [(rows["work_date"] >= day).to_numpy() for rows, day in zip(found, current, strict=True)]
    )
    rows = with_instants(pd.concat(found, ignore_index=True))
    is_approved = rng.random(len(rows)) < np.where(is_recent, 0.94, 0.985)
    decided_at = (rows["work_date"] + timedelta(days=1, hours=9)).dt.tz_localize("UTC").dt.as_unit("us")
    rows = rows.assign(is_approved=is_approved, approved_at=decided_at.where(is_approved), updated_at=decided_at)
    ids = "t-" + pd.Series(np.arange(1, len(rows) + 1)).astype("str").str.zfill(7)
    ordered = rows.sort_values(["work_date", "employee_id", "start_minute"], ignore_index=True)
    return ordered.assign(id=ids)
