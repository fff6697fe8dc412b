"""Apply a plan, exactly once: each write is committed before its call and completed after it (semantics F4).

The writes of one employee are strictly serial. A lost answer stops that employee; a closed period or a
service that does not answer stops the company. What was planned and not sent is closed as `not_saved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final, cast

from nmbrs.errors import (
    NmbrsCallNotAllowed,
    NmbrsError,
    NmbrsOutcomeUnknown,
    NmbrsPeriodClosed,
    NmbrsRefused,
    NmbrsUnavailable,
)
from nmbrs.port import NmbrsPort
from nmbrs.records import ComponentKind, NewComponent

from payroll.delivery.hundredths import to_decimal
from payroll.delivery.plan import Action, ActionKind, Plan, Present
from payroll.delivery.read_back import read_components
from payroll.ledger.runs import Run
from payroll.ledger.writes import NewWrite, Writes

GUARDED_GROUP: Final = 50
NOT_SENT: Final = "not sent: an earlier write of this employee did not end well"


@dataclass
class Applied:
    """What came of applying a plan."""

    confirmed: int = 0
    refusals: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass
class Applier:
    """Applies plans for one company. `guard` raises when the period may not be written any more."""

    port: NmbrsPort
    writes: Writes
    guard: Callable[[], None]
    now: Callable[[], datetime]
    can_update: bool = True

    def apply(self, run: Run, plan: Plan, present: Mapping[str, Present]) -> Applied:
        """Write the plan's actions to Nmbrs.

        Raises:
            PeriodRefused: the period closed before or while writing.
            NmbrsPeriodClosed: Nmbrs itself refused the period.
            NmbrsUnavailable: Nmbrs does not answer; nothing was written by the last call.
        """
        result = Applied()
        if plan.writing:
            self.guard()
        for group in _groups(plan.writing):
            if any(action.kind in ("change", "delete") for action in group):
                self.guard()
            for nmbrs_employee_id, actions in groupby(group, key=lambda action: action.nmbrs_employee_id):
                there = present[nmbrs_employee_id]
                ids = {kind: set(there.ids(kind)) for kind in ("hours", "wage")}
                self._employee(run, list(actions), ids, result)
        return result

    def _employee(self, run: Run, actions: Sequence[Action], ids: dict[str, set[str]], result: Applied) -> None:
        """Write one employee's actions, one after the other; `ids` are the components that are there now."""
        steps = [step for action in actions for step in self._steps(action)]
        write_ids = self.writes.plan(run, [_new_write(step) for step in steps], now=self.now())
        for position, (write_id, step) in enumerate(zip(write_ids, steps, strict=True)):
            try:
                self._send(run, write_id, step, ids)
                result.confirmed += 1
            except NmbrsCallNotAllowed as error:
                self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())
                if step.kind != "change":
                    self._deny(write_ids[position + 1 :])
                    raise
                self.can_update = False
                self._employee(run, [step], ids, result)
            except NmbrsOutcomeUnknown as error:
                self.writes.lose(write_id, message=str(error))
                self._deny(write_ids[position + 1 :])
                result.lost.append(str(error))
                return
            except (NmbrsPeriodClosed, NmbrsUnavailable) as error:
                self._close(write_id, error)
                self._deny(write_ids[position + 1 :])
                raise
            except NmbrsRefused as error:
                self._close(write_id, error)
                result.refusals.append(str(error))

    def _steps(self, action: Action) -> Iterator[Action]:
        """A change is one update; without the right to update it is a deletion and an insert."""
        if action.kind != "change" or self.can_update:
            yield action
        else:
            yield _as(action, "delete")
            yield _as(action, "insert")

    def _send(self, run: Run, write_id: int, step: Action, ids: dict[str, set[str]]) -> None:
        known = ids.get(step.component, set())
        self.writes.send(write_id, ids_before=known, now=self.now())
        component_id = self._call(run, step)
        self.writes.confirm(write_id, nmbrs_component_id=component_id, now=self.now())
        if component_id is not None:
            (known.discard if step.kind == "delete" else known.add)(component_id)

    def _call(self, run: Run, step: Action) -> str | None:
        """The one call of a step; returns the component's id."""
        if step.kind == "set_days":
            days = step.wanted_hundredths // 100
            self.port.set_days(step.nmbrs_employee_id, days, year=run.year, period=run.period)
            return None
        kind = cast(ComponentKind, step.component)
        if step.kind == "insert":
            new = _component(kind, step, run)
            return self.port.insert_component(step.nmbrs_employee_id, new, year=run.year, period=run.period)
        if step.nmbrs_component_id is None:
            raise ValueError(f"A {step.kind} needs the id of the component.")
        if step.kind == "change":
            new = _component(kind, step, run)
            self.port.update_component(step.nmbrs_employee_id, step.nmbrs_component_id, new)
        else:
            self._delete(run, kind, step, step.nmbrs_component_id)
        return step.nmbrs_component_id

    def _delete(self, run: Run, kind: ComponentKind, step: Action, component_id: str) -> None:
        """A deletion that faults is settled by reading back: absent is done."""
        try:
            self.port.delete_component(kind, step.nmbrs_employee_id, component_id)
        except NmbrsCallNotAllowed:
            raise
        except NmbrsRefused:
            there = read_components(self.port, kind, step.nmbrs_employee_id, year=run.year, period=run.period)
            if any(one.component_id == component_id for one in there):
                raise

    def _close(self, write_id: int, error: NmbrsError) -> None:
        if isinstance(error, NmbrsUnavailable):
            self.writes.deny(write_id, message=str(error), now=self.now())
        else:
            self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())

    def _deny(self, write_ids: Sequence[int]) -> None:
        for write_id in write_ids:
            self.writes.deny(write_id, message=NOT_SENT, now=self.now())


def _groups(actions: Sequence[Action]) -> Iterator[list[Action]]:
    """The actions of at most 50 employees at a time, each employee whole."""
    employees = [list(own) for _, own in groupby(actions, key=lambda action: action.nmbrs_employee_id)]
    for start in range(0, len(employees), GUARDED_GROUP):
        yield [action for own in employees[start : start + GUARDED_GROUP] for action in own]


def _new_write(step: Action) -> NewWrite:
    return NewWrite(
        employee_id=step.employee_id,
        nmbrs_employee_id=step.nmbrs_employee_id,
        component=step.component,
        code=step.code,
        cost_center_id=step.cost_center_id,
        measures=step.measures,
        action=step.kind,
        quantity_hundredths=0 if step.kind == "delete" else step.wanted_hundredths,
        previous_hundredths=None if step.kind == "insert" else step.present_hundredths,
        nmbrs_component_id=step.nmbrs_component_id,
    )


def _as(action: Action, kind: ActionKind) -> Action:
    return replace(action, kind=kind, nmbrs_component_id=action.nmbrs_component_id if kind == "delete" else None)


def _component(kind: ComponentKind, step: Action, run: Run) -> NewComponent:
    return NewComponent(
        kind=kind,
        code=step.code,
        quantity=to_decimal(step.wanted_hundredths),
        cost_center_id=step.cost_center_id or None,
        comment=f"{run.wage_period} {step.measures}",
    )
