"""From a number down to its time entries, from an entry to its component in Nmbrs, and back (semantics F9)."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response

from payroll.ledger.period_runs import PeriodRuns
from payroll.ledger.run_tables import LedgerRow
from payroll.ledger.runs import details_removed
from payroll.ledger.trace import LineOfPeriod, Trace
from payroll.pages.line_actions import to_decide
from payroll.pages.not_there import NotThere
from payroll.pages.rendering import html
from payroll.pages.sources import Sources
from payroll.pages.wage_period import Subject, subject_of

SHOWN_ENTRIES: Final = 500
_NO_SUCH_LINE: Final = "This run has no such line. A newer run may have taken its place: open the wage period."


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The page of one line, and of one time entry."""

    @app.get("/companies/{company_id}/{wage_period}/lines/{line_id}")
    def line(request: Request, company_id: str, wage_period: str, line_id: int, run: str = "") -> Response:
        """What adds up in one line of the control report, and what was sent for it."""
        subject = subject_of(sources, company_id, wage_period, run)
        reads = PeriodRuns(sources.ledger.engine)
        found = None if subject.run is None else reads.control_line(subject.run.run_id, line_id)
        if found is None:
            removed = details_removed(subject.run.pruned_at) if subject.run is not None else ""
            raise NotThere(removed or _NO_SUCH_LINE)
        key = _key(subject, found)
        writes = Trace(sources.ledger.engine).writes_of_line(key)
        return html(
            request,
            sources,
            "line",
            subject=subject,
            line=found,
            entries=reads.entries_of_line(found, limit=SHOWN_ENTRIES),
            most=SHOWN_ENTRIES,
            writes=writes,
            to_decide=to_decide(sources, key, found, writes),
        )

    @app.get("/entries/{time_entry_id:path}")
    def entry(request: Request, time_entry_id: str) -> Response:
        """Where every part of a time entry ended, and which component in Nmbrs pays it."""
        trace = Trace(sources.ledger.engine)
        rows, marks = trace.rows_of_entry(time_entry_id), trace.marks_of_entry(time_entry_id)
        if not rows and not marks:
            raise NotThere("No calculation has met a time entry with this key.")
        names = {company.id: company.name for company in sources.config.companies}
        return html(request, sources, "entry", time_entry_id=time_entry_id, rows=rows, marks=marks, names=names)


def _key(subject: Subject, line: LedgerRow) -> LineOfPeriod:
    where = (subject.company.id, subject.period.key)
    return LineOfPeriod(*where, line.employee_id, line.component, line.code, line.cost_center_id)
