"""What a run wants for each employee, together with what the ledger knows as ours, and what of it is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine


class LineKey(NamedTuple):
    """What makes a line of one employee: component type, code and cost centre (semantics B3)."""

    component: str
    code: int
    cost_center_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one employee is to have for the hours of a wage period, and what the ledger knows of it.

    Args:
        employee_id, nmbrs_employee_id: the person, here and there.
        lines: the new totals of the wage period.
        own: our lines that pay it and stand in the period that is written to.
        elsewhere: our lines that pay it and stand in another period: corrections, or what they correct.
        own_days: the days that we last set for it.
        not_foreign: our components in the period that is written to that pay other hours: component type and id.
        ignored: components there that look like ours, and a person said that they are not: component type and id.
    """

    employee_id: str
    nmbrs_employee_id: str
    lines: tuple[WageLine, ...] = ()
    own: tuple[OwnLine, ...] = ()
    elsewhere: tuple[OwnLine, ...] = ()
    own_days: OwnDays | None = None
    not_foreign: frozenset[tuple[str, str]] = frozenset()
    ignored: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lines a run may touch, and how.

    Args:
        selected: only lines of these measures; None for all of them (semantics C2).
        paid_stays: a locked run has paid our lines: they are never changed, only the difference is added (F7).
        days_are_set: whether days may be written; where not, a difference is only told (F7).
    """

    selected: frozenset[str] | None = None
    paid_stays: bool = False
    days_are_set: bool = True

    def covers(self, measures: str) -> bool:
        """Whether a line of these measures is in scope."""
        return self.selected is None or not self.selected.isdisjoint(measures.split(","))


def wanted_by_employee(
    lines: Iterable[WageLine],
    own: Iterable[OwnLine],
    own_days: Iterable[OwnDays],
    target_period: str,
    neighbours: Iterable[OwnLine] = (),
    ignored: frozenset[tuple[str, str]] = frozenset(),
) -> dict[str, Wanted]:
    """Everyone with a wanted line, a line of ours or days of ours, by Nmbrs employee id.

    Args:
        lines: the totals of the wage period.
        own: our lines that pay it, wherever they stand.
        own_days: the days that we set for it.
        target_period: the wage period that is written to.
        neighbours: our lines that stand there and pay other hours.
        ignored: components there of which a person said that they are not ours (component type, id).
    """
    people: dict[str, str] = {}
    grouped: dict[str, list[WageLine]] = defaultdict(list)
    here: dict[str, list[OwnLine]] = defaultdict(list)
    elsewhere: dict[str, list[OwnLine]] = defaultdict(list)
    days: dict[str, OwnDays] = {}
    for line in lines:
        grouped[line.nmbrs_employee_id].append(line)
        people[line.nmbrs_employee_id] = line.employee_id
    for component in own:
        place = here if component.target_period == target_period else elsewhere
        place[component.nmbrs_employee_id].append(component)
        people.setdefault(component.nmbrs_employee_id, component.employee_id)
    for one in own_days:
        days[one.nmbrs_employee_id] = one
        people.setdefault(one.nmbrs_employee_id, one.employee_id)
    others: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for component in neighbours:
        others[component.nmbrs_employee_id].add((component.component, component.nmbrs_component_id))
    return {
        nmbrs_id: Wanted(
            employee_id,
            nmbrs_id,
            tuple(grouped[nmbrs_id]),
            tuple(here[nmbrs_id]),
            tuple(elsewhere[nmbrs_id]),
            days.get(nmbrs_id),
            frozenset(others[nmbrs_id]),
            ignored,
        )
        for nmbrs_id, employee_id in sorted(people.items())
    }


def due_lines(wanted: Wanted, scope: Scope) -> dict[LineKey, WageLine]:
    """What is to stand in the period that is written to: the new totals, less what already pays them (F8).

    Lines that come to nothing are left out; a total that became smaller than what is paid gives a negative line.
    """
    paid = wanted.elsewhere + (wanted.own if scope.paid_stays else ())
    due = {line_key(line): line for line in wanted.lines if line.component != "days" and scope.covers(line.measures)}
    for own in paid:
        if scope.covers(own.measures):
            line = due.get(line_key(own)) or _nothing_of(own)
            due[line_key(own)] = replace(line, quantity_hundredths=line.quantity_hundredths - own.quantity_hundredths)
    return {key: line for key, line in due.items() if line.quantity_hundredths}


def line_key(line: WageLine | OwnLine) -> LineKey:
    """What makes a line of one employee."""
    return LineKey(line.component, line.code, line.cost_center_id)


def _nothing_of(own: OwnLine) -> WageLine:
    """A line of ours whose total is nothing any more."""
    return WageLine(
        own.employee_id, own.nmbrs_employee_id, own.component, own.code, own.cost_center_id, own.measures, 0, 0
    )
