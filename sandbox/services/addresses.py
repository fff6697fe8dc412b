"""EmployeeService: addresses. A new one of a type ends the one that is there; an update changes one by its id."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox import documents, history, periods
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.wire import Wire

_CURRENT = Wire("EmployeeAddress", {"CountryISOCode": "country"})
_HISTORIC = Wire("EmployeeAddress_V2", {"CountryISOCode": "country"})


@EMPLOYEE.operation("Address_GetList", "EmployeeId int; Period int; Year int", returns="ArrayOfEmployeeAddress")
def address_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    return [_CURRENT.out(one) for one in active_in(call.history(employee["id"], "addresses"), period)]


@EMPLOYEE.operation("Address_GetListCurrent", "EmployeeId int", returns="ArrayOfEmployeeAddress")
def address_get_list_current(call: Call) -> object:
    return address_get_list(call)


@EMPLOYEE.operation(
    "Address_Insert",
    "EmployeeId int; Address EmployeeAddress; Period int; Year int; UnprotectedMode boolean",
    returns="int",
)
def address_insert(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    return _insert(call, employee, period, given(call.request["Address"]))


@EMPLOYEE.operation("Address_InsertCurrent", "EmployeeId int; Address EmployeeAddress", returns="int")
def address_insert_current(call: Call) -> object:
    return address_insert(call)


@EMPLOYEE.operation("Address_Update", "EmployeeId int; Address EmployeeAddress", returns="boolean")
def address_update(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    address = given(call.request["Address"])
    stored = records.found_or(call, employee["id"], "addresses", address["Id"])
    if stored is not None:
        documents.change(call.store, "employee", "addresses", stored, **_CURRENT.read(address))
    return stored is not None


@EMPLOYEE.operation("Address_Delete", "EmployeeId int; AddressID int", returns="boolean")
def address_delete(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    stored = records.found_or(call, employee["id"], "addresses", call.request["AddressID"])
    if stored is not None:
        documents.remove(call.store, stored)
    return stored is not None


@EMPLOYEE.operation("Address_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeAddressItem")
def address_get_all(call: Call) -> object:
    return records.lists_of_everybody(call, call.request["CompanyID"], "addresses", "EmployeeAddresses", _HISTORIC.out)


def active_in(addresses: list[Document], period: Period) -> list[Document]:
    """The addresses that hold in a period, in order of id."""
    return [one for one in addresses if history.started(one) <= period <= _end(one)]


def _insert(call: Call, employee: sqlite3.Row, period: Period, address: Mapping[str, Any]) -> int:
    content = _CURRENT.read(address)
    last = periods.preceding(employee["period_type"], period)
    for one in call.history(employee["id"], "addresses"):
        if one["type"] == content["type"] and _end(one) > last:
            end = {"end_year": last.year, "end_period": last.period}
            documents.change(call.store, "employee", "addresses", one, **end)
    return records.keep(call, employee["id"], "addresses", content | records.from_period(period))


def _end(address: Document) -> Period:
    return Period(address["end_year"] or 9999, address["end_period"] or 99)
