"""EmployeeService: service (employment), its intervals, and the reasons for which one ends.

Who has no open interval by the last day of the current period moves to the former employees, and back when one is
opened or its end is taken away. Intervals do not overlap: a new one needs the last one ended.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from sandbox import documents, people
from sandbox.call import Call
from sandbox.documents import Document
from sandbox.services import records
from sandbox.services.definition import EMPLOYEE
from sandbox.soap.errors import NmbrsFault
from sandbox.wire import Wire, as_moment

END_REASONS = {
    1: "Einde contract (invented id)",
    2: "Ontslag door werknemer (invented id)",
    3: "Ontslag door werkgever (invented id)",
    4: "Pensioen (invented id)",
    5: "Overlijden (invented id)",
}
_EMPLOYMENT = Wire("Employment", {"EmploymentId": "id"})


@EMPLOYEE.operation("EndServiceReason_GetList", returns="ArrayOfEndContractReason")
def end_service_reason_get_list(_: Call) -> object:
    return [{"ID": reason_id, "Description": text} for reason_id, text in END_REASONS.items()]


@EMPLOYEE.operation("Employment_GetAll_AllEmployeesByCompany", "CompanyID int", returns="ArrayOfEmployeeEmploymentItem")
def employment_get_all(call: Call) -> object:
    company_id = call.request["CompanyID"]
    return records.lists_of_everybody(call, company_id, "employments", "EmployeeEmployments", _EMPLOYMENT.out)


@EMPLOYEE.operation("Employment_UpdateEmploymentInitialStartDate", "EmployeeId int; InitialStartDate dateTime")
def employment_update_initial_start_date(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    initial = call.request["InitialStartDate"].date().isoformat()
    _change(call, _last(call, employee["id"]), initial_start_date=initial)


@EMPLOYEE.operation("Service_GetList", "EmployeeId int", returns="ArrayOfServiceInterval")
def service_get_list(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    return [_interval(one) for one in call.history(employee["id"], "employments")]


@EMPLOYEE.operation("Service_Insert", "EmployeeId int; Start dateTime; UnprotectedMode boolean")
def service_insert(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _open(call, employee, call.request["Start"].date(), None)


@EMPLOYEE.operation(
    "Service_Insert2", "EmployeeId int; Start dateTime; Ancienniteitsdatum dateTime; UnprotectedMode boolean"
)
def service_insert2(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    _open(call, employee, call.request["Start"].date(), call.request["Ancienniteitsdatum"].date())


@EMPLOYEE.operation(
    "Service_StopCurrent", "EmployeeId int; End dateTime; EndServiceReasonId int; UnprotectedMode boolean"
)
def service_stop_current(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    end, reason_id = call.request["End"].date(), call.request["EndServiceReasonId"]
    call.writable_day(employee, end, unprotected=call.unprotected)
    if reason_id not in END_REASONS:
        raise NmbrsFault(2030, "The reason is none of EndServiceReason_GetList.")
    last = _last(call, employee["id"])
    if last["end_date"] is not None:
        raise NmbrsFault(9999, "The employee is out of service already.")
    if end.isoformat() < (last["start_date"] or ""):
        raise NmbrsFault(2028)
    _change(call, last, end_date=end.isoformat(), end_reason_id=reason_id)
    _update_type(call, employee)


@EMPLOYEE.operation("Service_RemoveOutService", "EmployeeId int; UnprotectedMode boolean", returns="boolean")
def service_remove_out_service(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    last = _last(call, employee["id"])
    if last["end_date"] is None:
        return False
    call.writable_day(employee, date.fromisoformat(last["end_date"]), unprotected=call.unprotected)
    _change(call, last, end_date=None, end_reason_id=None)
    _update_type(call, employee)
    return True


@EMPLOYEE.operation("Service_Delete", "EmployeeId int", returns="boolean")
def service_delete(call: Call) -> object:
    """The last interval goes."""
    employee = call.employee(call.request["EmployeeId"])
    if not call.history(employee["id"], "employments"):
        return False
    documents.remove(call.store, _last(call, employee["id"]))
    _update_type(call, employee)
    return True


def _open(call: Call, employee: sqlite3.Row, start: date, seniority: date | None) -> None:
    call.writable_day(employee, start, unprotected=call.unprotected)
    known = call.history(employee["id"], "employments")
    if any(one["end_date"] is None or one["end_date"] >= start.isoformat() for one in known):
        raise NmbrsFault(9999, "The employee is in service on that day already.")
    initial = min([one["initial_start_date"] or one["start_date"] for one in known], default=start.isoformat())
    content = {"start_date": start.isoformat(), "initial_start_date": initial}
    records.keep(call, employee["id"], "employments", content | {"seniority_date": (seniority or start).isoformat()})
    _update_type(call, employee)


def _interval(employment: Document) -> dict[str, Any]:
    return {
        "Start": as_moment(employment["start_date"]),
        "End": as_moment(employment["end_date"]),
        "SeniorityDate": as_moment(employment["seniority_date"] or employment["start_date"]),
        "EndServiceReason": END_REASONS.get(employment["end_reason_id"]),
    }


def _last(call: Call, employee_id: int) -> Document:
    known = call.history(employee_id, "employments")
    if not known:
        raise NmbrsFault(9999, "The employee has no service.")
    return max(known, key=lambda one: (one["start_date"] or "", one["id"]))


def _change(call: Call, employment: Document, **changes: object) -> None:
    documents.change(call.store, "employee", "employments", employment, **changes)


def _update_type(call: Call, employee: sqlite3.Row) -> None:
    people.update_type(call.store, employee["id"], dict(employee))
