"""What the source itself counts and adds up, in SQL, for the checks to hold the frames against."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

import sqlalchemy as sa

from payroll.workforce.schema import ENTRY_ALLOWANCES, ENTRY_MEALS, TIME_ENTRIES
from payroll.workforce.selection import EntrySelection


@dataclass(frozen=True)
class SourceTotals:
    """Counts and sums over the selected entries.

    Args:
        entries, approved_entries: number of time entries, and of approved ones.
        minutes, break_minutes: sums of these columns; an empty value adds nothing.
        meal_rows, meals: number of rows, and sum of quantities.
        allowance_rows, allowance_minutes: number of rows, and sum of minutes.
    """

    entries: int = 0
    approved_entries: int = 0
    minutes: int = 0
    break_minutes: int = 0
    meal_rows: int = 0
    meals: int = 0
    allowance_rows: int = 0
    allowance_minutes: int = 0

    def __add__(self, other: SourceTotals) -> SourceTotals:
        return SourceTotals(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def source_totals(connection: sa.Connection, selection: EntrySelection) -> SourceTotals:
    """Let the database count and add what a selection reads."""
    return sum((_totals(connection, condition) for condition in selection.conditions()), SourceTotals())


def _totals(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> SourceTotals:
    queries = (
        sa.select(
            sa.func.count(),
            _sum(sa.case((TIME_ENTRIES.c.is_approved, 1), else_=0)),
            _sum(TIME_ENTRIES.c.minutes),
            _sum(TIME_ENTRIES.c.break_minutes),
        ).select_from(TIME_ENTRIES),
        _rows_and_sum(ENTRY_MEALS, ENTRY_MEALS.c.quantity),
        _rows_and_sum(ENTRY_ALLOWANCES, ENTRY_ALLOWANCES.c.minutes),
    )
    rows = (connection.execute(query.where(condition)).one() for query in queries)
    return SourceTotals(*(int(number) for row in rows for number in row))


def _rows_and_sum(table: sa.Table, quantity: sa.Column[Any]) -> sa.Select[*tuple[Any, ...]]:
    joined = table.join(TIME_ENTRIES, table.c.time_entry_id == TIME_ENTRIES.c.id)
    return sa.select(sa.func.count(), _sum(quantity)).select_from(joined)


def _sum(number: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.coalesce(sa.func.sum(number), 0)
