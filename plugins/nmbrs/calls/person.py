"""Calls that read one person at a time: what counts now, or what counted in a period."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="client_only", is_optional=True)

PERSONAL_INFO: Final = _read("PersonalInfo_Get", purpose="read the personal data of a period")
ADDRESSES: Final = _read("Address_GetList", purpose="read the addresses of a period")
BANK_ACCOUNTS: Final = _read("BankAccount_GetList", purpose="read the bank accounts of a period")
CURRENT_CONTRACTS: Final = _read("Contract_GetCurrentPeriod", purpose="read the contracts of the current period")
SALARY: Final = _read("Salary_Get", purpose="read the salary of a period")
CURRENT_SALARY: Final = _read("Salary_GetCurrent", purpose="read the salary of the current period")
SALARIES: Final = _read("Salary_GetList", purpose="read the salaries up to a period")
SCHEDULE: Final = _read("Schedule_Get", purpose="read the schedule of a period")
CURRENT_SCHEDULE: Final = _read("Schedule_GetCurrent", purpose="read the schedule of the current period")
SCHEDULES: Final = _read("Schedule_GetList", purpose="read the schedules up to a period")
COST_CENTERS: Final = _read("CostCenter_Get", purpose="read how the cost of a person is divided in a period")
CURRENT_COST_CENTERS: Final = _read("CostCenter_GetCurrent", purpose="read how the cost of a person is divided now")
DEPARTMENT: Final = _read("Department_GetCurrent", purpose="read the department of a person")
FUNCTION: Final = _read("Function_GetCurrent", purpose="read the function of a person")
WAGE_TAX: Final = _read("WageTax_GetCurrent", purpose="read the wage tax settings of a person")
LABOUR_AGREEMENT: Final = _read("LabourAgreements_GetCurrent", purpose="read the labour agreement of a person")
PERIOD: Final = _read("Employee_GetCurrent", purpose="read the wage period that a person is in")
COMPANY: Final = Call(
    "CompanyService",
    "Company_GetCurrentByEmployeeId",
    "read",
    "find the company of a person",
    "client_only",
    is_optional=True,
)

CALLS: Final = (
    PERSONAL_INFO,
    ADDRESSES,
    BANK_ACCOUNTS,
    CURRENT_CONTRACTS,
    SALARY,
    CURRENT_SALARY,
    SALARIES,
    SCHEDULE,
    CURRENT_SCHEDULE,
    SCHEDULES,
    COST_CENTERS,
    CURRENT_COST_CENTERS,
    DEPARTMENT,
    FUNCTION,
    WAGE_TAX,
    LABOUR_AGREEMENT,
    PERIOD,
    COMPANY,
)
