"""What follows for an employee from the histories: the name on the lists, and whether he or she is in service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sandbox import documents, history, periods
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.store import Store

PAYROLL, FORMER_PAYROLL = 2, 4
"""The ids of two employee types, as public clients of Nmbrs use them."""
_NAMES = ("first_name", "prefix", "last_name")


def next_number(store: Store, company_id: int) -> int:
    """The personnel number of the next employee of a company: from 1 up."""
    row = store.one("SELECT coalesce(max(number), 0) + 1 AS number FROM employees WHERE company_id = ?", company_id)
    return int(row["number"]) if row else 1


def update_name(store: Store, employee_id: int, period: Period) -> None:
    """Put the name that is in force in a period on the lists."""
    records = documents.of(store, "employee", employee_id, "personal_infos")
    in_force = history.in_period_or_first(records, period)
    if in_force is not None:
        store.update("employees", employee_id, {name: in_force[name] for name in _NAMES})


def update_type(store: Store, employee_id: int, current: Mapping[str, Any]) -> None:
    """Move an employee to the former ones when the last service has ended, and back when it has not.

    `current` has `period_type`, `current_year` and `current_period` of the company.
    """
    employments = documents.of(store, "employee", employee_id, "employments")
    gone = is_out_of_service(employments, _last_day(current))
    store.write(
        "UPDATE employees SET employee_type = ? WHERE id = ? AND employee_type IN (?, ?)",
        FORMER_PAYROLL if gone else PAYROLL,
        employee_id,
        PAYROLL,
        FORMER_PAYROLL,
    )


def follow_current_period(store: Store, company_id: int) -> None:
    """After the current period has moved on: names that changed meanwhile, people whose service has ended."""
    company = store.row("companies", company_id)
    if company is None:
        return
    current = Period(company["current_year"], company["current_period"])
    for employee_id, records in documents.of_employees(store, company_id, "personal_infos").items():
        if len(records) > 1:
            update_name(store, employee_id, current)
    for employee_id, employments in documents.of_employees(store, company_id, "employments").items():
        if is_out_of_service(employments, _last_day(dict(company))):
            update_type(store, employee_id, dict(company))


def is_out_of_service(employments: Iterable[Document], last_day: date) -> bool:
    """Whether every service that there was has ended by a day. Who never had one is not out of service."""
    ends = [one["end_date"] for one in employments]
    return bool(ends) and all(end is not None and end <= last_day.isoformat() for end in ends)


def _last_day(current: Mapping[str, Any]) -> date:
    return periods.last_day(current["period_type"], Period(current["current_year"], current["current_period"]))
