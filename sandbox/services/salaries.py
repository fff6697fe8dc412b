"""EmployeeService: salaries. An update adds a salary from a date on; the earlier ones stay.

The type is a word in `Salary`, the number of that word in `Salary_V2`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.services.salary_tables import SalaryTables, salary_tables
from sandbox.wire import Wire, as_moment
from sandbox.work_models import SalaryType

_TYPE_NUMBER = {word: number for number, word in enumerate(get_args(SalaryType))}
_CURRENT = Wire("Salary")
_TABLE_REQUEST = "SalaryTableId string; SalaryTableScaleId string; SalaryTableStepId string"


@EMPLOYEE.operation("Salary_Get", "EmployeeId int; Period int; Year int", returns="Salary")
def salary_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    found = records.in_force(call, employee, "salaries")
    return None if found is None else _current(found, salary_tables(call.store, employee["company_id"]))


@EMPLOYEE.operation("Salary_GetCurrent", "EmployeeId int", returns="Salary")
def salary_get_current(call: Call) -> object:
    return salary_get(call)


@EMPLOYEE.operation("Salary_GetList", "EmployeeId int; Period int; Year int", returns="ArrayOfSalary")
def salary_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    tables = salary_tables(call.store, employee["company_id"])
    return [_current(one, tables) for one in records.until_period(call, employee, "salaries")]


@EMPLOYEE.operation("Salary_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeSalaryItem")
def salary_get_all(call: Call) -> object:
    company_id = call.request["CompanyID"]
    tables = salary_tables(call.store, company_id)
    return records.lists_of_everybody(
        call, company_id, "salaries", "EmployeeSalaries", lambda one: _historic(one, tables)
    )


@EMPLOYEE.operation("Salary_Update", "EmployeeId int; Salary SalaryInput; Start dateTime")
def salary_update(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, call.request["Start"].date().isoformat())


@EMPLOYEE.operation("Salary_UpdateCurrent", "EmployeeId int; Salary SalaryInput")
def salary_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, records.first_day(call, employee))


@EMPLOYEE.operation("SalaryTable_Insert", f"EmployeeId int; {_TABLE_REQUEST}; StartDate dateTime")
def salary_table_insert(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write_step(call, employee, call.request["StartDate"].date().isoformat())


@EMPLOYEE.operation("SalaryTable_InsertCurrent", f"EmployeeId int; {_TABLE_REQUEST}")
def salary_table_insert_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write_step(call, employee, records.first_day(call, employee))


def _current(salary: Document, tables: SalaryTables) -> dict[str, Any]:
    return _CURRENT.out(salary, SalaryTable=tables.told(salary))


def _historic(salary: Document, tables: SalaryTables) -> dict[str, Any]:
    return {
        "ID": salary["id"],
        "Value": salary["value"],
        "Type": _TYPE_NUMBER[salary["type"]],
        "SalaryTable": tables.told(salary),
        "StartDate": as_moment(salary["start_date"]),
        "CreationDate": as_moment(salary["creation_date"]),
    }


def _write(call: Call, employee: sqlite3.Row, start: str) -> None:
    salary = given(call.request["Salary"])
    content = {"value": format(salary["Value"], "f"), "type": salary["Type"], "start_date": start}
    records.keep(call, employee["id"], "salaries", content | _table_input(salary["SalaryTable"]))


def _table_input(table: Mapping[str, Any] | None) -> dict[str, str]:
    scale, step = (table or {}).get("Scale") or {}, (table or {}).get("Step") or {}
    return {
        "scale": scale.get("Scale") or "",
        "scale_percentage": format(scale.get("ScalePercentage", Decimal(0)), "f"),
        "step": step.get("Step") or "",
    }


def _write_step(call: Call, employee: sqlite3.Row, start: str) -> None:
    names = ("SalaryTableId", "SalaryTableScaleId", "SalaryTableStepId")
    guids = tuple(call.request[name] or "" for name in names)
    content = salary_tables(call.store, employee["company_id"]).step(*guids)
    current = records.in_force(call, employee, "salaries")
    kind = "Bruto_Salaris_Fulltime" if current is None else current["type"]
    records.keep(call, employee["id"], "salaries", content | {"type": kind, "start_date": start})
