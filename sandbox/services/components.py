"""Hour and wage components, variable and fixed: all live in one table and share one numbering.

Inserting never merges; reading gives id, code and quantity only; deleting and updating go by id, whatever the period.
A variable component belongs to one period, a fixed one runs on from its period until its end, if it has one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.call import Call, ComponentKind
from sandbox.periods import Period
from sandbox.services.fixed_components import end_columns
from sandbox.services.requests import given, items_of
from sandbox.soap.errors import NmbrsFault


@dataclass(frozen=True, slots=True)
class ComponentFields:
    """The words that differ between hours and wages, and the fault for a component that is not there."""

    kind: ComponentKind
    code: str
    quantity: str
    not_found: int


HOURS = ComponentFields("hours", code="HourCode", quantity="Hours", not_found=2001)
WAGE = ComponentFields("wage", code="Code", quantity="Value", not_found=2002)
_VARIABLE = "employee_id = ? AND kind = ? AND year = ? AND period = ? AND NOT is_fixed"
_FIXED = (
    "employee_id = ? AND kind = ? AND is_fixed AND (year, period) <= (?3, ?4)"
    " AND (end_year IS NULL OR (end_year, end_period) >= (?3, ?4))"
)


def get(call: Call, names: ComponentFields, *, fixed: bool = False) -> list[dict[str, Any]]:
    """The components of one employee in the asked or current period, in order of id."""
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    sql = f"SELECT id, code, quantity FROM components WHERE {_FIXED if fixed else _VARIABLE} ORDER BY id"  # noqa: S608
    rows = call.store.all(sql, employee["id"], names.kind, *period)
    return [{"Id": row[0], names.code: row[1], names.quantity: row[2]} for row in rows]


def insert(call: Call, names: ComponentFields, parameter: str, *, fixed: bool = False) -> int:
    """Add the one component of the request; its new id."""
    return _insert(call, names, call.request["EmployeeId"], call.request[parameter], fixed=fixed)


def insert_batch(call: Call, names: ComponentFields, parameter: str, *, fixed: bool = False) -> None:
    """Add every item of the request, in order, each with its own checks."""
    with call.store.all_or_nothing(when=call.settings.batch_atomic):
        for item in items_of(call, parameter):
            _insert(call, names, item["EmployeeId"], item, fixed=fixed)


def update(call: Call, names: ComponentFields, parameter: str) -> int:
    """Replace a component, whole, by the id inside the object; that id. What is left out becomes empty.

    The end of the request is for a fixed component; without one its end stays.
    """
    employee = call.employee(call.request["EmployeeId"])
    component = given(call.request[parameter])
    stored = _stored(call, names, component["Id"])
    if call.settings.update_protected:
        call.writable_period(employee, Period(stored["year"], stored["period"]), unprotected=call.unprotected)
    columns = _columns(call, names, employee, component)
    if stored["is_fixed"]:
        columns |= end_columns(call, employee, Period(stored["year"], stored["period"]), component)
    call.store.update("components", stored["id"], columns)
    return int(stored["id"])


def delete(call: Call, names: ComponentFields, parameter: str) -> bool:
    """Remove a component of the employee by id."""
    call.employee(call.request["EmployeeId"])
    if call.settings.delete_unknown == "false" and _find(call, names, call.request[parameter]) is None:
        return False
    stored = _stored(call, names, call.request[parameter])
    return call.store.write("DELETE FROM components WHERE id = ?", stored["id"]) == 1


def clear(call: Call, names: ComponentFields) -> None:
    """Remove every variable component of the period, whoever entered it."""
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    call.store.write(f"DELETE FROM components WHERE {_VARIABLE}", employee["id"], names.kind, *period)  # noqa: S608


def stop(call: Call, names: ComponentFields, component_id: int) -> None:
    """Let a fixed component end after the given period."""
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    stored = _stored(call, names, component_id)
    if not stored["is_fixed"]:
        raise NmbrsFault(names.not_found)
    call.store.update("components", stored["id"], {"end_year": period.year, "end_period": period.period})


def _insert(
    call: Call, names: ComponentFields, employee_id: int, component: Mapping[str, Any] | None, *, fixed: bool
) -> int:
    employee = call.employee(employee_id)
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    columns = _columns(call, names, employee, given(component))
    if fixed:
        columns |= {"is_fixed": True} | end_columns(call, employee, period, component or {})
    place = {"kind": names.kind, "employee_id": employee["id"], "year": period.year, "period": period.period}
    return call.store.insert("components", place | columns)


def _columns(
    call: Call, names: ComponentFields, employee: sqlite3.Row, component: Mapping[str, Any]
) -> dict[str, object]:
    return {
        "code": call.known_code(employee, names.kind, component[names.code]),
        "quantity": format(component[names.quantity], "f"),
        "cost_center_id": call.known_cost_center(employee, component["CostCenterId"]),
        "cost_unit_id": component["CostUnitId"],
        "comment": component["Comment"] or "",
        "entered_by": call.user.username,
    }


def _find(call: Call, names: ComponentFields, component_id: int) -> sqlite3.Row | None:
    sql = "SELECT id, year, period, is_fixed FROM components WHERE id = ? AND kind = ? AND employee_id = ?"
    return call.store.one(sql, component_id, names.kind, call.request["EmployeeId"])


def _stored(call: Call, names: ComponentFields, component_id: int) -> sqlite3.Row:
    stored = _find(call, names, component_id)
    if stored is None:
        raise NmbrsFault(names.not_found)
    return stored
