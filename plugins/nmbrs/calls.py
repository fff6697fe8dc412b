"""Every Nmbrs call that the product makes: what it is for, and whether it reads or writes (semantics I1, F7).

The accountant switches calls on by exactly these names, `EmployeeService: HourComponentVar_Get` and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Access = Literal["read", "write"]
CallOutcome = Literal["allowed", "refused", "no_access", "unknown", "error"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Nmbrs API.

    `is_optional`: the product has another way when the right is missing (semantics F1, F7).
    """

    service: str
    operation: str
    access: Access
    purpose: str
    is_optional: bool = False

    @property
    def label(self) -> str:
        """The name under which an accountant finds the call in the API template."""
        return f"{self.service}: {self.operation}"

    @property
    def is_write(self) -> bool:
        return self.access == "write"


@dataclass(frozen=True, slots=True)
class CallCheck:
    """What trying one call showed.

    outcome   allowed     the call answered
              refused     fault 1002: switch it on in the API template
              no_access   the call is on, but this company or employee may not be seen (1003, 2003, 2004, 2009)
              unknown     a writing call, or nobody to try the call with
              error       another fault; `code` says which
    code      Nmbrs' fault code, where there was one
    """

    service: str
    operation: str
    purpose: str
    access: Access
    outcome: CallOutcome
    code: int | None = None


COMPANY_LIST: Final = Call("CompanyService", "List_GetAll", "read", "see which companies this user may work for")
CURRENT_PERIOD: Final = Call(
    "CompanyService", "Company_GetCurrentPeriod", "read", "write to the wage period that is open, and to no other"
)
HOUR_CODES: Final = Call("CompanyService", "HourModel_GetHourCodes", "read", "check the mapped hour codes")
HOUR_CODES_2: Final = Call(
    "CompanyService", "HourModel2_GetHourCodes", "read", "check the mapped hour codes of the second hour model"
)
WAGE_CODES: Final = Call("CompanyService", "WageModel_GetWageCodes", "read", "check the mapped wage codes")
WAGE_CODES_2: Final = Call(
    "CompanyService", "WageModel2_GetWageCodes", "read", "check the mapped wage codes of the second wage model"
)
RUNS: Final = Call("CompanyService", "Run_GetList", "read", "leave periods alone whose wage run is locked")
EMPLOYEE_TYPES: Final = Call(
    "EmployeeService", "EmployeeType_GetList", "read", "list employees of every type, former ones too"
)
EMPLOYEE_LIST: Final = Call("EmployeeService", "List_GetByCompany", "read", "know who is employed in a company")
HOURS_READ: Final = Call(
    "EmployeeService", "HourComponentVar_Get", "read", "compare the hours in Nmbrs with what should be there"
)
WAGES_READ: Final = Call(
    "EmployeeService", "WageComponentVar_Get", "read", "compare the amounts in Nmbrs with what should be there"
)
DAYS_READ: Final = Call(
    "EmployeeService", "DaysVar_Get", "read", "compare the days worked in Nmbrs with what should be there"
)
HOURS_INSERT: Final = Call("EmployeeService", "HourComponentVar_Insert", "write", "add hours")
HOURS_INSERT_BATCH: Final = Call(
    "EmployeeService", "HourComponentVar_Insert_Batch", "write", "add the hours of many in one call", is_optional=True
)
HOURS_UPDATE: Final = Call(
    "EmployeeService", "HourComponent_Update", "write", "change hours that this integration added", is_optional=True
)
HOURS_DELETE: Final = Call(
    "EmployeeService", "HourComponent_Delete", "write", "remove hours that this integration added"
)
WAGES_INSERT: Final = Call("EmployeeService", "WageComponentVar_Insert", "write", "add amounts")
WAGES_INSERT_BATCH: Final = Call(
    "EmployeeService", "WageComponentVar_Insert_Batch", "write", "add the amounts of many in one call", is_optional=True
)
WAGES_UPDATE: Final = Call(
    "EmployeeService", "WageComponent_Update", "write", "change amounts that this integration added", is_optional=True
)
WAGES_DELETE: Final = Call(
    "EmployeeService", "WageComponent_Delete", "write", "remove amounts that this integration added"
)
DAYS_SET: Final = Call("EmployeeService", "DaysVar_Set", "write", "set the days worked")
DAYS_SET_BATCH: Final = Call(
    "EmployeeService", "DaysVar_Set_Batch", "write", "set the days worked of many in one call", is_optional=True
)

CALLS: Final = (
    COMPANY_LIST,
    CURRENT_PERIOD,
    HOUR_CODES,
    HOUR_CODES_2,
    WAGE_CODES,
    WAGE_CODES_2,
    RUNS,
    EMPLOYEE_TYPES,
    EMPLOYEE_LIST,
    HOURS_READ,
    WAGES_READ,
    DAYS_READ,
    HOURS_INSERT,
    HOURS_INSERT_BATCH,
    HOURS_UPDATE,
    HOURS_DELETE,
    WAGES_INSERT,
    WAGES_INSERT_BATCH,
    WAGES_UPDATE,
    WAGES_DELETE,
    DAYS_SET,
    DAYS_SET_BATCH,
)
