"""EmployeeService: new employees. They get the next number of the company, and are on the payroll from their start."""

from __future__ import annotations

import sqlite3
from datetime import date

from sandbox import documents, people
from sandbox.call import Call
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given, given_day
from sandbox.soap.errors import NmbrsFault


@EMPLOYEE.operation(
    "Employee_Insert",
    "FirstName string; LastName string; StartDate dateTime; CompanyId int; UnprotectedMode boolean",
    returns="int",
)
def employee_insert(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    start = call.request["StartDate"].date()
    return _insert(call, company, start, start)


@EMPLOYEE.operation(
    "Employee_InsertBasedOnDefault",
    "CompanyId int; DefaultEmployeeTemplate string; FirstName string; LastName string; employment Employment;"
    " UnprotectedMode boolean",
    returns="int",
)
def employee_insert_based_on_default(call: Call) -> object:
    company = call.company(call.request["CompanyId"])
    employment = given(call.request["employment"])
    templates = documents.of(call.store, "company", company["id"], "employee_templates")
    wanted = (call.request["DefaultEmployeeTemplate"] or "").lower()
    if wanted not in {one["guid"].lower() for one in templates}:
        raise NmbrsFault(2030, "The company has no such default employee template.")
    start = given_day(employment["StartDate"])
    initial = employment["InitialStartDate"]
    return _insert(call, company, start, initial.date() if initial else start)


def _insert(call: Call, company: sqlite3.Row, start: date, initial: date) -> int:
    period = call.writable_day(company, start, unprotected=call.unprotected)
    name = {"first_name": call.request["FirstName"] or "", "last_name": call.request["LastName"] or ""}
    if not all(name.values()):
        raise NmbrsFault(2030, "First name and last name are compulsory.")
    with call.store.all_or_nothing():
        place = {"company_id": company["id"], "number": people.next_number(call.store, company["id"])}
        row = place | name | {"prefix": "", "employee_type": people.PAYROLL}
        employee_id = call.store.insert("employees", row)
        known_from = records.from_period(min(period, call.current_period(company)))
        records.keep(call, employee_id, "personal_infos", name | {"nationality_code": 0} | known_from)
        days = {"start_date": start, "initial_start_date": initial, "seniority_date": initial}
        records.keep(call, employee_id, "employments", {key: day.isoformat() for key, day in days.items()})
    return employee_id
