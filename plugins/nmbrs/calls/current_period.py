"""EmployeeService calls that mean the current wage period without naming it, and days worked with a difference."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="client_only", is_optional=True)
_write = partial(Call, "EmployeeService", access="write", use="client_only", is_optional=True)

HOURS_READ: Final = _read("HourComponentVar_GetCurrent", purpose="read the hours of the current period")
WAGES_READ: Final = _read("WageComponentVar_GetCurrent", purpose="read the amounts of the current period")
DAYS_READ: Final = _read("DaysVar_GetCurrent", purpose="read the days worked of the current period")
WORKED_DAYS_READ: Final = _read(
    "DaysVarWorked_Get", purpose="read days worked with their difference for wage components"
)
CURRENT_WORKED_DAYS_READ: Final = _read("DaysVarWorked_GetCurrent", purpose="read the same of the current period")
HOURS_INSERT: Final = _write("HourComponentVar_InsertCurrent", purpose="add hours to the current period")
WAGES_INSERT: Final = _write("WageComponentVar_InsertCurrent", purpose="add amounts to the current period")
DAYS_SET: Final = _write("DaysVar_SetCurrent", purpose="set the days worked of the current period")
WORKED_DAYS_SET: Final = _write(
    "DaysVarWorked_Set", purpose="set days worked with their difference for wage components"
)
CURRENT_WORKED_DAYS_SET: Final = _write("DaysVarWorked_SetCurrent", purpose="set the same of the current period")

CALLS: Final = (
    HOURS_READ,
    WAGES_READ,
    DAYS_READ,
    WORKED_DAYS_READ,
    CURRENT_WORKED_DAYS_READ,
    HOURS_INSERT,
    WAGES_INSERT,
    DAYS_SET,
    WORKED_DAYS_SET,
    CURRENT_WORKED_DAYS_SET,
)
