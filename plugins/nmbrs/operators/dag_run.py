"""What an operator takes from and gives to its DAG run: the company's name, who started it, its runs in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.services import Services


def this_company(services: Services, context: Context, company_id: str) -> CompanyConfig:
    """The settings of the task's company; `map_index_template="{{ company_name }}"` shows its name in the grid."""
    company = services.config.company(company_id)
    cast("dict[str, Any]", context)["company_name"] = company.name
    return company


def started_by(context: Context) -> str:
    """How a DAG run signs the runs that it starts in the ledger: itself, and the person where Airflow knows one."""
    dag_run = context["dag_run"]
    person = f" by {dag_run.triggering_user_name}" if dag_run.triggering_user_name else ""
    return f"{dag_run.dag_id} {dag_run.run_id}{person}"


def runs_of(services: Services, context: Context) -> dict[str, Run]:
    """Company id to the newest run that this DAG run started for it; every try of a task starts a new one.

    Runs for late changes go with the run that found them.
    """
    runs = services.ledger.runs.of_starter(started_by(context))
    return {run.company_id: run for run in runs if run.company_id and run.parent_run_id is None}


def ledger_run_id(services: Services, context: Context, company_id: str) -> str:
    """The id of that newest run, empty when there is none."""
    run = runs_of(services, context).get(company_id)
    return "" if run is None else run.run_id
