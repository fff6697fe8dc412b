"""The tab of a DAG run in Airflow: the companies of that run, and how each of them ended."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from payroll.ledger.overview import Overview
from payroll.ledger.period_runs import PeriodRuns
from payroll.pages.rendering import html
from payroll.pages.sources import Sources


def add_routes(app: FastAPI, sources: Sources) -> None:
    """The tab."""

    @app.get("/dag-run")
    def dag_run(request: Request, dag_id: str = "", run_id: str = "") -> Response:
        """The newest run in the ledger of each company and wage period that a DAG run started."""
        engine = sources.ledger.engine
        newest = {pair[:2]: pair[2] for pair in Overview(engine).of_dag_run(dag_id, run_id) if pair[0]}
        found = PeriodRuns(engine).of_ids(list(newest.values()))
        names = {company.id: company.name for company in sources.config.companies}
        return html(request, sources, "dag_run", runs=found, names=names, dag_id=dag_id, dag_run_id=run_id)
