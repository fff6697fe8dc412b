"""The JSON of `/_sandbox/state` and `/_sandbox/seed`: one shape for both.

Quantities (`hours`, `value`) are strings with at least two places, such as `"1.25"`; what was sent to Nmbrs with more
places keeps them. Dates and times are ISO 8601 without a zone. In a seed every id may be left out and comes back; an id
that is there already means: change the keys that are given, add what lies below it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[int, Field(ge=1, lt=2**31)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CurrentPeriod(_Model):
    """The wage period that a company is working on."""

    year: int
    period: int


class Debtor(_Model):
    """A customer of the payroll office."""

    id: Id | None = None
    number: str = ""
    name: str = ""


class Code(_Model):
    """An hour code or wage code in model 1 or model 2 of a company."""

    code: int
    description: str = ""
    model: Literal[1, 2] = 1


class Run(_Model):
    """A wage run over one or more periods of a year. Without `run_at`: the moment of seeding."""

    id: Id | None = None
    number: int | None = None
    year: int
    period_start: int
    period_end: int
    description: str = ""
    run_at: datetime | None = None
    is_locked: bool = False


class CostCenter(_Model):
    """A cost centre of a company; the id is what components carry."""

    id: Id | None = None
    code: str = ""
    description: str = ""


class _Component(_Model):
    id: Id | None = None
    year: int
    period: int
    code: int
    comment: str = ""
    cost_center_id: int | None = None
    cost_unit_id: int | None = None
    entered_by: str = "accountant"


class HourComponent(_Component):
    """A variable hour component; `hours` are decimal hours (or a count)."""

    hours: Decimal


class WageComponent(_Component):
    """A variable wage component; `value` is an amount in euros."""

    value: Decimal


class Days(_Model):
    """The variable days worked in one period."""

    year: int
    period: int
    days: int


class Employee(_Model):
    """An employee. Without `number`: the next one of the company; without `employee_type`: 2, on the payroll."""

    id: Id | None = None
    number: int | None = None
    first_name: str = ""
    prefix: str = ""
    last_name: str = ""
    employee_type: int = 2
    hour_components: list[HourComponent] = []
    wage_components: list[WageComponent] = []
    days: list[Days] = []


class Company(_Model):
    """A payroll administration. A new one needs `name` and `current_period`."""

    id: Id | None = None
    debtor_id: Id | None = None
    number: int | None = None
    name: str = ""
    period_type: Literal["month", "four_weeks", "week"] = "month"
    current_period: CurrentPeriod | None = None
    hour_codes: list[Code] = []
    wage_codes: list[Code] = []
    cost_centers: list[CostCenter] = []
    runs: list[Run] = []
    employees: list[Employee] = []


class User(_Model):
    """An API user. `rights`: `{"EmployeeService: DaysVar_Set": false}`, whatever is not named is allowed.

    `companies`: the ids that the user sees, null for all.
    """

    id: Id | None = None
    username: str
    token: str = ""
    domain: str = ""
    rights: dict[str, bool] = {}
    companies: list[int] | None = None


class EmployeeType(_Model):
    """A kind of employee, such as applicant or payroll; a list is asked for by its id."""

    id: Id | None = None
    description: str = ""


class State(_Model):
    """Everything the sandbox holds."""

    employee_types: list[EmployeeType] = []
    debtors: list[Debtor] = []
    companies: list[Company] = []
    users: list[User] = []
