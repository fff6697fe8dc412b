"""From a number down to its time entries, and on to its component in Nmbrs (semantics F9)."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response

from payroll.ledger.period_runs import PeriodRuns
from payroll.pages.not_there import NotThere
from payroll.pages.rendering import html
from payroll.pages.sources import Sources
from payroll.pages.wage_period import subject_of

SHOWN_ENTRIES: Final = 500


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The page of one line."""

    @app.get("/companies/{company_id}/{wage_period}/lines/{line_id}")
    def line(request: Request, company_id: str, wage_period: str, line_id: int, run: str = "") -> Response:
        """What adds up in one line of the control report, and what was sent for it."""
        subject = subject_of(sources, company_id, wage_period, run)
        reads = PeriodRuns(sources.ledger.engine)
        found = None if subject.run is None else reads.control_line(subject.run.run_id, line_id)
        if found is None:
            raise NotThere("This run has no such line. A newer run may have taken its place: open the wage period.")
        return html(
            request,
            sources,
            "line",
            subject=subject,
            line=found,
            entries=reads.entries_of_line(found, limit=SHOWN_ENTRIES),
            most=SHOWN_ENTRIES,
            writes=reads.writes_of_line(company_id, wage_period, found),
        )
