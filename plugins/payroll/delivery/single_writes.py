"""Writes of one line in one call. Those of one employee are strictly serial (semantics F4).

A lost answer stops the employee; a closed period or a service that does not answer stops the company.
What was planned and not sent is closed as `not_saved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypedDict, cast

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

from payroll.delivery.applied import Applied
from payroll.delivery.hundredths import to_decimal
from payroll.delivery.plan import Action, ActionKind
from payroll.delivery.present import Present
from payroll.delivery.read_back import read_components
from payroll.ledger.runs import Run
from payroll.ledger.writes import NewWrite, Writes

NOT_SENT: Final = "not sent: an earlier write did not end well"


class Place(TypedDict):
    """Where a write goes: the period in Nmbrs, and whether it may be one that is closed (F7)."""

    year: int
    period: int
    unprotected: bool


@dataclass
class SingleWrites:
    """Writes for one run. `can_update` turns false when Nmbrs refuses the right to update (1002)."""

    port: NmbrsPort
    writes: Writes
    now: Callable[[], datetime]
    run: Run
    take_turn: Callable[[], None]
    is_unprotected: bool = False
    can_update: bool = True

    def employee(self, actions: Sequence[Action], present: Present) -> Applied:
        """Write one employee's actions, one after the other."""
        ids = {kind: set(present.ids(kind)) for kind in ("hours", "wage")}
        result = Applied()
        self._in_order(actions, ids, result)
        return result

    def _in_order(self, actions: Sequence[Action], ids: dict[str, set[str]], result: Applied) -> None:
        """`ids` are the components that are there now; every write keeps them up to date."""
        steps = [step for action in actions for step in self._steps(action)]
        write_ids = self.writes.plan(self.run, [new_write(step) for step in steps], now=self.now())
        for position, (write_id, step) in enumerate(zip(write_ids, steps, strict=True)):
            try:
                self._send(write_id, step, ids)
                result.confirmed += 1
            except NmbrsCallNotAllowed as error:
                self._close(write_id, error)
                if step.kind != "change":
                    self._deny(write_ids[position + 1 :])
                    raise
                self.can_update = False
                self._in_order([step], ids, result)
            except NmbrsOutcomeUnknown as error:
                self.writes.lose(write_id, message=str(error))
                self._deny(write_ids[position + 1 :])
                result.lost.append(str(error))
                result.stopped.add(step.nmbrs_employee_id)
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

    def _send(self, write_id: int, step: Action, ids: dict[str, set[str]]) -> None:
        known = ids.get(step.component, set())
        self.take_turn()
        self.writes.send(write_id, ids_before=known, now=self.now())
        component_id = self._call(step)
        self.writes.confirm(write_id, nmbrs_component_id=component_id, now=self.now())
        if component_id is not None:
            (known.discard if step.kind == "delete" else known.add)(component_id)

    def _call(self, step: Action) -> str | None:
        """The one call of a step; returns the component's id."""
        place: Place = {"year": self.run.year, "period": self.run.period, "unprotected": self.is_unprotected}
        if step.kind == "set_days":
            self.port.set_days(step.nmbrs_employee_id, step.wanted_hundredths // 100, **place)
            return None
        if step.kind == "insert":
            new = new_component(step, self.run)
            return self.port.insert_component(step.nmbrs_employee_id, new, **place)
        if step.nmbrs_component_id is None:
            raise ValueError(f"A {step.kind} needs the id of the component.")
        if step.kind == "change":
            new = new_component(step, self.run)
            self.port.update_component(
                step.nmbrs_employee_id, step.nmbrs_component_id, new, unprotected=self.is_unprotected
            )
        else:
            self._delete(step, step.nmbrs_component_id)
        return step.nmbrs_component_id

    def _delete(self, step: Action, component_id: str) -> None:
        """A deletion that faults is settled by reading back: absent is done."""
        kind = cast(ComponentKind, step.component)
        try:
            self.port.delete_component(kind, step.nmbrs_employee_id, component_id)
        except NmbrsCallNotAllowed:
            raise
        except NmbrsRefused:
            place = {"year": self.run.year, "period": self.run.period}
            there = read_components(self.port, kind, step.nmbrs_employee_id, **place)
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


def new_write(step: Action) -> NewWrite:
    """The ledger's row for a step."""
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


def new_component(step: Action, run: Run) -> NewComponent:
    """What Nmbrs is to hold after a step."""
    return NewComponent(
        kind=cast(ComponentKind, step.component),
        code=step.code,
        quantity=to_decimal(step.wanted_hundredths),
        cost_center_id=step.cost_center_id or None,
        comment=f"{run.wage_period} {step.measures}",
    )


def _as(action: Action, kind: ActionKind) -> Action:
    return replace(action, kind=kind, nmbrs_component_id=action.nmbrs_component_id if kind == "delete" else None)
