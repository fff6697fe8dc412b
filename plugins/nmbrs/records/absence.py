"""Absence and leave as Nmbrs holds them. Causes and remarks are not read: health is nobody's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from nmbrs.records.private import Private

LeaveUsage = Literal["withdrawal", "store", "expired"]
LeaveStatus = Literal["none", "pending", "approved", "rejected"]


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
    """Hours of leave. `leave_type` is Nmbrs' own name: Undefined, Type1 to Type4."""

    nmbrs_employee_id: str
    leave_id: str
    leave_type: str
    usage: LeaveUsage
    status: LeaveStatus
    hours: Decimal
    starts_on: date
    ends_on: date
