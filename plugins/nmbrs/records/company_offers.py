"""What a company has to choose from, and what is asked of its payroll office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

ScheduleCalculation = Literal["hours_of_year", "hours_of_52_weeks", "by_hand"]
RunRequestStatus = Literal["undefined", "pending", "handled", "complete", "canceled"]


@dataclass(frozen=True, slots=True)
class FullTimeSchedule:
    """A full-time schedule by its place, 1 to 4: `hours` of Monday to Sunday, twice."""

    number: int
    calculation: ScheduleCalculation
    hours: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class LabourAgreement:
    """A labour agreement; calls name it by its `guid`."""

    agreement_id: str
    guid: str
    number: int
    description: str


@dataclass(frozen=True, slots=True)
class SalaryTable:
    """The salary table of a company; the id is a guid."""

    table_id: str
    code: int
    description: str


@dataclass(frozen=True, slots=True)
class SalaryScale:
    """A scale of the salary table; the id is a guid, the percentages are what an employee may have of it."""

    scale_id: str
    scale: str
    description: str
    value: Decimal
    percentage_max: Decimal
    percentage_min: Decimal


@dataclass(frozen=True, slots=True)
class SalaryStep:
    """A step of a scale; the id is a guid, the value is euros."""

    step_id: str
    step: str
    description: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class RunEmployee:
    """An employee who is in a wage run, with the personnel number."""

    nmbrs_employee_id: str
    number: str


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A wage run that was asked for; `handled_on` is None while it waits."""

    year: int
    period: int
    status: RunRequestStatus
    handled_on: date | None
