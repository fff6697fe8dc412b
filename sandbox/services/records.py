"""What the operations on histories share: writing a record, the one in force, and the lists of a whole company."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox import documents, history, periods
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.soap.errors import NmbrsFault


def keep(call: Call, employee_id: int, kind: str, content: Mapping[str, Any]) -> int:
    """Add a record to a history, created now; its id."""
    created = {"creation_date": call.now.isoformat(timespec="seconds")}
    return documents.add(call.store, "employee", employee_id, kind, {**content, **created})


def from_period(period: Period) -> dict[str, int]:
    """The start of a record that holds from a period on."""
    return {"start_year": period.year, "start_period": period.period}


def in_force(call: Call, employee: sqlite3.Row, kind: str) -> Document | None:
    """The record of a history in force in the asked or current period; 2006 for no such period.

    One that starts on a day within the period counts from the first day of the period.
    """
    period = call.readable_period(employee, call.asked_period(employee))
    records = call.history(employee["id"], kind)
    if records and "start_date" in records[0]:
        return history.on_day(records, periods.last_day(employee["period_type"], period))
    return history.in_period(records, period)


def until_period(call: Call, employee: sqlite3.Row, kind: str) -> list[Document]:
    """Every record that has started by the last day of the asked period, in order of id."""
    period = call.readable_period(employee, call.asked_period(employee))
    return history.until_day(call.history(employee["id"], kind), periods.last_day(employee["period_type"], period))


def first_day(call: Call, employee: sqlite3.Row) -> str:
    """The first day of the current period, as it is kept."""
    return periods.first_day(employee["period_type"], call.current_period(employee)).isoformat()


def of_everybody(call: Call, company_id: int, kind: str) -> Iterator[tuple[sqlite3.Row, list[Document]]]:
    """Every employee of a company, of every type and in order of id, each with the whole history; 2004 (1003)."""
    company = call.company(company_id)
    found = documents.of_employees(call.store, company["id"], kind)
    rows = call.store.all("SELECT * FROM employees WHERE company_id = ? ORDER BY id", company["id"])
    return ((row, found.get(row["id"], [])) for row in rows)


def lists_of_everybody(
    call: Call, company_id: int, kind: str, list_name: str, out: Callable[[Document], dict[str, Any]]
) -> list[dict[str, Any]]:
    """One item per employee of a company, with the history in an inner list, which is left out when it is empty."""
    return [
        {"EmployeeId": row["id"], list_name: [out(one) for one in found] or None}
        for row, found in of_everybody(call, company_id, kind)
    ]


def found_or(call: Call, employee_id: int, kind: str, document_id: int, fault: int = 9999) -> Document | None:
    """A record by its id. One that is not there is the fault, or None where unknown ids are switched to that."""
    record = documents.by_id(call.store, "employee", employee_id, kind, document_id)
    if record is None and call.settings.delete_unknown == "fault":
        raise NmbrsFault(fault, "" if fault != 9999 else f"There is no such record in {kind}.")
    return record
