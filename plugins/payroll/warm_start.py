"""Load the program once, in the process that tasks are forked from, so that no task loads it again.

That is Celery's worker, and the scheduler where it runs tasks itself (LocalExecutor). Airflow imports
`airflow_local_settings`, which `config/` holds, whenever any of its processes starts; it calls `warm_up`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

EXECUTOR: Final = "AIRFLOW__CORE__EXECUTOR"


def load_program() -> None:
    """Import what the tasks import."""
    import payroll.steps.check_connection
    import payroll.steps.export
    import payroll.steps.people.sync_employees
    import payroll.steps.unlinked_venues  # noqa: F401
    from expectations.engine import great_expectations

    great_expectations()


def warm_up(
    arguments: Sequence[str] = sys.argv,
    env: Mapping[str, str] = os.environ,
    load: Callable[[], None] = load_program,
) -> None:
    """Load the program, where tasks are forked from the process with this command line; elsewhere do nothing."""
    command = list(arguments[1:])
    runs_tasks = command[:1] == ["scheduler"] and "LocalExecutor" in env.get(EXECUTOR, "LocalExecutor")
    if runs_tasks or command[:2] == ["celery", "worker"]:
        load()
