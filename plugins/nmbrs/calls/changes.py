"""Calls that create and change people, and those that read what a change must not lose (semantics H)."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="employee_export")
_write = partial(Call, "EmployeeService", access="write", use="employee_export")

TEMPLATES: Final = Call(
    "CompanyService",
    "DefaultEmployeeTemplates_GetByCompany",
    "read",
    "choose the template that new people are made from",
    "employee_export",
    is_optional=True,
)
PERSONAL_INFO_CURRENT: Final = _read(
    "PersonalInfo_GetCurrent", purpose="keep what is not changed, since a change replaces everything"
)
ADDRESSES_CURRENT: Final = _read("Address_GetListCurrent", purpose="find the address that a change replaces")
CONTRACTS_OF_ONE: Final = _read("Contract_GetAll", purpose="find the contract that a change replaces")
SERVICES: Final = _read("Service_GetList", purpose="see whether a person is in or out of service")
END_REASONS: Final = _read("EndServiceReason_GetList", purpose="give the reason when somebody leaves")

EMPLOYEE_INSERT: Final = _write("Employee_Insert", purpose="create a person")
EMPLOYEE_INSERT_FROM_TEMPLATE: Final = _write(
    "Employee_InsertBasedOnDefault", purpose="create a person from a template of the company", is_optional=True
)
PERSONAL_INFO_UPDATE: Final = _write("PersonalInfo_UpdateCurrent", purpose="change personal data")
ADDRESS_INSERT: Final = _write("Address_InsertCurrent", purpose="add an address")
ADDRESS_UPDATE: Final = _write("Address_Update", purpose="change an address")
BANK_ACCOUNT_INSERT: Final = _write("BankAccount_InsertCurrent", purpose="add a bank account")
BANK_ACCOUNT_DELETE: Final = _write(
    "BankAccount_DeleteCurrent", purpose="remove a replaced bank account that this integration added"
)
SALARY_UPDATE: Final = _write("Salary_Update", purpose="give a salary from a date on")
SCHEDULE_UPDATE: Final = _write("Schedule_Update", purpose="give a schedule from a date on")
CONTRACT_INSERT: Final = _write("Contract_Insert", purpose="add a contract")
CONTRACT_UPDATE: Final = _write("Contract_Update", purpose="change a contract, such as its end")
SERVICE_INSERT: Final = _write("Service_Insert", purpose="take a person back into service")
SERVICE_STOP: Final = _write("Service_StopCurrent", purpose="take a person out of service")
INITIAL_START_UPDATE: Final = _write(
    "Employment_UpdateEmploymentInitialStartDate", purpose="set the date on which somebody was first hired"
)

CALLS: Final = (
    TEMPLATES,
    PERSONAL_INFO_CURRENT,
    ADDRESSES_CURRENT,
    CONTRACTS_OF_ONE,
    SERVICES,
    END_REASONS,
    EMPLOYEE_INSERT,
    EMPLOYEE_INSERT_FROM_TEMPLATE,
    PERSONAL_INFO_UPDATE,
    ADDRESS_INSERT,
    ADDRESS_UPDATE,
    BANK_ACCOUNT_INSERT,
    BANK_ACCOUNT_DELETE,
    SALARY_UPDATE,
    SCHEDULE_UPDATE,
    CONTRACT_INSERT,
    CONTRACT_UPDATE,
    SERVICE_INSERT,
    SERVICE_STOP,
    INITIAL_START_UPDATE,
)
