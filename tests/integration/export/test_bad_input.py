"""Bad input: a sentence with what, which, why and the next step, the right exit code, and nothing half-written."""

from __future__ import annotations

import json
import socket
import sqlite3
from datetime import date
from pathlib import Path

import pytest

EXPORT = ("export", "--wage-period", "2026-M10", "--company", "1201")


@pytest.fixture(autouse=True)
def _one_entry_and_nothing_written_after_it(world):
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    yield
    assert world.writes() == []


def change_config(world, old: str, new: str) -> None:
    path = Path(world.folder) / "payroll.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_workforce(world, *statements: str) -> None:
    with sqlite3.connect(world.folder / "workforce.db") as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(world) -> None:
    change_config(world, "venues: [kroon]", "venue: [kroon]")

    code, _, err = world.payroll(*EXPORT)

    assert code == 2
    assert "payroll.yaml" in err
    assert "line 7" in err
    assert "venues" in err


def test_a_missing_configuration_file_is_named(world, monkeypatch) -> None:
    monkeypatch.setenv("PAYROLL_CONFIG", "nowhere/payroll.yaml")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "nowhere/payroll.yaml" in err) == (2, True)


def test_a_code_that_is_not_in_nmbrs_is_listed(world) -> None:
    change_config(world, "hour_code: 3170", "hour_code: 3171")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "hour code 3171 is not in the company's hour and wage models" in err) == (4, True)


@pytest.mark.parametrize("key", ["2026-M13", "2025-W53", "October"])
def test_a_period_that_does_not_exist_is_refused(world, key: str) -> None:
    code, _, err = world.payroll("export", "--wage-period", key, "--company", "1201")

    assert (code, key in err) == (2, True)


@pytest.mark.parametrize("more", [(), ("--retroactive", "--reason", "x")])
def test_a_period_that_has_not_begun_is_refused_with_its_first_day_and_the_current_one(world, more) -> None:
    code, _, err = world.payroll("export", "--wage-period", "2098-M01", "--company", "1201", *more)

    assert code == 2
    assert "Company 1201: 2098-M01 has not begun: it starts on 2098-01-01" in err
    assert "The current wage period in Nmbrs is 2026-M10" in err


def test_the_current_period_of_nmbrs_may_be_ahead_of_the_day(world) -> None:
    world.post("seed", {"companies": [{"id": 1201, "current_period": {"year": 2098, "period": 1}}]})

    assert world.payroll("export", "--wage-period", "2098-M01", "--company", "1201")[0] == 0


def test_a_dry_run_may_look_at_any_period(world) -> None:
    assert world.payroll("export", "--wage-period", "2098-M01", "--company", "1201", "--dry-run")[0] == 0


def test_a_period_of_a_year_before_the_first_wage_run_is_refused_with_that_run(world) -> None:
    asked = ("export", "--company", "1201", "--retroactive", "--reason", "x", "--wage-period")

    code, _, err = world.payroll(*asked, "2025-M12")

    assert code == 2
    assert "Company 1201: 2025-M12 was before its time: the first wage run in Nmbrs is that of 2026-M09." in err
    assert world.payroll(*asked, "2026-M01")[0] == 0


def test_a_period_of_another_calendar_skips_its_company_and_names_it(world) -> None:
    named = ("--company", "1201", "--company", "1202")
    code, out, err = world.payroll("export", "--wage-period", "2026-M09", "--dry-run", *named)

    assert code == 0
    assert "Company 1202: skipped, its calendar of four weeks has no 2026-M09." in out + err


def test_an_undo_of_a_period_of_another_calendar_is_refused(world) -> None:
    code, _, err = world.payroll("undo", "--wage-period", "2026-P10", "--company", "1201")

    assert (code, "its calendar of months has no 2026-P10" in err) == (2, True)


@pytest.mark.parametrize("command", [EXPORT, ("init-db",)], ids=["export", "init-db"])
def test_a_ledger_of_a_newer_version_asks_for_a_newer_program(world, command) -> None:
    with sqlite3.connect(world.folder / "payroll.db") as connection:
        connection.execute("UPDATE payroll_alembic_version SET version_num = '0099'")

    code, _, err = world.payroll(*command)

    assert code == 2
    assert "is of a newer version of the program: it is at migration 0099" in err
    assert "do not run `payroll init-db` with the old one" in err


def test_a_company_with_an_open_write_cannot_be_dropped_from_the_configuration(world) -> None:
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_request": True}}])
    assert world.payroll(*EXPORT)[0] == 5
    world.forget_calls()
    configured = (Path(world.folder) / "payroll.yaml").read_text(encoding="utf-8")
    change_config(world, "id: 1201", "id: 1203")

    code, _, err = world.payroll("export", "--wage-period", "current", "--company", "1203")

    assert code == 2
    assert "Company 1201 is not in the configuration any more, and the outcome of 1 of its writes to 2026-M10" in err
    assert "run `payroll export --wage-period 2026-M10 --company 1201`" in err
    (Path(world.folder) / "payroll.yaml").write_text(configured, encoding="utf-8")
    assert world.payroll(*EXPORT)[0] == 0
    world.forget_calls()
    change_config(world, "id: 1201", "id: 1203")
    assert "not in the configuration any more" not in world.payroll("check", "--company", "1203")[2]


def test_a_wrong_token_is_told_without_showing_it(world, monkeypatch) -> None:
    access = json.loads(world.access) | {"password": "not-the-token"}
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(access))

    code, _, err = world.payroll(*EXPORT)

    assert (code, "1001" in err, "not-the-token" in err) == (4, True, False)


def test_a_stopped_nmbrs_is_told_with_its_address(world, monkeypatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(json.loads(world.access) | {"host": address}))

    code, _, err = world.payroll(*EXPORT)

    assert (code, "othing was written" in err) == (5, True)


def test_an_empty_workforce_database_says_what_to_run(world, monkeypatch, tmp_path) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("AIRFLOW_CONN_WORKFORCE_DB", f"sqlite:///{tmp_path}/empty.db")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "payroll init-db" in err) == (2, True)


def test_an_empty_ledger_says_what_to_run(world, monkeypatch, tmp_path) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", f"sqlite:///{tmp_path}/empty.db")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "payroll init-db" in err) == (2, True)


def test_a_connection_that_is_not_set_is_named(world, monkeypatch) -> None:
    monkeypatch.delenv("AIRFLOW_CONN_WORKFORCE_DB")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "AIRFLOW_CONN_WORKFORCE_DB" in err) == (2, True)


def test_a_table_without_a_column_is_named(world) -> None:
    change_workforce(world, "ALTER TABLE time_entries DROP COLUMN break_minutes")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "time_entries" in err, "break_minutes" in err) == (2, True, True)


def test_text_where_a_number_should_be_is_named_by_its_row(world) -> None:
    change_workforce(world, "UPDATE time_entries SET minutes = 'eight hours' WHERE id = 't1'")

    code, _, err = world.payroll(*EXPORT)

    assert (code, "minutes" in err, "t1" in err) == (3, True, True)


def test_an_unknown_company_is_refused_with_the_known_ones(world) -> None:
    code, _, err = world.payroll("export", "--wage-period", "current", "--company", "9999")

    assert (code, "9999" in err, "1201" in err) == (2, True, True)


def test_an_unknown_measure_is_refused_with_the_known_ones(world) -> None:
    code, _, err = world.payroll(*EXPORT, "--measure", "overtime")

    assert (code, "worked_hours" in err) == (2, True)


def test_half_of_a_full_rate_pair_is_refused(world) -> None:
    code, _, err = world.payroll(*EXPORT, "--measure", "worked_hours")

    assert (code, "allowances" in err) == (2, True)


def test_a_wrong_option_is_refused(world) -> None:
    code, _, err = world.payroll("export", "--wage-periode", "current")

    assert (code, "--wage-period" in err) == (2, True)


def test_a_call_that_is_switched_off_is_named_for_the_accountant(world) -> None:
    (user,) = world.users()
    world.post("seed", {"users": [user | {"rights": {"EmployeeService: DaysVar_Get": False}}]})

    code, _, err = world.payroll(*EXPORT)

    assert (code, "EmployeeService: DaysVar_Get" in err) == (4, True)


def test_a_report_of_a_period_that_was_never_exported_says_what_to_run(world) -> None:
    code, _, err = world.payroll("report", "--wage-period", "2026-M07")

    assert (code, "payroll export" in err) == (2, True)
