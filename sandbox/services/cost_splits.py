"""EmployeeService: how the wage cost of an employee is split over cost centres. `CostCenter_Update` calls them
`CostCenteren`, the other calls `CostCenters`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox import documents, history
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault


@EMPLOYEE.operation("CostCenter_Get", "EmployeeId int; Period int; Year int", returns="ArrayOfEmployeeCostCenter")
def cost_center_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return _told(call, employee["company_id"], records.in_force(call, employee, "cost_splits"))


@EMPLOYEE.operation("CostCenter_GetCurrent", "EmployeeId int", returns="ArrayOfEmployeeCostCenter")
def cost_center_get_current(call: Call) -> object:
    return cost_center_get(call)


@EMPLOYEE.operation(
    "CostCenter_GetAllEmployeesByCompany",
    "CompanyId int; Period int; Year int",
    returns="ArrayOfEmployeeCostCenters",
)
def cost_center_get_all_employees(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    period = call.readable_period(company, call.asked_period(company))
    return [
        {
            "EmployeeId": row["id"],
            "CostCenters": _told(call, company["id"], history.in_period(found, period)) or None,
        }
        for row, found in records.of_everybody(call, company["id"], "cost_splits")
    ]


@EMPLOYEE.operation("CostCenter_Update", "EmployeeId int; CostCenteren ArrayOfEmployeeCostCenter; Period int; Year int")
def cost_center_update(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    _write(call, employee, period, call.request["CostCenteren"])


@EMPLOYEE.operation("CostCenter_UpdateCurrent", "EmployeeId int; CostCenters ArrayOfEmployeeCostCenter")
def cost_center_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, call.current_period(employee), call.request["CostCenters"])


def _write(call: Call, employee: sqlite3.Row, period: Period, shares: list[Mapping[str, Any] | None] | None) -> None:
    kept = [_share(call, employee, share) for share in shares or () if share is not None]
    records.keep(call, employee["id"], "cost_splits", {"shares": kept} | records.from_period(period))


def _share(call: Call, employee: sqlite3.Row, share: Mapping[str, Any]) -> dict[str, Any]:
    center = given(share["CostCenter"])
    center_id = center["Id"] if center["Id"] else _by_code(call, employee, center["Code"])
    return {
        "cost_center_id": call.known_cost_center(employee, center_id),
        "cost_unit_code": (share["Kostensoort"] or {}).get("Code") or "",
        "percentage": format(share["Percentage"], "f"),
        "is_default": share["Default"],
    }


def _by_code(call: Call, employee: sqlite3.Row, code: str | None) -> int:
    sql = "SELECT id FROM cost_centers WHERE company_id = ? AND code = ? ORDER BY id"
    row = call.store.one(sql, employee["company_id"], code)
    if row is None:
        raise NmbrsFault(2038)
    return int(row["id"])


def _told(call: Call, company_id: int, split: Document | None) -> list[dict[str, Any]]:
    if split is None:
        return []
    centers = {row["id"]: row for row in call.store.all("SELECT * FROM cost_centers WHERE company_id = ?", company_id)}
    units = {one["code"]: one for one in documents.of(call.store, "company", company_id, "cost_units")}
    return [
        {
            "Id": split["id"],
            "CostCenter": _center(share["cost_center_id"], centers),
            "Kostensoort": _unit(share["cost_unit_code"], units),
            "Percentage": share["percentage"],
            "Default": share["is_default"],
        }
        for share in split["shares"]
    ]


def _center(center_id: int, centers: Mapping[int, sqlite3.Row]) -> dict[str, Any]:
    row = centers.get(center_id)
    return {
        "Code": row["code"] if row else None,
        "Description": row["description"] if row else None,
        "Id": center_id,
    }


def _unit(code: str, units: Mapping[str, Document]) -> dict[str, Any] | None:
    return {"Code": code, "Description": units[code]["description"] if code in units else ""} if code else None
