"""The types of EmployeeService: lists, days and components here, the others in tables of their own.

`ArrayOfHourComponent` and `ArrayOfWageComponent` hold inline items of three fields: what a read gives is less than what
a write takes.
"""

from sandbox.services.absence_types import ABSENCE_TABLE
from sandbox.services.person_types import PERSON_TABLE
from sandbox.services.time_types import TIME_TABLE
from sandbox.services.work_types import WORK_TABLE
from sandbox.soap.notation import read_types

WAGE_COMPONENT = (
    "{Id int; Code int; Value decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string;"
    " Attachment base64Binary}"
)
"""The wage component that a write takes: inline in each request, without a type of its own."""
FIXED_WAGE_COMPONENT = WAGE_COMPONENT.replace("}", "; EndYear int?; EndPeriod int?}")
"""What a write of a fixed one takes: it may hold its own end."""

_COMPONENT_TABLE = """
    EmployeeType = Id int; Description string
    ArrayOfEmployeeType = EmployeeType*
    DaysWorked = EmployeeId int; Days int; Period int; Year int
    ArrayOfDaysWorked = DaysWorked*
    DaysVarWorked = Days int; PlusMinusDaysForWageComp int
    HourComponent = Id int; HourCode int; Hours decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string; Attachment base64Binary
    ArrayOfHourComponent = HourComponent {Id int; HourCode int; Hours decimal}*
    EmployeeHourComponent = EmployeeId int; Id int; HourCode int; CostCenterId int?; CostUnitId int?; Hours decimal; Comment string; DocumentName string; Attachment base64Binary
    ArrayOfEmployeeHourComponent = EmployeeHourComponent*
    ArrayOfWageComponent = WageComponent {Id int; Code int; Value decimal}*
    ArrayOfEmployeeWageComponent = EmployeeWageComponent {EmployeeId int; Id int; Code int; Value decimal; CostCenterId int?; CostUnitId int?; Comment string; DocumentName string; Attachment base64Binary}*
    """  # noqa: E501

EMPLOYEE_TYPES = read_types(_COMPONENT_TABLE + PERSON_TABLE + WORK_TABLE + ABSENCE_TABLE + TIME_TABLE)
