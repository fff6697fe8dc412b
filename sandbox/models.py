"""The JSON of `/_sandbox/state` and `/_sandbox/seed`: one shape for both.

Quantities (`hours`, `value`) are strings with at least two places, such as `"1.25"`; what was sent to Nmbrs with more
places keeps them. Dates and times are ISO 8601 without a zone. In a seed every id may be left out and comes back; an id
that is there already means: change the keys that are given, add what lies below it. What people, companies and debtors
have besides is in `sandbox.document_kinds`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from sandbox.document_kinds import CompanyDocuments, DebtorDocuments, EmployeeDocuments
from sandbox.json_model import Id, Model
from sandbox.person_models import PersonalInfo


class CurrentPeriod(Model):
    """The wage period that a company is working on."""

    year: int
    period: int


class Debtor(DebtorDocuments):
    """A customer of the payroll office."""

    id: Id | None = None
    number: str = ""
    name: str = ""


class Code(Model):
    """An hour code or wage code in model 1 or model 2 of a company."""

    code: int
    description: str = ""
    model: Literal[1, 2] = 1


class Run(Model):
    """A wage run over one or more periods of a year. Without `run_at`: the moment of seeding."""

    id: Id | None = None
    number: int | None = None
    year: int
    period_start: int
    period_end: int
    description: str = ""
    run_at: datetime | None = None
    is_locked: bool = False


class CostCenter(Model):
    """A cost centre of a company; the id is what components carry."""

    id: Id | None = None
    code: str = ""
    description: str = ""


class _Component(Model):
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


class FixedHourComponent(HourComponent):
    """An hour component that runs on from its period, to the end period (inside) when it has one."""

    end_year: int | None = None
    end_period: int | None = None


class FixedWageComponent(WageComponent):
    """A wage component that runs on from its period, to the end period (inside) when it has one."""

    end_year: int | None = None
    end_period: int | None = None


class Days(Model):
    """The variable days worked in one period."""

    year: int
    period: int
    days: int


class Employee(EmployeeDocuments, PersonalInfo):
    """An employee. Without `number`: the next one of the company; without `employee_type`: 2, on the payroll.

    The personal data here is what is in force in the company's current period. In a seed it changes that record;
    `personal_infos` is the whole history.
    """

    id: Id | None = None
    number: int | None = None
    employee_type: int = 2
    hour_components: list[HourComponent] = []
    wage_components: list[WageComponent] = []
    days: list[Days] = []
    fixed_hour_components: list[FixedHourComponent] = []
    fixed_wage_components: list[FixedWageComponent] = []


class Company(CompanyDocuments):
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


class User(Model):
    """An API user. `rights`: `{"EmployeeService: DaysVar_Set": false}`, whatever is not named is allowed.

    `companies`: the ids that the user sees, null for all. Without `has_subscription` every call is refused (1004).
    """

    id: Id | None = None
    username: str
    token: str = ""
    domain: str = ""
    rights: dict[str, bool] = {}
    companies: list[int] | None = None
    has_subscription: bool = True


class EmployeeType(Model):
    """A kind of employee, such as applicant or payroll; a list is asked for by its id."""

    id: Id | None = None
    description: str = ""


class State(Model):
    """Everything the sandbox holds."""

    employee_types: list[EmployeeType] = []
    debtors: list[Debtor] = []
    companies: list[Company] = []
    users: list[User] = []
