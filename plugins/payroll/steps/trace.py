"""Follow a time entry to Nmbrs, or a component in Nmbrs back to its time entries, by the ledger (semantics F9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from payroll.config.errors import ConfigError
from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger.trace import (
    CalculatedLine,
    CoveredRow,
    ExportedMark,
    LineOfPeriod,
    OthersComponent,
    Trace,
    TracedWrite,
)
from payroll.steps.entries_of_line import LineSum, line_sum
from payroll.steps.errors import UsageError
from payroll.steps.services import Services


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One (part, measure, type) of a time entry in one wage period.

    `row` is where it ended, None where it is read no more; `mark` is what of it is in Nmbrs, None where nothing is.
    """

    company_id: str
    wage_period: str
    part: int
    measure: str
    type: str
    row: CoveredRow | None
    mark: ExportedMark | None


@dataclass(frozen=True, slots=True)
class OwnComponent:
    """A component of a line that is in Nmbrs, by the ledger, and the wage period in which it stands."""

    nmbrs_component_id: str | None
    target_period: str
    quantity_hundredths: int


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A wage line with what makes it, what pays it, and every write.

    Args:
        line: the line.
        calculated: what the last calculation of its wage period made of it.
        total: its entries beside it; None where nothing was calculated.
        rows: the entries' rows that add up in it.
        writes: every write that pays it, oldest first.
    """

    line: LineOfPeriod
    calculated: CalculatedLine | None
    total: LineSum | None
    rows: tuple[CoveredRow, ...]
    writes: tuple[TracedWrite, ...]

    @property
    def nmbrs_employee_id(self) -> str:
        """The person in Nmbrs, as last written or calculated."""
        if self.writes:
            return self.writes[-1].nmbrs_employee_id
        return "" if self.calculated is None else self.calculated.nmbrs_employee_id

    @property
    def in_nmbrs(self) -> tuple[OwnComponent, ...]:
        """The components that pay the line, as last confirmed; the days of an employee as one without an id."""
        newest = {one.nmbrs_component_id: one for one in self.writes if one.state == "confirmed"}
        return tuple(
            OwnComponent(one.nmbrs_component_id, one.target_period, one.quantity_hundredths)
            for one in newest.values()
            if one.action != "delete"
        )

    @property
    def in_nmbrs_hundredths(self) -> int:
        """What all of its components come to."""
        return sum(one.quantity_hundredths for one in self.in_nmbrs)


@dataclass(frozen=True, slots=True)
class TracedEntry:
    """A time entry: where each row of it ended, and the lines that they are part of."""

    time_entry_id: str
    rows: tuple[TracedRow, ...]
    lines: tuple[TracedLine, ...]


@dataclass(frozen=True, slots=True)
class TracedComponent:
    """A component id: our lines with it, at most one per component type, and components of others with it."""

    nmbrs_component_id: str
    lines: tuple[TracedLine, ...]
    others: tuple[OthersComponent, ...]


def trace_entry(services: Services, time_entry_id: str) -> TracedEntry:
    """Follow a time entry to the components in Nmbrs that pay it.

    Raises:
        UsageError: no calculation that is kept has read such an entry, and nothing of it is in Nmbrs.
    """
    trace = Trace(services.ledger.engine)
    rows, marks = trace.rows_of_entry(time_entry_id), trace.marks_of_entry(time_entry_id)
    if not rows and not marks:
        raise UsageError(
            f"The ledger does not know time entry {time_entry_id}. Either no export of its wage period has read it "
            "yet, or it was deleted and taken out again, or the id is another one. Look for it in the source, and run "
            "`payroll export --wage-period KEY --dry-run` for the wage period of its work date."
        )
    lines = {row.line: None for row in rows if row.bucket == "exported"}
    for mark in marks:
        own = trace.lines_of_component(mark.nmbrs_component_id) if mark.nmbrs_component_id else []
        lines |= {line: None for line in own if line.component == mark.component}
    traced = tuple(_line(services.config, trace, line) for line in lines)
    return TracedEntry(time_entry_id, tuple(_with_marks(rows, marks)), traced)


def trace_component(services: Services, nmbrs_component_id: str) -> TracedComponent:
    """Follow a component in Nmbrs back to the line, the runs and the time entries that it pays.

    Hours and wage components are numbered apart in Nmbrs, so one id can be two of ours.

    Raises:
        UsageError: the ledger never saw such a component.
    """
    trace = Trace(services.ledger.engine)
    lines = trace.lines_of_component(nmbrs_component_id)
    ours = {line.component for line in lines}
    others = [one for one in trace.others(nmbrs_component_id) if one.component not in ours] if len(ours) < 2 else []
    if not lines and not others:
        raise UsageError(
            f"The ledger does not know component {nmbrs_component_id}: we did not write it, and no export came across "
            "it. It is somebody else's, or of another Nmbrs environment. Days have no component; they are shown with "
            "`payroll trace --entry ID`."
        )
    traced = tuple(_line(services.config, trace, line) for line in lines)
    return TracedComponent(nmbrs_component_id, traced, tuple(others))


def _with_marks(rows: Sequence[CoveredRow], marks: Sequence[ExportedMark]) -> Iterable[TracedRow]:
    """Rows with their marks; a mark of a row that is read no more stands alone."""
    left = {_key(one): one for one in marks}
    for row in rows:
        yield TracedRow(*_key(row), row, left.pop(_key(row), None))
    for mark in left.values():
        yield TracedRow(*_key(mark), None, mark)


def _key(one: CoveredRow | ExportedMark) -> tuple[str, str, int, str, str]:
    return one.company_id, one.wage_period, one.part, one.measure, one.type


def _line(config: PayrollConfig, trace: Trace, line: LineOfPeriod) -> TracedLine:
    rows, calculated = trace.rows_of_line(line), trace.calculated(line)
    total = None if calculated is None else line_sum(_company(config, line.company_id), line, rows, calculated)
    return TracedLine(line, calculated, total, tuple(rows), tuple(trace.writes_of_line(line)))


def _company(config: PayrollConfig, company_id: str) -> CompanyConfig | None:
    try:
        return config.company(company_id)
    except ConfigError:
        return None
