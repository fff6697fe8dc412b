"""Adding what a seed describes, past the checks of the services: what is seeded was typed by the accountant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from sandbox import models, people
from sandbox.document_seeding import SeedError, seed_documents, seed_personal_info
from sandbox.periods import Period
from sandbox.store import Store

SERVICES = ("EmployeeService", "CompanyService", "DebtorService")
Columns = dict[str, Any]


def seed(store: Store, state: models.State, now: datetime) -> dict[str, Any]:
    """Add or change everything in `state`, or nothing at all.

    Returns the same shape, lists in the order of the seed, with the ids of all that has one. Raises SeedError.
    """
    with store.all_or_nothing():
        return {
            "employee_types": _ids(_save(store, "employee_types", kind) for kind in state.employee_types),
            "debtors": [_seed_debtor(store, debtor) for debtor in state.debtors],
            "companies": [_seed_company(store, company, now) for company in state.companies],
            "users": _ids(_seed_user(store, user) for user in state.users),
        }


def _seed_debtor(store: Store, debtor: models.Debtor) -> dict[str, Any]:
    debtor_id = _save(store, "debtors", debtor)
    return {"id": debtor_id, **seed_documents(store, "debtor", debtor_id, debtor)}


def _seed_company(store: Store, company: models.Company, now: datetime) -> dict[str, Any]:
    company_id = _save_company(store, company)
    _seed_codes(store, company_id, "hours", company.hour_codes)
    _seed_codes(store, company_id, "wage", company.wage_codes)
    owner = {"company_id": company_id}
    current = _current_period(store, company_id)
    return {
        "id": company_id,
        "cost_centers": _ids(_save(store, "cost_centers", center, owner) for center in company.cost_centers),
        "runs": _ids(_seed_run(store, company_id, run, now) for run in company.runs),
        **seed_documents(store, "company", company_id, company),
        "employees": [_seed_employee(store, company_id, current, employee) for employee in company.employees],
    }


def _save_company(store: Store, company: models.Company) -> int:
    if company.debtor_id is not None and store.row("debtors", company.debtor_id) is None:
        raise SeedError(f"Company {company.name!r} names debtor {company.debtor_id}, which is not there.")
    is_new = store.row("companies", company.id) is None
    columns: Columns = {}
    if company.current_period is not None:
        columns = {"current_year": company.current_period.year, "current_period": company.current_period.period}
    elif is_new:
        raise SeedError(f"Company {company.name!r} is new and has no current_period: give year and period.")
    number = {"number": _next_number(store, "companies", "1 = 1")} if company.number is None else {}
    return _save(store, "companies", company, changing=columns, when_new=number)


def _current_period(store: Store, company_id: int) -> Period:
    row = store.one("SELECT current_year, current_period FROM companies WHERE id = ?", company_id)
    return Period(row["current_year"], row["current_period"]) if row else Period(0, 0)


def _seed_codes(store: Store, company_id: int, kind: str, codes: Sequence[models.Code]) -> None:
    for code in codes:
        sql = "INSERT OR REPLACE INTO codes (company_id, kind, model, code, description) VALUES (?, ?, ?, ?, ?)"
        store.write(sql, company_id, kind, code.model, code.code, code.description)


def _seed_run(store: Store, company_id: int, run: models.Run, now: datetime) -> int:
    when_new: Columns = {"run_at": now.isoformat(timespec="seconds")}
    if run.number is None:
        when_new["number"] = _next_number(store, "runs", "company_id = ? AND year = ?", company_id, run.year)
    changing = {} if run.run_at is None else {"run_at": run.run_at.isoformat(timespec="seconds")}
    return _save(store, "runs", run, {"company_id": company_id}, changing, when_new)


def _seed_employee(store: Store, company_id: int, current: Period, employee: models.Employee) -> dict[str, Any]:
    if store.row("employee_types", employee.employee_type) is None:
        raise SeedError(f"Employee type {employee.employee_type} is not there: seed it under employee_types.")
    owner, number = {"company_id": company_id}, {}
    if employee.number is None:
        number = {"number": people.next_number(store, company_id)}
    employee_id = _save(store, "employees", employee, owner, when_new=number)
    for one in employee.days:
        sql = "INSERT OR REPLACE INTO days (employee_id, year, period, days) VALUES (?, ?, ?, ?)"
        store.write(sql, employee_id, one.year, one.period, one.days)
    hours = [(one, format(one.hours, "f")) for one in employee.hour_components]
    wages = [(one, format(one.value, "f")) for one in employee.wage_components]
    fixed_hours = [(one, format(one.hours, "f")) for one in employee.fixed_hour_components]
    fixed_wages = [(one, format(one.value, "f")) for one in employee.fixed_wage_components]
    told = {
        "id": employee_id,
        "hour_components": _ids(_seed_component(store, employee_id, "hours", *one) for one in hours),
        "wage_components": _ids(_seed_component(store, employee_id, "wage", *one) for one in wages),
        "fixed_hour_components": _ids(_seed_component(store, employee_id, "hours", *one) for one in fixed_hours),
        "fixed_wage_components": _ids(_seed_component(store, employee_id, "wage", *one) for one in fixed_wages),
        **seed_documents(store, "employee", employee_id, employee),
    }
    seed_personal_info(store, employee_id, employee, current)
    return told


def _seed_component(
    store: Store, employee_id: int, kind: str, component: models.HourComponent | models.WageComponent, quantity: str
) -> int:
    is_fixed = isinstance(component, models.FixedHourComponent | models.FixedWageComponent)
    owner = {"kind": kind, "employee_id": employee_id, "is_fixed": is_fixed}
    return _save(store, "components", component, owner, {"quantity": quantity})


def _seed_user(store: Store, user: models.User) -> int:
    known = store.one("SELECT id FROM users WHERE username = ? AND domain = ?", user.username, user.domain)
    if known is not None:
        user = user.model_copy(update={"id": known["id"]})
    names_companies = "companies" in user.model_fields_set or known is None
    changing = {"sees_all_companies": user.companies is None} if names_companies else {}
    user_id = _save(store, "users", user, changing=changing)
    for operation, allowed in user.rights.items():
        sql = "INSERT OR REPLACE INTO rights (user_id, operation, allowed) VALUES (?, ?, ?)"
        store.write(sql, user_id, _checked_right(operation), allowed)
    if names_companies:
        store.write("DELETE FROM visible_companies WHERE user_id = ?", user_id)
        for company_id in set(user.companies or ()):
            store.insert("visible_companies", {"user_id": user_id, "company_id": company_id})
    return user_id


def _checked_right(operation: str) -> str:
    service, _, name = operation.partition(": ")
    if service not in SERVICES or not name:
        raise SeedError(f"A right is named like 'EmployeeService: DaysVar_Set', not {operation!r}.")
    return operation


def _save(
    store: Store,
    table: str,
    model: BaseModel,
    owner: Mapping[str, Any] | None = None,
    changing: Mapping[str, Any] | None = None,
    when_new: Mapping[str, Any] | None = None,
) -> int:
    """Insert a row, or change the given keys where its id is there already; the id.

    `owner` is whose it is, and must be the same; `changing` is written in any case, `when_new` on insert only.
    """
    row_id: int | None = getattr(model, "id", None)
    known = store.row(table, row_id)
    if known is None:
        new_id = {} if row_id is None else {"id": row_id}
        return store.insert(
            table, {**_plain(store, table, model), **(owner or {}), **(when_new or {}), **(changing or {}), **new_id}
        )
    if any(known[name] != value for name, value in (owner or {}).items()):
        raise SeedError(
            f"Id {row_id} in {table} is there already and belongs to another: {dict(owner or {})} was given."
        )
    given = {name: value for name, value in _plain(store, table, model).items() if name in model.model_fields_set}
    store.update(table, known["id"], given | dict(changing or {}))
    return int(known["id"])


def _plain(store: Store, table: str, model: BaseModel) -> Columns:
    """What a model holds that is a column of the table under the same name and in the same words."""
    columns = store.columns(table) - {"id", "run_at"}
    return {name: value for name, value in model if name in columns}


def _ids(ids: Iterable[int]) -> list[dict[str, int]]:
    return [{"id": one} for one in ids]


def _next_number(store: Store, table: str, where: str, *parameters: object) -> int:
    row = store.one(f"SELECT coalesce(max(number), 0) + 1 AS number FROM {table} WHERE {where}", *parameters)  # noqa: S608
    return int(row["number"]) if row else 1
