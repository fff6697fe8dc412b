"""EmployeeService: days worked with a difference for wage components. New in v3; the name of the type is our own."""

from __future__ import annotations

from sandbox import documents
from sandbox.call import Call
from sandbox.services.definition import EMPLOYEE


@EMPLOYEE.operation("DaysVarWorked_Get", "EmployeeId int; Period int; Year int", returns="DaysVarWorked")
def days_var_worked_get(call: Call) -> object:
    employee = call.employee(call.request["EmployeeId"])
    period = call.readable_period(employee, call.asked_period(employee))
    found = [one for one in call.history(employee["id"], "worked_days") if (one["year"], one["period"]) == period]
    if not found:
        return {"Days": 0, "PlusMinusDaysForWageComp": 0}
    return {"Days": found[-1]["days"], "PlusMinusDaysForWageComp": found[-1]["plus_minus_days"]}


@EMPLOYEE.operation("DaysVarWorked_GetCurrent", "EmployeeId int", returns="DaysVarWorked")
def days_var_worked_get_current(call: Call) -> object:
    return days_var_worked_get(call)


@EMPLOYEE.operation(
    "DaysVarWorked_Set",
    "EmployeeId int; Period int; Year int; Days int; PlusMinusDaysForWageComp int; UnprotectedMode boolean",
)
def days_var_worked_set(call: Call) -> None:
    employee = call.employee(call.request["EmployeeId"])
    period = call.writable_period(employee, call.asked_period(employee), unprotected=call.unprotected)
    for one in call.history(employee["id"], "worked_days"):
        if (one["year"], one["period"]) == period:
            documents.remove(call.store, one)
    content = {
        **period._asdict(),
        "days": call.request["Days"],
        "plus_minus_days": call.request["PlusMinusDaysForWageComp"],
        "creation_date": call.now.isoformat(timespec="seconds"),
    }
    documents.add(call.store, "employee", employee["id"], "worked_days", content)


@EMPLOYEE.operation("DaysVarWorked_SetCurrent", "EmployeeId int; Days int; PlusMinusDaysForWageComp int")
def days_var_worked_set_current(call: Call) -> None:
    days_var_worked_set(call)
