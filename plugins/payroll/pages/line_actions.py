"""What a person decides about one line: whose a component in Nmbrs is, or that Nmbrs is right (semantics F2, F4).

Nmbrs is read, and nothing is written there; the next export plans from what was decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from payroll.delivery.plan import CHANGED, REMOVED
from payroll.ledger.look_alikes import LookAlike
from payroll.ledger.run_tables import LedgerRow
from payroll.ledger.trace import LineOfPeriod, TracedWrite
from payroll.pages.actions import Actions, Asked, Done
from payroll.pages.not_done import NotDone
from payroll.pages.sources import Sources
from payroll.steps.look_alikes import adopt_line, ignore_foreign
from payroll.steps.settle_line import settle_line

_OPEN: Final = ("sending", "unknown", "held")
_HERE: Final = "companies/{company_id}/{wage_period}"
_LONGEST_NUMBER: Final = 9


def add_actions(actions: Actions) -> None:
    """Three actions, all for who may approve; the page of runs says afterwards what came of them."""
    line: dict[str, Any] = {"needs": "approve", "back": f"{_HERE}?view=runs", "subject": "line"}
    actions.add("settle", f"/{_HERE}/lines/settle", _settle, **line)
    actions.add("adopt", f"/{_HERE}/lines/adopt", _adopt, **line)
    actions.add("ignore_foreign", f"/{_HERE}/lines/ignore-foreign", _ignore, **line)


@dataclass(frozen=True)
class ToDecide:
    """What of a line waits for a person.

    Args:
        unsettled: writes of which nobody knows what became of them.
        taken_over: writes whose component somebody changed or removed in Nmbrs.
        held: our line that is held because someone else's has exactly its quantity.
    """

    unsettled: tuple[TracedWrite, ...]
    taken_over: tuple[TracedWrite, ...]
    held: tuple[LookAlike, ...]

    def __bool__(self) -> bool:
        return bool(self.unsettled or self.taken_over or self.held)


def to_decide(sources: Sources, key: LineOfPeriod, line: LedgerRow, writes: Sequence[TracedWrite]) -> ToDecide:
    """Look through the writes of a line of the control report, and the lines that are held."""
    newest = {one.nmbrs_component_id: one for one in writes if one.state == "confirmed"}
    own = tuple(one for one in newest.values() if one.action != "delete")
    is_touched = line.component != "days" and line.finding in (CHANGED, REMOVED)
    held = sources.ledger.look_alikes.held_of_employee(key.company_id, key.wage_period, key.employee_id)
    return ToDecide(
        unsettled=tuple(one for one in writes if one.state in _OPEN),
        taken_over=own if is_touched else (),
        held=tuple(one for one in held if (one.component, one.code) == (key.component, key.code)),
    )


def _settle(asked: Asked) -> Done:
    with asked.sources.services() as services:
        number = _number(asked)
        write = services.ledger.writes.find(number)
        _must_be_of(asked, write)
        return Done(settle_line(services, number, asked.form["component"] or None, settled_by=_signed(asked)))


def _adopt(asked: Asked) -> Done:
    with asked.sources.services() as services:
        number = _number(asked)
        _must_be_of(asked, services.ledger.look_alikes.find(number))
        return Done(adopt_line(services, number, asked.form["component"] or None, decided_by=_signed(asked)))


def _ignore(asked: Asked) -> Done:
    with asked.sources.services() as services:
        number = _number(asked)
        _must_be_of(asked, services.ledger.look_alikes.find(number))
        return Done(ignore_foreign(services, number, decided_by=_signed(asked)))


def _signed(asked: Asked) -> str:
    """How a decision signs itself in the ledger, as that of a command does."""
    return f"the payroll pages by {asked.by}"


def _number(asked: Asked) -> int:
    text = asked.form["line"]
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise NotDone("The form names no line. Open the line again.")
    return int(text)


def _must_be_of(asked: Asked, found: Any) -> None:  # noqa: ANN401
    """A line is decided on the pages of its own company and wage period only."""
    if found is None or (found.company_id, found.wage_period) != (asked.company_id, asked.wage_period):
        raise NotDone("This wage period has no such line. Open the line again.")
