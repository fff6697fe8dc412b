"""The JSON of the work that was agreed on: contract, roster, salary, service, place and tax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from sandbox.json_model import FromPeriod, Kept, Model

SalaryType = Literal[
    "None",
    "Bruto_Salaris_Fulltime",
    "Bruto_Salaris_Partime",
    "Bruto_Uurloon",
    "Netto_Salaris_Partime_incl_looncomp",
    "Netto_Salaris_Partime_excl_looncomp",
    "Netto_Uurloon_excl_looncomp",
    "Werkgerverslasten",
    "Netto_Uurloon_incl_looncomp",
]


class Contract(Kept):
    """A contract; `end_date` is its last day, `trial_end_date` the last day of the trial."""

    start_date: date | None = None
    end_date: date | None = None
    trial_end_date: date | None = None
    employment_type: int = 1
    employment_sequence_tax_id: int = 1
    is_indefinite: bool | None = None
    phase_classification: int | None = None
    is_written: bool | None = None
    hours_per_week: Decimal | None = None


class WeekHours(Model):
    """The hours of each day of a roster of two weeks."""

    hours_monday: Decimal = Decimal(0)
    hours_tuesday: Decimal = Decimal(0)
    hours_wednesday: Decimal = Decimal(0)
    hours_thursday: Decimal = Decimal(0)
    hours_friday: Decimal = Decimal(0)
    hours_saturday: Decimal = Decimal(0)
    hours_sunday: Decimal = Decimal(0)
    hours_monday2: Decimal = Decimal(0)
    hours_tuesday2: Decimal = Decimal(0)
    hours_wednesday2: Decimal = Decimal(0)
    hours_thursday2: Decimal = Decimal(0)
    hours_friday2: Decimal = Decimal(0)
    hours_saturday2: Decimal = Decimal(0)
    hours_sunday2: Decimal = Decimal(0)


class Schedule(Kept, WeekHours):
    """A roster from a date on."""

    start_date: date = date(2020, 1, 1)
    parttime_percentage: Decimal = Decimal(0)


class Salary(Kept):
    """A salary from a date on: euros per month or per hour, as the type says. `scale`, `step`: its salary table."""

    start_date: date = date(2020, 1, 1)
    value: Decimal = Decimal(0)
    type: SalaryType = "Bruto_Uurloon"
    table: str = ""
    scale: str = ""
    scale_percentage: Decimal = Decimal(0)
    step: str = ""


class Employment(Kept):
    """A service interval; `end_date` is its last day, none while in service."""

    start_date: date | None = None
    end_date: date | None = None
    initial_start_date: date | None = None
    seniority_date: date | None = None
    end_reason_id: int | None = None


class EmployeeDepartment(FromPeriod):
    """The department from a period on; the id is that of a department of the debtor."""

    department_id: int


class EmployeeFunction(FromPeriod):
    """The function from a period on; the id is that of a function of the debtor."""

    function_id: int


class CostShare(Model):
    """The part of the wage cost that a cost centre carries."""

    cost_center_id: int | None = None
    cost_unit_code: str = ""
    percentage: Decimal = Decimal(100)
    is_default: bool = True


class CostSplit(FromPeriod):
    """How the wage cost is split over cost centres from a period on."""

    shares: list[CostShare] = []


class EmployeeLabourAgreement(FromPeriod):
    """The labour agreement from a period on; the guid is that of one of the company."""

    guid: str


class WageTax(FromPeriod):
    """The wage tax settings from a period on; the names are Nmbrs' own, in Dutch."""

    jaarloon_bt: Decimal = Decimal(0)
    afw_bijz_tarief_lh: Decimal = Decimal(0)
    auto_kleine_banen_regeling: bool = False
    loonheffingkorting: bool = False
    voordeelreg: bool = False
    loonheffing: bool = True
    code_afdrachtvermindering: int = 0
    kleur_tabel: int = 0
    soort_inkomen: int = 0
    speciale_tabel: int = 0
    tijdvak_tabel: int = 0
    vakantie_bonnen: int = 0
    code_calc30_perc_rule: int = 0


class FixedDays(Kept):
    """The days worked in each period from this one on; 0 where they were stopped."""

    year: int
    period: int
    days: int


class WorkedDays(Kept):
    """The days worked in one period, and the difference for wage components."""

    year: int
    period: int
    days: int
    plus_minus_days: int = 0


class CostPerHour(FromPeriod):
    """What an hour is estimated to cost the employer from a period on; without one it follows from the salary."""

    amount: Decimal
