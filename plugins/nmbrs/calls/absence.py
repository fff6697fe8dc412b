"""EmployeeService calls that write absence and leave, and those that read more of it than a comparison needs."""

from __future__ import annotations

from functools import partial
from typing import Final

from nmbrs.calls.call import Call

_read = partial(Call, "EmployeeService", access="read", use="client_only", is_optional=True)
_write = partial(Call, "EmployeeService", access="write", use="client_only", is_optional=True)

ABSENCES_WITH_CAUSE: Final = _read("Absence2_GetList", purpose="read absences with their cause")
LEAVES_WITHOUT_ID: Final = _read("Leave_GetList", purpose="read leave where the call that gives its ids is off")
LEAVE_BALANCE: Final = _read("LeaveBalance_Get", purpose="read how much leave is left")
LEAVE_BALANCE_OF_TYPE: Final = _read("LeaveBalance_GetPerType", purpose="read how much leave of one type is left")
ABSENCE_INSERT: Final = _write("Absence_Insert", purpose="report somebody absent")
ABSENCE_INSERT_WITH_CAUSE: Final = _write(
    "Absence2_Insert", purpose="report somebody absent, with the cause as an object"
)
PARTIAL_RECOVERY_INSERT: Final = _write("Absence_PartialRecoveryInsert", purpose="report somebody partly recovered")
RECOVERY_INSERT: Final = _write("Absence_RecoveryInsert", purpose="report somebody recovered")
LEAVE_INSERT: Final = _write("Leave_Insert", purpose="add leave")
LEAVE_UPDATE: Final = _write("Leave_Update", purpose="change leave")
LEAVE_DELETE: Final = _write("Leave_Delete", purpose="remove leave")

CALLS: Final = (
    ABSENCES_WITH_CAUSE,
    LEAVES_WITHOUT_ID,
    LEAVE_BALANCE,
    LEAVE_BALANCE_OF_TYPE,
    ABSENCE_INSERT,
    ABSENCE_INSERT_WITH_CAUSE,
    PARTIAL_RECOVERY_INSERT,
    RECOVERY_INSERT,
    LEAVE_INSERT,
    LEAVE_UPDATE,
    LEAVE_DELETE,
)
