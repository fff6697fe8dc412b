"""EmployeeService: person, contract, salary and address in one flat record, and what an hour costs the employer."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox import documents, history, periods
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.periods import Period
from sandbox.services import records
from sandbox.services.addresses import active_in
from sandbox.services.definition import EMPLOYEE
from sandbox.services.personal_info import PERSONAL_KEYS
from sandbox.services.schedules import hours_per_week
from sandbox.wire import Wire, as_moment

_CENT = Decimal("0.01")
_WEEKS_PER_MONTH = Decimal(52) / 12
_FULL_TIME_HOURS = Decimal(40)
_EMPLOYER_FACTOR = Decimal("1.30")
"""Wage cost for each euro of wage: this sandbox's own figure."""
_HOURLY = {"Bruto_Uurloon", "Netto_Uurloon_excl_looncomp", "Netto_Uurloon_incl_looncomp"}
_BY_HAND = (
    *("EmployeeID", "EmployeeNumber", "City", "ContractStartDate", "ContractEndDate", "SalaryType", "SalaryValue"),
    *("Street", "HouseNumber", "HouseNumberAddition", "PostCode", "HourlyWage", "ContractHours"),
)
_FLAT = Wire("PersonalInfoContractSalaryAddress", {**PERSONAL_KEYS, **dict.fromkeys(_BY_HAND)})
_KINDS = ("contracts", "salaries", "schedules", "addresses")


@EMPLOYEE.operation(
    "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany",
    "CompanyID int",
    returns="ArrayOfPersonalInfoContractSalaryAddress",
)
def personal_info_contract_salary_address_get_all(call: Call) -> object:
    company = call.company(call.request["CompanyID"])
    current = call.current_period(company)
    last_day = periods.last_day(company["period_type"], current)
    lists = {kind: documents.of_employees(call.store, company["id"], kind) for kind in _KINDS}
    return [
        _flat(row, people, {kind: lists[kind].get(row["id"], []) for kind in _KINDS}, current, last_day)
        for row, people in records.of_everybody(call, company["id"], "personal_infos")
    ]


@EMPLOYEE.operation("Salary_GetEstimatedCostPerHour", "employeeId int; period int; year int", returns="decimal")
def salary_get_estimated_cost_per_hour(call: Call) -> object:
    """What was seeded for the period; else the hourly wage with a surcharge, 0 without a salary."""
    employee = call.employee(call.request["employeeId"])
    seeded = records.in_force(call, employee, "costs_per_hour")
    if seeded is not None:
        return Decimal(seeded["amount"])
    salary, schedule = (records.in_force(call, employee, kind) for kind in ("salaries", "schedules"))
    return (hourly_wage(salary, schedule) * _EMPLOYER_FACTOR).quantize(_CENT)


def hourly_wage(salary: Document | None, schedule: Document | None) -> Decimal:
    """A salary as an amount per hour: a monthly one by the hours of 52 / 12 weeks; 0 without a salary or hours."""
    if salary is None:
        return Decimal(0)
    if salary["type"] in _HOURLY:
        return Decimal(salary["value"])
    is_full_time = salary["type"] == "Bruto_Salaris_Fulltime"
    hours = _FULL_TIME_HOURS if is_full_time or schedule is None else hours_per_week(schedule)
    return (Decimal(salary["value"]) / (hours * _WEEKS_PER_MONTH)).quantize(_CENT) if hours else Decimal(0)


def _flat(
    row: sqlite3.Row, people: list[Document], lists: dict[str, list[Document]], current: Period, last_day: date
) -> dict[str, Any]:
    person = history.in_period_or_first(people, current) or dict(row)
    contract, salary, schedule = (
        history.on_day(lists[kind], last_day) for kind in ("contracts", "salaries", "schedules")
    )
    agreed: dict[str, Any] = contract or {}
    paid: dict[str, Any] = salary or {}
    return _FLAT.out(
        person,
        EmployeeID=row["id"],
        EmployeeNumber=row["number"],
        ContractStartDate=as_moment(agreed.get("start_date")),
        ContractEndDate=as_moment(agreed.get("end_date")),
        SalaryType=paid.get("type"),
        SalaryValue=paid.get("value"),
        HourlyWage=hourly_wage(salary, schedule),
        ContractHours=_contract_hours(contract, schedule),
        **_address(lists["addresses"], current),
    )


def _contract_hours(contract: Document | None, schedule: Document | None) -> Decimal:
    if contract is not None and contract["hours_per_week"] is not None:
        return Decimal(contract["hours_per_week"])
    return hours_per_week(schedule) if schedule is not None else Decimal(0)


def _address(addresses: list[Document], current: Period) -> dict[str, Any]:
    homes = [one for one in active_in(addresses, current) if one["type"] == "HomeAddress"]
    home = homes[-1] if homes else {}
    return {
        "Street": home.get("street"),
        "HouseNumber": home.get("house_number"),
        "HouseNumberAddition": home.get("house_number_addition"),
        "PostCode": home.get("postal_code"),
        "City": home.get("city"),
    }
