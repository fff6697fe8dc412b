"""EmployeeService: leave and its balance. An insert gives no id: only `Leave_GetList_V2` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services.definition import EMPLOYEE
from sandbox.services.records import found_or, keep
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire

_LEAVE = Wire("Leave")
_LEAVE_WITH_ID = Wire("LeaveV2")
_LIST_REQUEST = "EmployeeId int; Type LeaveType?; Soort LeaveUsageType?; Year int"
_SIGN = {"Withdrawal": -1, "Store": 1, "Expired": -1}


@EMPLOYEE.operation("Leave_GetList", _LIST_REQUEST, returns="ArrayOfLeave")
def leave_get_list(call: Call) -> object:
    return [_LEAVE.out(one) for one in _asked(call)]


@EMPLOYEE.operation("Leave_GetList_V2", _LIST_REQUEST, returns="ArrayOfLeaveV2")
def leave_get_list_v2(call: Call) -> object:
    return [_LEAVE_WITH_ID.out(one) for one in _asked(call)]


@EMPLOYEE.operation("Leave_Insert", "EmployeeId int; Leave Leave")
def leave_insert(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    keep(call, employee["id"], "leaves", _LEAVE.read(_checked(given(call.request["Leave"]))))


@EMPLOYEE.operation("Leave_Update", "EmployeeId int; Leave LeaveV2")
def leave_update(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    leave = given(call.request["Leave"])
    stored = documents.by_id(call.store, "employee", employee["id"], "leaves", leave["Id"])
    if stored is None:
        raise NmbrsFault(2018)
    documents.change(call.store, "employee", "leaves", stored, **_LEAVE.read(_checked(leave)))


@EMPLOYEE.operation("Leave_Delete", "EmployeeId int; LeaveId int", returns="string")
def leave_delete(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    stored = found_or(call, employee["id"], "leaves", call.request["LeaveId"], 2018)
    if stored is None:
        return "false"
    documents.remove(call.store, stored)
    return "true"


@EMPLOYEE.operation("LeaveBalance_Get", "EmployeeId int", returns="LeaveBalance")
def leave_balance_get(call: Call) -> object:
    opening, current = _balance(call, None)
    return {"DecMedewerkerVerlofStartSaldo": opening, "DecMedewerkerVerlofCurrSaldo": current}


@EMPLOYEE.operation("LeaveBalance_GetPerType", "EmployeeId int; LeaveType LeaveType", returns="LeaveBalancePerType")
def leave_balance_get_per_type(call: Call) -> object:
    opening, current = _balance(call, call.request["LeaveType"])
    return {"OpeningBalance": opening, "CurrentBalance": current}


def _asked(call: Call) -> list[Document]:
    employee = call.employee(call.request["EmployeeId"])
    kind, usage, year = call.request["Type"], call.request["Soort"], call.request["Year"]
    return [
        one
        for one in call.history(employee["id"], "leaves")
        if kind in {None, one["type"]} and usage in {None, one["usage_type"]} and int(one["start"][:4]) == year
    ]


def _checked(leave: Mapping[str, Any]) -> Mapping[str, Any]:
    if leave["Type"] == "Undefined":
        raise NmbrsFault(2022)
    if leave["End"] < leave["Start"]:
        raise NmbrsFault(2028)
    return leave


def _balance(call: Call, kind: str | None) -> tuple[Decimal, Decimal]:
    """Hours at the beginning and now, of one type or of all: what is approved counts."""
    employee = call.employee(call.request["EmployeeId"])
    balances = call.history(employee["id"], "leave_balances")
    opening = sum((Decimal(one["opening_hours"]) for one in balances if kind in {None, one["type"]}), Decimal(0))
    moved = sum(
        _SIGN[one["usage_type"]] * Decimal(one["hours"])
        for one in call.history(employee["id"], "leaves")
        if kind in {None, one["type"]} and one["status"] == "Approved"
    )
    return opening, opening + moved
