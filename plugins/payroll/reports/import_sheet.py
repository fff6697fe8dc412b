"""Nmbrs' own import sheet, tab *Variabele Looncomponenten*: wage lines as an Excel workbook.

Row 2 has the titles, and every row from the third on is one person in one wage period:

    A  Debiteurnr    the debtor's number in Nmbrs
    B  Bedrijfnr     the company's number in Nmbrs, which is not its id
    C  Persnr        the personnel number in Nmbrs, by which the import finds the person
    D  Naam          for people to read, and not needed: left empty, so that the file holds no names
    E  Periode       year and number of the wage period: 2026-3
    F  Dagen         days worked, a whole number
    G  DagenVoorLC   days that count for wage components only: left empty, as nothing of ours is that
    H  U2100, L5100  and further: one column per hour code (U, decimal hours) and per wage code (L, euros)

A cell without a value stays empty, because a 0 is imported as an entry of its own. A formula would be imported as 0, so
text is stored as text whatever it begins with. There is no column for cost centres: lines of one code are added up.

Source: Nmbrs' help articles 204052946 (the columns) and 360015900692 (zeros, formulas, the fixed rows 1 and 2). What
the template has in row 1 is published nowhere; here it is the name of the tab, so that the sheet has no empty row.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from payroll.delivery.hundredths import to_decimal
from payroll.ledger.wage_lines import WageLine

TAB: Final = "Variabele Looncomponenten"
TITLES: Final = ("Debiteurnr", "Bedrijfnr", "Persnr", "Naam", "Periode", "Dagen", "DagenVoorLC")
MOST_ROWS: Final = 1000
"""Nmbrs advises to import no more rows than this at a time."""

_LETTER: Final = {"hours": "U", "wage": "L"}

Column = tuple[str, int]
Value = int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class SheetCompany:
    """The numbers by which the sheet names a company; they are text, because Nmbrs says so of the debtor's."""

    debtor_number: str
    company_number: str


@dataclass(frozen=True, slots=True)
class ImportSheet:
    """One company's wage period as it will stand in the sheet.

    totals_hundredths   (component, code) to the sum of the column; days are ("days", 0)
    rows                the values from row 3 on, in the order of `titles`
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals_hundredths: Mapping[Column, int]

    def workbook(self) -> bytes:
        """The sheet as the content of an .xlsx file."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = TAB
        for number, values in enumerate(((TAB,), self.titles, *self.rows), start=1):
            _fill(sheet, number, values)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()


def import_sheet(
    lines: Iterable[WageLine],
    personnel_numbers: Mapping[str, str],
    company: SheetCompany,
    *,
    year: int,
    period: int,
) -> ImportSheet:
    """Lay out the wage lines of one company and wage period, one row per person.

    Args:
        lines: what Nmbrs is to hold; quantities are taken as they are, so the columns add up to the lines.
        personnel_numbers: Nmbrs employee id to personnel number; everyone with a line is in it.
        company: the debtor's and the company's number.
        year: year of the wage period, as Nmbrs numbers it.
        period: number of the wage period in its year.

    Raises:
        KeyError: someone with a line has no personnel number.
    """
    cells: dict[str, dict[Column, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        cells[line.nmbrs_employee_id][line.component, line.code] += line.quantity_hundredths
    columns = sorted({column for values in cells.values() for column in values if column[0] in _LETTER})
    in_front = (_plain(company.debtor_number), _plain(company.company_number))
    named = [(personnel_numbers[nmbrs_id], values) for nmbrs_id, values in cells.items()]
    rows = tuple(
        (
            *in_front,
            _plain(number),
            None,
            f"{year}-{period}",
            _value(values.get(("days", 0), 0)),
            None,
            *(_value(values.get(column, 0)) for column in columns),
        )
        for number, values in sorted(named, key=lambda one: (len(one[0]), one[0]))
        if any(values.values())
    )
    titles = (*TITLES, *(f"{_LETTER[component]}{code}" for component, code in columns))
    return ImportSheet(titles, rows, _totals(cells.values()))


def _totals(people: Iterable[Mapping[Column, int]]) -> dict[Column, int]:
    totals: dict[Column, int] = defaultdict(int)
    for values in people:
        for column, hundredths in values.items():
            totals[column] += hundredths
    return dict(totals)


def _plain(number: str) -> int | str:
    """A number as a number; one with leading zeros or letters stays text."""
    return int(number) if number.isascii() and number.isdigit() and str(int(number)) == number else number


def _value(hundredths: int) -> int | Decimal | None:
    if hundredths == 0:
        return None
    return to_decimal(hundredths) if hundredths % 100 else hundredths // 100


def _fill(sheet: Worksheet, number: int, values: Iterable[Value]) -> None:
    for column, value in enumerate(values, start=1):
        if value is not None:
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
