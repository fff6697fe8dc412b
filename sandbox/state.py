"""Everything the store holds, as the JSON of `sandbox.models`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sandbox import documents, history
from sandbox.document_kinds import KINDS, Owner
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.person_models import PersonalInfo
from sandbox.store import Store

Rows = dict[Any, list[dict[str, Any]]]
_CENT = Decimal("0.01")


def read_state(store: Store) -> dict[str, Any]:
    """The whole state, each list in order of id (codes and days in order of code and period)."""
    return {
        "employee_types": [dict(row) for row in store.all("SELECT id, description FROM employee_types ORDER BY id")],
        "debtors": read_debtors(store),
        "companies": read_companies(store),
        "users": [_user(store, row) for row in store.all("SELECT * FROM users ORDER BY id")],
    }


def read_companies(store: Store) -> list[dict[str, Any]]:
    """The companies with everything below them."""
    codes = {kind: _by(store.all(_CODES, kind), "company_id") for kind in ("hours", "wage")}
    centers = _by(store.all("SELECT company_id, id, code, description FROM cost_centers ORDER BY id"), "company_id")
    runs = _by(store.all("SELECT * FROM runs ORDER BY id"), "company_id")
    lists = documents.of_all(store, "company")
    rows = store.all("SELECT * FROM companies ORDER BY id")
    employees = _employees(store, {row["id"]: Period(row["current_year"], row["current_period"]) for row in rows})
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
            **_lists("company", lists.get(row["id"], {})),
            "employees": employees[row["id"]],
        }
        for row in rows
    ]


def as_quantity(text: str) -> str:
    """A stored decimal with at least two places: `8` → `8.00`, `0.125` as it is."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    return format(number.quantize(_CENT) if isinstance(exponent, int) and exponent > -2 else number, "f")


_CODES = "SELECT company_id, code, description, model FROM codes WHERE kind = ? ORDER BY code, model"
_COMPONENTS = """
    SELECT employee_id, id, year, period, code, quantity, comment, cost_center_id, cost_unit_id, entered_by
    FROM components WHERE kind = ? AND NOT is_fixed ORDER BY id"""
_FIXED_COMPONENTS = _COMPONENTS.replace("entered_by", "entered_by, end_year, end_period").replace("NOT ", "")
_PERSONAL = tuple(PersonalInfo.model_fields)


def read_debtors(store: Store) -> list[dict[str, Any]]:
    """The debtors with everything below them but their companies."""
    lists = documents.of_all(store, "debtor")
    rows = store.all("SELECT id, number, name FROM debtors ORDER BY id")
    return [dict(row) | _lists("debtor", lists.get(row["id"], {})) for row in rows]


def _employees(store: Store, current: dict[int, Period]) -> Rows:
    found = {
        name: _by((_component(row, quantity) for row in store.all(sql, kind)), "employee_id")
        for name, sql, kind, quantity in (
            ("hour_components", _COMPONENTS, "hours", "hours"),
            ("wage_components", _COMPONENTS, "wage", "value"),
            ("fixed_hour_components", _FIXED_COMPONENTS, "hours", "hours"),
            ("fixed_wage_components", _FIXED_COMPONENTS, "wage", "value"),
        )
    }
    found["days"] = _by(store.all("SELECT * FROM days ORDER BY year, period"), "employee_id")
    lists = documents.of_all(store, "employee")
    rows = (
        dict(row)
        | {name: group[row["id"]] for name, group in found.items()}
        | _person(lists.get(row["id"], {}), current[row["company_id"]])
        for row in store.all("SELECT * FROM employees ORDER BY id")
    )
    return _by(rows, "company_id")


def _person(lists: dict[str, list[Document]], current: Period) -> dict[str, Any]:
    """The personal data in force, and every list of documents."""
    in_force = history.in_period_or_first(lists.get("personal_infos", []), current)
    personal = {} if in_force is None else {name: in_force[name] for name in _PERSONAL}
    return personal | _lists("employee", lists)


def _lists(owner: Owner, lists: dict[str, list[Document]]) -> dict[str, list[Document]]:
    return {kind: lists.get(kind, []) for kind in KINDS[owner]}


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
        "has_subscription": bool(row["has_subscription"]),
    }


def _by(rows: Iterable[sqlite3.Row | dict[str, Any]], owner: str) -> Rows:
    """Group rows by the column of their owner, which is then left out."""
    groups: Rows = defaultdict(list)
    for row in rows:
        record = dict(row)
        groups[record.pop(owner)].append(record)
    return groups
