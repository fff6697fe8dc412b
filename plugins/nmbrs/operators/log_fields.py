"""What every line of a task's log says beside its sentence, for whoever collects logs as JSON.

Airflow adds the DAG, its run, the task and the try; ours are `company`, `wage_period` and `ledger_run`.
"""

from __future__ import annotations

from structlog.contextvars import bind_contextvars


def say_in_log(**fields: str) -> None:
    """Add fields to every line of this task's log from now on; keys only, nothing of a person."""
    bind_contextvars(**fields)
