"""What is asked of an export of people, and how it ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd

from payroll.steps.exit_codes import ExitCode
from transforms.people.findings import no_findings


@dataclass(frozen=True)
class EmployeesExported:
    """How the export of one company's people ended: counts and keys; values only in `preview`, for a person to see.

    run_id     of the run about people; empty when nothing was to be written or said
    created    people made in Nmbrs;  updated: others who got a write;  unchanged: the rest of those chosen
    writes     calls that Nmbrs confirmed
    is_waiting  whether all is done but what waits for another person's approval
    points     what a person must look at: the columns of a review point
    preview    what would be sent, as `to_send.fields_to_send` gives it; filled by a dry run only
    """

    company_id: str
    exit_code: ExitCode
    message: str
    run_id: str = ""
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    writes: int = 0
    is_waiting: bool = False
    points: pd.DataFrame = field(default_factory=no_findings, repr=False)
    preview: pd.DataFrame | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Wish:
    """What is asked of an export: whom, by whom, and how.

    employees      employee ids; none: everybody who is connected
    is_dry_run     only show what would be sent
    create_anyway  create also who looks like somebody in Nmbrs
    reason         why starts before the current wage period are asked for; None: they are not
    approves       the run that asked for them, which this person approves
    """

    started_by: str
    person: str = ""
    employees: Collection[str] = ()
    is_dry_run: bool = False
    create_anyway: bool = False
    reason: str | None = None
    approves: str = ""
