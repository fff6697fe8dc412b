"""The import sheet, read back as Nmbrs would read it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from payroll.ledger.wage_lines import WageLine
from payroll.reports.import_sheet import SheetCompany, import_sheet

COMPANY = SheetCompany(debtor_number="12", company_number="1")
NUMBERS = {"501": "10", "502": "9", "503": "007"}


def line(nmbrs_id: str, component: str, code: int, hundredths: int, cost_center: str = "") -> WageLine:
    return WageLine(f"e{nmbrs_id}", nmbrs_id, component, code, cost_center, "worked_hours", hundredths, hundredths)


def read_back(lines: Iterable[WageLine], **given: Any) -> list[list[Any]]:
    """The sheet's cells, row by row, from the saved file."""
    values: dict[str, Any] = {"personnel_numbers": NUMBERS, "company": COMPANY, "year": 2026, "period": 3}
    content = import_sheet(lines, **(values | given)).workbook()
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Variabele Looncomponenten"]
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_titles_stand_in_row_two_with_a_column_per_code_from_h_on() -> None:
    rows = read_back([line("501", "wage", 5100, 790), line("501", "hours", 2110, 50), line("501", "hours", 2100, 100)])

    assert rows[0][0] == "Variabele Looncomponenten"
    assert rows[1][:7] == ["Debiteurnr", "Bedrijfnr", "Persnr", "Naam", "Periode", "Dagen", "DagenVoorLC"]
    assert rows[1][7:] == ["U2100", "U2110", "L5100"]


def test_a_person_is_one_row_with_numbers_and_no_name() -> None:
    lines = [line("501", "hours", 2100, 125), line("501", "wage", 5100, 395), line("501", "days", 0, 400)]

    (row,) = read_back(lines)[2:]

    assert row == [12, 1, 10, None, "2026-3", 4, None, 1.25, 3.95]


def test_what_somebody_does_not_have_stays_empty_because_a_zero_would_be_imported() -> None:
    rows = read_back([line("501", "hours", 2100, 100), line("502", "wage", 5100, 200)])[2:]

    assert [row[5:] for row in rows] == [[None, None, None, 2], [None, None, 1, None]]


def test_people_stand_in_the_order_of_their_numbers() -> None:
    rows = read_back([line("501", "hours", 2100, 100), line("502", "hours", 2100, 100)])[2:]

    assert [row[2] for row in rows] == [9, 10]


def test_a_number_with_leading_zeros_keeps_them() -> None:
    (row,) = read_back([line("503", "hours", 2100, 100)])[2:]

    assert row[2] == "007"


def test_lines_of_one_code_in_several_cost_centres_are_added_up_as_they_were_rounded() -> None:
    (row,) = read_back([line("501", "hours", 2100, 33, "77"), line("501", "hours", 2100, 33, "78")])[2:]

    assert row[7] == 0.66


def test_lines_that_cancel_out_leave_no_row() -> None:
    rows = read_back([line("501", "hours", 2100, 100, "77"), line("501", "hours", 2100, -100, "78")])

    assert len(rows) == 2


def test_the_columns_add_up_to_the_wage_lines() -> None:
    lines = [line(nmbrs_id, "hours", code, code % 97 * 7 + 1) for nmbrs_id in NUMBERS for code in range(2100, 2160)]
    lines += [line(nmbrs_id, "wage", 5100, -1995) for nmbrs_id in NUMBERS]

    rows = read_back(lines)

    for column, title in enumerate(rows[1][7:], start=7):
        wanted = sum(one.quantity_hundredths for one in lines if str(one.code) == title[1:])
        assert sum(Decimal(str(row[column])) * 100 for row in rows[2:]) == wanted


@pytest.mark.parametrize("number", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_text_is_never_a_formula(number: str) -> None:
    company = SheetCompany(number, number)
    content = import_sheet([line("501", "hours", 2100, 100)], NUMBERS, company, year=2026, period=3).workbook()

    cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert number in [cell.value for cell in cells]
