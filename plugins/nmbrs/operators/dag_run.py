"""What an operator takes from and gives to its DAG run: the company's name, who started it, its runs in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from nmbrs.operators.company_group import group_name
from nmbrs.operators.log_fields import say_in_log

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.services import Services

ENDED: Final = "ended"
"""Key of the XCom by which a task says which runs came to an end of their own; empty again when it is done over."""


def this_company(services: Services, context: Context, company_id: str) -> CompanyConfig:
    """The settings of the task's company; its name for a `map_index_template`, its id for every line of the log."""
    (company,) = these_companies(services, context, [company_id])
    say_in_log(company=company.id)
    return company


def these_companies(services: Services, context: Context, company_ids: Sequence[str]) -> list[CompanyConfig]:
    """The settings of the task's companies; their name for a `map_index_template`."""
    companies = [services.config.company(company_id) for company_id in company_ids]
    cast("dict[str, Any]", context)["company_name"] = group_name(companies)
    return companies


def person(context: Context) -> str:
    """Who triggered the DAG run, as Airflow names people; empty when nobody did."""
    return context["dag_run"].triggering_user_name or ""


def is_scheduled(context: Context) -> bool:
    """Whether the schedule started the DAG run, and no person or backfill."""
    return str(getattr(context["dag_run"].run_type, "value", context["dag_run"].run_type)) == "scheduled"


def started_by(context: Context) -> str:
    """How a DAG run signs the runs that it starts in the ledger: itself, and the person where Airflow knows one."""
    dag_run = context["dag_run"]
    return signature(dag_run.dag_id, dag_run.run_id, person(context))


def signature(dag_id: str, run_id: str, who: str) -> str:
    """The same, where only the names of the DAG run are known."""
    by = f" by {who}" if who else ""
    return f"{dag_id} {run_id}{by}"


def runs_of(services: Services, context: Context) -> dict[str, Run]:
    """Company id to the newest run that this DAG run started for it; every try of a task starts a new one.

    Runs for late changes go with the run that found them.
    """
    runs = services.ledger.runs.of_starter(started_by(context))
    return {run.company_id: run for run in runs if run.company_id and run.parent_run_id is None}


def runs_of_this_series(services: Services, context: Context) -> dict[str, Run]:
    """Those of `runs_of` that are no older than the DAG run; one that was cleared begins anew, and so do they."""
    began = context["dag_run"].start_date
    runs = runs_of(services, context)
    return {company_id: run for company_id, run in runs.items() if began is not None and run.started_at >= began}


def ledger_run_id(services: Services, context: Context, company_id: str) -> str:
    """The id of that newest run, empty when there is none."""
    run = runs_of(services, context).get(company_id)
    return "" if run is None else run.run_id


def say_ended(context: Context, run_ids: Sequence[str]) -> None:
    """Tell the task that concludes which runs of the ledger this task has brought to an end; once, at its end."""
    if run_ids:
        context["ti"].xcom_push(key=ENDED, value=list(run_ids))


def ended_in_this_try(context: Context, task_ids: list[str]) -> set[str]:
    """The runs of the ledger of which these tasks said so; a list of task ids, so that one answer is a list too."""
    said = context["ti"].xcom_pull(task_ids=task_ids, key=ENDED)
    return {run_id for run_ids in said for run_id in run_ids or ()}
