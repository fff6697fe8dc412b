"""The workers of a night: each takes the next company as soon as it is done with one, as Airflow's workers do."""

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
from queue import Empty, SimpleQueue
from typing import Any

from benchmarks.night_worker import READY

ROOT = Path(__file__).resolve().parents[1]


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

    def do(self, stage: str, tasks: Sequence[Sequence[str]]) -> list[TaskDone]:
        """Do one stage of these companies, task by task, in the order in which they are given.

        Raises:
            RuntimeError: a company did not end well, or a worker went away.
        """
        waiting: SimpleQueue[Sequence[str]] = SimpleQueue()
        for company_ids in tasks:
            waiting.put(company_ids)
        start = time.perf_counter()
        with ThreadPoolExecutor(len(self.processes)) as pool:
            futures = [pool.submit(_work, process, stage, waiting, start) for process in self.processes]
            return [done for future in futures for done in future.result()]


@contextmanager
def workers(count: int, env: Mapping[str, str]) -> Iterator[Workers]:
    """Start workers and wait until their services are open; they end with the block."""
    command = [sys.executable, "-m", "benchmarks.night_worker"]
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


def _work(
    process: subprocess.Popen[str], stage: str, waiting: SimpleQueue[Sequence[str]], start: float
) -> list[TaskDone]:
    done: list[TaskDone] = []
    while True:
        try:
            company_ids = waiting.get_nowait()
        except Empty:
            return done
        if process.stdin is not None:
            process.stdin.write(f"{stage} {','.join(company_ids)}\n")
            process.stdin.flush()
        line = _read(process)
        told = json.loads(line) if line else {"failed": "the worker went away"}
        if told["failed"]:
            raise RuntimeError(f"{stage} of company {', '.join(company_ids)} did not end well: {told['failed']}")
        done.append(TaskDone(company_ids, time.perf_counter() - start, told))


def _read(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip() if process.stdout is not None else ""
