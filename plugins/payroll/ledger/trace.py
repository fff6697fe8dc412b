"""From a time entry to the components in Nmbrs that pay it, and back (semantics F9): what the ledger knows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Engine, Select, exists, literal_column, select, text

from payroll.ledger.schema import (
    coverage_entries,
    entry_exports,
    export_runs,
    ledger_writes,
    look_alikes,
    plan_approvals,
    wage_lines,
)

_ROWS, _RUNS, _WRITES, _MARKS = coverage_entries.c, export_runs.c, ledger_writes.c, entry_exports.c


class LineOfPeriod(NamedTuple):
    """A wage line for the hours of one wage period: one employee, component type, code and cost centre."""

    company_id: str
    wage_period: str
    employee_id: str
    component: str
    code: int
    cost_center_id: str


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """Where one (entry, part, measure, type) ended in the last calculation of a company and wage period.

    `quantity` is minutes or a count, as `unit` says; `work_date` is empty in rows of before it was kept.
    """

    run_id: str
    company_id: str
    wage_period: str
    time_entry_id: str
    part: int
    measure: str
    type: str
    employee_id: str
    bucket: str
    component: str
    code: int
    cost_center_id: str
    unit: str
    quantity: int
    work_date: date | None

    @property
    def line(self) -> LineOfPeriod:
        """The line that the row adds to."""
        key = (self.employee_id, self.component, self.code, self.cost_center_id)
        return LineOfPeriod(self.company_id, self.wage_period, *key)


@dataclass(frozen=True, slots=True)
class ExportedMark:
    """What of an entry is in Nmbrs: its component (None for days), the wage period that pays it, and since when."""

    company_id: str
    wage_period: str
    target_period: str
    part: int
    measure: str
    type: str
    component: str
    nmbrs_component_id: str | None
    exported_at: datetime


@dataclass(frozen=True, slots=True)
class CalculatedLine:
    """What a run calculated for a line; `exact_sixtieths` is before the one rounding."""

    run_id: str
    kind: str
    started_at: datetime
    nmbrs_employee_id: str
    measures: str
    exact_sixtieths: int
    quantity_hundredths: int


@dataclass(frozen=True, slots=True)
class TracedWrite:
    """A write to Nmbrs with the run that made it, and who started and approved that run."""

    write_id: int
    wage_period: str
    target_period: str
    nmbrs_employee_id: str
    action: str
    quantity_hundredths: int
    previous_hundredths: int | None
    nmbrs_component_id: str | None
    state: str
    error_code: int | None
    sent_at: datetime | None
    settled_at: datetime | None
    run_id: str
    kind: str
    started_by: str
    person: str | None
    reason: str | None
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class OthersComponent:
    """A component that is not ours, as an export came across it; `why` is a held line's state, or `before`."""

    component: str
    company_id: str
    target_period: str
    employee_id: str
    nmbrs_employee_id: str
    why: str
    number: int
    decided_by: str | None


_Found = TypeVar("_Found", CoveredRow, ExportedMark, CalculatedLine, TracedWrite, OthersComponent)


@dataclass(frozen=True)
class Trace:
    """Follows an entry, a line or a component through coverage, marks and writes."""

    engine: Engine

    def rows_of_entry(self, time_entry_id: str) -> list[CoveredRow]:
        """Where the parts of a time entry ended, by company and wage period."""
        query = _covered().where(_ROWS.time_entry_id == time_entry_id)
        order = (_RUNS.company_id, _RUNS.wage_period, _ROWS.part, _ROWS.coverage_entry_id)
        return self._all(CoveredRow, query.order_by(*order))

    def marks_of_entry(self, time_entry_id: str) -> list[ExportedMark]:
        """What of a time entry is in Nmbrs."""
        query = select(*(_MARKS[one.name] for one in fields(ExportedMark)))
        return self._all(ExportedMark, query.where(_MARKS.time_entry_id == time_entry_id))

    def rows_of_line(self, line: LineOfPeriod) -> list[CoveredRow]:
        """The rows that add up in a line, as they were calculated last."""
        of_line = [
            _ROWS[name] == getattr(line, name) for name in ("employee_id", "component", "code", "cost_center_id")
        ]
        query = _covered().where(_ROWS.run_id == _last_calculation(line), _ROWS.bucket == "exported", *of_line)
        return self._all(CoveredRow, query.order_by(_ROWS.work_date, _ROWS.time_entry_id, _ROWS.coverage_entry_id))

    def calculated(self, line: LineOfPeriod) -> CalculatedLine | None:
        """What the last calculation of the wage period made of a line; None where it has no such line."""
        table = wage_lines.c
        names = ("nmbrs_employee_id", "measures", "exact_sixtieths", "quantity_hundredths")
        query = (
            select(table.run_id, _RUNS.kind, _RUNS.started_at, *(table[name] for name in names))
            .join(export_runs, _RUNS.run_id == table.run_id)
            .where(
                table.run_id == _last_calculation(line),
                *(
                    table[name] == getattr(line, name)
                    for name in ("employee_id", "component", "code", "cost_center_id")
                ),
            )
        )
        found = self._all(CalculatedLine, query)
        return found[0] if found else None

    def writes_of_line(self, line: LineOfPeriod) -> list[TracedWrite]:
        """Every write that pays a line, in whichever wage period it stands, oldest first."""
        query = _written().where(*(_WRITES[name] == value for name, value in line._asdict().items()))
        return self._all(TracedWrite, query.order_by(_WRITES.write_id))

    def lines_of_component(self, nmbrs_component_id: str) -> list[LineOfPeriod]:
        """The lines that a component of ours pays: at most one per component type, whose ids are apart."""
        # The condition stands as text, so that SQLite sees that it is the one of its partial index.
        is_insert = text("action = 'insert' AND state = 'confirmed'")
        where = (_WRITES.component.in_(("hours", "wage")), _WRITES.nmbrs_component_id == nmbrs_component_id)
        query = select(*(_WRITES[name] for name in LineOfPeriod._fields)).where(is_insert, *where)
        with self.engine.connect() as connection:
            return sorted(LineOfPeriod(*row) for row in connection.execute(query))

    def others(self, nmbrs_component_id: str) -> list[OthersComponent]:
        """Where an export came across a component that is not ours: held for it, or there before an insert.

        It reads every write where nothing of ours has the id; a person asks this about one component.
        """
        shown = f'"{nmbrs_component_id}"'
        held, sent = look_alikes.c, ledger_writes.c
        place = ("component", "company_id", "target_period", "employee_id", "nmbrs_employee_id")
        looked = select(
            *(held[name] for name in place),
            held.state.label("why"),
            held.look_alike_id.label("number"),
            held.decided_by,
        ).where(held.component_ids.contains(shown, autoescape=True))
        there = select(
            *(sent[name] for name in place),
            literal_column("'before'").label("why"),
            sent.write_id.label("number"),
            literal_column("NULL").label("decided_by"),
        ).where(sent.ids_before.contains(shown, autoescape=True), sent.component != "days")
        found = self._all(OthersComponent, looked.order_by(held.look_alike_id))
        first = there.order_by(sent.write_id).limit(1)
        return found or self._all(OthersComponent, first)

    def _all(self, kind: type[_Found], query: Select[Any]) -> list[_Found]:
        with self.engine.connect() as connection:
            return [kind(**row) for row in connection.execute(query).mappings()]


def _covered() -> Select[Any]:
    names = [one.name for one in fields(CoveredRow) if one.name not in ("company_id", "wage_period")]
    columns = (_RUNS.company_id, _RUNS.wage_period, *(_ROWS[name] for name in names))
    return select(*columns).join_from(coverage_entries, export_runs, _RUNS.run_id == _ROWS.run_id)


def _last_calculation(line: LineOfPeriod) -> Any:  # noqa: ANN401
    """The one run of the line's company and wage period whose rows are kept."""
    has_rows = exists().where(_ROWS.run_id == _RUNS.run_id)
    same = (_RUNS.company_id == line.company_id, _RUNS.wage_period == line.wage_period, has_rows)
    return select(_RUNS.run_id).where(*same).order_by(_RUNS.started_at.desc()).limit(1).scalar_subquery()


def _written() -> Select[Any]:
    of_run = ("kind", "started_by", "person", "reason")
    names: Sequence[str] = [one.name for one in fields(TracedWrite) if one.name not in (*of_run, "approved_by")]
    columns = (*(_WRITES[name] for name in names), *(_RUNS[name] for name in of_run))
    approval = plan_approvals.c
    # An approved plan expires when a later run goes on without it.
    is_approval = (approval.run_id == _WRITES.run_id) & (approval.state != "rejected")
    return (
        select(*columns, approval.decided_by.label("approved_by"))
        .join_from(ledger_writes, export_runs, _RUNS.run_id == _WRITES.run_id)
        .outerjoin(plan_approvals, is_approval)
    )
