"""Calls about debtors: what belongs to one, what one offers to choose from, and debtors themselves."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, access="read", use="client_only", is_optional=True)
_write = partial(Call, access="write", use="client_only", is_optional=True)

COMPANIES: Final = _read("CompanyService", "List_GetByDebtor", purpose="list the companies of a debtor")
EMPLOYEES: Final = _read("EmployeeService", "List_GetByDebtor", purpose="list the employees of a debtor")
DEBTORS_BY_NUMBER: Final = _read("DebtorService", "List_GetByNumber", purpose="find a debtor by its number")
DEBTOR: Final = _read("DebtorService", "Debtor_Get", purpose="read a debtor")
IS_OWNER: Final = _read("DebtorService", "Debtor_IsOwner", purpose="see whether the user owns the environment")
MANAGERS: Final = _read("DebtorService", "Manager_GetList", purpose="list the managers")
TITLES: Final = _read("DebtorService", "Title_GetList", purpose="list the titles")
TAGS: Final = _read("DebtorService", "Tags_Get", purpose="list the tags")
LABOUR_AGREEMENT_SETTINGS: Final = _read(
    "DebtorService", "LabourAgreementSettings_GetList", purpose="list the settings of labour agreements"
)
DEBTOR_INSERT: Final = _write("DebtorService", "Debtor_Insert", purpose="create a debtor", names_nobody=True)
DEBTOR_UPDATE: Final = _write("DebtorService", "Debtor_Update", purpose="change a debtor")

CALLS: Final = (
    COMPANIES,
    EMPLOYEES,
    DEBTORS_BY_NUMBER,
    DEBTOR,
    IS_OWNER,
    MANAGERS,
    TITLES,
    TAGS,
    LABOUR_AGREEMENT_SETTINGS,
    DEBTOR_INSERT,
    DEBTOR_UPDATE,
)
