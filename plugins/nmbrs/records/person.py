"""What calls about one person give, where they give less than the bulk reads: no ids and no moments of making."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from nmbrs.records.private import Private
from nmbrs.records.work import SalaryType


@dataclass(frozen=True, slots=True, repr=False)
class AgreedSalary(Private):
    """A salary from a date on, with scale and step of the salary table where it comes from one."""

    nmbrs_employee_id: str
    value: Decimal
    salary_type: SalaryType
    starts_on: date
    scale: str
    step: str


@dataclass(frozen=True, slots=True, repr=False)
class AgreedSchedule(Private):
    """A schedule of two weeks from a date on: `hours` of Monday to Sunday, twice."""

    nmbrs_employee_id: str
    hours: tuple[Decimal, ...]
    part_time_percentage: Decimal
    starts_on: date


@dataclass(frozen=True, slots=True, repr=False)
class WageTax(Private):
    """Wage tax settings; codes and tables are Nmbrs' numbers.

    is_withheld                   Loonheffing: wage tax is withheld
    has_tax_credit                Loonheffingskorting: the tax credit is applied
    has_benefit_rule              Voordeelregel
    has_small_jobs_scheme         kleinebanenregeling, decided by Nmbrs
    annual_wage_for_special_rate  jaarloon bijzonder tarief, in euros
    own_special_rate              afwijkend bijzonder tarief, in percent
    """

    nmbrs_employee_id: str
    is_withheld: bool
    has_tax_credit: bool
    has_benefit_rule: bool
    has_small_jobs_scheme: bool
    annual_wage_for_special_rate: Decimal
    own_special_rate: Decimal
    reduction_code: int
    table_colour: int
    income_kind: int
    special_table: int
    table_interval: int
    holiday_vouchers: int
    thirty_percent_rule: int


class WageTaxChanges(TypedDict, total=False):
    """What may be changed of wage tax settings; what is left out stays as it is."""

    is_withheld: bool
    has_tax_credit: bool
    has_benefit_rule: bool
    has_small_jobs_scheme: bool
    annual_wage_for_special_rate: Decimal
    own_special_rate: Decimal
    reduction_code: int
    table_colour: int
    income_kind: int
    special_table: int
    table_interval: int
    holiday_vouchers: int
    thirty_percent_rule: int
