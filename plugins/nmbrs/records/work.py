"""What people have agreed and where they belong: contracts, schedules, salaries, service, departments.

Bulk reads give every version; which one counts on a day is the one with the latest start not after it, and of equal
starts the one made last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, TypedDict

from nmbrs.records.private import Private

SalaryType = Literal[
    "none",
    "gross_full_time",
    "gross_part_time",
    "gross_per_hour",
    "net_part_time_with_components",
    "net_part_time_without_components",
    "net_per_hour_without_components",
    "employer_cost",
    "net_per_hour_with_components",
]
DAYS_OF_A_SCHEDULE: Final = 14


@dataclass(frozen=True, slots=True, repr=False)
class Contract(Private):
    """A contract (not the employment, which may outlive it). `contract_id` is empty in a new one.

    employment_type   the tax nature of the relation by Nmbrs' number; 1 is an employment contract
    phase             flex phase by Nmbrs' number
    hours_per_week    None where Nmbrs has none; 0 alone does not make a zero-hours contract (semantics G4)
    """

    starts_on: date | None
    ends_on: date | None
    hours_per_week: Decimal | None
    trial_ends_on: date | None = None
    employment_type: int = 1
    employment_sequence_tax_id: int = 1
    is_indefinite: bool | None = None
    phase: int | None = None
    is_written: bool | None = None
    created_at: datetime | None = None
    contract_id: str = ""
    nmbrs_employee_id: str = ""


class ContractChanges(TypedDict, total=False):
    """What may be changed of a contract; what is left out stays as it is. The start is not among it."""

    ends_on: date | None
    trial_ends_on: date | None
    hours_per_week: Decimal | None
    employment_type: int
    employment_sequence_tax_id: int
    is_indefinite: bool | None
    phase: int | None
    is_written: bool | None


@dataclass(frozen=True, slots=True, repr=False)
class Schedule(Private):
    """A schedule of two weeks: `hours` of Monday to Sunday, twice."""

    nmbrs_employee_id: str
    schedule_id: str
    hours: tuple[Decimal, ...]
    part_time_percentage: Decimal
    starts_on: date
    created_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is expected on any day of it."""
        return not any(self.hours)


@dataclass(frozen=True, slots=True, repr=False)
class Salary(Private):
    """A salary from a date on; `value` is euros per month or per hour, as its type says."""

    nmbrs_employee_id: str
    salary_id: str
    value: Decimal
    salary_type: SalaryType
    starts_on: date
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Employment:
    """A stretch of service (Dutch: dienstverband); `ends_on` is None while it lasts."""

    nmbrs_employee_id: str
    employment_id: str
    starts_on: date | None
    ends_on: date | None
    initial_starts_on: date | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceInterval:
    """A stretch of service as its own list gives it."""

    starts_on: date
    ends_on: date | None
    senior_since: date | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class EndReason:
    """A reason for which somebody leaves, by Nmbrs' number."""

    reason_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Placement:
    """The department or the function of one employee, from a period on."""

    nmbrs_employee_id: str
    unit_id: str
    code: int
    description: str
    start_year: int
    start_period: int
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class CostCenterShare:
    """The part of an employee's cost that a cost centre bears, in percent; without a cost unit its code is empty."""

    nmbrs_employee_id: str
    cost_center_id: str
    code: str
    percentage: Decimal
    is_default: bool
    cost_unit_code: str = ""
