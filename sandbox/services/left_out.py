"""Operations that Nmbrs has and this sandbox has not, although integrations ask for them: nobody tells what they take.

They get the answer of an operation that does not exist (`soap:Client`).
"""

from __future__ import annotations

_NO_PARAMETERS = "new in v3; no source tells its parameters"

LEFT_OUT: dict[str, dict[str, str]] = {
    "EmployeeService": {
        "Employee_InsertByEmployeeType": _NO_PARAMETERS,
        "Employee_Transition": _NO_PARAMETERS,
        "AbsenceNotification_Insert": "new in v3; employee and absence are known, the other parameters are not",
        "EndServiceReason_GetListByYear": "new in v3; its parameter is a guess; there is EndServiceReason_GetList",
        "ScheduleCalendar_Get": _NO_PARAMETERS,
        "SVW_GetCurrent": "v3 has other fields than v2.1; their types and order are not known",
        "SVW_UpdateCurrent": "v3 has other fields than v2.1; their types and order are not known",
    },
    "CompanyService": {
        "PayrollWorkflow_Get": "new in v3; no source tells what it answers",
        "HrDocuments_EmployerCostPerHour_Year": "answers a document whose content no source shows",
    },
    "DebtorService": {
        "WebhookSettings_Get": "names of fields from one client only; types and order are not known",
        "WebhookSettings_GetEvents": "names of fields from one client only; types and order are not known",
        "WebhookSettings_Insert": "names of fields from one client only; types and order are not known",
        "WebhookSettings_Delete": "names of fields from one client only; types and order are not known",
    },
}
"""Service → operation → why it is left out."""
