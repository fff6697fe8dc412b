"""Apply a plan, exactly once: each write is committed before its call and completed after it (semantics F4).

Groups of at most 50 employees. In a group: deletions and changes, employee by employee; then what is new,
in batches where the user may and the lines can be told apart; then everybody is read back, which gives the
ids of the batches and, later, the proof. One group writes at a time while the others are read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from threading import Lock
from typing import Final

from nmbrs.port import NmbrsPort

from payroll.delivery.applied import Applied
from payroll.delivery.batches import Batches, Sent
from payroll.delivery.parallel import in_parallel
from payroll.delivery.plan import Action, Plan
from payroll.delivery.present import Present
from payroll.delivery.read_back import read_back
from payroll.delivery.single_writes import SingleWrites
from payroll.ledger.runs import Run
from payroll.ledger.writes import Writes

GUARDED_GROUP: Final = 50
GROUPS_AT_A_TIME: Final = 3


@dataclass
class Applier:
    """Applies plans for one company. `guard` raises when the period may not be written any more.

    `take_turn` waits until the shared call rate has room for one more call. `is_unprotected` sends UnprotectedMode,
    which opens an earlier wage period: only in a retroactive run that a second person approved (F7).
    """

    port: NmbrsPort
    writes: Writes
    guard: Callable[[], None]
    now: Callable[[], datetime]
    take_turn: Callable[[], None] = field(default=lambda: None)
    is_unprotected: bool = False
    _writing: Lock = field(default_factory=Lock, init=False)

    def apply(self, run: Run, plan: Plan, present: Mapping[str, Present]) -> Applied:
        """Write the plan's actions to Nmbrs, and read everybody back who was written to.

        Raises:
            PeriodRefused: the period closed before or while writing.
            NmbrsPeriodClosed: Nmbrs itself refused the period.
            NmbrsUnavailable: Nmbrs does not answer; nothing was written by the last call.
        """
        result = Applied()
        single = SingleWrites(self.port, self.writes, self.now, run, self.take_turn, self.is_unprotected)
        batches = Batches(self.port, self.writes, self.now, run, self.take_turn, self.is_unprotected)
        if plan.writing:
            self.guard()
        deliver = partial(self._group, present=present, single=single, batches=batches)
        for applied in in_parallel(deliver, list(_groups(plan.writing)), GROUPS_AT_A_TIME):
            result.add(applied)
        return result

    def _group(
        self, group: Sequence[Action], present: Mapping[str, Present], single: SingleWrites, batches: Batches
    ) -> Applied:
        result = Applied()
        people = {action.nmbrs_employee_id: present[action.nmbrs_employee_id] for action in group}
        # Groups that all wrote at once would end at once, too, and the call rate be idle while they write again.
        with self._writing:
            sent = self._write(group, people, single, batches, result)
        period = {"year": single.run.year, "period": single.run.period}
        result.present |= read_back(self.port, people, **period)
        again = batches.settle(sent, result)
        if again:
            self._alone(again, result.present, single, result)
            result.present |= read_back(self.port, {one.nmbrs_employee_id for one in again}, **period)
        return result

    def _write(
        self,
        group: Sequence[Action],
        people: Mapping[str, Present],
        single: SingleWrites,
        batches: Batches,
        result: Applied,
    ) -> list[Sent]:
        if any(action.kind in ("change", "delete") for action in group):
            self.guard()
        batched, alone = _sort_out(group, batches)
        self._alone(alone, people, single, result)
        batched = [action for action in batched if action.nmbrs_employee_id not in result.stopped]
        return batches.send(batched, people, result)

    def _alone(
        self, actions: Sequence[Action], present: Mapping[str, Present], single: SingleWrites, result: Applied
    ) -> None:
        """One call per line: employees side by side, the lines of one employee strictly one after the other."""
        by_employee = [(one, list(own)) for one, own in groupby(actions, key=lambda action: action.nmbrs_employee_id)]
        tasks = [partial(single.employee, own, present[one]) for one, own in by_employee]
        for applied in in_parallel(lambda task: task(), tasks):
            result.add(applied)


def _sort_out(group: Sequence[Action], batches: Batches) -> tuple[list[Action], list[Action]]:
    """What goes into batches, and what goes alone: what changes or removes, and lines that look the same."""
    looks = Counter(_look(action) for action in group if action.kind == "insert")

    def may_be_batched(action: Action) -> bool:
        new = action.kind == "set_days" or (action.kind == "insert" and looks[_look(action)] == 1)
        return new and batches.allowed(action.component)

    per_component = Counter(action.component for action in group if may_be_batched(action))
    is_batched = [may_be_batched(action) and per_component[action.component] > 1 for action in group]
    pairs = list(zip(group, is_batched, strict=True))
    return [action for action, batched in pairs if batched], [action for action, batched in pairs if not batched]


def _look(action: Action) -> tuple[str, str, int, int]:
    return action.nmbrs_employee_id, action.component, action.code, action.wanted_hundredths


def _groups(actions: Sequence[Action]) -> Iterator[list[Action]]:
    """The actions of at most 50 employees at a time, each employee whole."""
    employees = [list(own) for _, own in groupby(actions, key=lambda action: action.nmbrs_employee_id)]
    for start in range(0, len(employees), GUARDED_GROUP):
        yield [action for own in employees[start : start + GUARDED_GROUP] for action in own]
