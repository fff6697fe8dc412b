"""EmployeeService: variable days worked. A set replaces; days that were never set are 0."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.periods import Period
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import items_of


@EMPLOYEE.operation("DaysVar_Get", "EmployeeId int; Period int; Year int", returns="int")
def days_var_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    row = call.store.one(
        "SELECT days FROM days WHERE employee_id = ? AND year = ? AND period = ?", employee["id"], *period
    )
    return row["days"] if row else 0


@EMPLOYEE.operation("DaysVar_GetCurrent", "EmployeeId int", returns="int")
def days_var_get_current(call: Call) -> object:
    return days_var_get(call)


@EMPLOYEE.operation("DaysVar_SetCurrent", "EmployeeId int; Days int")
def days_var_set_current(call: Call) -> None:
    days_var_set(call)


@EMPLOYEE.operation("DaysVar_Set", "EmployeeId int; Days int; Period int; Year int; UnprotectedMode boolean")
def days_var_set(call: Call) -> None:
    _set(call, call.request["EmployeeId"], None, call.request["Days"])


@EMPLOYEE.operation("DaysVar_Set_Batch", "EmployeesDaysWorked ArrayOfDaysWorked; UnprotectedMode boolean")
def days_var_set_batch(call: Call) -> None:
    with call.store.all_or_nothing(when=call.settings.batch_atomic):
        for item in items_of(call, "EmployeesDaysWorked"):
            _set(call, item["EmployeeId"], Period(item["Year"], item["Period"]), item["Days"])


def _set(call: Call, employee_id: int, period: Period | None, days: int) -> None:
    employee = call.employee(employee_id)
    asked = period or call.asked_period(employee)
    period = call.writable_period(employee, asked, unprotected=call.unprotected)
    call.store.write(
        "INSERT INTO days (employee_id, year, period, days) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (employee_id, year, period) DO UPDATE SET days = excluded.days",
        employee_id,
        *period,
        days,
    )
