"""EmployeeService calls for fixed hours, amounts and days, which run on from their period until they end."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="client_only", is_optional=True)
_write = partial(Call, "EmployeeService", access="write", use="client_only", is_optional=True)

HOURS_READ: Final = _read("HourComponentFixed_Get", purpose="read the fixed hours of a period")
CURRENT_HOURS_READ: Final = _read("HourComponentFixed_GetCurrent", purpose="read the fixed hours of the current period")
WAGES_READ: Final = _read("WageComponentFixed_Get", purpose="read the fixed amounts of a period")
CURRENT_WAGES_READ: Final = _read(
    "WageComponentFixed_GetCurrent", purpose="read the fixed amounts of the current period"
)
DAYS_READ: Final = _read("DaysFixed_Get", purpose="read the fixed days of a period")
CURRENT_DAYS_READ: Final = _read("DaysFixed_GetCurrent", purpose="read the fixed days of the current period")
HOURS_INSERT: Final = _write("HourComponentFixed_Insert", purpose="add fixed hours from a period on")
HOURS_INSERT_UNTIL: Final = _write(
    "HourComponentFixed_Insert_With_End", purpose="add fixed hours from one period to another"
)
CURRENT_HOURS_INSERT: Final = _write(
    "HourComponentFixed_InsertCurrent", purpose="add fixed hours from the current period on"
)
HOURS_INSERT_BATCH: Final = _write("HourComponentFixed_Insert_Batch", purpose="add the fixed hours of many in one call")
HOURS_STOP: Final = _write("HourComponentFixed_Stop", purpose="let fixed hours end")
WAGES_INSERT: Final = _write("WageComponentFixed_Insert", purpose="add fixed amounts from a period on")
WAGES_INSERT_UNTIL: Final = _write(
    "WageComponentFixed_Insert_With_End", purpose="add fixed amounts from one period to another"
)
CURRENT_WAGES_INSERT: Final = _write(
    "WageComponentFixed_InsertCurrent", purpose="add fixed amounts from the current period on"
)
CURRENT_WAGES_INSERT_UNTIL: Final = _write(
    "WageComponentFixed_InsertCurrent_With_End",
    purpose="add fixed amounts from the current period to another",
)
WAGES_INSERT_BATCH: Final = _write(
    "WageComponentFixed_Insert_Batch", purpose="add the fixed amounts of many in one call"
)
WAGES_INSERT_BATCH_UNTIL: Final = _write(
    "WageComponentFixed_Insert_Batch_With_End",
    purpose="add the fixed amounts of many, with an end, in one call",
)
WAGES_STOP: Final = _write("WageComponentFixed_Stop", purpose="let fixed amounts end")
DAYS_SET: Final = _write("DaysFixed_Set", purpose="set the fixed days from a period on")
CURRENT_DAYS_SET: Final = _write("DaysFixed_SetCurrent", purpose="set the fixed days from the current period on")
DAYS_SET_BATCH: Final = _write("DaysFixed_Set_Batch", purpose="set the fixed days of many in one call")
DAYS_STOP: Final = _write("DaysFixed_Stop", purpose="let the fixed days end")

CALLS: Final = (
    HOURS_READ,
    CURRENT_HOURS_READ,
    WAGES_READ,
    CURRENT_WAGES_READ,
    DAYS_READ,
    CURRENT_DAYS_READ,
    HOURS_INSERT,
    HOURS_INSERT_UNTIL,
    CURRENT_HOURS_INSERT,
    HOURS_INSERT_BATCH,
    HOURS_STOP,
    WAGES_INSERT,
    WAGES_INSERT_UNTIL,
    CURRENT_WAGES_INSERT,
    CURRENT_WAGES_INSERT_UNTIL,
    WAGES_INSERT_BATCH,
    WAGES_INSERT_BATCH_UNTIL,
    WAGES_STOP,
    DAYS_SET,
    CURRENT_DAYS_SET,
    DAYS_SET_BATCH,
    DAYS_STOP,
)
