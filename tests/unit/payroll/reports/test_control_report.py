"""The control report: totals, coverage as a table, and its three formats."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from payroll.config.models import PayrollConfig
from payroll.ledger.notices import Notice
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.reports.control_report import CompanyReport, CoverageCount
from payroll.reports.formats import render

NOW = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
COMPANY = {
    "id": 1201,
    "name": "Café <De Kroon> B.V.",
    "venues": ["kroon"],
    "wage_period": {"kind": "month"},
    "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
}


def line(employee: str, code: int, wanted: int, nmbrs: int, **given: Any) -> ControlLine:
    defaults: dict[str, Any] = {"cost_center_id": "", "measures": "worked_hours", "source_hundredths": wanted}
    numbers = {"wanted_hundredths": wanted, "nmbrs_hundredths": nmbrs, "difference_hundredths": nmbrs - wanted}
    rest = {"foreign_hundredths": 0} | defaults | numbers | given
    return ControlLine(employee_id=employee, nmbrs_employee_id=f"5{employee}", component="hours", code=code, **rest)


@pytest.fixture
def report() -> CompanyReport:
    run = Run(
        run_id="r1",
        company_id="1201",
        wage_period="2026-M10",
        target_period="2026-M10",
        year=2026,
        period=10,
        kind="export",
        measures=("worked_hours",),
        state="differs",
        entries_read=3,
        message="",
        started_by="a test",
        person="",
        is_retroactive=False,
        reason="",
        parent_run_id=None,
        started_at=NOW,
        finished_at=NOW,
    )
    lines = (line("e1", 2100, 800, 800), line("e2", 2100, 125, 120), line("e2", 2110, 50, 50, foreign_hundredths=25))
    counts = (
        CoverageCount("worked_days", "", "exported", 2),
        CoverageCount("worked_hours", "", "not_approved", 1),
        CoverageCount("worked_hours", "", "exported", 2),
    )
    notices = (Notice("warning", "Look here.", "Do this.", "1201", "2026-M10"),)
    company = PayrollConfig.model_validate({"companies": [COMPANY]}).companies[0]
    return CompanyReport(company, run, lines, counts, Proof(5, False, NOW), notices)


def test_lines_that_differ_stand_on_top(report: CompanyReport) -> None:
    assert [one.difference_hundredths for one in report.differences_first] == [-5, 0, 0]


def test_the_totals_per_code_add_up_the_lines(report: CompanyReport) -> None:
    totals = [(one.code, one.people, one.wanted_hundredths, one.nmbrs_hundredths) for one in report.totals]

    assert totals == [(2100, 2, 925, 920), (2110, 1, 50, 50)]


def test_the_coverage_is_one_row_per_measure_with_what_is_exported_first(report: CompanyReport) -> None:
    assert report.buckets == ["exported", "not_approved"]
    assert report.coverage_table == [
        ("worked_hours", "", {"not_approved": 1, "exported": 2}),
        ("worked_days", "", {"exported": 2}),
    ]


def test_the_json_has_quantities_as_text_of_two_places(report: CompanyReport) -> None:
    (company,) = json.loads(render([report], "json"))["companies"]

    assert company["lines"][1] == {
        "employee_id": "e2",
        "nmbrs_employee_id": "5e2",
        "component": "hours",
        "code": 2100,
        "cost_center_id": None,
        "measures": ["worked_hours"],
        "source": "1.25",
        "wanted": "1.25",
        "nmbrs": "1.20",
        "foreign": "0.00",
        "difference": "-0.05",
    }
    assert company["proof"] == {"difference": "0.05", "passed": False}


def test_the_csv_has_one_row_per_line(report: CompanyReport) -> None:
    rows = list(csv.DictReader(io.StringIO(render([report], "csv"))))

    assert [(row["company_id"], row["code"], row["foreign"]) for row in rows] == [
        ("1201", "2100", "0.00"),
        ("1201", "2100", "0.00"),
        ("1201", "2110", "0.25"),
    ]


def test_the_page_says_what_differs_and_loads_nothing(report: CompanyReport) -> None:
    page = render([report], "html")

    assert "proof 0.05: Nmbrs differs" in page
    assert "Café &lt;De Kroon&gt; B.V." in page
    assert not any(word in page for word in ("http:", "https:", "<script", "<link"))


def test_a_page_without_reports_says_so() -> None:
    assert "has read Nmbrs back yet" in render([], "html")
