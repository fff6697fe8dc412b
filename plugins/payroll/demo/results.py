"""What came of the exports, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from payroll.config.models import CompanyConfig
from payroll.connections import connection
from payroll.demo.entry_endings import entry_endings
from payroll.ledger import Ledger
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from payroll.reports.control_report import CompanyReport, company_report
from payroll.reports.formats import ReportFormat, render
from payroll.steps.gate_report import gate_folder
from payroll.steps.open_services import open_services

_RUNS_LOOKED_AT = 1000
_NO_COMPANY = ""


@dataclass(frozen=True)
class CompanyResult:
    """One company after the exports.

    company       as configured
    exports       its export runs, oldest first
    report        its newest control report; None when no run read Nmbrs back
    endings       time entries by the place where they ended
    data_checks   the folder with the pages of the newest data checks; None when there was no run
    """

    company: CompanyConfig
    exports: tuple[Run, ...]
    report: CompanyReport | None
    endings: Mapping[str, int]
    data_checks: Path | None


@dataclass(frozen=True)
class Results:
    """Every company of the configuration, and what belongs to none: the newest run's notices about unlinked venues."""

    companies: tuple[CompanyResult, ...]
    unlinked: tuple[Notice, ...] = ()


def read_results(env: Mapping[str, str]) -> Results:
    """The results of every company, in the order of the configuration.

    Args:
        env: configuration, reports folder and connections, as `payroll` reads them.
    """
    with open_services(env, partial(connection, env=env)) as services:
        runs = services.ledger.runs.newest(_RUNS_LOOKED_AT)
        companies = services.config.companies
        results = tuple(_result(services.ledger, company, runs, services.reports) for company in companies)
        return Results(results, tuple(_unlinked(services.ledger, runs)))


def keep_reports(results: Results, folder: Path) -> dict[ReportFormat, Path]:
    """Write the control report of all companies in every format; the files by format."""
    reports = [one.report for one in results.companies if one.report is not None]
    formats: Sequence[ReportFormat] = ("html", "csv", "json")
    files = {wanted: folder / f"control-report.{wanted}" for wanted in formats}
    for wanted, file in files.items():
        file.write_text(render(reports, wanted), encoding="utf-8")
    return files


def _result(ledger: Ledger, company: CompanyConfig, runs: Sequence[Run], reports: Path) -> CompanyResult:
    own = [run for run in runs if run.company_id == company.id and run.kind == "export"]
    exports = tuple(sorted(own, key=lambda run: run.started_at))
    if not exports:
        return CompanyResult(company, (), None, {}, None)
    newest = exports[-1]
    report = company_report(ledger, company, newest.wage_period)
    endings = {} if report is None else _endings(ledger, report)
    return CompanyResult(company, exports, report, endings, gate_folder(reports, newest))


def _endings(ledger: Ledger, report: CompanyReport) -> dict[str, int]:
    exported = ledger.results.exported_entry_ids(report.company.id, report.run.wage_period)
    return entry_endings(ledger.wage_lines.left_out(report.run.run_id), frozenset(exported))


def _unlinked(ledger: Ledger, runs: Sequence[Run]) -> Iterable[Notice]:
    newest = max((run for run in runs if run.company_id == _NO_COMPANY), key=lambda run: run.started_at, default=None)
    return [] if newest is None else ledger.notices.of_run(newest.run_id)
