"""The export of people, run by Airflow in this process against the sandbox Nmbrs over HTTP."""

from __future__ import annotations

from datetime import date

DAG_ID = "nmbrs_employee_export"
NEW = {
    "id": "e-new",
    "first_name": "Hadewych",
    "last_name": "Proefkonijnstra",
    "birth_date": date(1991, 2, 3),
    "private_email": "hadewych@example.org",
    "street": "Testlaan 77",
    "postal_code": "9876 ZY",
    "city": "Zwolle",
    "iban": "NL91ABNA0417164300",
    "hire_date": date(2026, 10, 5),
    "salary_amount_cents": 98765431,
    "salary_type": "hourly",
    "salary_effective_date": date(2026, 10, 5),
    "is_active": True,
    "home_venue_id": "kroon",
}
SECRETS = ("Hadewych", "Proefkonijnstra", "hadewych", "1991-02-03", "Testlaan", "0417164300", "987654.31", "98765431")


def test_a_night_creates_nobody_and_names_change_nothing(world):
    world.insert("employees", NEW)
    end = world.run(DAG_ID)
    assert end.state == "success"
    assert end.names["export_employees 0"] == "Café De Kroon B.V."
    assert world.sandbox.writes() == []


def test_people_who_are_named_are_created_once_and_no_value_shows_anywhere(world):
    world.insert("employees", NEW)
    end = world.run(DAG_ID, employees=["e-new"])
    assert end.state == "success"
    assert ("return_value", {"created": 1, "updated": 0, "unchanged": 0, "writes": 5}) in end.xcoms
    assert world.sandbox.writes().count("Employee_Insert") == 1
    again = world.run(DAG_ID, employees=["e-new"])
    assert again.state == "success"
    assert world.sandbox.writes().count("Employee_Insert") == 1
    shown = end.log + again.log + str(end.xcoms) + str(again.xcoms)
    assert [secret for secret in SECRETS if secret in shown] == []


def test_a_dry_run_names_fields_and_sends_nothing(world):
    world.insert("employees", NEW)
    end = world.run(DAG_ID, employees=["e-new"], dry_run=True)
    assert end.state == "success"
    assert "Employee e-new (new in Nmbrs): FirstName, LastName, Birthday" in end.log
    assert [secret for secret in SECRETS if secret in end.log] == []
    assert world.sandbox.writes() == []


def test_who_looks_like_somebody_in_nmbrs_is_created_only_where_the_run_says_so(world):
    world.insert("employees", NEW)
    double = {"first_name": "Hadewych", "last_name": "Proefkonijnstra", "birth_date": "1991-02-03"}
    world.sandbox.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500099, **double}]}]})
    held = world.run(DAG_ID, companies=["1201"], employees=["e-new"])
    assert "of Nmbrs employee 500099, and is not created" in held.log
    assert world.sandbox.writes() == []
    meant = world.run(DAG_ID, companies=["1201"], employees=["e-new"], create_anyway=True)
    assert meant.state == "success", meant.log
    assert world.sandbox.writes().count("Employee_Insert") == 1


def test_to_create_anyway_somebody_must_be_named(world):
    end = world.run(DAG_ID, companies=["1201"], create_anyway=True)
    assert end.state == "failed"
    assert "Creating people who look like employees of Nmbrs is for people who are named" in end.log


def test_a_lost_answer_is_read_back_by_the_retry(world):
    world.insert("employees", NEW)
    world.sandbox.fault("Employee_Insert", {"lost_answer": True}, nth=1)
    end = world.run(DAG_ID, companies=["1201"], employees=["e-new"])
    assert (end.state, end.tries["export_employees 0"]) == ("success", 2)
    assert world.sandbox.writes().count("Employee_Insert") == 1


def test_somebody_who_lacks_a_required_field_is_named_and_not_retried(world):
    world.insert("employees", NEW | {"birth_date": None})
    end = world.run(DAG_ID, companies=["1201"], employees=["e-new"])
    assert (end.state, end.tries["export_employees 0"]) == ("failed", 1)
    assert "Employee e-new lacks birth_date, which Nmbrs requires, so nothing is sent." in end.log


def test_early_starts_that_are_asked_for_wait_without_a_failure_and_who_asked_cannot_approve_them(world):
    world.insert("employees", NEW | {"hire_date": date(2026, 9, 7)})
    asked = world.run(DAG_ID, companies=["1201"], employees=["e-new"], retroactive=True, reason="Signed late")
    assert asked.state == "success"
    assert "wait for another person than who asked: trigger nmbrs_employee_export" in asked.log
    with world.ledger.engine.connect() as rows:
        query = "SELECT run_id, state, reason FROM people_runs WHERE kind = 'employee_export'"
        ((run_id, *kept),) = rows.exec_driver_sql(query).all()
    assert kept == ["waiting", "Signed late"]
    approved = world.run(DAG_ID, companies=["1201"], employees=["e-new"], approve=run_id)
    assert approved.state == "failed"
    assert "asked for this retroactive export, so another person must approve it" in approved.log
    assert world.sandbox.writes() == []


def test_somebody_of_no_linked_company_is_named_and_the_others_are_sent(world):
    world.insert("employees", NEW)
    world.insert("employees", NEW | {"id": "e-nowhere", "home_venue_id": None, "private_email": None})
    end = world.run(DAG_ID, companies=["1201"], employees=["e-new", "e-nowhere"])
    assert end.state == "failed"
    assert "Employee e-nowhere belongs to no configured company (field home_venue_id), and nothing is sent." in end.log
    assert world.sandbox.writes().count("Employee_Insert") == 1
