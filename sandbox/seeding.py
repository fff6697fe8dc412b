"""Adding what a seed describes, past the checks of the services: what is seeded was typed by the accountant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from sandbox import models
from sandbox.store import Store


class SeedError(ValueError):
    """A seed that cannot be taken in, with the reason as a sentence."""


def seed(store: Store, state: models.State, now: datetime) -> dict[str, Any]:
    """Add or change everything in `state`, or nothing at all.

    Returns the same shape with the ids filled in (components, runs and people, not their attributes). Raises SeedError.
    """
    with store.all_or_nothing():
        return {
            "employee_types": [{"id": _save(store, "employee_types", kind, {})} for kind in state.employee_types],
            "debtors": [{"id": _save(store, "debtors", debtor, {})} for debtor in state.debtors],
            "companies": [_seed_company(store, company, now) for company in state.companies],
            "users": [{"id": _seed_user(store, user)} for user in state.users],
        }


def _seed_company(store: Store, company: models.Company, now: datetime) -> dict[str, Any]:
    company_id = _save_company(store, company)
    _seed_codes(store, company_id, "hours", company.hour_codes)
    _seed_codes(store, company_id, "wage", company.wage_codes)
    owner = {"company_id": company_id}
    return {
        "id": company_id,
        "cost_centers": [{"id": _save(store, "cost_centers", center, owner)} for center in company.cost_centers],
        "runs": [{"id": _seed_run(store, company_id, run, now)} for run in company.runs],
        "employees": [_seed_employee(store, company_id, employee) for employee in company.employees],
    }


def _save_company(store: Store, company: models.Company) -> int:
    if company.debtor_id is not None and not store.exists("debtors", company.debtor_id):
        raise SeedError(
            f"Company {company.name!r} names debtor {company.debtor_id}, which is not there: seed it first."
        )
    columns: dict[str, Any] = {}
    if company.current_period is not None:
        columns = {"current_year": company.current_period.year, "current_period": company.current_period.period}
    elif company.id is None or not store.exists("companies", company.id):
        raise SeedError(f"Company {company.name!r} is new and has no current_period: give {{year, period}}.")
    if company.number is None:
        columns["number"] = _next_number(store, "companies", "1 = 1")
    return _save(store, "companies", company, columns)


def _seed_codes(store: Store, company_id: int, kind: str, codes: Sequence[models.Code]) -> None:
    for code in codes:
        store.write(
            "INSERT OR REPLACE INTO codes (company_id, kind, model, code, description) VALUES (?, ?, ?, ?, ?)",
            company_id,
            kind,
            code.model,
            code.code,
            code.description,
        )


def _seed_run(store: Store, company_id: int, run: models.Run, now: datetime) -> int:
    columns: dict[str, Any] = {"company_id": company_id, "run_at": (run.run_at or now).isoformat(timespec="seconds")}
    if run.number is None:
        columns["number"] = _next_number(store, "runs", "company_id = ? AND year = ?", company_id, run.year)
    return _save(store, "runs", run, columns)


def _seed_employee(store: Store, company_id: int, employee: models.Employee) -> dict[str, Any]:
    if not store.exists("employee_types", employee.employee_type):
        raise SeedError(f"Employee type {employee.employee_type} is not there: seed it under employee_types first.")
    columns: dict[str, Any] = {"company_id": company_id}
    if employee.number is None:
        columns["number"] = _next_number(store, "employees", "company_id = ?", company_id)
    employee_id = _save(store, "employees", employee, columns)
    for days in employee.days:
        store.write(
            "INSERT OR REPLACE INTO days (employee_id, year, period, days) VALUES (?, ?, ?, ?)",
            employee_id,
            days.year,
            days.period,
            days.days,
        )
    return {
        "id": employee_id,
        "hour_components": [
            {"id": _seed_component(store, employee_id, "hours", one, format(one.hours, "f"))}
            for one in employee.hour_components
        ],
        "wage_components": [
            {"id": _seed_component(store, employee_id, "wage", one, format(one.value, "f"))}
            for one in employee.wage_components
        ],
    }


def _seed_component(
    store: Store, employee_id: int, kind: str, component: models.HourComponent | models.WageComponent, quantity: str
) -> int:
    columns = {"kind": kind, "employee_id": employee_id, "quantity": quantity}
    return _save(store, "components", component, columns)


def _seed_user(store: Store, user: models.User) -> int:
    known = store.one("SELECT id FROM users WHERE username = ? AND domain = ?", user.username, user.domain)
    if known is not None:
        user = user.model_copy(update={"id": known["id"]})
    columns = {} if _keeps(user, "companies", known is not None) else {"sees_all_companies": user.companies is None}
    user_id = _save(store, "users", user, columns)
    for operation, allowed in user.rights.items():
        sql = "INSERT OR REPLACE INTO rights (user_id, operation, allowed) VALUES (?, ?, ?)"
        store.write(sql, user_id, _checked_right(operation), allowed)
    if "companies" in user.model_fields_set:
        store.write("DELETE FROM visible_companies WHERE user_id = ?", user_id)
        for company_id in set(user.companies or ()):
            store.insert("visible_companies", {"user_id": user_id, "company_id": company_id})
    return user_id


def _keeps(user: models.User, name: str, is_known: bool) -> bool:
    return is_known and name not in user.model_fields_set


def _checked_right(operation: str) -> str:
    service, colon, name = operation.partition(": ")
    if not colon or not name or service not in {"EmployeeService", "CompanyService", "DebtorService"}:
        raise SeedError(f"A right is named like 'EmployeeService: DaysVar_Set', not {operation!r}.")
    return operation


def _save(store: Store, table: str, model: BaseModel, columns: dict[str, Any]) -> int:
    """Insert the model's plain fields, or change the given ones where its id is there; the id."""
    plain = {name for name, value in model if not isinstance(value, (list, dict, BaseModel))}
    plain -= {"id", "hours", "value", "companies", "current_period", "run_at"}
    row_id: int | None = getattr(model, "id", None)
    if row_id is not None and store.exists(table, row_id):
        given = model.model_dump(include=plain & model.model_fields_set)
        keep = {name: value for name, value in columns.items() if name not in {"number", "run_at"}}
        store.update(table, row_id, given | keep)
        return row_id
    new_id = {} if row_id is None else {"id": row_id}
    return store.insert(table, model.model_dump(include=plain) | columns | new_id)


def _next_number(store: Store, table: str, where: str, *parameters: object) -> int:
    row = store.one(f"SELECT coalesce(max(number), 0) + 1 AS number FROM {table} WHERE {where}", *parameters)  # noqa: S608
    return int(row["number"]) if row else 1
