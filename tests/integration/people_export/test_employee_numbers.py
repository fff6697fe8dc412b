"""An employee number that somebody else has: nothing is sent of the person, and the others go on."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.exit_codes import ExitCode

GIJS = {"id": "e-2", "first_name": "Gijs", "birth_date": date(1990, 1, 1), "iban": None}
GIJS |= dict.fromkeys(("work_email", "private_email", "bank_account_number", "bic"))
TAKEN = (
    "Employee {} has the employee number of Nmbrs employee {} (field employee_number), so nothing is sent. Correct the "
    "one that is wrong; where the two are one person, match them by hand."
)
TWICE = (
    "Employee {} has the employee number of somebody else in the company (field employee_number), so nothing is sent. "
    "Correct the one that is wrong."
)


def test_a_number_that_somebody_in_nmbrs_has_stops_the_creation_of_that_person_only(world):
    world.seed(1201, id=500001, number=70, first_name="Iemand", last_name="Anders")
    noor, gijs = world.person(), world.person(**GIJS, employee_number="71")
    done = world.export(noor, gijs)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 1)
    assert list(done.points["sentence"]) == [TAKEN.format("e-noor", "500001")]
    assert sorted(one["number"] for one in world.employees()) == [70, 71]


def test_two_people_of_hr_with_one_number_are_not_created_and_a_third_is(world):
    first, second = world.person(), world.person(**GIJS, employee_number="070")
    third = world.person(id="e-3", **{name: GIJS[name] for name in GIJS if name != "id"}, employee_number="71")
    done = world.export(first, second, third)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 1)
    assert list(done.points["sentence"]) == [TWICE.format("e-2"), TWICE.format("e-noor")]
    world.change("e-2", employee_number="72")
    done = world.export(first, second, third)
    assert (done.exit_code, done.created) == (ExitCode.DONE, 2)
    assert sorted(one["number"] for one in world.employees()) == [70, 71, 72]
    assert world.points() == []


def test_numbers_that_nmbrs_gave_to_people_just_created_are_in_nobodys_way(world):
    """Nmbrs numbers new people itself, so for a while one of them has the number that is meant for another."""
    first, second = world.person(employee_number="2"), world.person(**GIJS, employee_number="1")
    done = world.export(first, second)
    assert (done.exit_code, done.created) == (ExitCode.DONE, 2)
    names = {one["personal_infos"][-1]["first_name"]: one["number"] for one in world.employees()}
    assert names == {"Noortje": 2, "Gijs": 1}


@pytest.mark.parametrize("company", ["1202", "1201"])
def test_a_changed_number_that_is_taken_holds_the_person_back_where_hr_leads(world, company):
    venue = {"1201": "kroon", "1202": "anker"}[company]
    noor = world.person(home_venue_id=venue)
    world.export(noor, company=company)
    world.seed(int(company), id=500001, number=90, first_name="Iemand", last_name="Anders")
    world.change(noor, employee_number="90", city="Zwolle")
    world.forget_calls()
    done = world.export(company=company)
    assert world.writes() == []
    assert [rule for _, rule in world.points()] == (["employee_number_taken"] if company == "1202" else [])
    world.change(noor, employee_number="91")
    assert world.export(company=company).writes == (2 if company == "1202" else 0)
    assert done.exit_code == ExitCode.DONE


def test_the_same_number_in_another_company_is_nobodys_business(world):
    world.seed(1202, id=500001, number=70, first_name="Iemand", last_name="Anders")
    assert world.export(world.person()).created == 1
