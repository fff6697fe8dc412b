"""EmployeeService: hour components, variable and fixed. Single calls say `Hourcomponent`, batches `HourComponents`."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import components
from sandbox.services.components import HOURS
from sandbox.services.definition import EMPLOYEE
from sandbox.services.requests import given


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


@EMPLOYEE.operation("HourComponentVar_GetCurrent", "EmployeeId int", returns="ArrayOfHourComponent")
def hour_component_var_get_current(call: Call) -> object:
    return components.get(call, HOURS)


@EMPLOYEE.operation("HourComponentVar_InsertCurrent", "EmployeeId int; Hourcomponent HourComponent", returns="int")
def hour_component_var_insert_current(call: Call) -> object:
    return components.insert(call, HOURS, "Hourcomponent")


@EMPLOYEE.operation("HourComponentVar_ClearCurrent", "EmployeeId int")
def hour_component_var_clear_current(call: Call) -> None:
    components.clear(call, HOURS)


@EMPLOYEE.operation("HourComponentFixed_Get", "EmployeeId int; Period int; Year int", returns="ArrayOfHourComponent")
def hour_component_fixed_get(call: Call) -> object:
    return components.get(call, HOURS, fixed=True)


@EMPLOYEE.operation("HourComponentFixed_GetCurrent", "EmployeeId int", returns="ArrayOfHourComponent")
def hour_component_fixed_get_current(call: Call) -> object:
    return components.get(call, HOURS, fixed=True)


@EMPLOYEE.operation(
    "HourComponentFixed_Insert",
    "EmployeeId int; Hourcomponent HourComponent; Period int; Year int; UnprotectedMode boolean",
    returns="int",
)
def hour_component_fixed_insert(call: Call) -> object:
    return components.insert(call, HOURS, "Hourcomponent", fixed=True)


@EMPLOYEE.operation(
    "HourComponentFixed_Insert_With_End",
    "EmployeeId int; Hourcomponent HourComponent; Period int; Year int; EndPeriod int; EndYear int;"
    " UnprotectedMode boolean",
    returns="int",
)
def hour_component_fixed_insert_with_end(call: Call) -> object:
    return components.insert(call, HOURS, "Hourcomponent", fixed=True)


@EMPLOYEE.operation("HourComponentFixed_InsertCurrent", "EmployeeId int; Hourcomponent HourComponent", returns="int")
def hour_component_fixed_insert_current(call: Call) -> object:
    return components.insert(call, HOURS, "Hourcomponent", fixed=True)


@EMPLOYEE.operation(
    "HourComponentFixed_Insert_Batch",
    "HourComponents ArrayOfEmployeeHourComponent; Period int; Year int; UnprotectedMode boolean",
)
def hour_component_fixed_insert_batch(call: Call) -> None:
    components.insert_batch(call, HOURS, "HourComponents", fixed=True)


@EMPLOYEE.operation(
    "HourComponentFixed_Stop",
    "EmployeeId int; Hourcomponent HourComponent; Period int; Year int; UnprotectedMode boolean",
)
def hour_component_fixed_stop(call: Call) -> None:
    components.stop(call, HOURS, given(call.request["Hourcomponent"])["Id"])
