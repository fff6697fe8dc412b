"""EmployeeService: fixed wage components. The end stands beside the object or inside it, the start is `StartPeriod`
where an end can be given for a start that is not the current period.
"""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services import components
from sandbox.services.components import WAGE
from sandbox.services.definition import EMPLOYEE
from sandbox.services.employee_types import FIXED_WAGE_COMPONENT

_START_AND_END = "StartPeriod int; StartYear int; EndPeriod int; EndYear int; UnprotectedMode boolean"


@EMPLOYEE.operation("WageComponentFixed_Get", "EmployeeId int; Period int; Year int", returns="ArrayOfWageComponent")
def wage_component_fixed_get(call: Call) -> object:
    return components.get(call, WAGE, fixed=True)


@EMPLOYEE.operation("WageComponentFixed_GetCurrent", "EmployeeId int", returns="ArrayOfWageComponent")
def wage_component_fixed_get_current(call: Call) -> object:
    return components.get(call, WAGE, fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_Insert",
    f"EmployeeId int; WageComponent {FIXED_WAGE_COMPONENT}; Period int; Year int; UnprotectedMode boolean",
    returns="int",
)
def wage_component_fixed_insert(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_Insert_With_End",
    f"EmployeeId int; WageComponent {FIXED_WAGE_COMPONENT}; {_START_AND_END}",
    returns="int",
)
def wage_component_fixed_insert_with_end(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_InsertCurrent", f"EmployeeId int; WageComponent {FIXED_WAGE_COMPONENT}", returns="int"
)
def wage_component_fixed_insert_current(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_InsertCurrent_With_End",
    f"EmployeeId int; EndPeriod int; EndYear int; WageComponent {FIXED_WAGE_COMPONENT}",
    returns="int",
)
def wage_component_fixed_insert_current_with_end(call: Call) -> object:
    return components.insert(call, WAGE, "WageComponent", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_Insert_Batch",
    "WageComponents ArrayOfEmployeeWageComponent; Period int; Year int; UnprotectedMode boolean",
)
def wage_component_fixed_insert_batch(call: Call) -> None:
    components.insert_batch(call, WAGE, "WageComponents", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_Insert_Batch_With_End", f"WageComponents ArrayOfEmployeeWageComponent; {_START_AND_END}"
)
def wage_component_fixed_insert_batch_with_end(call: Call) -> None:
    components.insert_batch(call, WAGE, "WageComponents", fixed=True)


@EMPLOYEE.operation(
    "WageComponentFixed_Stop",
    "EmployeeId int; WageComponentId int; Period int; Year int; UnprotectedMode boolean",
)
def wage_component_fixed_stop(call: Call) -> None:
    components.stop(call, WAGE, call.request["WageComponentId"])
