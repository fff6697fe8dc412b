"""Generated people of one company: who they are, under which contract they work, and whether Nmbrs knows them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.demo import names
from payroll.demo.companies import TODAY, current_period
from payroll.demo.numbers import BIC, ibans

ZERO, FIXED, CHANGING, SELF, AGENCY, NO_CONTRACT, UNKNOWN, LEFT = range(8)
# One of each kind among the first 25, and again in every further 25.
ROLES: Final = np.array(
    [ZERO, FIXED, ZERO, CHANGING, ZERO, SELF, ZERO, FIXED, NO_CONTRACT, ZERO, UNKNOWN, ZERO, FIXED]
    + [ZERO, AGENCY, ZERO, FIXED, ZERO, LEFT, ZERO, FIXED, ZERO, ZERO, FIXED, ZERO]
)
FIRST_NMBRS_ID: Final = 500_001
FIRST_CONTRACT_KIND: Final = {
    **dict.fromkeys((ZERO, CHANGING, UNKNOWN, LEFT), "zero_hours"),
    FIXED: "fixed",
    SELF: "self_employed",
    AGENCY: "payroll_agency",
}


@dataclass(frozen=True)
class Staff:
    """The people of one company, by position.

    Args:
        company: where they work.
        employees: rows of the table employees.
        contracts: rows of the table contracts.
        roles: what kind of case each person is.
        first_days, last_days: the days between which each person may have time entries (datetime64[D]).
    """

    company: CompanyConfig
    employees: pd.DataFrame
    contracts: pd.DataFrame
    roles: np.ndarray
    first_days: np.ndarray
    last_days: np.ndarray


def staff(
    company: CompanyConfig, count: int, world: tuple[date, date], bsns: pd.Series[str], rng: np.random.Generator
) -> Staff:
    """Generate the people of one company.

    Args:
        company: where they work.
        count: how many people.
        world: first and last day for which there will be time entries.
        bsns: a BSN for each person; its index says how many people come before this company's.
        rng: where chance comes from.
    """
    roles = ROLES[np.arange(count) % len(ROLES)]
    hired = _hire_days(count, world, rng)
    left = np.full(count, np.datetime64("NaT", "D"), dtype="datetime64[D]")
    weeks_here = rng.integers(1, 20, count)
    left_on = _day(current_period(company).first_day) - (7 * weeks_here).astype("timedelta64[D]")
    left[roles == LEFT] = left_on[roles == LEFT]
    hired = np.where(roles == LEFT, np.minimum(hired, left - _days(90)), hired)
    employees = _employees(company, roles, hired, left, bsns.to_numpy(), int(bsns.index[0]), rng)
    last_days = np.where(np.isnat(left), _day(world[1]), left)
    return Staff(company, employees, _contracts(company, employees, roles, rng), roles, hired, last_days)


def _hire_days(count: int, world: tuple[date, date], rng: np.random.Generator) -> np.ndarray:
    """Most people were there before the world begins; one in five came later."""
    before = _day(world[0]) - rng.integers(30, 2500, count).astype("timedelta64[D]")
    length = max((world[1] - world[0]).days - 45, 1)
    during = _day(world[0]) + rng.integers(0, length, count).astype("timedelta64[D]")
    return np.where(rng.random(count) < 0.8, before, during)


def _employees(
    company: CompanyConfig,
    roles: np.ndarray,
    hired: np.ndarray,
    left: np.ndarray,
    bsns: np.ndarray,
    people_before: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    count = len(roles)
    numbers = pd.Series(np.arange(1, count + 1)).astype("str")
    family = np.array(names.FAMILY_NAMES)[rng.integers(len(names.FAMILY_NAMES), size=count)]
    first_names = pd.Series(_any_of(names.GIVEN_NAMES, count, rng))
    mailbox = (first_names + "." + pd.Series(family[:, 1]).str.replace(" ", "")).map(_plain_letters)
    nmbrs_ids = pd.Series(FIRST_NMBRS_ID + people_before + np.arange(count)).astype("str")
    is_hourly = roles != FIXED
    salary = np.where(is_hourly, rng.integers(1450, 2200, count), rng.integers(260_000, 420_000, count))
    streets = pd.Series(_any_of(names.STREETS, count, rng))
    frame = pd.DataFrame(
        {
            "id": "e-" + company.id + "-" + numbers.str.zfill(4),
            "employee_number": numbers,
            "first_name": first_names,
            "prefix": pd.Series(family[:, 0]).replace("", None),
            "last_name": family[:, 1],
            "birth_date": hired - rng.integers(17 * 366, 55 * 365, count),
            "birth_country": _some("NL", 0.7, count, rng),
            "gender": _any_of(("female", "male", "other"), count, rng),
            "bsn": bsns,
            "work_email": mailbox + "." + company.id + "." + numbers + "@example.nl",
            "private_email": mailbox + "." + company.id + "." + numbers + "@prive.example.nl",
            "work_phone": None,
            "private_phone": "+316" + pd.Series(rng.integers(0, 100_000, count)).astype("str").str.zfill(8),
            "street": streets,
            "house_number": pd.Series(rng.integers(1, 200, count)).astype("str"),
            "house_number_addition": _some("A", 0.15, count, rng),
            "postal_code": pd.Series(rng.integers(1000, 9999, count)).astype("str") + " ZZ",
            "city": _any_of(names.CITIES, count, rng),
            "country": "NL",
            "iban": ibans(rng.integers(0, 10**10, count)),
            "bic": BIC,
            "bank_account_number": None,
            "hire_date": hired,
            "end_date": left,
            "is_active": np.isnat(left),
            "home_venue_id": np.array(company.venues)[np.arange(count) % len(company.venues)],
            "nmbrs_id": nmbrs_ids.where(roles != UNKNOWN, None),
            "salary_amount_cents": salary,
            "salary_type": np.where(is_hourly, "hourly", "monthly"),
            "salary_effective_date": hired,
        }
    )
    return frame.assign(updated_at=pd.Timestamp(TODAY, tz="UTC").as_unit("us"))


def _contracts(
    company: CompanyConfig, employees: pd.DataFrame, roles: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """One contract each; two where the kind changes in the current period, none for some who work all the same."""
    period = current_period(company)
    change = _day(period.first_day) + _days((period.last_day - period.first_day).days // 2)
    hours = rng.choice([24, 32, 38], len(roles))
    is_changing = roles == CHANGING
    # Someone who works on after the contract has ended, beside those who never had one.
    runs_out = (roles == NO_CONTRACT) & (np.arange(len(roles)) >= len(ROLES))
    kinds = pd.Series(roles).map(FIRST_CONTRACT_KIND).mask(runs_out, "zero_hours")
    starts_on = employees["hire_date"].to_numpy().astype("datetime64[D]")
    ends_on = employees["end_date"].to_numpy().astype("datetime64[D]")
    first = pd.DataFrame(
        {
            "employee_id": employees["id"],
            "kind": kinds,
            "starts_on": np.where(is_changing | runs_out, np.minimum(starts_on, change - _days(120)), starts_on),
            "ends_on": np.select([is_changing, runs_out], [change - _days(1), change - _days(60)], ends_on),
            "hours_per_week": np.where(kinds == "fixed", hours, 0),
        }
    )
    nothing = np.datetime64("NaT", "D")
    second = first[is_changing].assign(
        kind="fixed", starts_on=change, ends_on=nothing, hours_per_week=hours[is_changing]
    )
    both: pd.DataFrame = pd.concat([first[first["kind"].notna()], second])
    both = both.sort_values(["employee_id", "starts_on"], ignore_index=True)
    number = (both.groupby("employee_id").cumcount() + 1).astype("str")
    both.insert(0, "id", "c-" + both["employee_id"] + "-" + number)
    return both


def _any_of(words: tuple[str, ...], count: int, rng: np.random.Generator) -> np.ndarray:
    return np.array(words)[rng.integers(len(words), size=count)]


def _some(text: str, chance: float, count: int, rng: np.random.Generator) -> pd.Series[str]:
    return pd.Series(text, index=range(count)).where(rng.random(count) < chance)


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


def _days(count: int) -> np.timedelta64:
    return np.timedelta64(count, "D")
