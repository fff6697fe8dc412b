"""Settle writes whose answer was lost, by reading back (semantics F4).

Nothing is sent here. A write that never left, or that Nmbrs certainly does not hold, is closed as
`not_saved`; the next plan then wants its line again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from nmbrs.port import NmbrsPort
from nmbrs.records import ComponentKind

from payroll.delivery.present import PresentComponent
from payroll.delivery.read_back import read_components
from payroll.ledger.writes import Write, Writes

NEVER_SENT = "never sent: the run ended before its turn"
NOT_THERE = "not in Nmbrs when read back"
AMBIGUOUS = "several new components in Nmbrs could be this one"


@dataclass(frozen=True)
class Settler:
    """Settles the open writes of a company. `sleep` waits until a late request can no longer land."""

    port: NmbrsPort
    writes: Writes
    settle_after: timedelta
    now: Callable[[], datetime]
    sleep: Callable[[float], None]

    def settle(self, company_id: str) -> list[Write]:
        """Settle what can be settled; returns the writes that a person must decide."""
        held = []
        for write in self.writes.unsettled(company_id):
            if write.state == "planned":
                self.writes.deny(write.write_id, message=NEVER_SENT, now=self.now())
            elif not self._settle_one(write):
                held.append(write)
        return held

    def _settle_one(self, write: Write) -> bool:
        self._wait_for(write)
        if write.action == "set_days":
            return self._settle_days(write)
        kind = cast(ComponentKind, write.component)
        there = read_components(self.port, kind, write.nmbrs_employee_id, year=write.year, period=write.period)
        if write.action == "insert":
            return self._settle_insert(write, there)
        return self._settle_by_id(write, there)

    def _wait_for(self, write: Write) -> None:
        """A request may land late: never read back sooner than its time-out."""
        if write.sent_at is None:
            raise ValueError(f"Write {write.write_id} is {write.state} but was never sent.")
        left = write.sent_at + self.settle_after - self.now()
        if left > timedelta(0):
            self.sleep(left.total_seconds())

    def _settle_insert(self, write: Write, there: list[PresentComponent]) -> bool:
        """Ids now, less ids before, less ids in the ledger, of this code and quantity: none, one or several."""
        known = write.ids_before | self.writes.known_ids(write.component, write.nmbrs_employee_id)
        found = [
            one.component_id
            for one in there
            if one.component_id not in known
            and (one.code, one.quantity_hundredths) == (write.code, write.quantity_hundredths)
        ]
        if len(found) > 1:
            self.writes.hold(write.write_id, message=AMBIGUOUS)
            return False
        if found:
            self.writes.confirm(write.write_id, nmbrs_component_id=found[0], now=self.now())
        else:
            self.writes.deny(write.write_id, message=NOT_THERE, now=self.now())
        return True

    def _settle_by_id(self, write: Write, there: list[PresentComponent]) -> bool:
        """A change or a deletion names its component, so reading back always tells."""
        present = next((one for one in there if one.component_id == write.nmbrs_component_id), None)
        if write.action == "delete":
            done = present is None
        else:
            done = present is not None and present.quantity_hundredths == write.quantity_hundredths
        return self._close(write, done=done)

    def _settle_days(self, write: Write) -> bool:
        days = self.port.days(write.nmbrs_employee_id, year=write.year, period=write.period)
        return self._close(write, done=days * 100 == write.quantity_hundredths)

    def _close(self, write: Write, *, done: bool) -> bool:
        if done:
            self.writes.confirm(write.write_id, nmbrs_component_id=write.nmbrs_component_id, now=self.now())
        else:
            self.writes.deny(write.write_id, message=NOT_THERE, now=self.now())
        return True
