"""Bad input about people of HR: a sentence with the person's key and the field; the others go on."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.exit_codes import ExitCode

GOOD = {"id": "e-2", "first_name": "Gijs", "birth_date": date(1990, 1, 1), "employee_number": "71", "iban": None}
GOOD |= dict.fromkeys(("work_email", "private_email", "bank_account_number", "bic"))
# What is wrong; the field that the sentence names; what it says; what of the person reaches Nmbrs all the same.
CASES = {
    "BSN that fails the eleven-proof, which no export reads": ({"bsn": "111222334"}, None, "", "everything"),
    "birth date in the future": (
        {"birth_date": date(2090, 1, 1)},
        "birth_date",
        "has a birth date in the future (field birth_date); the date is not used. Correct it.",
        "nobody",
    ),
    "wrong check digit": (
        {"iban": "NL92ABNA0417164300"},
        "iban",
        "has an IBAN with a wrong form or wrong check digits (field iban); the account is not used. Correct it.",
        "no account",
    ),
    "house number that is none": (
        {"street": "Hoofdweg", "house_number": "naast de kerk"},
        "house_number",
        "has a house number that is none (field house_number); the address is not used. Correct it.",
        "no address",
    ),
    "employee number that is no number": (
        {"employee_number": "A-70"},
        "employee_number",
        "has an employee number that is not a whole number (field employee_number); it is not used. Correct it.",
        "everything",
    ),
    "e-mail address that is none": (
        {"work_email": "noortje at example"},
        "work_email",
        "has something that is no e-mail address (field work_email); it is not used. Correct it.",
        "everything",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_wrong_value_is_named_and_everybody_else_goes_on(world, case):
    values, field, says, arrives = CASES[case]
    noor, other = world.person(**values), world.person(**GOOD)
    done = world.export(noor, other)
    about = done.points[done.points["employee_id"] == noor]
    if field is not None:
        assert f"Employee {noor} {says}" in list(about.loc[about["field"] == field, "sentence"])
    found = {one["personal_infos"][-1]["first_name"]: one for one in world.employees()}
    assert set(found) == ({"Gijs"} if arrives == "nobody" else {"Gijs", "Noortje"})
    assert done.exit_code == (ExitCode.DATA_REFUSED if arrives == "nobody" else ExitCode.DONE)
    if arrives != "nobody":
        assert (found["Noortje"]["bank_accounts"] == []) == (arrives == "no account")
        assert (found["Noortje"]["addresses"] == []) == (arrives == "no address")
    shown = done.message + str(done.points.to_numpy())
    assert [value for value in map(str, values.values()) if value in shown] == []


def test_an_address_that_two_people_share_is_named_for_both_and_both_go(world):
    noor = world.person()
    other = world.person(**GOOD | {"work_email": "Noortje@example.nl"})
    done = world.export(noor, other)
    assert (done.exit_code, done.created) == (ExitCode.DONE, 2)
    says = "has an e-mail address that somebody else has too (field work_email); it identifies neither. Give each one."
    assert list(done.points["sentence"]) == [f"Employee {one} {says}" for one in (other, noor)]


def test_somebody_of_no_linked_company_is_named_and_the_others_go_on(world):
    noor, stranger = world.person(), world.person(**GOOD | {"home_venue_id": None})
    code, out, err = world.payroll(
        "employees", "export", "--company", "1201", "--employee", noor, "--employee", stranger
    )
    assert code == ExitCode.DATA_REFUSED
    assert (
        "critical: Employee e-2 belongs to no configured company (field home_venue_id), and nothing is sent. Give the "
        "person a venue of a configured company, or link the venue."
    ) in out
    assert "1 people belong to no configured company" in err
    assert [one["personal_infos"][-1]["first_name"] for one in world.employees()] == ["Noortje"]


def test_somebody_of_another_company_than_those_asked_for_stops_the_command(world):
    other = world.person(**GOOD | {"home_venue_id": "anker"})
    code, _, err = world.payroll("employees", "export", "--company", "1201", "--employee", other)
    assert code == ExitCode.USAGE
    assert "Employee e-2 belongs to none of the companies asked for (field home_venue_id). Nothing was sent." in err
