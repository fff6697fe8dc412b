"""Writes of many employees in one call: new lines, and days (semantics F4).

Nmbrs gives no ids back and may keep a part of a batch that it refuses. So no two items of one employee
look the same, and whatever the answer was, everybody in the batch is read before anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
from nmbrs.records import ComponentKind

from payroll.delivery.applied import Applied
from payroll.delivery.plan import Action
from payroll.delivery.present import Present
from payroll.delivery.settle import AMBIGUOUS, NOT_THERE
from payroll.delivery.single_writes import Place, new_component, new_write
from payroll.ledger.runs import Run
from payroll.ledger.writes import Writes

UNTOLD: Final = "the batch was answered, but this line is not in Nmbrs yet"


@dataclass(frozen=True)
class Sent:
    """A batch that left and was answered: its writes, their actions, and whether Nmbrs refused it."""

    rows: Mapping[int, Action]
    before: Mapping[str, Present]
    is_refused: bool


@dataclass
class Batches:
    """Batch calls for one run; a kind that the user may not batch (1002) goes line by line from then on."""

    port: NmbrsPort
    writes: Writes
    now: Callable[[], datetime]
    run: Run
    take_turn: Callable[[], None]
    is_unprotected: bool = False
    refused: set[str] = field(default_factory=set)

    def allowed(self, component: str) -> bool:
        """Whether this component type may go in batches."""
        return component not in self.refused

    def send(self, actions: Sequence[Action], present: Mapping[str, Present], result: Applied) -> list[Sent]:
        """One call per component type; what was lost is told in `result` and left for the next run to settle."""
        sent = []
        for component in ("hours", "wage", "days"):
            own = [
                action
                for action in actions
                if action.component == component and action.nmbrs_employee_id not in result.stopped
            ]
            if own and (batch := self._send_one(component, own, present, result)) is not None:
                sent.append(batch)
        return sent

    def settle(self, sent: Sequence[Sent], result: Applied) -> list[Action]:
        """Find the lines of answered batches in what was read back; returns those to be sent alone."""
        return [action for batch in sent for action in self._settle_one(batch, result)]

    def _send_one(
        self, component: str, actions: Sequence[Action], present: Mapping[str, Present], result: Applied
    ) -> Sent | None:
        write_ids = self.writes.plan(self.run, [new_write(action) for action in actions], now=self.now())
        rows = dict(zip(write_ids, actions, strict=True))
        ids = {one: present[action.nmbrs_employee_id].ids(component) for one, action in rows.items()}
        self.take_turn()
        self.writes.send_batch(ids, now=self.now())
        try:
            self._call(component, actions)
        except NmbrsOutcomeUnknown as error:
            for write_id in rows:
                self.writes.lose(write_id, message=str(error))
            result.lost.append(str(error))
            result.stopped |= {action.nmbrs_employee_id for action in actions}
            return None
        except (NmbrsPeriodClosed, NmbrsUnavailable) as error:
            self._close(rows, error)
            raise
        except NmbrsRefused as error:
            if isinstance(error, NmbrsCallNotAllowed):
                self.refused.add(component)
            return Sent(rows, present, is_refused=True)
        return Sent(rows, present, is_refused=False)

    def _call(self, component: str, actions: Sequence[Action]) -> None:
        place: Place = {"year": self.run.year, "period": self.run.period, "unprotected": self.is_unprotected}
        if component == "days":
            days = [(action.nmbrs_employee_id, action.wanted_hundredths // 100) for action in actions]
            self.port.set_days_of(days, **place)
        else:
            items = [(action.nmbrs_employee_id, new_component(action, self.run)) for action in actions]
            self.port.insert_components(cast(ComponentKind, component), items, **place)

    def _settle_one(self, batch: Sent, result: Applied) -> list[Action]:
        """What is found is confirmed. What is not found goes alone after a refusal, and is lost after a yes."""
        confirmed: dict[int, str | None] = {}
        again = []
        for write_id, action in batch.rows.items():
            found = _found(action, batch.before[action.nmbrs_employee_id], result.present[action.nmbrs_employee_id])
            if len(found) > 1:
                known = self.writes.known_ids(action.component, action.nmbrs_employee_id)
                found = [one for one in found if one not in known]
            if len(found) == 1:
                confirmed[write_id] = found[0]
            elif found:
                self._hold(write_id, action, result)
            elif batch.is_refused:
                self.writes.deny(write_id, message=NOT_THERE, now=self.now())
                again.append(action)
            else:
                self.writes.lose(write_id, message=UNTOLD)
                result.lost.append(f"Employee {action.employee_id}, code {action.code}: {UNTOLD}.")
        self.writes.confirm_batch(confirmed, now=self.now())
        result.confirmed += len(confirmed)
        return again

    def _hold(self, write_id: int, action: Action, result: Applied) -> None:
        self.writes.hold(write_id, message=AMBIGUOUS)
        result.lost.append(f"Employee {action.employee_id}, code {action.code}: {AMBIGUOUS}.")

    def _close(self, rows: Mapping[int, Action], error: NmbrsError) -> None:
        for write_id in rows:
            if isinstance(error, NmbrsUnavailable):
                self.writes.deny(write_id, message=str(error), now=self.now())
            else:
                self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())


def _found(action: Action, before: Present, after: Present) -> list[str | None]:
    """The new components of this code and quantity; for days, whether they are set."""
    if action.component == "days":
        return [None] if after.days * 100 == action.wanted_hundredths else []
    known = before.ids(action.component)
    return [
        one.component_id
        for one in after.components
        if (one.component, one.code, one.quantity_hundredths)
        == (action.component, action.code, action.wanted_hundredths)
        and one.component_id not in known
    ]
