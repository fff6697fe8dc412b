"""Matching, disconnecting and listing people by hand, over the command line."""

from __future__ import annotations

import json

import pytest

KROON = ("--company", "1201")


@pytest.fixture
def in_nmbrs(world) -> str:
    world.seed(1201, id=500001, first_name="Noortje", last_name="Vermeulenstein", birth_date="1999-04-30")
    return "500001"


def listed(world, *arguments):
    code, out, err = world.payroll("employees", "list", *KROON, "--json", *arguments)
    assert code == 0, err
    return json.loads(out)


def test_the_list_counts_both_states_and_suggests_who_may_be_whom(world, in_nmbrs):
    world.person()
    world.person(id="e-2", first_name=None, hire_date=None, last_name="Anders")
    found = listed(world)
    assert found["counts"] == {"not_connected": 2, "connected": 0, "all": 2}
    first, second = sorted(found["employees"], key=lambda one: one["employee_id"])
    assert (first["employee_id"], first["missing"]) == ("e-2", "first_name,hire_date")
    assert (second["employee_id"], second["state"]) == ("e-noor", "not_connected")
    assert second["suggested"].startswith("500001 (")
    assert "first_name" not in first


def test_a_match_by_hand_is_updated_and_listed_as_connected(world, in_nmbrs):
    noor = world.person()
    code, out, _ = world.payroll("employees", "match", *KROON, "--employee", noor, "--nmbrs-id", in_nmbrs)
    assert (code, "are connected now" in out) == (0, True)
    assert world.connections() == [("e-noor", "500001", "hand")]
    assert listed(world, "--state", "connected")["employees"][0]["nmbrs_employee_id"] == "500001"
    assert listed(world, "--state", "not_connected")["employees"] == []
    code, out, _ = world.payroll("employees", "match", *KROON, "--employee", noor, "--nmbrs-id", in_nmbrs)
    assert (code, "connected already" in out) == (0, True)
    assert world.writes() == []


def test_a_match_with_somebody_who_is_connected_is_refused(world, in_nmbrs):
    world.person()
    world.person(id="e-2")
    world.payroll("employees", "match", *KROON, "--employee", "e-noor", "--nmbrs-id", in_nmbrs)
    code, _, err = world.payroll("employees", "match", *KROON, "--employee", "e-2", "--nmbrs-id", in_nmbrs)
    assert code == 2
    assert "Nmbrs employee 500001 of company 1201 is connected with employee e-noor. Nothing was changed." in err
    world.seed(1201, id=500002, first_name="A", last_name="B")
    code, _, err = world.payroll("employees", "match", *KROON, "--employee", "e-noor", "--nmbrs-id", "500002")
    assert code == 2
    assert "is connected with Nmbrs employee 500001" in err


@pytest.mark.parametrize(
    ("employee", "nmbrs_id", "says"),
    [
        ("e-noor", "999", "Company 1201 has no Nmbrs employee 999."),
        ("e-nobody", "500001", "There is no employee e-nobody"),
    ],
)
def test_a_match_with_nobody_is_refused(world, in_nmbrs, employee, nmbrs_id, says):
    world.person()
    code, _, err = world.payroll("employees", "match", *KROON, "--employee", employee, "--nmbrs-id", nmbrs_id)
    assert code == 2
    assert says in err


def test_disconnected_people_stay_in_nmbrs_and_are_not_connected_again(world, in_nmbrs):
    noor = world.person(nmbrs_id=in_nmbrs)
    assert listed(world)["counts"]["connected"] == 1
    code, out, _ = world.payroll("employees", "disconnect", *KROON, "--employee", noor)
    assert (code, "Nmbrs keeps its employee" in out) == (0, True)
    assert listed(world)["counts"]["connected"] == 0
    assert len(world.employees()) == 1
    assert world.writes() == []
    assert world.payroll("employees", "disconnect", *KROON, "--employee", noor)[0] == 2
    world.payroll("employees", "match", *KROON, "--employee", noor, "--nmbrs-id", in_nmbrs)
    assert listed(world)["counts"]["connected"] == 1


def test_who_was_created_and_disconnected_is_not_created_again_by_mistake(world):
    noor = world.person()
    world.export(noor)
    world.payroll("employees", "disconnect", *KROON, "--employee", noor)
    assert world.export(noor).created == 0
    assert world.export(noor, create_anyway=True).created == 0, "the employee in Nmbrs still has the number"
    world.change(noor, employee_number="9901")
    assert world.export(noor, create_anyway=True).created == 1


def test_an_export_over_the_command_line_shows_fields_and_no_values(world):
    noor = world.person()
    code, out, err = world.payroll("employees", "export", *KROON, "--employee", noor, "--dry-run")
    assert code == 0, err
    assert "LastName" in out
    assert "Vermeulenstein" not in out + err
    code, out, _ = world.payroll(
        "employees", "export", *KROON, "--employee", noor, "--dry-run", "--json", "--show-values"
    )
    fields = {one["field"]: one["after"] for one in json.loads(out)["fields"]}
    assert fields["last_name"] == "Vermeulenstein"
    code, _, err = world.payroll("employees", "export", *KROON, "--employee", noor, "--dry-run", "--show-values")
    assert (code, "not a terminal" in err) == (2, True)
    code, out, _ = world.payroll("employees", "export", *KROON, "--employee", noor, "--json")
    assert (code, json.loads(out)["created"]) == (0, 1)


@pytest.mark.parametrize(
    ("employee", "expected", "says"),
    [
        ("e-nobody", 2, "There is no employee e-nobody"),
        ("e-other", 3, "belongs to no configured company (field home_venue_id)"),
    ],
)
def test_people_whom_nobody_knows_are_refused(world, employee, expected, says):
    world.person(id="e-other", home_venue_id="elsewhere")
    code, _, err = world.payroll("employees", "export", "--employee", employee)
    assert code == expected
    assert says in err
