"""The JSON of what companies and debtors have beyond codes, runs, cost centres and people."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from sandbox.json_model import Kept, Model
from sandbox.work_models import WeekHours


class ContactDetails(Kept):
    """How a company is reached."""

    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    kvk_number: str = ""


class CostUnit(Kept):
    """A cost unit of a company."""

    code: str = ""
    description: str = ""


class EmployeeTemplate(Kept):
    """A template for new employees; `guid` is what a call names."""

    guid: str
    description: str = ""


class FullTimeSchedule(Kept, WeekHours):
    """One of the at most four full-time rosters of a company, in order of their ids."""

    calc_method: Literal["HoursYearDevidedPeriods", "Hours52WeeksDevidedPeriods", "ManualHoursPerYearPeriods"] = (
        "HoursYearDevidedPeriods"
    )


class LabourAgreement(Kept):
    """A labour agreement of a company."""

    guid: str
    number: int = 0
    description: str = ""
    default: bool = False


class SalaryStep(Model):
    """A step within a scale; `guid` is what a call names."""

    guid: str
    step: str
    description: str = ""
    value: Decimal = Decimal(0)


class SalaryScale(Kept):
    """A scale of the company's one salary table, with its steps."""

    guid: str
    scale: str
    description: str = ""
    value: Decimal = Decimal(0)
    percentage_max: Decimal = Decimal(100)
    percentage_min: Decimal = Decimal(0)
    steps: list[SalaryStep] = []


class SalaryTable(Kept):
    """The salary table of a company."""

    guid: str
    code: int = 1
    description: str = ""


class RunRequest(Kept):
    """A run that was asked for; `handled_at` none while it waits."""

    year: int
    period: int
    status: Literal["Undefined", "Pending", "Handled", "Complete", "Canceled"] = "Pending"
    handled_at: datetime | None = None


class Department(Kept):
    """A department of a debtor."""

    code: int = 0
    description: str = ""


class Function(Kept):
    """A function of a debtor."""

    code: int = 0
    description: str = ""


class Manager(Kept):
    """A manager of a debtor."""

    number: int = 0
    first_name: str = ""
    name: str = ""
    department: str = ""
    function: str = ""
    phone_number: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""


class Title(Kept):
    """A title of a debtor."""

    name: str


class Tag(Kept):
    """A tag of a debtor."""

    number: int = 0
    color: str = ""
    tag: str = ""


class LabourAgreementSettings(Kept):
    """Settings of a labour agreement that a debtor has."""

    guid: str
    number: int = 0
    name: str = ""
