"""What people are to be paid, worked out slowly and on its own: nothing of the product is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Final

from company import PEOPLE, Entry, Roster

# Personnel number, hour or wage component, code → quantity; days stand under code 0.
Lines = dict[tuple[int, str, int], Decimal]
NUMBERS: Final = {one: number for number, one in enumerate(PEOPLE, start=1)}
HOURS, WAGES, DAYS = "hour_components", "wage_components", "days"
DINNER: Final = Decimal("3.95")


def expected_lines(roster: Roster, month: int) -> Lines:
    """The lines of one month, those of quantity 0 left out."""
    lines: Lines = defaultdict(Decimal)
    days: dict[int, set[int]] = defaultdict(set)
    for entry in roster.entries:
        if entry.is_approved and entry.month == month:
            _add(lines, entry, roster.contracts[entry.employee_id])
            if entry.kind == "worked":
                days[NUMBERS[entry.employee_id]].add(entry.day)
    for number, worked in days.items():
        lines[number, DAYS, 0] = Decimal(len(worked))
    return {key: quantity for key, quantity in lines.items() if quantity}


def _add(lines: Lines, entry: Entry, contract: str) -> None:
    number, hours = NUMBERS[entry.employee_id], Decimal(entry.minutes) / 60
    if contract == "fixed":
        if entry.kind == "sick":
            lines[number, HOURS, 3070] += hours
        return
    lines[number, HOURS, {"worked": 2100, "leave": 4100, "sick": 3170}[entry.kind]] += hours
    lines[number, HOURS, 2110] += Decimal(entry.evening_minutes) / 60
    lines[number, WAGES, 5100] += entry.dinners * DINNER


def added_up(held: Counter[tuple[object, ...]], *periods: int) -> Lines:
    """Our own lines of these periods, added up by code."""
    lines: Lines = defaultdict(Decimal)
    for one, times in held.items():
        if one[1] == DAYS:
            number, _, _, period, days = one
            key, quantity, is_ours = (number, DAYS, 0), days, True
        else:
            number, kind, _, period, code, _, quantity, by = one
            key, is_ours = (number, kind, code), by == "us"
        if is_ours and period in periods:
            lines[key] += times * Decimal(str(quantity))  # type: ignore[index]
    return {key: quantity for key, quantity in lines.items() if quantity}
