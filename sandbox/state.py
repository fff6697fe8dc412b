"""Everything the store holds, as the JSON of `sandbox.models`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sandbox.store import Store

Rows = dict[Any, list[dict[str, Any]]]
_CENT = Decimal("0.01")


def read_state(store: Store) -> dict[str, Any]:
    """The whole state, each list in order of id (codes and days in order of code and period)."""
    return {
        "employee_types": [dict(row) for row in store.all("SELECT id, description FROM employee_types ORDER BY id")],
        "debtors": [dict(row) for row in store.all("SELECT id, number, name FROM debtors ORDER BY id")],
        "companies": read_companies(store),
        "users": [_user(store, row) for row in store.all("SELECT * FROM users ORDER BY id")],
    }


def read_companies(store: Store) -> list[dict[str, Any]]:
    """The companies with everything below them."""
    codes = {kind: _by(store.all(_CODES, kind), "company_id") for kind in ("hours", "wage")}
    centers = _by(store.all("SELECT company_id, id, code, description FROM cost_centers ORDER BY id"), "company_id")
    runs = _by(store.all("SELECT * FROM runs ORDER BY id"), "company_id")
    employees = _employees(store)
    return [
        {
            "id": row["id"],
            "debtor_id": row["debtor_id"],
            "number": row["number"],
            "name": row["name"],
            "period_type": row["period_type"],
            "current_period": {"year": row["current_year"], "period": row["current_period"]},
            "hour_codes": codes["hours"][row["id"]],
            "wage_codes": codes["wage"][row["id"]],
            "cost_centers": centers[row["id"]],
            "runs": [run | {"is_locked": bool(run["is_locked"])} for run in runs[row["id"]]],
            "employees": employees[row["id"]],
        }
        for row in store.all("SELECT * FROM companies ORDER BY id")
    ]


def as_quantity(text: str) -> str:
    """A stored decimal with at least two places: `8` → `8.00`, `0.125` as it is."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    return format(number.quantize(_CENT) if isinstance(exponent, int) and exponent > -2 else number, "f")


_CODES = "SELECT company_id, code, description, model FROM codes WHERE kind = ? ORDER BY code, model"
_COMPONENTS = """
    SELECT employee_id, id, year, period, code, quantity, comment, cost_center_id, cost_unit_id, entered_by
    FROM components WHERE kind = ? ORDER BY id"""


def _employees(store: Store) -> Rows:
    hours = _by((_component(row, "hours") for row in store.all(_COMPONENTS, "hours")), "employee_id")
    wages = _by((_component(row, "value") for row in store.all(_COMPONENTS, "wage")), "employee_id")
    days = _by(store.all("SELECT * FROM days ORDER BY year, period"), "employee_id")
    rows = (
        dict(row) | {"hour_components": hours[row["id"]], "wage_components": wages[row["id"]], "days": days[row["id"]]}
        for row in store.all("SELECT * FROM employees ORDER BY id")
    )
    return _by(rows, "company_id")


def _component(row: sqlite3.Row, quantity: str) -> dict[str, Any]:
    component: dict[str, Any] = {}
    for name in row.keys():  # noqa: SIM118  a row iterates over its values
        component[quantity if name == "quantity" else name] = row[name]
    component[quantity] = as_quantity(row["quantity"])
    return component


def _user(store: Store, row: sqlite3.Row) -> dict[str, Any]:
    rights = store.all("SELECT operation, allowed FROM rights WHERE user_id = ? ORDER BY operation", row["id"])
    seen = store.all("SELECT company_id FROM visible_companies WHERE user_id = ? ORDER BY company_id", row["id"])
    return {
        "id": row["id"],
        "username": row["username"],
        "token": row["token"],
        "domain": row["domain"],
        "rights": {right["operation"]: bool(right["allowed"]) for right in rights},
        "companies": None if row["sees_all_companies"] else [one["company_id"] for one in seen],
    }


def _by(rows: Iterable[sqlite3.Row | dict[str, Any]], owner: str) -> Rows:
    """Group rows by the column of their owner, which is then left out."""
    groups: Rows = defaultdict(list)
    for row in rows:
        record = dict(row)
        groups[record.pop(owner)].append(record)
    return groups
