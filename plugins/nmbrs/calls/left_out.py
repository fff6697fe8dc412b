"""Calls of Nmbrs that integrations ask for and this client does not have, each with the reason."""

from __future__ import annotations

from typing import Final

_EMPTIES: Final = "removes everybody's lines of a period, the accountant's too; our own are removed by their ids"
_SWEDISH: Final = "is for Swedish payrolls only; Nmbrs refuses it elsewhere (fault 3001)"
_NO_PARAMETERS: Final = "is new in version 3, and what it takes is not published"
_OTHER_FIELDS: Final = "has other fields in version 3, whose types and order are not published"
_NO_SHAPE: Final = "has fields whose types and order are not published"

LEFT_OUT: Final[dict[str, str]] = {
    "EmployeeService: HourComponentVar_Clear": _EMPTIES,
    "EmployeeService: HourComponentVar_ClearCurrent": _EMPTIES,
    "EmployeeService: WageComponentVar_Clear": _EMPTIES,
    "EmployeeService: WageComponentVar_ClearCurrent": _EMPTIES,
    "EmployeeService: TimeRegistration_Clear": _SWEDISH,
    "EmployeeService: TimeRegistration_ClearCurrent": _SWEDISH,
    "EmployeeService: TimeRegistration_Delete": _SWEDISH,
    "EmployeeService: TimeRegistration_GetAll_AllTimeRegistrationCodes": _SWEDISH,
    "EmployeeService: TimeRegistration_GetList": _SWEDISH,
    "EmployeeService: TimeRegistration_Insert": _SWEDISH,
    "EmployeeService: TimeRegistration_Insert_Batch": _SWEDISH,
    "EmployeeService: TimeSchedule_AllEmployee_GetListByPeriod": _SWEDISH,
    "EmployeeService: TimeSchedule_DeleteByID": _SWEDISH,
    "EmployeeService: TimeSchedule_GetAll": _SWEDISH,
    "EmployeeService: TimeSchedule_GetListByPeriod": _SWEDISH,
    "EmployeeService: TimeSchedule_Insert": _SWEDISH,
    "EmployeeService: Employee_InsertByEmployeeType": _NO_PARAMETERS,
    "EmployeeService: Employee_Transition": _NO_PARAMETERS,
    "EmployeeService: AbsenceNotification_Insert": _NO_PARAMETERS,
    "EmployeeService: EndServiceReason_GetListByYear": f"{_NO_PARAMETERS}; EndServiceReason_GetList does it",
    "EmployeeService: ScheduleCalendar_Get": _NO_PARAMETERS,
    "EmployeeService: SVW_GetCurrent": _OTHER_FIELDS,
    "EmployeeService: SVW_UpdateCurrent": _OTHER_FIELDS,
    "CompanyService: PayrollWorkflow_Get": "is new in version 3, and what it answers is not published",
    "CompanyService: HrDocuments_EmployerCostPerHour_Year": "answers a document whose content is not published",
    "DebtorService: WebhookSettings_Get": _NO_SHAPE,
    "DebtorService: WebhookSettings_GetEvents": _NO_SHAPE,
    "DebtorService: WebhookSettings_Insert": _NO_SHAPE,
    "DebtorService: WebhookSettings_Delete": _NO_SHAPE,
}
"""Label → why; the labels are those of `Call`."""
