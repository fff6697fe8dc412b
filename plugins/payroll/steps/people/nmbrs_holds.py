"""What Nmbrs holds of connected people, beside HR: field by field, and what the calls must know beside the fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from payroll.people_delivery.nmbrs_side import (
    NmbrsSide,
    account_frame,
    address_frame,
    first_day_frame,
    is_account,
    salary_frame,
)
from payroll.people_delivery.plan import AccountOfHr, Person, Present
from payroll.steps.people.hr_side import CONNECTION, HrSide
from transforms.people.fields import EXPORTED, SALARY, fields_of
from transforms.people.frames import NMBRS_KEY, OUR_KEY
from transforms.wage_period import WagePeriod


def nmbrs_records(
    side: HrSide,
    connections: pd.DataFrame,
    nmbrs: NmbrsSide,
    period: WagePeriod,
    own_accounts: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """What Nmbrs holds of connected people: the key and every exported field as text, blank where there is none."""
    of_hr = side.wanted.records.set_index("employee_id")[["iban", "bank_account_number", "salary_effective_date"]]
    wanted = of_hr.reindex(connections["employee_id"]).set_axis(connections.index)
    asked = connections[NMBRS_KEY].assign(on=wanted["salary_effective_date"].astype("datetime64[s]"))
    accounts = wanted[["iban", "bank_account_number"]].astype("str").fillna("")
    accounts = accounts.assign(nmbrs_employee_id=connections["nmbrs_employee_id"])
    parts = [
        nmbrs.people.drop(columns="company_id"),
        address_frame(nmbrs, period.year, period.number),
        account_frame(nmbrs, accounts, own_accounts),
        salary_frame(nmbrs, asked.dropna(subset=["on"])),
        first_day_frame(nmbrs),
    ]
    return _beside(connections[CONNECTION].reset_index(drop=True), parts)


def salaries_since_agreed(holds: pd.DataFrame, agreed: pd.DataFrame, nmbrs: NmbrsSide) -> pd.DataFrame:
    """The same, with the salary in force on the day of the one last agreed on: whether Nmbrs changed that one.

    HR's may start on another day, on which Nmbrs has another salary, or none, without anybody having changed it.
    """
    days = agreed[[*OUR_KEY, "salary_effective_date"]].rename(columns={"salary_effective_date": "on"})
    asked = holds[CONNECTION].merge(days, on=OUR_KEY, how="left", validate="one_to_one")
    asked["on"] = pd.to_datetime(asked["on"], errors="coerce").astype("datetime64[s]")
    found = salary_frame(nmbrs, asked.loc[asked["on"].notna(), ["company_id", "nmbrs_employee_id", "on"]])
    return _beside(holds.drop(columns=list(fields_of(SALARY))), [found])


def _beside(people: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The exported fields of people; each part has one row per Nmbrs employee, or none."""
    theirs = people["nmbrs_employee_id"]
    found = [part.set_index("nmbrs_employee_id").reindex(theirs).set_axis(people.index) for part in parts]
    return pd.concat([people, *found], axis=1)[[*CONNECTION, *EXPORTED]].astype("str").fillna("")


def present_of(
    side: HrSide,
    chosen: Collection[str],
    nmbrs: NmbrsSide,
    period: WagePeriod,
    own_accounts: Mapping[str, Collection[str]],
    contracts: Mapping[Person, Mapping[str, str]],
) -> Present:
    """What the calls of each person must know of Nmbrs beside the fields."""
    connections = side.connections[side.connections["employee_id"].isin(list(chosen))]
    theirs = connections["nmbrs_employee_id"]
    pairs: list[Person] = list(zip(connections["employee_id"], theirs, strict=True))
    homes = set(address_frame(nmbrs, period.year, period.number)["nmbrs_employee_id"])
    wanted = side.wanted.records.set_index("employee_id")[["iban", "bank_account_number"]]
    replaced = {}
    for employee_id, nmbrs_employee_id in pairs:
        own = own_accounts.get(nmbrs_employee_id, ())
        if own and employee_id in wanted.index:
            iban, number = (str(one) for one in wanted.loc[employee_id])
            account = _replaced(nmbrs, nmbrs_employee_id, own, iban, number)
            if account.replaces:
                replaced[(employee_id, nmbrs_employee_id)] = account
    return Present(frozenset(pair for pair in pairs if pair[1] in homes), replaced, contracts)


def _replaced(nmbrs: NmbrsSide, nmbrs_employee_id: str, own: Collection[str], iban: str, number: str) -> AccountOfHr:
    """The accounts that we added and that are not the one of HR; none where HR has none."""
    there = nmbrs.accounts.get(nmbrs_employee_id, ())
    other = [one.account_id for one in there if one.account_id in own and not is_account(one, iban, number)]
    return AccountOfHr(iban, number, tuple(other) if iban or number else ())
