"""What the source itself counts and adds up, in SQL, for the checks to hold the frames against."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, Final

import sqlalchemy as sa

from payroll.workforce.schema import ENTRY_ALLOWANCES, ENTRY_MEALS, TIME_ENTRIES
from payroll.workforce.selection import EntrySelection

MINUTE_MS: Final = 60_000


@dataclass(frozen=True)
class SourceTotals:
    """Counts and sums over the selected entries.

    Args:
        entries, approved_entries: number of time entries, and of approved ones.
        minutes, break_minutes: sums of these columns; an empty value adds nothing.
        paid_minutes: by rule B2, worked out by the database: given minutes, else elapsed ones less the break.
        meal_rows, meals: number of rows, and sum of quantities.
        allowance_rows, allowance_minutes: number of rows, and sum of minutes.
    """

    entries: int = 0
    approved_entries: int = 0
    minutes: int = 0
    break_minutes: int = 0
    paid_minutes: int = 0
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
            _sum(_paid_minutes(connection.dialect.name)),
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


def _paid_minutes(dialect: str) -> sa.ColumnElement[Any]:
    entry = TIME_ENTRIES.c
    elapsed = _elapsed_minutes_sqlite() if dialect == "sqlite" else _elapsed_minutes()
    return sa.func.coalesce(entry.minutes, elapsed - sa.func.coalesce(entry.break_minutes, 0), 0)


def _elapsed_minutes() -> sa.ColumnElement[Any]:
    seconds = sa.extract("epoch", TIME_ENTRIES.c.ends_at) - sa.extract("epoch", TIME_ENTRIES.c.starts_at)
    return sa.cast(sa.func.floor(seconds / 60), sa.BigInteger)


def _elapsed_minutes_sqlite() -> sa.ColumnElement[Any]:
    """Rounded down also where it is negative, as the wage rules do; SQLite's own division rounds towards zero."""
    milliseconds = _milliseconds(TIME_ENTRIES.c.ends_at) - _milliseconds(TIME_ENTRIES.c.starts_at)
    rest = (milliseconds % MINUTE_MS + MINUTE_MS) % MINUTE_MS
    return sa.cast((milliseconds - rest) / MINUTE_MS, sa.BigInteger)


def _milliseconds(moment: sa.Column[Any]) -> sa.ColumnElement[Any]:
    seconds = sa.cast(sa.func.strftime("%s", moment), sa.BigInteger)
    fraction = sa.cast(sa.func.substr(sa.func.strftime("%f", moment), 4), sa.BigInteger)
    return seconds * 1000 + fraction
