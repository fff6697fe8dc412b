"""Absence and leave as Nmbrs holds them.

Remarks are not read, and causes only by the call that exists for them: health is nobody's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypedDict

from nmbrs.records.private import Private

LeaveUsage = Literal["withdrawal", "store", "expired"]
LeaveStatus = Literal["none", "pending", "approved", "rejected"]
LeaveType = Literal["Undefined", "Type1", "Type2", "Type3", "Type4"]


@dataclass(frozen=True, slots=True, repr=False)
class Absence(Private):
    """A stretch of absence; `ends_on` is None while it lasts. `percentage` is how much of the person is absent."""

    nmbrs_employee_id: str
    absence_id: str
    percentage: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class Leave(Private):
    """Hours of leave. `leave_type` is Nmbrs' own name: Undefined, Type1 to Type4.

    The older of the two reading calls tells no id: it stays empty.
    """

    nmbrs_employee_id: str
    leave_id: str
    leave_type: str
    usage: LeaveUsage
    status: LeaveStatus
    hours: Decimal
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, repr=False)
class CausedAbsence(Private):
    """An absence and its cause by Nmbrs' number; None where there is none."""

    absence: Absence
    cause_number: int | None


@dataclass(frozen=True, slots=True, repr=False)
class NewAbsence(Private):
    """An absence to report. `cause_number` is Nmbrs' own, 1 to 19; it and the comment are about somebody's health."""

    starts_on: date
    cause_number: int
    percentage: int = 100
    reported_on: date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class NewLeave(Private):
    """Leave to add. `hours_of_first_day` and `hours_of_last_day` are for days that are not whole."""

    hours: Decimal
    starts_on: date
    ends_on: date
    leave_type: LeaveType = "Type1"
    usage: LeaveUsage = "withdrawal"
    status: LeaveStatus = "approved"
    description: str = ""
    hours_of_first_day: Decimal = Decimal(0)
    hours_of_last_day: Decimal = Decimal(0)


class LeaveChanges(TypedDict, total=False):
    """What may be changed of leave; what is left out stays as it is."""

    hours: Decimal
    starts_on: date
    ends_on: date
    leave_type: LeaveType
    usage: LeaveUsage
    status: LeaveStatus
    description: str


@dataclass(frozen=True, slots=True)
class LeaveBalance:
    """Hours of leave at the beginning of the year and now."""

    opening_hours: Decimal
    current_hours: Decimal
