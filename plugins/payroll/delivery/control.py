"""The control lines: source, wanted and Nmbrs side by side; their differences are the proof (semantics F5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from payroll.delivery.plan import Plan, days_are_ours
from payroll.delivery.present import Present
from payroll.delivery.wanted import Scope, Wanted
from payroll.ledger.results import ControlLine


class PersonLine(NamedTuple):
    """What makes a line: one employee, component type, code and cost centre."""

    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str


@dataclass
class _Sums:
    employee_id: str
    measures: str = ""
    source: int = 0
    wanted: int = 0
    nmbrs: int = 0
    foreign: int = 0
    is_left_out: bool = False


def control_lines(
    wanted: Iterable[Wanted],
    present: Mapping[str, Present],
    plan: Plan,
    scope: Scope,
    our_codes: Collection[tuple[str, int]],
) -> list[ControlLine]:
    """One line per employee, component, code and cost centre that is wanted, ours, or foreign on a code of ours.

    Args:
        wanted: what every employee is to have, with the lines that the ledger now knows as ours.
        present: what was read back, by Nmbrs employee id.
        plan: the plan of this run, for its findings.
        scope: the lines that this run may touch; others are left out.
        our_codes: the mapped (component, code) pairs of the company; none where lines of others are no question.
    """
    findings = {
        PersonLine(action.nmbrs_employee_id, action.component, action.code, action.cost_center_id): action.finding
        for action in plan.actions
        if action.finding
    }
    lines = []
    for one in wanted:
        sums = _employee_sums(one, present[one.nmbrs_employee_id], scope, our_codes)
        lines += [_line(key, row, findings.get(key, "")) for key, row in sorted(sums.items())]
    return lines


def total_difference(lines: Iterable[ControlLine]) -> int:
    """The sum of the absolute differences, in hundredths; the proof needs 0."""
    return sum(abs(line.difference_hundredths) for line in lines)


def _employee_sums(
    one: Wanted, present: Present, scope: Scope, our_codes: Collection[tuple[str, int]]
) -> dict[PersonLine, _Sums]:
    sums: dict[PersonLine, _Sums] = defaultdict(lambda: _Sums(one.employee_id))
    for line in one.lines:
        if scope.covers(line.measures):
            row = sums[PersonLine(one.nmbrs_employee_id, line.component, line.code, line.cost_center_id)]
            row.source, row.wanted, row.measures = line.source_hundredths, line.quantity_hundredths, line.measures
    _add_components(sums, one, present, scope)
    _add_foreign(sums, one, present, our_codes)
    _add_days(sums, one, present, scope)
    return sums


def _add_components(sums: dict[PersonLine, _Sums], one: Wanted, present: Present, scope: Scope) -> None:
    """Our components go to their own line: those that were read back, and those that stand in another period."""
    own = {(line.component, line.nmbrs_component_id): line for line in one.own}
    there = [(own.get((each.component, each.component_id)), each.quantity_hundredths) for each in present.components]
    for line, quantity in [*there, *((line, line.quantity_hundredths) for line in one.elsewhere)]:
        if line is not None and scope.covers(line.measures):
            row = sums[PersonLine(one.nmbrs_employee_id, line.component, line.code, line.cost_center_id)]
            row.nmbrs += quantity
            row.measures = row.measures or line.measures


def _add_foreign(
    sums: dict[PersonLine, _Sums], one: Wanted, present: Present, our_codes: Collection[tuple[str, int]]
) -> None:
    """A component of someone else on a code of ours goes to the first line of its code."""
    known = {(line.component, line.nmbrs_component_id) for line in one.own} | one.not_foreign
    for there in present.components:
        if (there.component, there.component_id) not in known and (there.component, there.code) in our_codes:
            same = sorted(key for key in sums if key[1:3] == (there.component, there.code))
            key = same[0] if same else PersonLine(one.nmbrs_employee_id, there.component, there.code, "")
            sums[key].foreign += there.quantity_hundredths


def _add_days(sums: dict[PersonLine, _Sums], one: Wanted, present: Present, scope: Scope) -> None:
    """Days that are not ours stand in the column of others; those and paid days are left out of the proof."""
    key = PersonLine(one.nmbrs_employee_id, "days", 0, "")
    there = present.days * 100 if scope.days_are_set else 0
    if not scope.covers("worked_days") or (key not in sums and one.own_days is None and there == 0):
        return
    row = sums[key]
    row.measures = "worked_days"
    if not scope.days_are_set:
        row.nmbrs, row.is_left_out = 0 if one.own_days is None else one.own_days.days_hundredths, True
    elif days_are_ours(one.own_days, present):
        row.nmbrs = there
    else:
        row.foreign, row.is_left_out = there, True


def _line(key: PersonLine, row: _Sums, finding: str) -> ControlLine:
    difference = 0 if row.is_left_out else row.nmbrs - row.wanted
    return ControlLine(
        row.employee_id,
        key.nmbrs_employee_id,
        key.component,
        key.code,
        key.cost_center_id,
        row.measures,
        row.source,
        row.wanted,
        row.nmbrs,
        row.foreign,
        difference,
        finding,
    )
