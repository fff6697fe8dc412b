"""EmployeeService calls that read people: a company's in one call, or what only exists per person (semantics G1)."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="employee_sync")

PERSONAL_INFO: Final = _read(
    "PersonalInfo_GetAll_AllEmployeesByCompany", purpose="match people by name, birth date, e-mail and BSN"
)
PERSONAL_INFO_WITHOUT_BSN: Final = _read(
    "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany",
    purpose="match people by name, birth date and e-mail where the BSN may not be read",
    is_optional=True,
)
PERSON_SUMMARIES: Final = _read(
    "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany",
    purpose="see a company's people at a glance, with their hourly wage",
    is_optional=True,
)
CONTRACTS: Final = _read("Contract_GetAll_AllEmployeesByCompany", purpose="know from when to when contracts run")
SCHEDULES: Final = _read("Schedule_GetAll_AllEmployeesByCompany", purpose="tell zero-hours from fixed contracts")
SALARIES: Final = _read("Salary_GetAll_AllEmployeesByCompany", purpose="know salaries and from when they count")
EMPLOYMENTS: Final = _read("Employment_GetAll_AllEmployeesByCompany", purpose="know who is in service, and since when")
ADDRESSES: Final = _read("Address_GetAll_AllEmployeesByCompany", purpose="know addresses and from when they count")
DEPARTMENTS: Final = _read(
    "Department_GetAll_AllEmployeesByCompany", purpose="know the department of each employee", is_optional=True
)
FUNCTIONS: Final = _read(
    "Function_GetAll_AllEmployeesByCompany_V2", purpose="know the function of each employee", is_optional=True
)
COST_CENTERS_OF_EMPLOYEES: Final = _read(
    "CostCenter_GetAllEmployeesByCompany", purpose="know the cost centres of each employee", is_optional=True
)
BANK_ACCOUNTS: Final = _read(
    "BankAccount_GetListCurrent", purpose="compare the bank account of a person", is_optional=True
)
COST_PER_HOUR: Final = _read(
    "Salary_GetEstimatedCostPerHour", purpose="know what an hour of a person is expected to cost", is_optional=True
)

CALLS: Final = (
    PERSONAL_INFO,
    PERSONAL_INFO_WITHOUT_BSN,
    PERSON_SUMMARIES,
    CONTRACTS,
    SCHEDULES,
    SALARIES,
    EMPLOYMENTS,
    ADDRESSES,
    DEPARTMENTS,
    FUNCTIONS,
    COST_CENTERS_OF_EMPLOYEES,
    BANK_ACCOUNTS,
    COST_PER_HOUR,
)
