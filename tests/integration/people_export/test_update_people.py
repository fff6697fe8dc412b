"""Updating connected people over HTTP: only what changed, only where HR leads, nothing that Nmbrs holds is lost."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.exit_codes import ExitCode

OTHER_IBAN, OTHER_BIC = "NL44RABO0123456789", "RABONL2U"
CHANGES = {
    "first_name": ({"first_name": "Noor"}, "PersonalInfo_UpdateCurrent"),
    "work_email": ({"work_email": "noor@example.nl"}, "PersonalInfo_UpdateCurrent"),
    "city": ({"city": "Zwolle"}, "Address_Update"),
    "salary": (
        {"salary_amount_cents": 1600, "salary_effective_date": date(2026, 10, 19)},
        "Salary_Update",
    ),
    "hire_date": ({"hire_date": date(2026, 10, 12)}, "Employment_UpdateEmploymentInitialStartDate"),
}


@pytest.fixture
def noor(world) -> str:
    """A person whom we created in the company where HR leads, with something beside that HR knows nothing of."""
    employee_id = world.person(home_venue_id="anker")
    assert world.export(employee_id, company="1202").exit_code == ExitCode.DONE
    world.forget_calls()
    return employee_id


@pytest.mark.parametrize("what", CHANGES)
def test_one_change_is_one_call(world, noor, what):
    values, operation = CHANGES[what]
    world.change(noor, **values)
    done = world.export(company="1202")
    assert (done.exit_code, done.updated, done.writes) == (ExitCode.DONE, 1, 1)
    assert world.writes() == [operation]
    world.forget_calls()
    assert world.export(company="1202").writes == 0
    assert world.writes() == []


def test_what_nmbrs_holds_and_hr_does_not_is_left(world, noor):
    (before,) = world.employees(1202)
    world.change(noor, work_email="other@example.nl", private_phone=None)
    world.export(company="1202")
    (after,) = world.employees(1202)
    first, last = before["personal_infos"][-1], after["personal_infos"][-1]
    changed = {name for name in first if first[name] != last[name]} - {"id", "creation_date"}
    assert changed == {"work_email"}
    assert last["private_phone"] == "06-12345678"


def test_a_new_bank_account_replaces_the_one_that_we_added(world, noor):
    world.change(noor, iban=OTHER_IBAN, bic=OTHER_BIC, bank_account_number=None)
    done = world.export(company="1202")
    assert (done.exit_code, done.writes) == (ExitCode.DONE, 2)
    assert world.writes() == ["BankAccount_InsertCurrent", "BankAccount_DeleteCurrent"]
    (account,) = world.employees(1202)[0]["bank_accounts"]
    assert (account["iban"], account["bic"]) == (OTHER_IBAN, OTHER_BIC)


def test_an_account_that_somebody_else_added_is_never_removed(world):
    world.seed(
        1202,
        id=500001,
        first_name="Noortje",
        last_name="Vermeulenstein",
        prefix="van der",
        bank_accounts=[{"id": 900, "iban": "NL91ABNA0417164300", "type": "Standaard"}],
    )
    world.person(home_venue_id="anker", nmbrs_id="500001", iban=OTHER_IBAN, bic=OTHER_BIC)
    done = world.export(company="1202")
    assert done.exit_code == ExitCode.DONE, done.message
    assert list(done.points["rule"]) == ["no_employment_in_nmbrs"]
    accounts = world.employees(1202)[0]["bank_accounts"]
    assert [one["iban"] for one in accounts] == ["NL91ABNA0417164300", OTHER_IBAN]
    assert "BankAccount_DeleteCurrent" not in world.writes()


def test_an_account_stays_when_the_new_one_is_refused(world, noor):
    world.fault("BankAccount_InsertCurrent", {"fault": 2014}, every=1)
    world.change(noor, iban=OTHER_IBAN, bic=OTHER_BIC)
    done = world.export(company="1202")
    assert done.exit_code == ExitCode.NMBRS_REFUSED
    assert [one["iban"] for one in world.employees(1202)[0]["bank_accounts"]] == ["NL91ABNA0417164300"]


def test_where_nmbrs_leads_nothing_is_sent(world):
    noor = world.person()
    world.export(noor)
    world.forget_calls()
    world.change(noor, first_name="Noor", city="Zwolle", iban=OTHER_IBAN, salary_amount_cents=1700)
    done = world.export()
    assert (done.exit_code, done.writes, done.unchanged) == (ExitCode.DONE, 0, 1)
    assert world.writes() == []


def test_what_both_sides_changed_is_for_review_and_not_sent(world, noor):
    (employee,) = world.employees(1202)
    info = employee["personal_infos"][-1]
    changed = info | {"work_email": "accountant@example.nl", "id": 99999, "creation_date": "2030-01-01T00:00:00"}
    world.post(
        "seed", {"companies": [{"id": 1202, "employees": [{"id": employee["id"], "personal_infos": [changed]}]}]}
    )
    world.change(noor, work_email="hr@example.nl", city="Zwolle")
    done = world.export(company="1202")
    assert list(done.points["rule"]) == ["changed_on_both_sides"]
    assert world.writes() == ["Address_Update"]


def test_every_value_that_was_overwritten_is_kept_with_who_and_when(world, noor):
    world.change(noor, city="Zwolle")
    world.export(company="1202")
    query = "SELECT employee_id, field, before, after, written_to, changed_by FROM people_changes"
    assert world.rows(query) == [("e-noor", "city", "Utrecht", "Zwolle", "nmbrs", "a test")]


def test_people_of_one_company_are_not_sent_to_another(world, noor):
    assert world.export(company="1201").unchanged == 0
    assert world.employees(1201) == []
