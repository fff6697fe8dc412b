"""EmployeeService: variable hour components. Single calls say `Hourcomponent`, the batch `HourComponents`."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import components
from sandbox.services.components import HOURS
from sandbox.services.definition import EMPLOYEE


@EMPLOYEE.operation("HourComponentVar_Get", "EmployeeId int; Period int; Year int", returns="ArrayOfHourComponent")
def hour_component_var_get(call: Call) -> object:
    return components.get(call, HOURS)


@EMPLOYEE.operation(
    "HourComponentVar_Insert",
    "EmployeeId int; Hourcomponent HourComponent; Period int; Year int; UnprotectedMode boolean",
    returns="int",
)
def hour_component_var_insert(call: Call) -> object:
    return components.insert(call, HOURS, "Hourcomponent")


@EMPLOYEE.operation(
    "HourComponentVar_Insert_Batch",
    "HourComponents ArrayOfEmployeeHourComponent; Period int; Year int; UnprotectedMode boolean",
)
def hour_component_var_insert_batch(call: Call) -> None:
    components.insert_batch(call, HOURS, "HourComponents")


@EMPLOYEE.operation("HourComponentVar_Clear", "EmployeeId int; Period int; Year int; UnprotectedMode boolean")
def hour_component_var_clear(call: Call) -> None:
    components.clear(call, HOURS)


@EMPLOYEE.operation("HourComponent_Delete", "EmployeeId int; HourComponentID int", returns="boolean")
def hour_component_delete(call: Call) -> object:
    return components.delete(call, HOURS, "HourComponentID")


@EMPLOYEE.operation(
    "HourComponent_Update",
    "EmployeeId int; Hourcomponent HourComponent; EndPeriod int; EndYear int; UnprotectedMode boolean",
    returns="int",
)
def hour_component_update(call: Call) -> object:
    return components.update(call, HOURS, "Hourcomponent")
