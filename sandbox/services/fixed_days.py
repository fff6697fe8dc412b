"""EmployeeService: fixed days, which hold from their period on until they are set again or stopped.

A stop names the last period that they hold for.
"""

from __future__ import annotations

from sandbox import documents, periods
from sandbox.call import Call
from sandbox.periods import Period
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import items_of


@EMPLOYEE.operation("DaysFixed_Get", "EmployeeId int; Period int; Year int", returns="int")
def days_fixed_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    found = [one for one in call.history(employee["id"], "fixed_days") if Period(one["year"], one["period"]) <= period]
    return max(found, key=lambda one: (one["year"], one["period"], one["id"]))["days"] if found else 0


@EMPLOYEE.operation("DaysFixed_GetCurrent", "EmployeeId int", returns="int")
def days_fixed_get_current(call: Call) -> object:
    return days_fixed_get(call)


@EMPLOYEE.operation("DaysFixed_Set", "EmployeeId int; Days int; Period int; Year int; UnprotectedMode boolean")
def days_fixed_set(call: Call) -> None:
    _set(call, call.request["EmployeeId"], call.request["Days"])


@EMPLOYEE.operation("DaysFixed_SetCurrent", "EmployeeId int; Days int")
def days_fixed_set_current(call: Call) -> None:
    _set(call, call.request["EmployeeId"], call.request["Days"])


@EMPLOYEE.operation("DaysFixed_Set_Batch", "EmployeesDaysWorked ArrayOfDaysWorked; UnprotectedMode boolean")
def days_fixed_set_batch(call: Call) -> None:
    with call.store.all_or_nothing(when=call.settings.batch_atomic):
        for item in items_of(call, "EmployeesDaysWorked"):
            _set(call, item["EmployeeId"], item["Days"], Period(item["Year"], item["Period"]))


@EMPLOYEE.operation("DaysFixed_Stop", "EmployeeId int; Period int; Year int; UnprotectedMode boolean")
def days_fixed_stop(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    last = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    _keep(call, employee["id"], periods.following(employee["period_type"], last), 0)


def _set(call: Call, employee_id: int, days: int, period: Period | None = None) -> None:
    employee = call.employee(employee_id)
    asked = period or call.asked_period(employee)
    _keep(call, employee_id, call.writable_period(employee, asked, unprotected=call.unprotected), days)


def _keep(call: Call, employee_id: int, period: Period, days: int) -> None:
    content = {**period._asdict(), "days": days, "creation_date": call.now.isoformat(timespec="seconds")}
    documents.add(call.store, "employee", employee_id, "fixed_days", content)
