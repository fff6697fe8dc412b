"""The nightly sync of people, run by Airflow in this process against the sandbox Nmbrs over HTTP."""

from __future__ import annotations

import sqlite3

DAG_ID = "nmbrs_employee_sync"
BSN, IBAN, SALARY, STREET, PHONE = "123456782", "NL91ABNA0417164300", "8417.39", "Sluipwijkerhof", "0612345678"


def employ(world, company_id: int, nmbrs_id: int, **given) -> None:
    start = "2025-01-01"
    employee = {
        "id": nmbrs_id,
        "first_name": "Gijsbrecht",
        "last_name": "Kwakkelaar",
        "work_email": f"{nmbrs_id}@example.nl",
        "private_phone": PHONE,
        "bsn": BSN,
        "employments": [{"start_date": start, "initial_start_date": start}],
        "contracts": [{"start_date": start, "hours_per_week": "0"}],
        "schedules": [{"start_date": start}],
        "salaries": [{"start_date": start, "value": SALARY}],
        "addresses": [{"street": STREET, "house_number": "12", "city": "Gouda", "postal_code": "2801 AB"}],
        "bank_accounts": [{"iban": IBAN}],
    }
    world.sandbox.post("seed", {"companies": [{"id": company_id, "employees": [employee | given]}]})


def test_a_sync_brings_people_with_the_company_s_name_on_each_task_and_no_value_in_log_or_xcom(world):
    employ(world, 1201, 500011)

    end = world.run(DAG_ID)

    assert end.state == "success", end.log
    assert end.names["sync_employees 0"] == "Café De Kroon B.V."
    assert "Company 1201: 2 people in Nmbrs; 1 new here" in end.log
    shown = f"{end.log} {end.xcoms}"
    private = (BSN, IBAN, "841739", SALARY, STREET, PHONE, "Kwakkelaar", "500011@example.nl")
    assert [value for value in private if value in shown] == []


def test_bank_accounts_come_with_a_run_that_asks_for_them_and_are_in_no_log(world):
    employ(world, 1201, 500011, bank_accounts=[{"type": "Standaard", "iban": IBAN}])

    end = world.run(DAG_ID, companies=["1201"], bank_accounts=True)

    assert end.state == "success", end.log
    assert "BankAccount_GetListCurrent" in world.sandbox.calls()
    with sqlite3.connect(world.folder / "workforce.db") as rows:
        held = rows.execute("SELECT iban FROM employees WHERE id = 'nmbrs-1201-500011'").fetchone()
    assert held == (IBAN,)
    assert IBAN not in f"{end.log} {end.xcoms}"


def test_one_company_s_failure_stops_no_other_and_is_not_retried_where_only_a_person_can_help(world):
    employ(world, 1202, 500012)
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.sandbox.post("seed", {"users": [user | {"companies": [1202]}]})

    end = world.run(DAG_ID)

    assert end.state == "failed"
    assert (end.tasks["sync_employees 0"], end.tasks["sync_employees 1"]) == ("failed", "success")
    assert end.tries["sync_employees 0"] == 1
