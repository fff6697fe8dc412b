"""Start a DAG and wait for the end of its run, with the last words of the tasks that failed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from payroll.demo.airflow_api import AirflowApi, TaskOfRun
from payroll.demo.child import Child
from payroll.demo.errors import DemoError
from payroll.demo.story import Step

_RUN_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A task that failed, with the end of its log."""

    shown: str
    last_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run of a DAG ended."""

    dag_id: str
    run_id: str
    state: str
    tasks: int
    failed: tuple[FailedTask, ...]

    @property
    def is_good(self) -> bool:
        """Whether every task did its work."""
        return self.state == "success"


def run_dag(
    api: AirflowApi, dag_id: str, children: Iterable[Child], step: Step, *, poll_seconds: float = 0.5
) -> RunEnd:
    """Start a run and wait for its end.

    Raises:
        DemoError: a process that it needs has stopped, or it takes longer than ten minutes.
    """
    run_id, text = api.start(dag_id), step.text
    deadline = time.monotonic() + _RUN_SECONDS
    while (state := api.state(dag_id, run_id)) not in ("success", "failed"):
        for child in children:
            child.must_live()
        if time.monotonic() > deadline:
            raise DemoError(f"{dag_id} did not end within {_RUN_SECONDS:.0f} seconds; it is {state}.")
        if step.is_watched:
            tasks = api.tasks(dag_id, run_id)
            step.hints(f"{text}: {sum(task.is_done for task in tasks)} of {len(tasks)} tasks done")
        time.sleep(poll_seconds)
    tasks = api.tasks(dag_id, run_id)
    failed = tuple(_last_words(api, dag_id, run_id, task) for task in tasks if task.has_failed)
    return RunEnd(dag_id, run_id, state, len(tasks), failed)


def _last_words(api: AirflowApi, dag_id: str, run_id: str, task: TaskOfRun) -> FailedTask:
    try:
        lines = api.failure_words(dag_id, run_id, task)
    except DemoError as error:
        lines = [str(error)]
    return FailedTask(task.shown, tuple(lines))
