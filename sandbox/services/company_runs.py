"""CompanyService: wage runs, who was in them, and the runs that were asked for."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.people import PAYROLL
from sandbox.services.definition import COMPANY
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import as_moment


@COMPANY.operation("Run_GetList", "CompanyId int; Year int", returns="ArrayOfRunInfo")
def run_get_list(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    rows = call.store.all(
        "SELECT * FROM runs WHERE company_id = ? AND year = ? ORDER BY number", company["id"], call.request["Year"]
    )
    return [_run(row) for row in rows]


@COMPANY.operation(
    "Run_GetEmployeesByRunCompany", "CompanyId int; RunId int; Year int", returns="ArrayOfEmployeeIdNumber"
)
def run_get_employees_by_run_company(call: Call) -> object:
    """Everybody on the payroll: the sandbox does not keep who was there at the time."""
    company = call.company(call.request["CompanyId"])
    sql = "SELECT 1 FROM runs WHERE company_id = ? AND id = ? AND year = ?"
    if call.store.one(sql, company["id"], call.request["RunId"], call.request["Year"]) is None:
        raise NmbrsFault(9999, "The company has no such run in this year.")
    sql = "SELECT id, number FROM employees WHERE company_id = ? AND employee_type = ? ORDER BY id"
    rows = call.store.all(sql, company["id"], PAYROLL)
    return [{"EmployeeId": row["id"], "EmployeeNumber": row["number"]} for row in rows]


@COMPANY.operation("RunRequest_GetList", "CompanyId int; Year int", returns="ArrayOfRunRequest")
def run_request_get_list(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    requests = documents.of(call.store, "company", company["id"], "run_requests")
    return [
        {
            "Period": one["period"],
            "Year": one["year"],
            "Status": one["status"],
            "HandledDate": as_moment(one["handled_at"]),
        }
        for one in requests
        if one["year"] == call.request["Year"]
    ]


@COMPANY.operation("RunRequest_Insert", "CompanyId int")
def run_request_insert(call: Call) -> None:
    company = call.company(call.request["CompanyId"])
    content = {**call.current_period(company)._asdict(), "creation_date": call.now.isoformat(timespec="seconds")}
    documents.add(call.store, "company", company["id"], "run_requests", content)


def _run(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "ID": row["id"],
        "Number": row["number"],
        "Year": row["year"],
        "PeriodStart": row["period_start"],
        "PeriodEnd": row["period_end"],
        "Description": row["description"],
        "RunAt": datetime.fromisoformat(row["run_at"]),
        "IsLocked": bool(row["is_locked"]),
    }
