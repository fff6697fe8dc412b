"""The plan: what Nmbrs should hold, what it holds, and what the ledger knows as ours (semantics F1, F2).

Pure: it reads nothing and writes nothing. One call plans one employee.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Final, Literal

from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine

ActionKind = Literal["insert", "change", "delete", "set_days", "keep", "leave"]
WRITING: Final = ("delete", "change", "insert", "set_days")

REMOVED: Final = "removed in Nmbrs by someone else; left as it is"
CHANGED: Final = "changed in Nmbrs by someone else; left as it is"
HELD: Final = "held: someone else's line has exactly this quantity"
DOUBLE: Final = "possible double payment: someone else's line has the same code"
FOREIGN_DAYS: Final = "days were entered by someone else; left as they are"


@dataclass(frozen=True, slots=True)
class PresentComponent:
    """One component that Nmbrs holds now, in whole hundredths."""

    component_id: str
    component: str
    code: int
    quantity_hundredths: int


@dataclass(frozen=True, slots=True)
class Present:
    """What Nmbrs holds for one employee in one period."""

    components: tuple[PresentComponent, ...] = ()
    days: int = 0

    def ids(self, component: str) -> frozenset[str]:
        """The ids of the hour or the wage components."""
        return frozenset(one.component_id for one in self.components if one.component == component)


@dataclass(frozen=True, slots=True)
class Action:
    """One step for one line. `keep` and `leave` write nothing; `leave` has a finding that says why.

    `write_id` is the last write of a line of ours, by which a person can settle it.
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

    @property
    def writes(self) -> bool:
        """Whether this action changes anything in Nmbrs."""
        return self.kind in WRITING


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one employee is to have, and what the ledger knows of it."""

    employee_id: str
    nmbrs_employee_id: str
    lines: tuple[WageLine, ...] = ()
    own: tuple[OwnLine, ...] = ()
    own_days: OwnDays | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lines a run may touch: all of them, or only those of the selected measures (semantics C2)."""

    selected: frozenset[str] | None = None

    def covers(self, measures: str) -> bool:
        """Whether a line of these measures is in scope."""
        return self.selected is None or not self.selected.isdisjoint(measures.split(","))


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
    unmatched = {_key(line): line for line in wanted.lines if line.component != "days" and scope.covers(line.measures)}
    actions = []
    for own in wanted.own:
        if scope.covers(own.measures):
            line = unmatched.pop(_key(own), None)
            actions.append(_own_action(own, line, there.get((own.component, own.nmbrs_component_id))))
    own_codes = {(own.component, own.code) for own in wanted.own}
    actions += [_new_action(line, foreign, own_codes) for line in unmatched.values()]
    return [action for action in actions if action is not None]


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


def _new_action(line: WageLine, foreign: Sequence[PresentComponent], own_codes: set[tuple[str, int]]) -> Action:
    """What to do with a wanted line that we never wrote."""
    same_code = [one for one in foreign if (one.component, one.code) == (line.component, line.code)]
    exact = any(one.quantity_hundredths == line.quantity_hundredths for one in same_code)
    held = exact and (line.component, line.code) not in own_codes
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
    there = present.days * 100
    ours = days_are_ours(own, present)
    back = 0 if own is None else own.before_hundredths
    wish = back if line is None else line.quantity_hundredths
    finding = "" if ours else FOREIGN_DAYS
    kind: ActionKind = "leave" if finding else "keep" if there == wish else "set_days"
    return [
        Action(
            kind,
            wanted.employee_id,
            wanted.nmbrs_employee_id,
            "days",
            0,
            "",
            "worked_days",
            wish,
            there,
            finding=finding,
        )
    ]


def _key(line: WageLine | OwnLine) -> tuple[str, int, str]:
    return line.component, line.code, line.cost_center_id
