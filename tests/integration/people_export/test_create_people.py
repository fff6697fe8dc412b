"""Creating people in Nmbrs over HTTP: every field arrives, nobody is created twice, bad input stops nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.exit_codes import ExitCode

NO_EMAIL = {"work_email": None, "private_email": None}
ALL_CALLS = [
    "Employee_Insert",
    "PersonalInfo_UpdateCurrent",
    "Address_InsertCurrent",
    "BankAccount_InsertCurrent",
    "Salary_Update",
]


def test_every_field_of_a_new_person_arrives(world):
    noor = world.person()
    world.contract(noor)
    done = world.export(noor)
    assert (done.exit_code, done.created, done.message) == (
        ExitCode.DONE,
        1,
        "Company 1201: 1 employees created, 0 updated, 0 unchanged, 0 left out; 6 writes.",
    )
    (employee,) = world.employees()
    info = employee["personal_infos"][-1]
    assert employee["number"] == 70
    expected = {
        "first_name": "Noortje",
        "prefix": "van der",
        "last_name": "Vermeulenstein",
        "birth_date": "1999-04-30",
        "birth_country": "BE",
        "private_email": "noortje.prive@example.org",
        "work_email": "noortje@example.nl",
        "private_phone": "06-12345678",
        "work_phone": "010-7654321",
    }
    assert {name: info[name] for name in expected} == expected
    (address,) = employee["addresses"]
    assert [address[name] for name in ("type", "street", "house_number", "house_number_addition")] == [
        "HomeAddress",
        "Hoofdweg",
        "12",
        "bis",
    ]
    assert [address[name] for name in ("postal_code", "city", "country", "default")] == [
        "1234 AB",
        "Utrecht",
        "NL",
        True,
    ]
    (account,) = employee["bank_accounts"]
    assert [account[name] for name in ("type", "number", "iban", "bic")] == [
        "Standaard",
        "0417164300",
        "NL91ABNA0417164300",
        "ABNANL2A",
    ]
    (employment,) = employee["employments"]
    assert (employment["start_date"], employment["initial_start_date"]) == ("2026-10-05", "2026-10-05")
    (salary,) = employee["salaries"]
    assert [salary[name] for name in ("value", "type", "start_date")] == ["15.71", "Bruto_Uurloon", "2026-10-05"]
    (contract,) = employee["contracts"]
    assert (contract["start_date"], contract["hours_per_week"]) == ("2026-10-05", "0.00")
    assert world.connections() == [("e-noor", str(employee["id"]), "created")]
    assert world.writes() == [*ALL_CALLS, "Contract_Insert"]


def test_who_is_created_is_counted_as_connected(world):
    noor = world.person()
    world.person(id="e-bob", employee_number="71", work_email="bob@example.nl")
    world.export(noor)
    assert world.rows("SELECT company_id, not_connected, connected FROM people_counts ORDER BY 1") == [
        ("", 0, 0),
        ("1201", 1, 1),
    ]


def test_a_second_export_of_a_new_person_does_nothing(world):
    noor = world.person()
    world.export(noor)
    world.forget_calls()
    for again in (world.export(noor), world.export()):
        assert (again.exit_code, again.writes, again.unchanged, again.run_id) == (ExitCode.DONE, 0, 1, "")
    assert world.writes() == []
    assert world.points() == []


@pytest.mark.parametrize(
    ("company", "venue", "salary_type", "word"),
    [
        ("1201", "kroon", "hourly", "Bruto_Uurloon"),
        ("1201", "kroon", "monthly", "Bruto_Salaris_Fulltime"),
        ("1202", "anker", "hourly", "Bruto_Uurloon"),
        ("1202", "anker", "monthly", "Bruto_Salaris_Partime"),
    ],
)
def test_the_type_of_a_salary_follows_the_setting(world, company, venue, salary_type, word):
    noor = world.person(salary_type=salary_type, home_venue_id=venue)
    assert world.export(noor, company=company).exit_code == ExitCode.DONE
    (employee,) = world.employees(int(company))
    assert [one["type"] for one in employee["salaries"]] == [word]


def test_who_lacks_a_required_field_is_named_and_the_others_go_on(world):
    noor = world.person()
    lacking = world.person(id="e-2", last_name=None, birth_date=None, employee_number="71", **NO_EMAIL)
    done = world.export(noor, lacking)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 1)
    assert list(done.points["sentence"]) == [
        "Employee e-2 lacks birth_date, which Nmbrs requires, so nothing is sent. Fill it in the source.",
        "Employee e-2 lacks last_name, which Nmbrs requires, so nothing is sent. Fill it in the source.",
    ]
    assert len(world.employees()) == 1


def test_an_address_that_cannot_be_split_is_for_review_and_follows_later(world):
    noor = world.person(street="Plein 1944 12 14")
    assert world.export(noor).exit_code == ExitCode.DONE
    assert world.employees()[0]["addresses"] == []
    assert ("e-noor", "street_split_not_certain") in world.points()
    world.change(noor, street="Plein 1944", house_number="12", house_number_addition="14")
    world.forget_calls()
    world.export()
    assert world.writes() == ["Address_InsertCurrent"]
    assert world.points() == []
    (address,) = world.employees()[0]["addresses"]
    assert (address["street"], address["house_number"], address["house_number_addition"]) == ("Plein 1944", "12", "14")


def test_wrong_values_are_left_out_by_field_and_named(world):
    noor = world.person(
        iban="NL00ABNA0417164300", work_email="no address", salary_type="weekly", employee_number="A7", street=None
    )
    done = world.export(noor)
    assert done.created == 1
    found = {(one, rule) for one, rule in zip(done.points["field"], done.points["rule"], strict=True)}
    assert found >= {
        ("iban", "iban_not_valid"),
        ("work_email", "email_not_an_address"),
        ("salary_type", "salary_type_refused"),
        ("employee_number", "employee_number_not_a_number"),
    }
    (employee,) = world.employees()
    assert employee["bank_accounts"] == employee["salaries"] == []
    assert employee["personal_infos"][-1]["work_email"] == ""


def test_an_account_that_nmbrs_refuses_is_named_with_its_code_and_tried_again(world):
    noor = world.person(iban=None, bank_account_number="0417164300")
    done = world.export(noor)
    assert (done.exit_code, done.created) == (ExitCode.NMBRS_REFUSED, 1)
    (sentence,) = done.points.loc[done.points["rule"] == "refused_by_nmbrs", "sentence"]
    assert "adding the bank account" in sentence
    assert "fault 2032: an IBAN is compulsory. Correct the value in the source" in sentence
    assert len(world.employees()[0]["salaries"]) == 1
    world.change(noor, iban="NL91ABNA0417164300")
    world.forget_calls()
    assert world.export().exit_code == ExitCode.DONE
    assert world.writes() == ["BankAccount_InsertCurrent"]


def test_a_call_that_is_switched_off_is_named_once_and_the_others_go_on(world):
    world.post("seed", {"users": [world_user({"EmployeeService: BankAccount_InsertCurrent": False})]})
    first = world.person()
    second = world.person(id="e-2", first_name="Gijs", birth_date=date(1990, 1, 1), employee_number="71")
    done = world.export(first, second)
    assert (done.exit_code, done.created) == (ExitCode.NMBRS_REFUSED, 2)
    assert world.writes().count("BankAccount_InsertCurrent") <= 2
    assert [len(one["salaries"]) for one in world.employees()] == [1, 1]
    assert "BankAccount_InsertCurrent" in done.message


def test_creating_that_is_switched_off_is_tried_once(world):
    world.post("seed", {"users": [world_user({"EmployeeService: Employee_Insert": False})]})
    first = world.person()
    second = world.person(id="e-2", first_name="Gijs", birth_date=date(1990, 1, 1), employee_number="71")
    done = world.export(first, second)
    assert (done.exit_code, done.created) == (ExitCode.NMBRS_REFUSED, 0)
    assert world.writes() == ["Employee_Insert"]
    assert world.connections() == []


def test_somebody_hired_before_the_current_period_is_not_created(world):
    noor = world.person(hire_date=date(2026, 9, 30))
    done = world.export(noor)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 0)
    assert list(done.points["sentence"]) == [
        "Employee e-noor was hired before the current wage period of the company (field hire_date), and is not "
        "created. Export this person by name with retroactive and a reason, or enter the person in Nmbrs by hand and "
        "match the two."
    ]
    assert world.writes() == []


def test_a_salary_from_before_the_current_period_waits_and_the_rest_goes(world):
    noor = world.person(salary_effective_date=date(2026, 9, 30))
    done = world.export(noor)
    assert (done.exit_code, done.created) == (ExitCode.DONE, 1)
    assert list(done.points["rule"]) == ["needs_retroactive"]
    assert world.employees()[0]["salaries"] == []


def test_somebody_who_is_in_nmbrs_already_is_not_created_a_second_time(world):
    world.seed(
        1201, id=500001, first_name="Noortje", last_name="Vermeulenstein", prefix="van der", birth_date="1999-04-30"
    )
    noor = world.person()
    done = world.export(noor)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 0)
    (sentence,) = done.points["sentence"]
    assert "Nmbrs employee 500001, and is not created. Match the two by hand" in sentence
    assert world.writes() == []
    assert world.export(noor, create_anyway=True).created == 1


def test_somebody_out_of_service_is_not_created(world):
    noor = world.person(is_active=False)
    assert world.export(noor).created == 0
    assert world.points() == [("e-noor", "not_in_service")]


def test_a_dry_run_names_fields_and_writes_nothing(world):
    noor = world.person()
    done = world.export(noor, is_dry_run=True)
    assert done.message == ("Company 1201: dry run, nothing written; 1 to create, 0 to update, 0 points for review.")
    assert set(done.preview["nmbrs_field"]) >= {"FirstName", "IBAN", "Value", "InitialStartDate", "HouseNumber"}
    assert world.writes() == []
    assert world.rows("SELECT count(*) FROM people_runs") == [(0,)]


def world_user(rights: dict[str, bool]) -> dict[str, object]:
    return {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo", "rights": rights}
