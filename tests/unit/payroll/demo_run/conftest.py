"""Builders with valid defaults for what the demo reads from ledger and local Nmbrs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from payroll.config.models import CompanyConfig
from payroll.demo.results import CompanyResult
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.reports.control_report import CompanyReport, CoverageCount

AT = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
COMPANY = CompanyConfig.model_validate(
    {
        "id": "1201",
        "name": "Café De Kroon B.V.",
        "venues": ["kroon"],
        "wage_period": {"kind": "month"},
        "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
    }
)
COVERAGE = (
    CoverageCount("worked_hours", "", "exported", 2),
    CoverageCount("worked_hours", "", "not_approved", 1),
    CoverageCount("meals", "dinner", "exported", 2),
)


def control_line(**changes: Any) -> ControlLine:
    """One line of worked hours, 8.00 everywhere."""
    values: dict[str, Any] = {
        "employee_id": "e-1",
        "nmbrs_employee_id": "501",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "measures": "worked_hours",
        "source_hundredths": 800,
        "wanted_hundredths": 800,
        "nmbrs_hundredths": 800,
        "foreign_hundredths": 0,
        "difference_hundredths": 0,
    }
    return ControlLine(**values | changes)


def export_run(**changes: Any) -> Run:
    """A proven export of October 2026 that read 3 time entries."""
    values: dict[str, Any] = {
        "run_id": "run-1",
        "company_id": "1201",
        "wage_period": "2026-M10",
        "target_period": "2026-M10",
        "year": 2026,
        "period": 10,
        "kind": "export",
        "measures": ("worked_hours",),
        "state": "proven",
        "entries_read": 3,
        "message": "Company 1201, 2026-M10: insert 1; proof 0.00.",
        "started_by": "nmbrs_hours_export manual__1",
        "person": "",
        "is_retroactive": False,
        "reason": "",
        "parent_run_id": None,
        "started_at": AT,
        "finished_at": AT,
    }
    return Run(**values | changes)


@pytest.fixture
def company_result() -> Callable[..., CompanyResult]:
    """Two proven exports of one company with one line; `lines`, `run`, `proof` and `endings` may be given."""

    def build(
        *lines: ControlLine,
        run: Run | None = None,
        proof: Proof | None = Proof(0, True, AT),  # noqa: B008
        endings: dict[str, int] | None = None,
    ) -> CompanyResult:
        newest = run or export_run()
        report = CompanyReport(COMPANY, newest, lines or (control_line(),), COVERAGE, proof, ())
        placed = {"exported": 2, "not_approved": 1} if endings is None else endings
        return CompanyResult(COMPANY, (export_run(run_id="run-0"), newest), report, placed, None)

    return build


@pytest.fixture
def line() -> Callable[..., ControlLine]:
    """The builder of a control line."""
    return control_line


@pytest.fixture
def run() -> Callable[..., Run]:
    """The builder of a run."""
    return export_run


@pytest.fixture
def nmbrs_state() -> Callable[..., dict[str, Any]]:
    """What the local Nmbrs holds: one company, one employee, 8.00 hours on 2100 by our user; more may be given."""

    def build(*more_hours: dict[str, Any], **of_employee: Any) -> dict[str, Any]:
        ours = {"id": 1, "year": 2026, "period": 10, "code": 2100, "hours": "8.00", "entered_by": "user@example.nl"}
        employee = {"id": 501, "hour_components": [ours, *(ours | one for one in more_hours)]}
        employee |= {"wage_components": [], "days": []} | of_employee
        codes = {"hour_codes": [{"code": 2100, "description": "Worked hours", "model": 1}], "wage_codes": []}
        return {"companies": [{"id": 1201, "employees": [employee], **codes}]}

    return build
