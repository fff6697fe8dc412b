"""The control report as a page, as a table for a spreadsheet, and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from payroll.delivery.hundredths import to_decimal
from payroll.ledger.period_history import RunStory
from payroll.ledger.runs import Run
from payroll.reports.control_report import CompanyReport, as_json, line_values
from payroll.reports.period_story import commands

ReportFormat = Literal["html", "csv", "json"]


def render(reports: Sequence[CompanyReport], wanted: ReportFormat) -> str:
    """The reports of one wage period, as text in the wanted format."""
    return {"html": _html, "csv": _csv, "json": _json}[wanted](reports)


def _json(reports: Sequence[CompanyReport]) -> str:
    return json.dumps(as_json(reports), indent=2, ensure_ascii=False) + "\n"


def _csv(reports: Sequence[CompanyReport]) -> str:
    """One row per line; company and wage period stand in front."""
    text = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for report in reports:
        for line in report.lines:
            row = {"company_id": report.company.id, "wage_period": report.run.wage_period, **line_values(line)}
            row |= {"measures": line.measures, "finding": line.finding}
            row |= {"in_other_periods": str(to_decimal(report.in_other_periods(line))), "run": report.run.kind}
            if writer is None:
                writer = csv.DictWriter(text, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
    return text.getvalue()


def _who(run: Run | RunStory) -> str:
    """What started a run, and the person where that does not name one."""
    if not run.person or run.person in run.started_by:
        return run.started_by
    return f"{run.started_by} ({run.person})"


def _html(reports: Sequence[CompanyReport]) -> str:
    environment = Environment(loader=PackageLoader("payroll.reports"), autoescape=True, undefined=StrictUndefined)
    environment.filters["two_places"] = lambda hundredths: f"{to_decimal(hundredths):,.2f}"
    environment.filters["words"] = lambda name: name.replace("_", " ")
    environment.filters["at"] = lambda instant: f"{instant:%Y-%m-%d %H:%M} UTC"
    environment.filters["who"] = _who
    environment.globals["commands"] = commands
    return environment.get_template("control_report.html").render(reports=reports)
