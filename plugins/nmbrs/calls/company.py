"""CompanyService calls, and the lists of people: what an export has to know before it writes."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_company = partial(Call, "CompanyService")
_employee = partial(Call, "EmployeeService")

COMPANY_LIST: Final = _company("List_GetAll", "read", "see which companies this user may work for")
CURRENT_PERIOD: Final = _company(
    "Company_GetCurrentPeriod", "read", "write to the wage period that is open, and to no other"
)
HOUR_CODES: Final = _company("HourModel_GetHourCodes", "read", "check the mapped hour codes")
HOUR_CODES_2: Final = _company(
    "HourModel2_GetHourCodes", "read", "check the mapped hour codes of the second hour model"
)
WAGE_CODES: Final = _company("WageModel_GetWageCodes", "read", "check the mapped wage codes")
WAGE_CODES_2: Final = _company(
    "WageModel2_GetWageCodes", "read", "check the mapped wage codes of the second wage model"
)
RUNS: Final = _company("Run_GetList", "read", "leave periods alone whose wage run is locked")
COST_CENTERS: Final = _company("CostCenter_GetList", "read", "check the configured cost centres", is_optional=True)
EMPLOYEE_TYPES: Final = _employee("EmployeeType_GetList", "read", "list employees of every type, former ones too")
EMPLOYEE_LIST: Final = _employee("List_GetByCompany", "read", "know who is employed in a company")

CALLS: Final = (
    COMPANY_LIST,
    CURRENT_PERIOD,
    HOUR_CODES,
    HOUR_CODES_2,
    WAGE_CODES,
    WAGE_CODES_2,
    RUNS,
    COST_CENTERS,
    EMPLOYEE_TYPES,
    EMPLOYEE_LIST,
)
