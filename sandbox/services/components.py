"""Variable components, hours and wages alike: both live in one table and share one numbering.

Inserting never merges; reading gives id, code and quantity only; deleting goes by id, whatever the period.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.call import Call, ComponentKind
from sandbox.periods import Period
from sandbox.services.batches import items_of
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


def get(call: Call, names: ComponentFields) -> list[dict[str, Any]]:
    """The variable components of one employee in one period, in order of id."""
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.request_period)
    rows = call.store.all(
        "SELECT id, code, quantity FROM components"
        " WHERE employee_id = ? AND kind = ? AND year = ? AND period = ? AND NOT is_fixed ORDER BY id",
        employee["id"],
        names.kind,
        *period,
    )
    return [{"Id": row[0], names.code: row[1], names.quantity: row[2]} for row in rows]


def insert(call: Call, names: ComponentFields, parameter: str) -> int:
    """Add the one component of the request; its new id."""
    return _insert(call, names, call.request["EmployeeId"], call.request[parameter])


def insert_batch(call: Call, names: ComponentFields, parameter: str) -> None:
    """Add every item of the request, in order, each with its own checks."""
    with call.store.all_or_nothing(when=call.settings.batch_atomic):
        for item in items_of(call, parameter):
            _insert(call, names, item["EmployeeId"], item)


def update(call: Call, names: ComponentFields, parameter: str) -> int:
    """Replace a component, whole, by the id inside the object; that id. What is left out becomes empty."""
    component = _object(call.request[parameter])
    employee = call.employee(call.request["EmployeeId"])
    stored = _stored(call, names, component["Id"])
    if stored is None:
        raise NmbrsFault(names.not_found)
    if call.settings.update_protected:
        period = Period(stored["year"], stored["period"])
        call.writable_period(employee, period, unprotected=call.request["UnprotectedMode"])
    call.store.update("components", stored["id"], _columns(call, names, employee, component))
    return int(stored["id"])


def delete(call: Call, names: ComponentFields, parameter: str) -> bool:
    """Remove a component of the employee by id."""
    call.employee(call.request["EmployeeId"])
    stored = _stored(call, names, call.request[parameter])
    if stored is None and call.settings.delete_unknown == "fault":
        raise NmbrsFault(names.not_found)
    return stored is not None and call.store.write("DELETE FROM components WHERE id = ?", stored["id"]) == 1


def clear(call: Call, names: ComponentFields) -> None:
    """Remove every variable component of the period, whoever entered it."""
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.request_period, unprotected=call.request["UnprotectedMode"])
    call.store.write(
        "DELETE FROM components WHERE employee_id = ? AND kind = ? AND year = ? AND period = ? AND NOT is_fixed",
        employee["id"],
        names.kind,
        *period,
    )


def _insert(call: Call, names: ComponentFields, employee_id: int, component: Mapping[str, Any] | None) -> int:
    employee = call.employee(employee_id)
    period = call.writable_period(employee, call.request_period, unprotected=call.request["UnprotectedMode"])
    columns = _columns(call, names, employee, _object(component))
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


def _stored(call: Call, names: ComponentFields, component_id: int) -> sqlite3.Row | None:
    return call.store.one(
        "SELECT id, year, period FROM components WHERE id = ? AND kind = ? AND employee_id = ?",
        component_id,
        names.kind,
        call.request["EmployeeId"],
    )


def _object(component: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if component is None:
        raise NmbrsFault(9999, "Object reference not set to an instance of an object.")
    return component
