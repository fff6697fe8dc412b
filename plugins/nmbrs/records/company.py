"""Companies and what belongs to them: codes, wage runs, cost centres, templates, and the list of their people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nmbrs.records.private import Private


@dataclass(frozen=True, slots=True)
class Company:
    """A payroll administration (Dutch: bedrijf)."""

    company_id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Employee(Private):
    """A person in the employee list of one company, whatever the employee type."""

    nmbrs_employee_id: str
    company_id: str
    number: str
    display_name: str
    employee_type: str


@dataclass(frozen=True, slots=True)
class EmployeeType:
    """A kind of employee in Nmbrs, such as on the payroll, or formerly on it."""

    type_id: str
    description: str


@dataclass(frozen=True, slots=True)
class WageModelCode:
    """An hour code or a wage code of a company's models."""

    code: int
    description: str


@dataclass(frozen=True, slots=True)
class PayrollRun:
    """A wage run (Dutch: loonrun) over one or more periods of a year."""

    run_id: str
    number: int
    year: int
    first_period: int
    last_period: int
    description: str
    run_on: date
    is_locked: bool


@dataclass(frozen=True, slots=True)
class CostCenter:
    """A cost centre (Dutch: kostenplaats); the id is empty where Nmbrs gives none."""

    cost_center_id: str
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class CostUnit:
    """A cost unit (Dutch: kostensoort)."""

    cost_unit_id: str
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class EmployeeTemplate:
    """Settings of a company that a new employee can start with."""

    template_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer of the payroll office; companies belong to one."""

    debtor_id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationUnit:
    """A department or a function of a debtor."""

    unit_id: str
    code: int
    description: str


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a user's data lives; `sub_domain` is what a connection calls its domain."""

    domain: str
    sub_domain: str
