"""EmployeeService: contracts, in the shape of v3. The answers of the writes are inferred, no source shows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox import documents, history, periods
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given, given_day
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire

_CONTRACT = Wire(
    "EmployeeContract",
    {
        "ContractID": "id",
        "TrialPeriod": "trial_end_date",
        "EmployementType": "employment_type",
        "Indefinite": "is_indefinite",
        "WrittenContract": "is_written",
    },
)


@EMPLOYEE.operation(
    "Contract_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeContractItemGlobal"
)
def contract_get_all_employees(call: Call) -> object:
    return records.lists_of_everybody(call, call.request["CompanyID"], "contracts", "EmployeeContracts", _CONTRACT.out)


@EMPLOYEE.operation("Contract_GetAll", "EmployeeId int", returns="ArrayOfEmployeeContract")
def contract_get_all(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return [_CONTRACT.out(one) for one in call.history(employee["id"], "contracts")]


@EMPLOYEE.operation(
    "Contract_GetCurrentPeriod", "EmployeeId int", returns="EmployeeContractItem", result="EmployeeContractItem"
)
def contract_get_current_period(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    current = call.current_period(employee)
    days = (at(employee["period_type"], current) for at in (periods.first_day, periods.last_day))
    active = history.active(call.history(employee["id"], "contracts"), *days)
    return {"EmployeeId": employee["id"], "EmployeeContracts": [_CONTRACT.out(one) for one in active] or None}


@EMPLOYEE.operation(
    "Contract_Insert", "EmployeeId int; EmployeeContract EmployeeContract; UnprotectedMode boolean", returns="int"
)
def contract_insert(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    contract = given(call.request["EmployeeContract"])
    call.writable_day(employee, given_day(contract["StartDate"]), unprotected=call.unprotected)
    return records.keep(call, employee["id"], "contracts", _checked(_CONTRACT.read(contract)))


@EMPLOYEE.operation("Contract_InsertCurrentPeriod", "EmployeeId int; EmployeeContract EmployeeContract", returns="int")
def contract_insert_current_period(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    call.writable_period(employee, call.current_period(employee), unprotected=False)
    contract = _CONTRACT.read(given(call.request["EmployeeContract"]))
    started = contract | {"start_date": contract["start_date"] or records.first_day(call, employee)}
    return records.keep(call, employee["id"], "contracts", _checked(started))


@EMPLOYEE.operation(
    "Contract_Update", "EmployeeId int; EmployeeContract EmployeeContract; UnprotectedMode boolean", returns="int"
)
def contract_update(call: Call) -> object:
    """The start date stays what it was."""
    employee = call.employee(call.request["EmployeeId"])
    contract = given(call.request["EmployeeContract"])
    stored = _stored(call, employee, contract["ContractID"])
    changes = documents.without(_CONTRACT.read(contract), ("start_date", "creation_date"))
    _checked(stored | changes)
    documents.change(call.store, "employee", "contracts", stored, **changes)
    return stored["id"]


@EMPLOYEE.operation("Contract_Delete", "EmployeeId int; Id int")
def contract_delete(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    documents.remove(call.store, _stored(call, employee, call.request["Id"]))


def _stored(call: Call, employee: sqlite3.Row, contract_id: int) -> Document:
    stored = documents.by_id(call.store, "employee", employee["id"], "contracts", contract_id)
    if stored is None:
        raise NmbrsFault(9999, "There is no such contract.")
    return stored


def _checked(contract: Mapping[str, Any]) -> Mapping[str, Any]:
    if contract["end_date"] is not None and contract["end_date"] < (contract["start_date"] or ""):
        raise NmbrsFault(2028)
    return contract
