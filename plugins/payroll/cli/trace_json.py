"""What `payroll trace --json` says: one object; quantities are text of two places, instants ISO 8601 in UTC."""

from __future__ import annotations

from datetime import date
from typing import Final

from payroll.cli.trace_text import others_reason, shown_number
from payroll.delivery.hundredths import to_decimal
from payroll.ledger.trace import CoveredRow, OthersComponent, TracedWrite
from payroll.steps.entries_of_line import LineSum
from payroll.steps.trace import TracedComponent, TracedEntry, TracedLine, TracedRow

_COVERED: Final = ("employee_id", "work_date", "bucket", "unit", "quantity", "component", "code", "cost_center_id")


def entry_json(traced: TracedEntry) -> dict[str, object]:
    """A time entry, its rows, and the lines that they are part of."""
    rows = [_entry_row(one) for one in traced.rows]
    return {"time_entry_id": traced.time_entry_id, "rows": rows, "lines": [_line(one) for one in traced.lines]}


def component_json(traced: TracedComponent) -> dict[str, object]:
    """A component; its lines carry their time entries."""
    return {
        "nmbrs_component_id": traced.nmbrs_component_id,
        "lines": [_line(one) | {"entries": [_covered(row) for row in one.rows]} for one in traced.lines],
        "others": [_others(one) for one in traced.others],
    }


def _entry_row(one: TracedRow) -> dict[str, object]:
    row, mark = one.row, one.mark
    return {
        "company_id": one.company_id,
        "wage_period": one.wage_period,
        "part": one.part,
        "measure": one.measure,
        "type": one.type,
        **(dict.fromkeys(_COVERED) if row is None else {name: _covered(row)[name] for name in _COVERED}),
        "nmbrs_component_id": None if mark is None else mark.nmbrs_component_id,
        "paid_in": None if mark is None else mark.target_period,
        "exported_at": None if mark is None else mark.exported_at.isoformat(),
    }


def _covered(row: CoveredRow) -> dict[str, object]:
    """A row of an entry; what is not mapped to a code has none."""
    return {
        "time_entry_id": row.time_entry_id,
        "part": row.part,
        "measure": row.measure,
        "type": row.type,
        "employee_id": row.employee_id,
        "work_date": _text(row.work_date),
        "bucket": row.bucket,
        "unit": row.unit,
        "quantity": row.quantity,
        "component": row.component or None,
        "code": row.code if row.component else None,
        "cost_center_id": row.cost_center_id or None,
    }


def _line(line: TracedLine) -> dict[str, object]:
    calculated, total = line.calculated, line.total
    return {
        **line.line._asdict(),
        "cost_center_id": line.line.cost_center_id or None,
        "nmbrs_employee_id": line.nmbrs_employee_id,
        "wanted": None if calculated is None else _two(calculated.quantity_hundredths),
        "in_nmbrs": _two(line.in_nmbrs_hundredths),
        "components": [
            {
                "nmbrs_component_id": one.nmbrs_component_id,
                "target_period": one.target_period,
                "quantity": _two(one.quantity_hundredths),
            }
            for one in line.in_nmbrs
        ],
        "sum": None if total is None else _sum(total),
        "writes": [_write(one) for one in line.writes],
    }


def _sum(total: LineSum) -> dict[str, object]:
    return {
        "unit": total.unit,
        "entries": None if total.entries is None else shown_number(total.entries),
        "line": shown_number(total.line),
        "rounding": None if total.difference is None else shown_number(total.difference),
        "is_complete": total.is_complete,
    }


def _write(one: TracedWrite) -> dict[str, object]:
    before = one.previous_hundredths
    return {
        "write_id": one.write_id,
        "action": one.action,
        "state": one.state,
        "quantity": _two(one.quantity_hundredths),
        "previous": None if before is None else _two(before),
        "nmbrs_component_id": one.nmbrs_component_id,
        "wage_period": one.wage_period,
        "target_period": one.target_period,
        "error_code": one.error_code,
        "sent_at": _text(one.sent_at),
        "settled_at": _text(one.settled_at),
        "run_id": one.run_id,
        "kind": one.kind,
        "started_by": one.started_by,
        "person": one.person,
        "reason": one.reason,
        "approved_by": one.approved_by,
    }


def _others(one: OthersComponent) -> dict[str, object]:
    return {
        "component": one.component,
        "company_id": one.company_id,
        "target_period": one.target_period,
        "employee_id": one.employee_id,
        "nmbrs_employee_id": one.nmbrs_employee_id,
        "why": others_reason(one),
    }


def _text(day: date | None) -> str | None:
    """A day or an instant."""
    return None if day is None else day.isoformat()


def _two(hundredths: int) -> str:
    return str(to_decimal(hundredths))
