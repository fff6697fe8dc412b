"""What `payroll trace` says to people, as tables with sentences under them. Instants are UTC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from payroll.delivery.hundredths import to_decimal
from payroll.ledger.trace import CoveredRow, OthersComponent, TracedWrite
from payroll.steps.entries_of_line import LineSum
from payroll.steps.trace import TracedComponent, TracedEntry, TracedLine, TracedRow

_TWO_PLACES: Final = Decimal("0.01")
_OF_ENTRY: Final = (
    "Wage period", "Company", "Part", "Measure", "Type", "Ended as", "Quantity", "Goes to", "Nmbrs component",
    "Paid in", "Exported at",
)  # fmt: skip
_OF_WRITE: Final = (
    "Write", "Action", "Quantity", "State", "Nmbrs component", "Stands in", "Sent", "Settled", "Run", "Started by",
    "Approved by",
)  # fmt: skip
_OF_ROW: Final = ("Time entry", "Part", "Work date", "Measure", "Type", "Quantity")
_UNITS: Final = {"minutes": "minutes", "count": "pieces", "cents": "cents", "days": "days"}
_HELD: Final = {
    "held": "a line of ours is held because it looks the same (held line {number})",
    "adopted": "it was adopted as held line {number}, and is no line of ours any more",
    "ignored": "{by} decided that it stays theirs (held line {number})",
    "gone": "a line of ours was held for it (held line {number})",
    "before": "it was there before we sent our own line (write {number})",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a table under it, and sentences under that."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    sentences: Sequence[str] = ()


def entry_sections(traced: TracedEntry) -> Iterator[Section]:
    """A time entry: where its rows ended, then every line that it is part of."""
    yield Section(f"Time entry {traced.time_entry_id}", _OF_ENTRY, [_entry_row(one) for one in traced.rows])
    for line in traced.lines:
        yield _writes(line, [_together(line)])


def component_sections(traced: TracedComponent) -> Iterator[Section]:
    """A component: for each component type its line, the writes, and the time entries that add up in it."""
    for line in traced.lines:
        yield _writes(line, list(_stands(traced, line)))
        rows = [_row(row) for row in line.rows]
        yield Section("Time entries of the line, as they were calculated last", _OF_ROW, rows, [_together(line)])
    for other in traced.others:
        yield Section(_others_title(traced, other), (), (), [others_reason(other)])


def _entry_row(one: TracedRow) -> tuple[str, ...]:
    row, mark = one.row, one.mark
    ended = "read no more" if row is None else row.bucket.replace("_", " ")
    quantity = "" if row is None else _quantity(row)
    goes_to = "" if row is None or row.bucket != "exported" else _code(row.component, row.code, row.cost_center_id)
    absent = ("", "", "not in Nmbrs") if goes_to else ("", "", "")
    where = absent if mark is None else (mark.nmbrs_component_id or "", mark.target_period, _at(mark.exported_at))
    what = (one.wage_period, one.company_id, str(one.part), one.measure.replace("_", " "), one.type)
    return (*what, ended, quantity, goes_to, *where)


def _writes(line: TracedLine, sentences: Sequence[str]) -> Section:
    key = line.line
    title = (
        f"{_code(key.component, key.code, key.cost_center_id)} of employee {key.employee_id} "
        f"(Nmbrs {line.nmbrs_employee_id}), company {key.company_id}, {key.wage_period}"
    )
    return Section(title, _OF_WRITE, [_write_row(one) for one in line.writes], sentences)


def _write_row(one: TracedWrite) -> tuple[str, ...]:
    quantity = _two(one.quantity_hundredths)
    before = "" if one.previous_hundredths is None else f"{_two(one.previous_hundredths)} to "
    what = (str(one.write_id), one.action.replace("_", " "), f"{before}{quantity}", one.state)
    where = (one.nmbrs_component_id or "", one.target_period, _at(one.sent_at), _at(one.settled_at))
    return (*what, *where, f"{_kind(one)} {one.run_id}", _who(one.started_by, one.person), one.approved_by or "")


def _kind(one: TracedWrite) -> str:
    return one.kind.replace("_", " ") if one.reason is None else f"retroactive {one.kind.replace('_', ' ')}"


def _row(row: CoveredRow) -> tuple[str, ...]:
    day = "" if row.work_date is None else row.work_date.isoformat()
    return row.time_entry_id, str(row.part), day, row.measure.replace("_", " "), row.type, _quantity(row)


def _stands(traced: TracedComponent, line: TracedLine) -> Iterator[str]:
    """Where the component is now, and whose hours it pays."""
    found = next((one for one in line.in_nmbrs if one.nmbrs_component_id == traced.nmbrs_component_id), None)
    if found is None:
        yield f"Component {traced.nmbrs_component_id} is in Nmbrs no more."
        return
    corrects = found.target_period != line.line.wage_period
    pays = f"corrects {line.line.wage_period}" if corrects else f"pays {line.line.wage_period}"
    quantity = _two(found.quantity_hundredths)
    yield f"Component {traced.nmbrs_component_id} stands in {found.target_period} with {quantity} and {pays}."


def _together(line: TracedLine) -> str:
    """The time entries beside the line, and the line beside what Nmbrs holds by the ledger."""
    paid = ", ".join(
        f"{_two(one.quantity_hundredths)} in {one.target_period}"
        + (f" (component {one.nmbrs_component_id})" if one.nmbrs_component_id else "")
        for one in line.in_nmbrs
    )
    in_nmbrs = f"In Nmbrs, by the ledger: {paid or 'nothing'}."
    if line.calculated is None or line.total is None:
        return f"The last calculation has no such line. {in_nmbrs}"
    parts = [_sum(line.total, len(line.rows)), f"The line is {_two(line.calculated.quantity_hundredths)}.", in_nmbrs]
    if line.calculated.quantity_hundredths != line.in_nmbrs_hundredths:
        kind, at = line.calculated.kind.replace("_", " "), _at(line.calculated.started_at)
        parts.append(
            f"That is not what the {kind} of {at} calculated: it was not delivered, or not in full. The control "
            "report says why."
        )
    return " ".join(parts)


def _sum(total: LineSum, rows: int) -> str:
    unit = _UNITS[total.unit]
    if total.entries is None or total.difference is None:
        return f"{rows} rows; what they are worth cannot be told any more from the prices in the configuration."
    text = (
        f"{rows} rows add up to {shown_number(total.entries)} {unit}; rounding {shown_number(total.difference)} {unit}."
    )
    if total.is_complete:
        return text
    return f"{text} The line was calculated from something else: a price in the configuration has changed since."


def _others_title(traced: TracedComponent, other: OthersComponent) -> str:
    return f"Component {traced.nmbrs_component_id} ({other.component}) is somebody else's"


def others_reason(other: OthersComponent) -> str:
    """Whose component it is, and how an export came across it."""
    why = _HELD[other.why].format(number=other.number, by=other.decided_by or "somebody")
    return f"Employee {other.employee_id} (Nmbrs {other.nmbrs_employee_id}), {other.target_period}: {why}."


def _code(component: str, code: int, cost_center_id: str) -> str:
    shown = f"{component} {code}" if code else component
    return f"{shown}, cost centre {cost_center_id}" if cost_center_id else shown


def _quantity(row: CoveredRow) -> str:
    return f"{row.quantity} {'min' if row.unit == 'minutes' else 'x'}"


def _who(started_by: str, person: str | None) -> str:
    return f"{started_by} ({person})" if person and person not in started_by else started_by


def _at(instant: datetime | None) -> str:
    return "" if instant is None else f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def _two(hundredths: int) -> str:
    return str(to_decimal(hundredths))


def shown_number(value: Decimal) -> str:
    """An amount of two places; a third of a cent has no end."""
    return str(value.quantize(_TWO_PLACES, ROUND_HALF_UP))
