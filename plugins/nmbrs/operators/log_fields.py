"""What every line of a task's log says beside its sentence, for whoever collects logs as JSON.

Airflow adds the DAG, its run, the task and the try; ours are `company`, `wage_period` and `ledger_run`.
"""

from __future__ import annotations

from structlog.contextvars import bind_contextvars, unbind_contextvars


def say_in_log(**fields: str) -> None:
    """Add fields to every line of this task's log from now on; keys only, nothing of a person."""
    bind_contextvars(**fields)


def begin_company(company_id: str) -> None:
    """From now on the lines are about this company, and no more about a wage period or run of the one before."""
    unbind_contextvars("wage_period", "ledger_run")
    bind_contextvars(company=company_id)


def end_companies() -> None:
    """From now on the lines are about all companies of the task."""
    unbind_contextvars("company", "wage_period", "ledger_run")
