"""The port for writing absence and leave, and for what a comparison of them does not need."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from nmbrs.records import (
    Absence,
    CausedAbsence,
    Leave,
    LeaveBalance,
    LeaveChanges,
    LeaveType,
    NewAbsence,
    NewLeave,
    Whole,
)


class AbsencePort(Protocol):
    """Reports people absent and recovered, and keeps their leave. Causes are Nmbrs' numbers, 1 to 19."""

    def absences_with_cause(self, nmbrs_employee_id: str) -> list[CausedAbsence]:
        """The absences of one employee, each with its cause."""
        ...

    def insert_absence(self, nmbrs_employee_id: str, absence: NewAbsence, *, new_dossier: bool = True) -> str:
        """Report somebody absent; returns the id of the absence."""
        ...

    def insert_absence_with_cause(
        self, nmbrs_employee_id: str, absence: NewAbsence, *, new_dossier: bool = True
    ) -> str:
        """The same through the newer call, in which the cause is an object; returns the id of the absence."""
        ...

    def insert_partial_recovery(
        self,
        nmbrs_employee_id: str,
        absence: Absence,
        *,
        starts_on: date,
        reported_on: date,
        percentage: int,
        comment: str = "",
    ) -> str:
        """Report that somebody is absent for less than before from a day on; returns the id of the new absence."""
        ...

    def insert_recovery(
        self, nmbrs_employee_id: str, absence: Absence, *, last_day: date, reported_on: date, comment: str = ""
    ) -> None:
        """Report somebody recovered. What Nmbrs answers is not documented: read back."""
        ...

    def leaves_without_id(self, nmbrs_employee_id: str, year: int) -> list[Leave]:
        """The leave of one employee in a year through the older call, which gives no ids."""
        ...

    def whole_leaves(self, nmbrs_employee_id: str, year: int) -> list[Whole[Leave]]:
        """The leave of one employee in a year, each whole, for a change."""
        ...

    def insert_leave(self, nmbrs_employee_id: str, leave: NewLeave) -> None:
        """Add leave. Nmbrs gives no id back: read it."""
        ...

    def update_leave(self, nmbrs_employee_id: str, read: Whole[Leave], changes: LeaveChanges) -> None:
        """Write back leave that was read, with the changes in it."""
        ...

    def delete_leave(self, nmbrs_employee_id: str, leave_id: str) -> None:
        """Remove leave. What Nmbrs answers is not documented: read back."""
        ...

    def leave_balance(self, nmbrs_employee_id: str) -> LeaveBalance:
        """The hours of leave at the beginning of the year and now."""
        ...

    def leave_balance_of_type(self, nmbrs_employee_id: str, leave_type: LeaveType) -> LeaveBalance:
        """The hours of leave of one type at the beginning of the year and now."""
        ...
