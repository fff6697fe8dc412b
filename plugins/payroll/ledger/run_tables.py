"""The tables of one run, a page at a time: searched, sorted and counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Engine, Row, Select, String, Table, case, cast, distinct, func, or_, select

from payroll.ledger.schema import control_lines, coverage, coverage_entries, late_changes, planned_actions
from transforms.columns import BUCKETS, EXPORTED

LEFT_OUT: Final = tuple(bucket for bucket in BUCKETS if bucket != EXPORTED)

LedgerRow = Row[Any]
"""A row of a table of the ledger, with a name for each column."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a table: words to search for, a column to sort by, and which page."""

    search: str = ""
    sort: str = ""
    descending: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a table, and how many rows the whole of it has."""

    rows: Sequence[Row[Any]]
    total: int


@dataclass(frozen=True)
class RunTables:
    """Reads what one run keeps: control lines, coverage, plan and late changes."""

    engine: Engine

    def control_lines(self, run_id: str, asked: Asked, *, only_open: bool = False) -> Rows:
        """The control report: lines that differ or have a finding first, unless another order is asked for.

        Args:
            run_id: whose lines.
            asked: search goes through employee, Nmbrs employee and code.
            only_open: leave out the lines that agree and have no finding.
        """
        table = control_lines.c
        is_well = (table.difference_hundredths == 0) & (table.finding == "")
        query = select(control_lines).where(table.run_id == run_id, *_found(control_lines, asked.search))
        if only_open:
            query = query.where(~is_well)
        gravest = (case((table.difference_hundredths != 0, 0), (table.finding != "", 1), else_=2),)
        order = (table.employee_id, table.component, table.code, table.control_line_id)
        return self._page(query, control_lines, asked, order if asked.sort else (*gravest, *order))

    def code_totals(self, run_id: str) -> Sequence[Row[Any]]:
        """Component, code, measures, people, and the five quantities of all lines of one code."""
        table = control_lines.c
        names = ("source", "wanted", "nmbrs", "foreign", "difference")
        sums = [func.sum(table[f"{name}_hundredths"]).label(f"{name}_hundredths") for name in names]
        open_lines = func.sum(case((table.difference_hundredths != 0, 1), else_=0)).label("open_lines")
        people = func.count(distinct(table.employee_id)).label("people")
        query = (
            select(table.component, table.code, func.max(table.measures).label("measures"), people, open_lines, *sums)
            .where(table.run_id == run_id)
            .group_by(table.component, table.code)
            .order_by(table.component, table.code)
        )
        return self._all(query)

    def coverage(self, run_id: str) -> Sequence[Row[Any]]:
        """Measure, type, bucket, rows."""
        table = coverage.c
        return self._all(
            select(table.measure, table.type, table.bucket, table["rows"].label("row_count")).where(
                table.run_id == run_id
            )
        )

    def left_out(self, run_id: str, asked: Asked, bucket: str = "") -> Rows:
        """What was read and not exported, by bucket; search goes through employee and time entry."""
        table = coverage_entries.c
        columns = ("time_entry_id", "employee_id", "measure", "type", "bucket", "work_date", "unit", "quantity")
        buckets = (bucket,) if bucket in LEFT_OUT else LEFT_OUT
        query = select(*(table[name] for name in columns)).where(table.run_id == run_id, table.bucket.in_(buckets))
        if asked.search:
            query = query.where(
                or_(_contains(table.employee_id, asked.search), _contains(table.time_entry_id, asked.search))
            )
        order = (table.bucket, table.employee_id, table.coverage_entry_id)
        return self._page(query, coverage_entries, asked, order)

    def plan(self, run_id: str, asked: Asked) -> Rows:
        """The plan of a run in the order in which it is carried out."""
        table = planned_actions.c
        query = select(planned_actions).where(table.run_id == run_id, *_found(planned_actions, asked.search))
        return self._page(query, planned_actions, asked, (table.planned_action_id,))

    def late_changes(self, run_ids: Sequence[str], wage_period: str, asked: Asked) -> Rows:
        """What these runs found changed in one wage period."""
        table = late_changes.c
        query = select(late_changes).where(table.run_id.in_(run_ids), table.wage_period == wage_period)
        query = query.where(*_found(late_changes, asked.search))
        return self._page(query, late_changes, asked, (table.employee_id, table.late_change_id))

    def day_totals(self, run_id: str) -> list[tuple[date, str, int]]:
        """Day, measure, exported minutes; rows of before the day was kept are left out."""
        table = coverage_entries.c
        query = (
            select(table.work_date, table.measure, func.sum(table.quantity))
            .where(table.run_id == run_id, table.bucket == EXPORTED, table.unit == "minutes")
            .where(table.work_date.is_not(None))
            .group_by(table.work_date, table.measure)
            .order_by(table.work_date)
        )
        return [(day, measure, int(minutes)) for day, measure, minutes in map(tuple, self._all(query))]

    def _page(self, query: Select[Any], table: Table, asked: Asked, order: Sequence[Any]) -> Rows:
        count = select(func.count()).select_from(query.order_by(None).subquery())
        if asked.sort in table.c:
            column = table.c[asked.sort]
            order = (column.desc() if asked.descending else column.asc(), *order)
        with self.engine.connect() as connection:
            total = int(connection.scalar(count) or 0)
            rows = connection.execute(query.order_by(*order).limit(asked.limit).offset(asked.offset)).all()
        return Rows(rows, total)

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()


def _found(table: Table, search: str) -> list[Any]:
    if not search:
        return []
    names = ("employee_id", "nmbrs_employee_id", "measures")
    texts = [_contains(table.c[name], search) for name in names]
    return [or_(*texts, cast(table.c.code, String) == search)]


def _contains(column: Any, search: str) -> Any:  # noqa: ANN401
    return column.icontains(search, autoescape=True)
