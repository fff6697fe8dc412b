"""The JSON of absence and leave."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sandbox.json_model import Kept

LeaveType = Literal["Undefined", "Type1", "Type2", "Type3", "Type4"]


class Absence(Kept):
    """An absence; without `end_date` it is still open. `cause_id` is the number that the dossier was written with."""

    start_date: date = date(2020, 1, 1)
    end_date: date | None = None
    registration_start_date: date | None = None
    registration_end_date: date | None = None
    percentage: int = 100
    cause_id: int = 1
    dossier_number: int = 1
    comment: str = ""


class Leave(Kept):
    """Leave that was taken, added or has expired."""

    description: str = ""
    hours: Decimal = Decimal(0)
    usage_type: Literal["Withdrawal", "Store", "Expired"] = "Withdrawal"
    start: datetime = datetime(2020, 1, 1)  # noqa: DTZ001  Nmbrs writes no zone
    end: datetime = datetime(2020, 1, 1)  # noqa: DTZ001
    start_hours: Decimal = Decimal(0)
    end_hours: Decimal = Decimal(0)
    type: LeaveType = "Type1"
    status: Literal["None", "Pending", "Approved", "Rejected"] = "Approved"


class LeaveBalance(Kept):
    """The hours of a type of leave with which the year began."""

    type: LeaveType = "Type1"
    opening_hours: Decimal = Decimal(0)
