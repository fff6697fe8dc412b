"""The contract that goes to Nmbrs with somebody whom we created: the one that counts on the first day of service.

Nmbrs leads for contracts, so later ones are made there. Self-employed people and those of a payroll agency have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from payroll.ledger.people.writes import Creation
from payroll.people_delivery.actions import INSERT_CONTRACT
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import NmbrsSide
from payroll.people_delivery.plan import Person
from transforms.people.comparable import as_text
from transforms.people.findings import findings

OURS: Final = ("zero_hours", "fixed")
CONTRACT_FIELDS: Final = ("starts_on", "ends_on", "hours_per_week_hundredths")
_EARLY: Final = (
    "has a contract that starts before the current wage period of the company (field starts_on), and it is not sent. "
    "Export this person by name with retroactive and a reason, or add the contract in Nmbrs by hand."
)


def contracts_to_add(
    creations: Sequence[Creation],
    contracts: pd.DataFrame,
    people: pd.DataFrame,
    nmbrs: NmbrsSide,
    earlier: EarlierStarts,
) -> tuple[dict[Person, Mapping[str, str]], pd.DataFrame]:
    """The contract of each person created who has none in Nmbrs yet, as text, and findings about those kept back.

    Args:
        creations: the people whom we created.
        contracts: employee_id, kind, starts_on, ends_on, hours_per_week_hundredths, of HR.
        people: company_id, employee_id, hire_date.
        nmbrs: the contracts that Nmbrs has.
        earlier: whose contract may start before the current wage period.
    """
    have = {one.nmbrs_employee_id for one in nmbrs.contracts}
    lacking = {
        one.employee_id: one.nmbrs_employee_id
        for one in creations
        if INSERT_CONTRACT not in one.done and one.nmbrs_employee_id not in have
    }
    rows = contracts[contracts["employee_id"].isin(list(lacking)) & contracts["kind"].isin(OURS)]
    hired = people[["company_id", "employee_id", "hire_date"]]
    rows = rows.merge(hired, on="employee_id", validate="many_to_one")
    rows = rows[rows["ends_on"].isna() | (rows["ends_on"] >= rows["hire_date"])]
    # Of those in force on the first day the later start, else the first one after it.
    rows = rows.assign(is_later=rows["starts_on"] > rows["hire_date"], start=rows["starts_on"].astype("int64"))
    rows["start"] = rows["start"].where(rows["is_later"], -rows["start"])
    first = rows.sort_values(["is_later", "start"]).drop_duplicates("employee_id").reset_index(drop=True)
    is_opened = first["employee_id"].isin(list(earlier.opened))
    is_early = (first["starts_on"] < pd.Timestamp(earlier.current_from)) & ~is_opened
    early = findings(first[["company_id", "employee_id"]][is_early], "starts_on", "needs_retroactive", _EARLY)
    sent = first[~is_early]
    texts = pd.DataFrame({name: as_text(sent[name]) for name in CONTRACT_FIELDS}).to_dict("records")
    found: dict[Person, Mapping[str, str]] = {}
    for employee_id, one in zip(sent["employee_id"], texts, strict=True):
        found[(employee_id, lacking[employee_id])] = {str(name): text for name, text in one.items() if text}
    return found, early
