"""EmployeeService calls that change one person beyond what this product changes."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_write = partial(Call, "EmployeeService", access="write", use="client_only", is_optional=True)

PERSONAL_INFO_UPDATE: Final = _write("PersonalInfo_Update", purpose="change personal data from a period on")
ADDRESS_INSERT: Final = _write("Address_Insert", purpose="add an address from a period on")
ADDRESS_DELETE: Final = _write("Address_Delete", purpose="remove an address")
BANK_ACCOUNT_INSERT: Final = _write("BankAccount_Insert", purpose="add a bank account from a period on")
CONTRACT_INSERT: Final = _write("Contract_InsertCurrentPeriod", purpose="add a contract in the current period")
CONTRACT_DELETE: Final = _write("Contract_Delete", purpose="remove a contract")
SALARY_UPDATE: Final = _write("Salary_UpdateCurrent", purpose="give a salary from the current period on")
SALARY_STEP_INSERT: Final = _write("SalaryTable_Insert", purpose="give a step of the salary table from a date on")
CURRENT_SALARY_STEP_INSERT: Final = _write(
    "SalaryTable_InsertCurrent", purpose="give a step of the salary table from the current period on"
)
SCHEDULE_UPDATE: Final = _write("Schedule_UpdateCurrent", purpose="give a schedule from the current period on")
SERVICE_INSERT: Final = _write(
    "Service_Insert2", purpose="take a person back into service with the seniority of before"
)
SERVICE_STOP_UNDO: Final = _write("Service_RemoveOutService", purpose="undo that a person left")
SERVICE_DELETE: Final = _write("Service_Delete", purpose="remove the last stretch of service")
COST_CENTERS_UPDATE: Final = _write("CostCenter_Update", purpose="divide the cost of a person from a period on")
CURRENT_COST_CENTERS_UPDATE: Final = _write(
    "CostCenter_UpdateCurrent", purpose="divide the cost of a person from the current period on"
)
DEPARTMENT_UPDATE: Final = _write("Department_UpdateCurrent", purpose="place a person in a department")
FUNCTION_UPDATE: Final = _write("Function_UpdateCurrent", purpose="give a person a function")
WAGE_TAX_UPDATE: Final = _write("WageTax_UpdateCurrent", purpose="change the wage tax settings of a person")
LABOUR_AGREEMENT_UPDATE: Final = _write(
    "LabourAgreements_UpdateCurrent", purpose="put a person under a labour agreement"
)

CALLS: Final = (
    PERSONAL_INFO_UPDATE,
    ADDRESS_INSERT,
    ADDRESS_DELETE,
    BANK_ACCOUNT_INSERT,
    CONTRACT_INSERT,
    CONTRACT_DELETE,
    SALARY_UPDATE,
    SALARY_STEP_INSERT,
    CURRENT_SALARY_STEP_INSERT,
    SCHEDULE_UPDATE,
    SERVICE_INSERT,
    SERVICE_STOP_UNDO,
    SERVICE_DELETE,
    COST_CENTERS_UPDATE,
    CURRENT_COST_CENTERS_UPDATE,
    DEPARTMENT_UPDATE,
    FUNCTION_UPDATE,
    WAGE_TAX_UPDATE,
    LABOUR_AGREEMENT_UPDATE,
)
