"""Who is who in Nmbrs for an export of hours: connections first, a filled `nmbrs_id` where there is none (D3)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from payroll.ledger import Ledger
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import connections_of, disconnections_of
from transforms.people.frames import OUR_KEY, joined_keys

PAIR = ["company_id", "employee_id", "nmbrs_employee_id"]


def connected_people(ledger: Ledger, company_id: str, employees: pd.DataFrame, listed: Collection[str]) -> pd.DataFrame:
    """The pairs of one company among some people: company_id, employee_id, nmbrs_employee_id.

    Args:
        ledger: the open `payroll_db`.
        company_id: of the company.
        employees: employee_id, nmbrs_employee_id ("" = none): what the workforce database says.
        listed: the people that Nmbrs has in this company; nobody else counts.
    """
    with PeopleBook(ledger.engine).read() as connection:
        connected = connections_of(connection, company_id)[PAIR]
        apart = disconnections_of(connection, company_id)
    filled = employees.assign(company_id=company_id)[PAIR]
    is_free = ~filled["employee_id"].isin(connected["employee_id"])
    is_free &= ~filled["nmbrs_employee_id"].isin(connected["nmbrs_employee_id"])
    is_free &= ~joined_keys(filled, PAIR).isin(joined_keys(apart, PAIR))
    ours = connected[connected["employee_id"].isin(employees["employee_id"])]
    pairs = pd.concat([ours, filled[is_free]], ignore_index=True)
    return pairs[pairs["nmbrs_employee_id"].isin(list(listed))].sort_values(OUR_KEY, ignore_index=True)
