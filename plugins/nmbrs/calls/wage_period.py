"""EmployeeService calls for the variable hours, amounts and days of a wage period. None of them empties a period."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read")
_write = partial(Call, "EmployeeService", access="write")

HOURS_READ: Final = _read("HourComponentVar_Get", purpose="compare the hours in Nmbrs with what should be there")
WAGES_READ: Final = _read("WageComponentVar_Get", purpose="compare the amounts in Nmbrs with what should be there")
DAYS_READ: Final = _read("DaysVar_Get", purpose="compare the days worked in Nmbrs with what should be there")
HOURS_INSERT: Final = _write("HourComponentVar_Insert", purpose="add hours")
HOURS_INSERT_BATCH: Final = _write(
    "HourComponentVar_Insert_Batch", purpose="add the hours of many in one call", is_optional=True
)
HOURS_UPDATE: Final = _write(
    "HourComponent_Update", purpose="change hours that this integration added", is_optional=True
)
HOURS_DELETE: Final = _write("HourComponent_Delete", purpose="remove hours that this integration added")
WAGES_INSERT: Final = _write("WageComponentVar_Insert", purpose="add amounts")
WAGES_INSERT_BATCH: Final = _write(
    "WageComponentVar_Insert_Batch", purpose="add the amounts of many in one call", is_optional=True
)
WAGES_UPDATE: Final = _write(
    "WageComponent_Update", purpose="change amounts that this integration added", is_optional=True
)
WAGES_DELETE: Final = _write("WageComponent_Delete", purpose="remove amounts that this integration added")
DAYS_SET: Final = _write("DaysVar_Set", purpose="set the days worked")
DAYS_SET_BATCH: Final = _write("DaysVar_Set_Batch", purpose="set the days worked of many in one call", is_optional=True)

CALLS: Final = (
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
