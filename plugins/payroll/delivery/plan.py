"""The plan: what Nmbrs should hold, what it holds, and what the ledger knows as ours (semantics F1, F2).

Pure: it reads nothing and writes nothing. One call plans one employee.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Final, Literal

from payroll.delivery.present import Present, PresentComponent
from payroll.delivery.wanted import Scope, Wanted, due_lines, line_key
from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine

ActionKind = Literal["insert", "change", "delete", "set_days", "keep", "leave"]
WRITING: Final = ("delete", "change", "insert", "set_days")

REMOVED: Final = "removed in Nmbrs by someone else; left as it is"
CHANGED: Final = "changed in Nmbrs by someone else; left as it is"
HELD: Final = "held: someone else's line has exactly this quantity"
DOUBLE: Final = "possible double payment: someone else's line has the same code"
FOREIGN_DAYS: Final = "days were entered by someone else; left as they are"
PAID_DAYS: Final = "days of a paid wage period are not changed"


@dataclass(frozen=True, slots=True)
class Action:
    """One step for one line. `keep` and `leave` write nothing; `leave` has a finding that says why.

    `write_id` is the last write of a line of ours, by which a person can settle it; `look_alike_ids` are the
    components of others for which a line is held.
    """

    kind: ActionKind
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    wanted_hundredths: int
    present_hundredths: int = 0
    nmbrs_component_id: str | None = None
    finding: str = ""
    write_id: int | None = None
    look_alike_ids: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether this action changes anything in Nmbrs."""
        return self.kind in WRITING


@dataclass(frozen=True, slots=True)
class Plan:
    """All actions for one company and wage period, by employee."""

    actions: tuple[Action, ...] = field(default=())

    @property
    def writing(self) -> tuple[Action, ...]:
        """The actions that change something in Nmbrs."""
        return tuple(action for action in self.actions if action.writes)

    def counts(self) -> dict[str, int]:
        """How many actions there are of each kind."""
        kinds = [action.kind for action in self.actions]
        return {kind: kinds.count(kind) for kind in (*WRITING, "keep", "leave")}

    def fingerprint(self) -> str:
        """A hash that is equal only for equal plans (semantics F3)."""
        text = "\n".join(repr(astuple(action)) for action in sorted(self.actions, key=repr))
        return hashlib.sha256(text.encode()).hexdigest()


def plan_company(wanted: Iterable[Wanted], present: Mapping[str, Present], scope: Scope) -> Plan:
    """Plan every employee; `present` is keyed by Nmbrs employee id."""
    return Plan(tuple(action for one in wanted for action in plan_employee(one, present[one.nmbrs_employee_id], scope)))


def plan_employee(wanted: Wanted, present: Present, scope: Scope) -> list[Action]:
    """The actions of one employee: deletions first, then changes, inserts and days."""
    actions = [*_component_actions(wanted, present, scope), *_days_actions(wanted, present, scope)]
    order = {kind: position for position, kind in enumerate((*WRITING, "keep", "leave"))}
    return sorted(actions, key=lambda action: order[action.kind])


def _component_actions(wanted: Wanted, present: Present, scope: Scope) -> list[Action]:
    there = {(one.component, one.component_id): one for one in present.components}
    ours = {(line.component, line.nmbrs_component_id) for line in wanted.own}
    foreign = [one for key, one in there.items() if key not in ours]
    due = due_lines(wanted, scope)
    actions: list[Action | None] = []
    for own in wanted.own:
        if scope.covers(own.measures):
            component = there.get((own.component, own.nmbrs_component_id))
            if scope.paid_stays:
                actions.append(_paid_action(own, component))
            else:
                actions.append(_own_action(own, due.pop(line_key(own), None), component))
    actions += [_new_action(line, wanted, foreign) for line in due.values()]
    return [action for action in actions if action is not None]


def _paid_action(own: OwnLine, there: PresentComponent | None) -> Action:
    """A paid line of ours is only looked at."""
    present = 0 if there is None else there.quantity_hundredths
    is_as_written = there is not None and present == own.quantity_hundredths
    kind: ActionKind = "keep" if is_as_written else "leave"
    finding = "" if is_as_written else REMOVED if there is None else CHANGED
    return replace(_on(own, kind, None, present, finding), wanted_hundredths=own.quantity_hundredths)


def _own_action(own: OwnLine, line: WageLine | None, there: PresentComponent | None) -> Action | None:
    """What to do with a line that the ledger knows as ours."""
    wanted = 0 if line is None else line.quantity_hundredths
    if there is None:
        return None if wanted == 0 else _on(own, "leave", line, 0, REMOVED)
    if there.quantity_hundredths != own.quantity_hundredths and there.quantity_hundredths != wanted:
        return _on(own, "leave", line, there.quantity_hundredths, CHANGED)
    if wanted == 0:
        return _on(own, "delete", line, there.quantity_hundredths)
    kind: ActionKind = "keep" if there.quantity_hundredths == wanted else "change"
    return _on(own, kind, line, there.quantity_hundredths)


def _on(own: OwnLine, kind: ActionKind, line: WageLine | None, present: int, finding: str = "") -> Action:
    return Action(
        kind,
        own.employee_id,
        own.nmbrs_employee_id,
        own.component,
        own.code,
        own.cost_center_id,
        own.measures if line is None else line.measures,
        0 if line is None else line.quantity_hundredths,
        present,
        own.nmbrs_component_id,
        finding,
        own.write_id,
    )


def _new_action(line: WageLine, wanted: Wanted, foreign: Sequence[PresentComponent]) -> Action:
    """What to do with a line that is to be added."""
    own_codes = {(own.component, own.code) for own in (*wanted.own, *wanted.elsewhere)}
    same_code = [
        one
        for one in foreign
        if (one.component, one.code) == (line.component, line.code)
        and (one.component, one.component_id) not in wanted.not_foreign | wanted.ignored
    ]
    exact = tuple(one.component_id for one in same_code if one.quantity_hundredths == line.quantity_hundredths)
    held = bool(exact) and (line.component, line.code) not in own_codes
    finding = HELD if held else DOUBLE if same_code else ""
    return Action(
        "leave" if held else "insert",
        line.employee_id,
        line.nmbrs_employee_id,
        line.component,
        line.code,
        line.cost_center_id,
        line.measures,
        line.quantity_hundredths,
        finding=finding,
        look_alike_ids=exact if held else (),
    )


def days_are_ours(own: OwnDays | None, present: Present) -> bool:
    """Days have no id: they are ours when Nmbrs' value is our last confirmed one, or 0 and never written (F2)."""
    return present.days * 100 == (0 if own is None else own.days_hundredths)


def _days_actions(wanted: Wanted, present: Present, scope: Scope) -> list[Action]:
    """One action for the days, where any are wanted or ours."""
    if not scope.covers("worked_days"):
        return []
    line = next((one for one in wanted.lines if one.component == "days"), None)
    own = wanted.own_days
    if line is None and own is None:
        return []
    if not scope.days_are_set:
        return _paid_days_actions(wanted, line, own)
    there = present.days * 100
    ours = days_are_ours(own, present)
    back = 0 if own is None else own.before_hundredths
    wish = back if line is None else line.quantity_hundredths
    finding = "" if ours else FOREIGN_DAYS
    return [_days("leave" if finding else "keep" if there == wish else "set_days", wanted, wish, there, finding)]


def _paid_days_actions(wanted: Wanted, line: WageLine | None, own: OwnDays | None) -> list[Action]:
    """Days of a paid wage period: a difference from what we set is told, and nothing is written (F7)."""
    total = 0 if line is None else line.quantity_hundredths
    sent = 0 if own is None else own.days_hundredths
    return [] if total == sent else [_days("leave", wanted, total, sent, PAID_DAYS)]


def _days(kind: ActionKind, wanted: Wanted, wish: int, there: int, finding: str) -> Action:
    person = (wanted.employee_id, wanted.nmbrs_employee_id)
    return Action(kind, *person, "days", 0, "", "worked_days", wish, there, finding=finding)
