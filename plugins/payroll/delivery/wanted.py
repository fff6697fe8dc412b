"""Bring together, per employee, what a run wants and what the ledger knows as ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from payroll.delivery.plan import Wanted
from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine


def wanted_by_employee(
    lines: Iterable[WageLine], own: Iterable[OwnLine], own_days: Iterable[OwnDays]
) -> dict[str, Wanted]:
    """Everyone with a wanted line, a line of ours or days of ours, by Nmbrs employee id."""
    people: dict[str, str] = {}
    grouped: dict[str, list[WageLine]] = defaultdict(list)
    ours: dict[str, list[OwnLine]] = defaultdict(list)
    days: dict[str, OwnDays] = {}
    for line in lines:
        grouped[line.nmbrs_employee_id].append(line)
        people[line.nmbrs_employee_id] = line.employee_id
    for component in own:
        ours[component.nmbrs_employee_id].append(component)
        people.setdefault(component.nmbrs_employee_id, component.employee_id)
    for one in own_days:
        days[one.nmbrs_employee_id] = one
        people.setdefault(one.nmbrs_employee_id, one.employee_id)
    return {
        nmbrs_id: Wanted(employee_id, nmbrs_id, tuple(grouped[nmbrs_id]), tuple(ours[nmbrs_id]), days.get(nmbrs_id))
        for nmbrs_id, employee_id in sorted(people.items())
    }
