"""The workers of a night: each takes the next task as soon as it is done with one, as Airflow's workers do."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.night_tasks import Task, TaskLine
from benchmarks.night_worker import READY

ROOT: Final = Path(__file__).resolve().parents[1]
FIRST_STEPS_AT_ONCE: Final = 2
"""As PAYROLL_CALCULATIONS_AT_ONCE on a machine of two cores."""


@dataclass(frozen=True)
class TaskDone:
    """What a worker told of the companies of one task, and when it was done, in seconds since the stage began."""

    company_ids: Sequence[str]
    done_after: float
    told: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Workers:
    """Running workers."""

    processes: Sequence[subprocess.Popen[str]]

    def do(self, steps: Sequence[str], tasks: Sequence[Sequence[str]]) -> list[TaskDone]:
        """Do these steps of all companies, in the order in which they are given.

        Args:
            steps: of a stage; one begins when the one before it has ended for the same companies. Where there are two,
                no more than FIRST_STEPS_AT_ONCE of the first are done at a time.
            tasks: which companies are done together.

        Returns:
            what was told of each task of the last step, with the seconds of all its steps, and the processor's.

        Raises:
            RuntimeError: a company did not end well, or a worker went away.
        """
        line = TaskLine(steps, tasks, len(self.processes) if len(steps) == 1 else FIRST_STEPS_AT_ONCE)
        start = time.perf_counter()
        with ThreadPoolExecutor(len(self.processes)) as pool:
            futures = [pool.submit(_work, process, line, start) for process in self.processes]
            return [done for future in futures for done in future.result()]


@contextmanager
def workers(count: int, env: Mapping[str, str]) -> Iterator[Workers]:
    """Start workers and wait until their services are open; they end with the block.

    They make way for the sandbox and the databases, which are other machines on a real night: a sandbox that waits for
    a processor counts calls together that came one after the other.
    """
    command = ["nice", "-n", "5", sys.executable, "-m", "benchmarks.night_worker"]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes: list[subprocess.Popen[str]] = []
    try:
        for _ in range(count):
            processes.append(subprocess.Popen(command, cwd=ROOT, env=dict(env), **pipes))  # noqa: S603 - our own module
        for process in processes:
            if (said := _read(process)) != READY:
                raise RuntimeError(f"A worker said '{said}' instead of '{READY}'. Its error is printed above.")
        yield Workers(processes)
    finally:
        for process in processes:
            process.communicate()


def _work(process: subprocess.Popen[str], line: TaskLine, start: float) -> list[TaskDone]:
    done: list[TaskDone] = []
    try:
        while task := line.next():
            told = _told(process, task)
            if line.is_last(task):
                done.append(TaskDone(task.company_ids, time.perf_counter() - start, told))
            line.ended(task, told)
    except BaseException:
        line.stop()
        raise
    return done


def _told(process: subprocess.Popen[str], task: Task) -> dict[str, Any]:
    if process.stdin is not None:
        process.stdin.write(f"{task.step} {','.join(task.company_ids)} {task.run_id}\n")
        process.stdin.flush()
    begun = time.perf_counter()
    answer = _read(process)
    told: dict[str, Any] = json.loads(answer) if answer else {"failed": "the worker went away"}
    if told["failed"]:
        raise RuntimeError(f"{task.step} of company {', '.join(task.company_ids)} did not end well: {told['failed']}")
    seconds = time.perf_counter() - begun
    return told | {"seconds": seconds + task.seconds, "cpu": told["cpu"] + task.cpu_seconds}


def _read(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip() if process.stdout is not None else ""
