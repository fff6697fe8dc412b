"""The tab of a DAG run in Airflow: the companies of that run, and how each of them ended."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response

from payroll.ledger.overview import NewestRun, Overview
from payroll.ledger.period_runs import PeriodRuns
from payroll.pages.asked import PAGE_ROWS, Paging, Query, query_of
from payroll.pages.rendering import html
from payroll.pages.sources import Sources

_WELL: Final = frozenset({"proven", "planned", "started", "calculated", "delivered"})


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The tab."""

    @app.get("/dag-run")
    def dag_run(request: Request, dag_id: str = "", run_id: str = "") -> Response:
        """The newest run of each company and wage period that a DAG run started; what did not go well comes first."""
        engine = sources.ledger.engine
        of_pair = {(run.company_id, run.wage_period): run for run in Overview(engine).of_dag_run(dag_id, run_id)}
        newest = sorted((run for run in of_pair.values() if run.company_id), key=_gravest_first)
        # An id of Airflow may be longer than what people search for.
        query = Query(query_of(request, "page").given | {"dag_id": dag_id, "run_id": run_id})
        paging = Paging(query.page, len(newest))
        shown = [run.run_id for run in newest[(paging.page - 1) * PAGE_ROWS : paging.page * PAGE_ROWS]]
        found = {run.run_id: run for run in PeriodRuns(engine).of_ids(shown)}
        names = {company.id: company.name for company in sources.config.companies}
        return html(
            request,
            sources,
            "dag_run",
            runs=[found[one] for one in shown],
            names=names,
            query=query,
            paging=paging,
        )


def _gravest_first(run: NewestRun) -> tuple[bool, str, str]:
    return run.state in _WELL, run.company_id, run.wage_period
