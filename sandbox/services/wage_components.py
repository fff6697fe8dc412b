"""EmployeeService: variable wage components. The value is an amount in euros; an update answers true, not an id."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import components
from sandbox.services.components import WAGE
from sandbox.services.definition import EMPLOYEE
from sandbox.services.employee_types import WAGE_COMPONENT


@EMPLOYEE.operation("WageComponentVar_Get", "EmployeeId int; Period int; Year int", returns="ArrayOfWageComponent")
def wage_component_var_get(call: Call) -> object:
    return components.get(call, WAGE)


@EMPLOYEE.operation(
    "WageComponentVar_Insert",
    f"EmployeeId int; WageComponent {WAGE_COMPONENT}; Period int; Year int; UnprotectedMode boolean",
    returns="int",
)
def wage_component_var_insert(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent")


@EMPLOYEE.operation(
    "WageComponentVar_Insert_Batch",
    "WageComponents ArrayOfEmployeeWageComponent; Period int; Year int; UnprotectedMode boolean",
)
def wage_component_var_insert_batch(call: Call) -> None:
    components.insert_batch(call, WAGE, "WageComponents")


@EMPLOYEE.operation("WageComponentVar_Clear", "EmployeeId int; Period int; Year int; UnprotectedMode boolean")
def wage_component_var_clear(call: Call) -> None:
    components.clear(call, WAGE)


@EMPLOYEE.operation("WageComponent_Delete", "EmployeeId int; WageComponentID int", returns="boolean")
def wage_component_delete(call: Call) -> object:
    return components.delete(call, WAGE, "WageComponentID")


@EMPLOYEE.operation(
    "WageComponent_Update",
    f"EmployeeId int; WageComponent {WAGE_COMPONENT}; EndPeriod int; EndYear int; UnprotectedMode boolean",
    returns="boolean",
)
def wage_component_update(call: Call) -> object:
    components.update(call, WAGE, "WageComponent")
    return True


@EMPLOYEE.operation("WageComponentVar_GetCurrent", "EmployeeId int", returns="ArrayOfWageComponent")
def wage_component_var_get_current(call: Call) -> object:
    return components.get(call, WAGE)


@EMPLOYEE.operation("WageComponentVar_InsertCurrent", f"EmployeeId int; WageComponent {WAGE_COMPONENT}", returns="int")
def wage_component_var_insert_current(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent")


@EMPLOYEE.operation("WageComponentVar_ClearCurrent", "EmployeeId int")
def wage_component_var_clear_current(call: Call) -> None:
    components.clear(call, WAGE)
