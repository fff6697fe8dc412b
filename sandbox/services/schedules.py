"""EmployeeService: rosters of two weeks. An update adds a roster from a date on; the earlier ones stay.

`CompanyRoosterNr` 1 to 4 names the full-time roster of the company that the part-time percentage is reckoned by; with 0
the percentage is kept as it was sent.
"""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import Any

from sandbox import documents
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire
from sandbox.work_models import WeekHours

_CURRENT = Wire("Schedule")
_HISTORIC = Wire("Schedule_V2")
_DAYS = tuple(WeekHours.model_fields)


@EMPLOYEE.operation("Schedule_Get", "EmployeeId int; Period int; Year int", returns="Schedule")
def schedule_get(call: Call) -> object:
    found = records.in_force(call, call.employee(call.request["EmployeeId"]), "schedules")
    return None if found is None else _CURRENT.out(found)


@EMPLOYEE.operation("Schedule_GetCurrent", "EmployeeId int", returns="Schedule")
def schedule_get_current(call: Call) -> object:
    return schedule_get(call)


@EMPLOYEE.operation("Schedule_GetList", "EmployeeId int; Period int; Year int", returns="ArrayOfSchedule")
def schedule_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return [_CURRENT.out(one) for one in records.until_period(call, employee, "schedules")]


@EMPLOYEE.operation("Schedule_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeScheduleItem")
def schedule_get_all(call: Call) -> object:
    return records.lists_of_everybody(call, call.request["CompanyID"], "schedules", "EmployeeSchedules", _HISTORIC.out)


@EMPLOYEE.operation("Schedule_Update", "EmployeeId int; Schedule Schedule; Start dateTime; CompanyRoosterNr int")
def schedule_update(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, call.request["Start"].date().isoformat())


@EMPLOYEE.operation("Schedule_UpdateCurrent", "EmployeeId int; Schedule Schedule; CompanyRoosterNr int")
def schedule_update_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _write(call, employee, records.first_day(call, employee))


def hours_per_week(roster: Document) -> Decimal:
    """The hours of a week: the mean of both weeks, or the first one when the second is empty."""
    first, second = (sum((Decimal(roster[day]) for day in week), Decimal(0)) for week in (_DAYS[:7], _DAYS[7:]))
    return (first + second) / 2 if second else first


def _write(call: Call, employee: sqlite3.Row, start: str) -> None:
    schedule = _CURRENT.read(given(call.request["Schedule"])) | {"start_date": start}
    full_time = _full_time_hours(call, employee["company_id"], call.request["CompanyRoosterNr"])
    if full_time:
        percentage = (100 * hours_per_week(schedule) / full_time).quantize(Decimal("0.01"))
        schedule["parttime_percentage"] = format(percentage, "f")
    records.keep(call, employee["id"], "schedules", schedule)


def _full_time_hours(call: Call, company_id: int, number: int) -> Decimal:
    """The hours of a full-time roster by its number; 0 for number 0. Raises 2030 for a roster that is not there."""
    rosters: list[dict[str, Any]] = documents.of(call.store, "company", company_id, "full_time_schedules")
    if number == 0 or (number == 1 and not rosters):
        return Decimal(40 * number)
    if not 1 <= number <= len(rosters):
        raise NmbrsFault(2030, "The company has no full-time roster of this number.")
    return hours_per_week(rosters[number - 1])
