"""EmployeeService: department and function of an employee, which are those of the debtor (DebtorService)."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import as_moment

Names = dict[int, Document]


@EMPLOYEE.operation("Department_GetCurrent", "EmployeeId int", returns="Department")
def department_get_current(call: Call) -> object:
    return _current(call, "departments", "department_id")


@EMPLOYEE.operation("Department_UpdateCurrent", "EmployeeId int; DepartmentId int")
def department_update_current(call: Call) -> None:
    _update(call, "departments", "department_id", call.request["DepartmentId"])


@EMPLOYEE.operation("Department_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeDepartmentItem")
def department_get_all(call: Call) -> object:
    company = call.company(call.request["CompanyID"])
    names = _names(call, company["debtor_id"], "departments")
    return records.lists_of_everybody(
        call,
        company["id"],
        "departments",
        "EmployeeDepartments",
        lambda one: _told(names, one["department_id"]) | _since(one),
    )


@EMPLOYEE.operation("Function_GetCurrent", "EmployeeId int", returns="Function")
def function_get_current(call: Call) -> object:
    return _current(call, "functions", "function_id")


@EMPLOYEE.operation("Function_UpdateCurrent", "EmployeeId int; FunctionId int")
def function_update_current(call: Call) -> None:
    _update(call, "functions", "function_id", call.request["FunctionId"])


@EMPLOYEE.operation(
    "Function_GetAll_AllEmployeesByCompany_V2", "CompanyID int", returns="ArrayOfEmployeeFunctionItem_V2"
)
def function_get_all(call: Call) -> object:
    company = call.company(call.request["CompanyID"])
    names = _names(call, company["debtor_id"], "functions")
    return records.lists_of_everybody(
        call,
        company["id"],
        "functions",
        "EmployeeFunctions",
        lambda one: {"RecordId": one["id"], "Function": _told(names, one["function_id"])} | _since(one),
    )


def _current(call: Call, kind: str, key: str) -> object:
    employee = call.employee(call.request["EmployeeId"])
    found = records.in_force(call, employee, kind)
    return None if found is None else _told(_names(call, _debtor_id(call, employee), kind), found[key])


def _update(call: Call, kind: str, key: str, wanted: int) -> None:
    employee = call.employee(call.request["EmployeeId"])
    if wanted not in _names(call, _debtor_id(call, employee), kind):
        raise NmbrsFault(2030, f"The debtor has none of {kind} with this id.")
    records.keep(call, employee["id"], kind, {key: wanted} | records.from_period(call.current_period(employee)))


def _debtor_id(call: Call, employee: sqlite3.Row) -> int | None:
    company = call.store.row("companies", employee["company_id"])
    return company["debtor_id"] if company else None


def _names(call: Call, debtor_id: int | None, kind: str) -> Names:
    found = documents.of(call.store, "debtor", debtor_id or 0, kind)
    return {one["id"]: one for one in found}


def _told(names: Names, wanted: int) -> dict[str, Any]:
    one: Document = names.get(wanted, {"code": 0, "description": ""})
    return {"Id": wanted, "Code": one["code"], "Description": one["description"]}


def _since(record: Document) -> dict[str, Any]:
    return {
        "CreationDate": as_moment(record["creation_date"]),
        "StartPeriod": record["start_period"],
        "StartYear": record["start_year"],
    }
