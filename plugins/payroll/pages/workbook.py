"""The control report to take along: a CSV file, and a workbook with lines, totals, coverage and what was left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from payroll.config.models import CompanyConfig
from payroll.delivery.hundredths import to_decimal
from payroll.ledger.run_tables import Asked, LedgerRow, RunTables
from payroll.pages.sources import Sources

MOST_ROWS: Final = 1_000_000
_QUANTITIES: Final = ("source", "wanted", "nmbrs", "foreign", "difference")
_LINE: Final = ("employee_id", "nmbrs_employee_id", "component", "code", "cost_center_id", "measures")
_LEFT_OUT: Final = ("bucket", "employee_id", "time_entry_id", "work_date", "measure", "type", "unit", "quantity")
_BOLD: Final = Font(bold=True)

Value = str | int | Decimal | None


def control_report_csv(sources: Sources, run: LedgerRow) -> bytes:
    """One row per line, differences first; quantities with a point and two places."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("company_id", "wage_period", *_LINE, *_QUANTITIES, "finding"))
    for values in _lines(sources, run):
        writer.writerow((run.company_id, run.wage_period, *values))
    return text.getvalue().encode()


def control_report_xlsx(sources: Sources, company: CompanyConfig, run: LedgerRow) -> bytes:
    """Four sheets: the run, the lines, the totals per code, and what was read and not exported."""
    tables = RunTables(sources.ledger.engine)
    book = Workbook(write_only=True)
    _sheet(book, "Run", (), _about(company, run))
    _sheet(book, "Lines", (*_LINE, *_QUANTITIES, "finding"), _lines(sources, run))
    totals = tables.code_totals(run.run_id)
    heading = ("component", "code", "measures", "people", *_QUANTITIES)
    _sheet(book, "Totals", heading, [(*(getattr(row, name) for name in heading[:4]), *_amounts(row)) for row in totals])
    counts = [(row.measure, row.type, row.bucket, row.row_count) for row in tables.coverage(run.run_id)]
    _sheet(book, "Coverage", ("measure", "type", "bucket", "rows"), counts)
    left_out = tables.left_out(run.run_id, Asked(limit=MOST_ROWS)).rows
    _sheet(book, "Left out", _LEFT_OUT, [tuple(getattr(row, name) for name in _LEFT_OUT) for row in left_out])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _lines(sources: Sources, run: LedgerRow) -> list[tuple[Value, ...]]:
    rows = RunTables(sources.ledger.engine).control_lines(run.run_id, Asked(limit=MOST_ROWS)).rows
    return [(*(getattr(row, name) for name in _LINE), *_amounts(row), row.finding) for row in rows]


def _amounts(row: LedgerRow) -> Sequence[Decimal]:
    return [to_decimal(int(getattr(row, f"{name}_hundredths"))) for name in _QUANTITIES]


def _about(company: CompanyConfig, run: LedgerRow) -> list[tuple[Value, ...]]:
    proof = None if run.difference_hundredths is None else to_decimal(run.difference_hundredths)
    return [
        ("company", f"{company.name} ({company.id})"),
        ("wage_period", run.wage_period),
        ("run_id", run.run_id),
        ("kind", run.kind),
        ("state", run.state),
        ("started_by", run.started_by),
        ("started_at", f"{run.started_at:%Y-%m-%d %H:%M} UTC"),
        ("approved_by", run.decided_by or ""),
        ("entries_read", run.entries_read),
        ("proof", proof),
        ("message", run.message or ""),
    ]


def _sheet(book: Workbook, title: str, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    assert isinstance(sheet, WriteOnlyWorksheet)  # noqa: S101 - the workbook is write-only
    if heading:
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, name, is_heading=True) for name in heading])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_heading: bool = False) -> Cell:
    """Text stays text, whatever it begins with: no cell is a formula."""
    cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type] # its types leave Decimal out
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if is_heading:
        cell.font = _BOLD
    return cell
