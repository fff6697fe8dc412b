"""What Nmbrs holds, as frozen records. Ids are strings: SOAP has ints, REST has UUIDs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

ComponentKind = Literal["hours", "wage"]


@dataclass(frozen=True, slots=True)
class Company:
    """A payroll administration (Dutch: bedrijf)."""

    company_id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Employee:
    """A person in the employee list of one company, whatever the employee type."""

    nmbrs_employee_id: str
    company_id: str
    number: str
    display_name: str
    employee_type: str


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
class Component:
    """A variable hour or wage component as the read calls give it: no comment, no cost centre."""

    component_id: str
    kind: ComponentKind
    code: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class NewComponent:
    """A variable hour or wage component to write. `comment` is for people, never for recovery."""

    kind: ComponentKind
    code: int
    quantity: Decimal
    cost_center_id: str | None = None
    comment: str = ""
