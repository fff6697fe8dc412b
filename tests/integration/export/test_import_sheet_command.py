"""`payroll import-sheet` over the sandbox: the sheet, what it refuses, and what it can do without."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from payroll.connections import connection
from payroll.ledger import open_ledger
from payroll.steps.calculate import calculate_wage_period
from payroll.steps.errors import PeriodHeld
from payroll.steps.open_services import open_services

EXPORT = ("export", "--wage-period", "2026-M10", "--company", "1201")


@pytest.fixture(autouse=True)
def _one_shift(world):
    world.worked("t1", "anna", date(2026, 10, 5), 480)


def sheet(world, *options: str, key: str = "2026-M10", name: str = "sheet.xlsx") -> tuple[int, str, str]:
    """Run the command for company 1201."""
    file = str(world.folder / name)
    return world.payroll("import-sheet", "--wage-period", key, "--company", "1201", "--output", file, *options)


def rows(world, name: str = "sheet.xlsx") -> list[list[Any]]:
    """Titles and people of the sheet."""
    found = load_workbook(world.folder / name).worksheets[0].iter_rows(min_row=2, values_only=True)
    return [list(row) for row in found]


def switch_off(world, *labels: str) -> None:
    (user,) = world.users()
    world.post("seed", {"users": [user | {"rights": dict.fromkeys(labels, False)}]})


def ledger(world, query: str) -> list[Any]:
    with sqlite3.connect(world.folder / "payroll.db") as connection:
        return connection.execute(query).fetchall()


def test_the_sheet_has_what_an_export_would_write(world) -> None:
    world.add("entry_allowances", {"time_entry_id": "t1", "allowance": "evening", "minutes": 100})
    world.add("entry_meals", {"time_entry_id": "t1", "meal": "dinner", "quantity": 2})
    world.worked("t2", "bram", date(2026, 10, 6), 300)
    world.worked("t3", "bram", date(2026, 10, 7), 240, kind="sick")
    world.worked("t4", "anna", date(2026, 10, 7), 240, is_approved=False)

    code, out, _ = sheet(world)

    assert code == 0
    assert rows(world) == [
        ["Debiteurnr", "Bedrijfnr", "Persnr", "Naam", "Periode", "Dagen", "DagenVoorLC"]
        + ["U2100", "U2110", "U3070", "L5100"],
        [12, 1, 1, None, "2026-10", 1, None, 8, 1.67, None, 7.9],
        [12, 1, 2, None, "2026-10", 1, None, None, None, 4, None],
    ]
    assert "2 people are in sheet.xlsx, with 13.67 in hour codes, 7.90 euros in wage codes and 2.00 days" in out
    assert "are not approved yet" in out
    assert world.writes() == []


def test_the_columns_equal_what_an_export_brings_to_nmbrs_afterwards(world) -> None:
    for number in range(2, 9):
        world.worked(f"t{number}", "anna", date(2026, 10, 5 + number), 61 * number)
    assert sheet(world)[0] == 0

    assert world.payroll(*EXPORT)[0] == 0

    titles, anna = rows(world)
    assert f"{anna[titles.index('U2100')]:.2f}" == world.hours()[2100]
    assert anna[titles.index("Dagen")] == world.state()["employees"][0]["days"][0]["days"]


def test_the_run_and_its_warning_are_kept(world) -> None:
    sheet(world)

    assert ledger(world, "SELECT kind, state, started_by, wage_period FROM export_runs") == [
        ("dry_run", "planned", "payroll import-sheet", "2026-M10")
    ]
    ((text,),) = ledger(world, "SELECT next_step FROM notices WHERE text LIKE '%import sheet%'")
    assert "do not export this period over the API" in text


def test_a_second_sheet_of_a_period_says_that_only_one_may_be_imported(world) -> None:
    sheet(world)

    code, out, _ = sheet(world, name="second.xlsx")

    assert (code, "critical: A sheet of this wage period was written before" in out) == (0, True)


def test_a_file_that_is_there_is_left_alone(world) -> None:
    file = Path(world.folder) / "sheet.xlsx"
    file.write_text("mine", encoding="utf-8")

    code, _, err = sheet(world)

    assert (code, "is there already" in err, file.read_text(encoding="utf-8")) == (2, True, "mine")


@pytest.mark.parametrize(("name", "told"), [("sheet.csv", ".xlsx"), ("no/folder/sheet.xlsx", "folder does not exist")])
def test_a_name_that_cannot_be_is_refused_before_anything_is_read(world, name: str, told: str) -> None:
    code, _, err = sheet(world, name=name)

    assert (code, told in err, ledger(world, "SELECT * FROM export_runs")) == (2, True, [])


def test_lines_that_the_api_wrote_are_never_paid_a_second_time(world) -> None:
    world.payroll(*EXPORT)

    code, _, err = sheet(world)

    assert (code, "would pay them twice" in err, (world.folder / "sheet.xlsx").exists()) == (4, True, False)


def test_a_write_whose_outcome_is_not_known_is_settled_first(world) -> None:
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    code, _, _ = world.payroll(*EXPORT)
    assert code == 5

    code, _, err = sheet(world)

    assert (code, "is not known yet" in err, (world.folder / "sheet.xlsx").exists()) == (4, True, False)


def test_no_sheet_is_made_while_an_export_of_the_company_is_under_way(world) -> None:
    opened = open_ledger(f"sqlite:///{world.folder}/payroll.db")
    with opened.writer("1201"):
        code, _, err = sheet(world)
    opened.close()

    assert (code, "being delivered by another run" in err, (world.folder / "sheet.xlsx").exists()) == (5, True, False)


def test_the_next_export_holds_lines_that_came_from_the_sheet(world) -> None:
    sheet(world)
    imported = {"year": 2026, "period": 10, "code": 2100, "hours": "8.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [imported]}]}]})

    world.payroll(*EXPORT)

    assert world.hours() == {2100: "8.00"}
    assert len(world.state()["employees"][0]["hour_components"]) == 1


def test_the_schedule_pays_nothing_beside_a_sheet_until_somebody_exports_by_hand(world) -> None:
    sheet(world)
    with open_services(os.environ, lambda name: connection(name, os.environ)) as services:
        company = services.config.company("1201")
        period = company.calendar.from_key("2026-M10")

        with pytest.raises(PeriodHeld, match="2026-M10 is held: its hours were written to an import sheet"):
            calculate_wage_period(
                services,
                company,
                period,
                measures=company.measures,
                kind="export",
                started_by="scheduled",
                is_scheduled=True,
            )

    assert world.hours() == {}
    assert world.payroll(*EXPORT)[0] == 0
    assert world.hours() == {2100: "8.00"}


@pytest.mark.parametrize(
    ("key", "expected", "told"),
    [
        ("2026-M13", 2, "2026-M13"),
        ("October", 2, "October"),
        ("2026-M09", 4, "2026-M10 is"),
        ("2026-M11", 4, "2026-M10 is"),
    ],
)
def test_a_wage_period_that_is_not_open_is_refused(world, key: str, expected: int, told: str) -> None:
    code, _, err = sheet(world, key=key)

    assert (code, told in err, (world.folder / "sheet.xlsx").exists()) == (expected, True, False)


def test_a_locked_run_is_refused_with_its_date(world) -> None:
    run = {"id": 9900, "number": 10, "year": 2026, "period_start": 10, "period_end": 10, "is_locked": True}
    world.post("seed", {"companies": [{"id": 1201, "runs": [run | {"run_at": "2026-10-25T09:00:00"}]}]})

    code, _, err = sheet(world)

    assert (code, "locked on 2026-10-25" in err) == (4, True)


def test_a_key_of_another_calendar_is_skipped_in_a_line(world) -> None:
    code, out, _ = sheet(world, key="2026-P10")

    assert (code, "skipped" in out, (world.folder / "sheet.xlsx").exists()) == (0, True, False)


def test_without_anything_to_pay_there_is_no_sheet(world) -> None:
    world.change_entry("t1", is_approved=False)

    code, out, _ = sheet(world)

    assert (code, "nothing to pay" in out, (world.folder / "sheet.xlsx").exists()) == (0, True, False)


def test_data_that_the_gate_refuses_makes_no_sheet(world) -> None:
    world.worked("t2", "anna", date(2026, 10, 5), 1200)

    code, _, err = sheet(world)

    assert (code, "data checks" in err, (world.folder / "sheet.xlsx").exists()) == (3, True, False)


def test_without_the_employee_list_there_is_no_sheet_and_the_call_is_named(world) -> None:
    switch_off(world, "EmployeeService: List_GetByCompany")

    code, _, err = sheet(world)

    assert (code, "EmployeeService: List_GetByCompany" in err, "no sheet was written" in err) == (4, True, True)


def test_a_user_with_hardly_any_rights_gets_a_sheet_and_is_told_what_was_not_checked(world) -> None:
    models = ("HourModel_GetHourCodes", "WageModel_GetWageCodes")
    names = (*models, "Company_GetCurrentPeriod", "Run_GetList", "List_GetAll")
    refused = [*(f"CompanyService: {name}" for name in names), "DebtorService: List_GetAll"]
    switch_off(world, *refused)

    code, out, _ = sheet(world, "--debtor-number", "0012", "--company-number", "1")

    assert (code, rows(world)[1][:3]) == (0, ["0012", 1, 1])
    assert [label for label in refused if f'switch on "{label}"' not in out] == []
    assert out.count("could not be checked against Nmbrs") == len(refused)


def test_a_code_that_stands_for_two_things_needs_no_right_to_read_the_models(world) -> None:
    config = world.folder / "payroll.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("hour_code: 3170", "hour_code: 3070"), "utf-8")
    switch_off(world, "CompanyService: HourModel_GetHourCodes")

    code, _, _ = sheet(world)

    assert (code, rows(world)[1][7]) == (0, 8)


def test_a_number_that_nmbrs_may_not_tell_must_be_given(world) -> None:
    switch_off(world, "DebtorService: List_GetAll")

    code, _, err = sheet(world)

    assert (code, "--debtor-number" in err) == (2, True)


def test_a_period_that_has_not_begun_is_refused_when_nmbrs_does_not_tell_the_current_one(world) -> None:
    switch_off(world, "CompanyService: Company_GetCurrentPeriod")

    code, _, err = sheet(world, key="2099-M01")

    assert (code, "begins on 2099-01-01" in err) == (4, True)


def test_a_code_that_is_not_in_nmbrs_is_listed_where_the_models_may_be_read(world) -> None:
    config = world.folder / "payroll.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("hour_code: 3170", "hour_code: 3171"), "utf-8")

    code, _, err = sheet(world)

    assert (code, "hour code 3171" in err, (world.folder / "sheet.xlsx").exists()) == (4, True, False)


def test_cost_centres_are_added_up_and_that_is_told(world) -> None:
    config = world.folder / "payroll.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("    codes: &codes", "    cost_center: {kroon: 77}\n    codes: &codes"), "utf-8")

    code, out, _ = sheet(world)

    assert (code, rows(world)[1][7], "1 lines belong to a cost centre" in out) == (0, 8, True)


def test_no_name_is_in_the_sheet_or_on_the_screen(world) -> None:
    _, out, err = sheet(world)

    cells = [str(value) for row in rows(world) for value in row]
    assert not any("Test" in text or "Een" in text for text in (out, err, *cells))
