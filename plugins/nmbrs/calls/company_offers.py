"""CompanyService calls for what a company has to choose from, and for its wage runs."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "CompanyService", access="read", use="client_only", is_optional=True)
_write = partial(Call, "CompanyService", access="write", use="client_only", is_optional=True)

FULL_TIME_SCHEDULES: Final = _read("Schedule_GetCurrent", purpose="read the full-time schedules of a company")
LABOUR_AGREEMENTS: Final = _read("LabourAgreements_GetCurrent", purpose="list the labour agreements of a company")
SALARY_TABLE: Final = _read("SalaryTable2_Get", purpose="read the salary table of a company")
SALARY_SCALES: Final = _read("SalaryTable2_GetScales", purpose="list the scales of the salary table")
SALARY_STEPS: Final = _read("SalaryTable2_GetSteps", purpose="list the steps of a scale")
RUN_EMPLOYEES: Final = _read("Run_GetEmployeesByRunCompany", purpose="see who is in a wage run")
RUN_REQUESTS: Final = _read("RunRequest_GetList", purpose="see which wage runs were asked for")
RUN_REQUEST_INSERT: Final = _write("RunRequest_Insert", purpose="ask the payroll office for a wage run")

CALLS: Final = (
    FULL_TIME_SCHEDULES,
    LABOUR_AGREEMENTS,
    SALARY_TABLE,
    SALARY_SCALES,
    SALARY_STEPS,
    RUN_EMPLOYEES,
    RUN_REQUESTS,
    RUN_REQUEST_INSERT,
)
