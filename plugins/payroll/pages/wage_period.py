"""The page of one company's wage period: control report, what was left out, plan, late changes, notices, runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from expectations.gate import RULES
from payroll.config.models import CompanyConfig
from payroll.ledger.gate_findings import GateFindings
from payroll.ledger.notice_list import NoticeList
from payroll.ledger.overview import Overview
from payroll.ledger.period_runs import PeriodRuns
from payroll.ledger.run_tables import LEFT_OUT, LedgerRow, RunTables
from payroll.ledger.runs import details_removed
from payroll.pages.asked import Paging, Query, query_of
from payroll.pages.coverage_picture import Coverage
from payroll.pages.export_history import history_view
from payroll.pages.lines_view import lines_view
from payroll.pages.not_there import NotThere
from payroll.pages.overview import checks_of, facts_of
from payroll.pages.period_offers import offered, waiting_plan
from payroll.pages.rendering import base_of, html
from payroll.pages.sources import Sources
from payroll.pages.standing_notices import with_acknowledgements
from payroll.pages.states import cell_of, deadline_of, open_period
from payroll.pages.who_may import Person, person_of
from payroll.pages.workbook import control_report_csv, control_report_xlsx
from transforms.wage_period import WagePeriod, WagePeriodError

VIEWS: Final = ("lines", "left-out", "plan", "late", "notices", "runs")
SHOWN_RUNS: Final = 60
SHOWN_FINDINGS: Final = 20
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Subject:
    """One company and wage period with its runs; `run` is the one whose tables are shown, where there is any."""

    company: CompanyConfig
    period: WagePeriod
    runs: Sequence[LedgerRow]
    run: LedgerRow | None

    @property
    def address(self) -> str:
        """Below the first page."""
        return f"companies/{self.company.id}/{self.period.key}"

    @property
    def newest(self) -> LedgerRow | None:
        """The newest run that is more than a dry run."""
        return next((run for run in self.runs if run.kind != "dry_run" and run.wage_period == self.period.key), None)

    @property
    def is_older(self) -> bool:
        """Whether something ran after the run that is shown."""
        return self.run is not None and self.newest is not None and self.run.started_at < self.newest.started_at


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The page, its downloads, and the short way to it by a run."""

    @app.get("/companies/{company_id}/{wage_period}")
    def wage_period(request: Request, company_id: str, wage_period: str) -> Response:
        """Control report, coverage, plan, late changes, notices and runs."""
        query = query_of(request, "run", "view", "q", "sort", "page", "open", "bucket")
        subject = subject_of(sources, company_id, wage_period, query["run"])
        view = query["view"] if query["view"] in VIEWS else VIEWS[0]
        shown = _VIEWS[view](sources, subject, query)
        return html(
            request,
            sources,
            f"wage_period_{view.replace('-', '_')}",
            **_head(sources, subject, person_of(request)),
            query=query,
            view=view,
            views=VIEWS,
            **shown,
        )

    @app.get("/companies/{company_id}/{wage_period}/control-report.csv")
    def as_csv(company_id: str, wage_period: str, run: str = "") -> Response:
        """The control report as a table."""
        subject = subject_of(sources, company_id, wage_period, run)
        return _file(control_report_csv(sources, _must_have_run(subject)), subject, "csv", "text/csv; charset=utf-8")

    @app.get("/companies/{company_id}/{wage_period}/control-report.xlsx")
    def as_xlsx(company_id: str, wage_period: str, run: str = "") -> Response:
        """The control report as a workbook."""
        subject = subject_of(sources, company_id, wage_period, run)
        return _file(control_report_xlsx(sources, subject.company, _must_have_run(subject)), subject, "xlsx", _XLSX)

    @app.get("/runs/{run_id}")
    def run(request: Request, run_id: str) -> Response:
        """The page of the run's company and wage period, as this run left it."""
        found = sources.ledger.runs.find(run_id)
        if found is None or not found.company_id or not found.wage_period:
            raise NotThere("There is no such run in the ledger.")
        return RedirectResponse(f"{base_of(request)}companies/{found.company_id}/{found.wage_period}?run={run_id}", 303)


def subject_of(sources: Sources, company_id: str, wage_period: str, run_id: str = "") -> Subject:
    """The company and wage period of an address, and the run that is asked for or tells most.

    Raises:
        NotThere: there is no such company, wage period or run.
    """
    company = sources.company(company_id)
    try:
        period = company.calendar.from_key(wage_period)
    except WagePeriodError as error:
        raise NotThere(str(error)) from None
    reads = PeriodRuns(sources.ledger.engine)
    runs = reads.runs(company.id, period.key, limit=SHOWN_RUNS)
    return Subject(company, period, runs, _asked_for(reads, runs, company, run_id) if run_id else _best(runs, period))


def _asked_for(reads: PeriodRuns, runs: Sequence[LedgerRow], company: CompanyConfig, run_id: str) -> LedgerRow:
    found = next((run for run in runs if run.run_id == run_id), None) or reads.run(run_id)
    if found is None or found.company_id != company.id:
        raise NotThere("There is no such run of this company in the ledger.")
    return found


def _best(runs: Sequence[LedgerRow], period: WagePeriod) -> LedgerRow | None:
    """The newest run that read Nmbrs back, else one that planned, else the newest."""
    own = [run for run in runs if run.wage_period == period.key]
    proven = (run for run in own if run.passed is not None)
    planned = (run for run in own if run.state in ("planned", "waiting"))
    return next(proven, None) or next(planned, None) or next(iter(own), None)


def _must_have_run(subject: Subject) -> LedgerRow:
    if subject.run is None:
        raise NotThere(f"Nothing was exported for company {subject.company.id}, {subject.period.key} yet.")
    if removed := details_removed(subject.run.pruned_at):
        raise NotThere(removed)
    return subject.run


def _file(content: bytes, subject: Subject, ending: str, media_type: str) -> Response:
    name = f"control-report-{subject.company.id}-{subject.period.key}.{ending}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _head(sources: Sources, subject: Subject, person: Person) -> dict[str, Any]:
    """What stands above every view: state, deadline, proof, who ran and who approved, what may be done, neighbours."""
    company, period, today = subject.company, subject.period, sources.today
    current = open_period(company, checks_of(sources).get(company.id))
    is_current = current is not None and current.key == period.key
    cell = cell_of(company, period, facts_of(sources, [company.id], [period.key]), current, today)
    plan = waiting_plan(sources, subject.runs, person)
    hold = sources.ledger.holds.of(company.id, period.key)
    return {
        "subject": subject,
        "cell": cell,
        "is_current": is_current,
        "is_open_known": current is not None,
        "deadline": deadline_of(company, period),
        "today": today,
        "hold": hold,
        "plan": plan,
        "approvers": sources.config.approvers,
        "waiting": plan.run if plan else None,
        "offers": offered(subject.newest, person, is_current=is_current, is_waiting=plan is not None, held=hold),
        "earlier": company.calendar.previous(period),
        "later": company.calendar.next(period),
    }


def _left_out(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    run_id = subject.run.run_id if subject.run is not None else ""
    tables = RunTables(sources.ledger.engine)
    found = tables.left_out(run_id, query.table(()), query["bucket"])
    coverage = Coverage(tables.coverage(run_id))
    return {"rows": found.rows, "paging": Paging(query.page, found.total), "coverage": coverage, "buckets": LEFT_OUT}


def _plan(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    """The plan that waits, else the one of the run that is shown."""
    waiting = next((run for run in subject.runs if run.approval == "waiting"), None)
    run = subject.run if query["run"] or waiting is None else waiting
    found = RunTables(sources.ledger.engine).plan(run.run_id if run is not None else "", query.table(()))
    return {"rows": found.rows, "paging": Paging(query.page, found.total), "planned_by": run}


def _late(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    """What the newest export of the company found in this period, and the runs that corrected anything."""
    found_by = Overview(sources.ledger.engine).late_run_ids([subject.company.id])
    found = RunTables(sources.ledger.engine).late_changes(found_by, subject.period.key, query.table(()))
    is_other = [run for run in subject.runs if run.target_period != run.wage_period or run.is_retroactive]
    return {"rows": found.rows, "paging": Paging(query.page, found.total), "corrections": is_other}


def _notices(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    newest = [run.run_id for run in (subject.newest, subject.run) if run is not None]
    checked = newest[-1] if query["run"] else next(iter(newest), "")
    found = GateFindings(sources.ledger.engine).of_run(checked, rows_a_rule=SHOWN_FINDINGS)
    return {
        "rows": with_acknowledgements(sources, NoticeList(sources.ledger.engine).of_runs(newest)),
        "findings": found,
        "to_do": {one.rule: RULES[one.rule].to_do if one.rule in RULES else "" for one in found},
    }


def _runs(sources: Sources, subject: Subject, query: Query) -> dict[str, Any]:
    done = sources.ledger.page_actions.of_period(subject.company.id, subject.period.key, limit=SHOWN_RUNS)
    return {"history": history_view(sources, subject.company.id), "page_actions": done}


_VIEWS: Final[Mapping[str, Callable[[Sources, Subject, Query], dict[str, Any]]]] = {
    "lines": lines_view,
    "left-out": _left_out,
    "plan": _plan,
    "late": _late,
    "notices": _notices,
    "runs": _runs,
}
