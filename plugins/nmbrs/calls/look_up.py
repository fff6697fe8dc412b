"""Calls that no run needs: for setting up, for comparing absence and leave, and for the way to the REST API."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_look = partial(Call, access="read", use="look_up", is_optional=True)

DEBTORS: Final = _look("DebtorService", "List_GetAll", purpose="see which customers this user may work for")
DEBTOR_DEPARTMENTS: Final = _look("DebtorService", "Department_GetList", purpose="list the departments")
DEBTOR_FUNCTIONS: Final = _look("DebtorService", "Function_GetList", purpose="list the functions")
ENVIRONMENT: Final = _look(
    "DebtorService", "Environment_Get", purpose="find the domain of the connection", has_domain=False
)
DEBTOR_GUIDS: Final = _look(
    "DebtorService", "Converter_GetDebtors_IntToGuid", purpose="find the debtors' ids in the REST API"
)
COMPANY_GUIDS: Final = _look(
    "CompanyService", "Converter_GetByCompany_IntToGuid", purpose="find the ids of a company's people in the REST API"
)
COST_UNITS: Final = _look("CompanyService", "CostUnit_GetList", purpose="list the cost units")
ABSENCES: Final = _look("EmployeeService", "Absence_GetList", purpose="compare a person's sick days")
COMPANY_ABSENCES: Final = _look(
    "EmployeeService", "Absence_GetAll_AllEmployeesByCompany", purpose="compare the sick days of a company"
)
LEAVES: Final = _look("EmployeeService", "Leave_GetList_V2", purpose="compare a person's leave")

CALLS: Final = (
    DEBTORS,
    DEBTOR_DEPARTMENTS,
    DEBTOR_FUNCTIONS,
    ENVIRONMENT,
    DEBTOR_GUIDS,
    COMPANY_GUIDS,
    COST_UNITS,
    ABSENCES,
    COMPANY_ABSENCES,
    LEAVES,
)
