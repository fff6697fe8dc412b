"""EmployeeService: time registration and its schedules, which only Swedish payrolls have: every call is 3001."""

from __future__ import annotations

from sandbox.call import Call
from sandbox.services.definition import EMPLOYEE
from sandbox.soap.errors import NmbrsFault

_OPERATIONS = {
    "TimeRegistration_Insert": (
        "timeRegistrationCode TimeRegistrationCode; employeeId int; dtmStart dateTime; dtmEnd dateTime;"
        " costCenterId int",
        "",
    ),
    "TimeRegistration_Insert_Batch": ("models ArrayOfTimeRegistrationModel", ""),
    "TimeRegistration_GetList": (
        "employeeId int; dtmStart dateTime; dtmEnd dateTime",
        "ArrayOfTimeRegistrationModel",
    ),
    "TimeRegistration_Delete": ("timeRegistrationModelId int; employeeId int", ""),
    "TimeRegistration_Clear": ("employeeId int; startDate dateTime; endDate dateTime", ""),
    "TimeRegistration_ClearCurrent": ("employeeId int", ""),
    "TimeRegistration_GetAll_AllTimeRegistrationCodes": ("", "ArrayOfTimeRegistrationCode"),
    "TimeSchedule_Insert": (
        "startDate dateTime; timeSlots ArrayOfTimeScheduleSlot; EmployeeId int; UnprotectedMode boolean",
        "int",
    ),
    "TimeSchedule_GetAll": ("EmployeeId int", "ArrayOfTimeSchedule"),
    "TimeSchedule_GetListByPeriod": ("EmployeeId int; Period int; Year int", "ArrayOfTimeSchedule"),
    "TimeSchedule_AllEmployee_GetListByPeriod": (
        "CompanyId int; Period int; Year int",
        "ArrayOfEmployeeTimeSchedules",
    ),
    "TimeSchedule_DeleteByID": ("TimeScheduleId int; EmployeeId int; UnprotectedMode boolean", ""),
}


def not_in_this_country(_: Call) -> object:
    """Every environment of the sandbox is Dutch."""
    raise NmbrsFault(3001)


for _name, (_request, _returns) in _OPERATIONS.items():
    EMPLOYEE.operation(_name, _request, returns=_returns)(not_in_this_country)
