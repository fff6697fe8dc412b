"""Which task of a night a worker does next: one that begins while few enough are begun, else one that goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Condition
from typing import Any


@dataclass(frozen=True)
class Task:
    """One step of some companies.

    run_id       of the export that an earlier step calculated; "" where there was none
    seconds      that the earlier steps took
    cpu_seconds  of the earlier steps
    """

    step: str
    company_ids: Sequence[str]
    run_id: str = ""
    seconds: float = 0
    cpu_seconds: float = 0


class TaskLine:
    """The tasks of a stage; several threads take from it."""

    def __init__(self, steps: Sequence[str], companies: Sequence[Sequence[str]], first_steps_at_once: int) -> None:
        self._steps = steps
        self._to_begin = deque(Task(steps[0], company_ids) for company_ids in companies)
        self._to_go_on: deque[Task] = deque()
        self._free_to_begin = first_steps_at_once
        self._left = len(companies)
        self._changed = Condition()

    def next(self) -> Task | None:
        """The next task, when there is one; None when all are done or the line is stopped."""
        with self._changed:
            self._changed.wait_for(lambda: not self._left or self._to_go_on or self._may_begin())
            if not self._left:
                return None
            if not self._may_begin():
                return self._to_go_on.popleft()
            self._free_to_begin -= 1
            return self._to_begin.popleft()

    def is_last(self, task: Task) -> bool:
        """Whether nothing of these companies comes after it."""
        return task.step == self._steps[-1]

    def ended(self, task: Task, told: Mapping[str, Any]) -> None:
        """Let the step after it begin."""
        with self._changed:
            if task.step == self._steps[0]:
                self._free_to_begin += 1
            if self.is_last(task):
                self._left -= 1
            else:
                step = self._steps[self._steps.index(task.step) + 1]
                so_far = {"run_id": told["run_id"], "seconds": told["seconds"], "cpu_seconds": told["cpu"]}
                self._to_go_on.append(replace(task, step=step, **so_far))
            self._changed.notify_all()

    def stop(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._left = 0
            self._changed.notify_all()

    def _may_begin(self) -> bool:
        return bool(self._to_begin) and self._free_to_begin > 0
