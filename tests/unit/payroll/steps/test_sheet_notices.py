"""What a person is told about an import sheet: totals and keys, never what one person gets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from payroll.ledger.runs import Run
from payroll.ledger.wage_lines import WageLine
from payroll.reports.import_sheet import ImportSheet, SheetCompany, import_sheet
from payroll.steps.sheet_notices import sheet_message, sheet_notices

RUN = cast(Run, SimpleNamespace(company_id="1201", wage_period="2026-M03"))


def lines_of(people: int) -> list[WageLine]:
    return [WageLine(f"e{n}", str(n), "hours", 2100, "", "worked_hours", 125, 125) for n in range(people)]


def sheet_of(lines: list[WageLine]) -> ImportSheet:
    numbers = {line.nmbrs_employee_id: line.nmbrs_employee_id for line in lines}
    return import_sheet(lines, numbers, SheetCompany("12", "1"), year=2026, period=3)


def test_the_message_has_totals_by_kind_and_no_person() -> None:
    days = WageLine("e0", "0", "days", 0, "", "worked_days", 300, 300)

    message = sheet_message(RUN, sheet_of([*lines_of(3), days]), "sheet.xlsx")

    assert message == (
        "Company 1201, 2026-M03: 3 people are in sheet.xlsx, with 3.75 in hour codes, 0.00 euros in wage codes and "
        "3.00 days. Nothing was written to Nmbrs."
    )


@pytest.mark.parametrize(("people", "is_told"), [(1000, False), (1001, True)])
def test_more_rows_than_nmbrs_advises_are_told(people: int, is_told: bool) -> None:
    lines = lines_of(people)
    refused: list[Any] = []

    texts = [notice.text for notice in sheet_notices(RUN, sheet_of(lines), lines, refused, [])]

    assert any("at most 1000 at a time" in text for text in texts) == is_told
