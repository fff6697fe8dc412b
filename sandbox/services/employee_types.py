"""The types of EmployeeService.

`ArrayOfHourComponent` and `ArrayOfWageComponent` hold inline items of three fields: what a read gives is less than what
a write takes.
"""

from sandbox.soap.notation import read_types

WAGE_COMPONENT = (
    "{Id int; Code int; Value decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string;"
    " Attachment base64Binary}"
)
"""The wage component that a write takes: inline in each request, without a type of its own."""

EMPLOYEE_TYPES = read_types(
    """
    Employee = Id int; Number int; DisplayName string
    ArrayOfEmployee = Employee*
    EmployeeType = Id int; Description string
    ArrayOfEmployeeType = EmployeeType*
    DaysWorked = EmployeeId int; Days int; Period int; Year int
    ArrayOfDaysWorked = DaysWorked*
    HourComponent = Id int; HourCode int; Hours decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string; Attachment base64Binary
    ArrayOfHourComponent = HourComponent {Id int; HourCode int; Hours decimal}*
    EmployeeHourComponent = EmployeeId int; Id int; HourCode int; CostCenterId int?; CostUnitId int?; Hours decimal; Comment string; DocumentName string; Attachment base64Binary
    ArrayOfEmployeeHourComponent = EmployeeHourComponent*
    ArrayOfWageComponent = WageComponent {Id int; Code int; Value decimal}*
    ArrayOfEmployeeWageComponent = EmployeeWageComponent {EmployeeId int; Id int; Code int; Value decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string; Attachment base64Binary}*
    """  # noqa: E501
)
