"""What is wrong is named by key and field, never by value, and the others go on (semantics E2, G6)."""

from __future__ import annotations

import json
from typing import Any

import pytest

GOOD = "nmbrs-1201-500009"
HOME = {"street": "Kerkstraat", "house_number": "12", "postal_code": "1012 AB", "city": "Amsterdam"}


@pytest.mark.parametrize(
    ("given", "rule", "column", "value"),
    [
        ({"bsn": "123456789"}, "bsn_not_valid", "bsn", "123456789"),
        ({"birth_date": "2199-01-01"}, "birth_date_in_future", "birth_date", "2199-01-01"),
        ({"birth_date": "1850-01-01"}, "birth_date_too_old", "birth_date", "1850-01-01"),
        ({"private_email": "no address"}, "email_not_an_address", "private_email", "no address"),
        ({"addresses": [HOME | {"house_number": "twaalf"}]}, "house_number_not_a_number", "house_number", "twaalf"),
    ],
)
def test_a_wrong_field_is_left_out_alone_and_named_by_key_and_field(
    world: Any, given: dict[str, Any], rule: str, column: str, value: str
) -> None:
    world.configure(store_bsn=True)
    world.employee(500001, **given)
    world.employee(500009)

    counts = world.sync()

    assert counts["new"] == 2
    found = world.here("nmbrs-1201-500001")
    assert found[column] is None
    assert found["last_name"] == "Achter500001"
    sentence = world.points()[("500001", rule)]
    assert column in sentence
    assert value not in sentence
    assert world.here(GOOD)["last_name"] == "Achter500009"


def test_a_wrong_value_never_overwrites_a_right_one(world: Any) -> None:
    world.employee(500001, addresses=[HOME | {"id": 71}])
    world.sync()
    world.seed(1201, {"id": 500001, "birth_date": "2199-01-01", "addresses": [{"id": 71, "house_number": "twaalf"}]})

    world.sync()
    world.sync()

    found = world.here("nmbrs-1201-500001")
    assert (found["birth_date"], found["house_number"], found["street"]) == ("1990-05-17", "12", "Kerkstraat")
    assert world.changes() == []


def test_two_with_one_e_mail_address_or_employee_number_are_named_and_nobody_is_guessed(world: Any) -> None:
    world.employee(500001, number=7, work_email="samen@example.nl", birth_date="1980-01-01", first_name="An")
    world.employee(500002, number=7, work_email="samen@example.nl", birth_date="1985-01-01", first_name="Bo")
    world.employee(500009)

    counts = world.sync()

    assert counts["new"] == 1
    points = world.points()
    for nmbrs_id in ("500001", "500002"):
        assert "work_email" in points[(nmbrs_id, "email_twice")]
        assert (nmbrs_id, "employee_number_twice") in points
        assert (nmbrs_id, "same_person_twice") in points
    assert not any("samen@" in sentence for sentence in points.values())


def test_a_company_that_is_not_linked_is_no_matter_of_ours(world: Any) -> None:
    world.employee(500001)

    code, _, err = world.payroll("sync-employees", "--company", "9999")

    assert code == 2
    assert "Company 9999 is not in the configuration" in err


def test_lists_with_nothing_in_them_stop_nobody(world: Any) -> None:
    world.employee(500001, contracts=[], schedules=[], salaries=[])
    world.employee(500009)

    world.sync()

    assert world.here("nmbrs-1201-500001")["salary_amount_cents"] is None
    assert "list of contracts" in world.points()[("500001", "nothing_listed")]
    assert len(world.rows("SELECT id FROM contracts")) == 1


def test_a_list_that_comes_back_empty_takes_nobody_s_contract_away(world: Any) -> None:
    world.employee(500001)
    world.sync()
    state = world.rows("SELECT * FROM contracts")
    world.post("reset", {"scenario": "demo"})
    world.employee(500001, contracts=[], schedules=[], salaries=[])

    world.sync()

    assert world.rows("SELECT * FROM contracts") == state
    assert ("500001", "nothing_listed") in world.points()


def test_a_contract_that_ends_before_it_starts_is_left_out_and_the_person_s_other_one_counts(world: Any) -> None:
    contracts = [
        {"id": 81, "start_date": "2025-01-01", "hours_per_week": "0"},
        {"id": 82, "start_date": "2025-06-01", "end_date": "2025-05-01", "hours_per_week": "0"},
        {"id": 83, "start_date": "2025-07-01", "hours_per_week": "400"},
    ]
    world.employee(500001, contracts=contracts)

    world.sync()

    assert [one["id"] for one in world.rows("SELECT id FROM contracts")] == ["nmbrs-1201-c-81"]
    rules = {rule for _, rule in world.points()}
    assert {"contract_ends_before_start", "contract_hours_not_possible"} <= rules


def test_a_number_of_which_nobody_has_so_many_is_named_by_field_and_never_shown(world: Any) -> None:
    much = "98765432109876543210"
    contracts = [{"id": 81, "start_date": "2025-01-01", "hours_per_week": much}]
    salaries = [{"id": 91, "start_date": "2025-01-01", "value": much}]
    world.employee(500001, contracts=contracts, salaries=salaries)
    world.employee(500009)

    world.sync()

    points = world.points()
    assert "contract 81, field hours_per_week_hundredths" in points[("500001", "contract_hours_not_possible")]
    assert "field salary_amount_cents" in points[("500001", "salary_not_possible")]
    assert not any("9876" in sentence for sentence in points.values())
    assert world.here("nmbrs-1201-500001")["salary_amount_cents"] is None
    assert [one["id"] for one in world.rows("SELECT id FROM contracts")] == ["nmbrs-1201-c-500009002"]
    assert world.here(GOOD)["salary_amount_cents"] == 1471


def test_people_who_are_connected_and_suddenly_gone_stop_the_company_and_change_nobody(world: Any) -> None:
    for nmbrs_id in range(500001, 500007):
        world.employee(nmbrs_id)
    world.sync()
    before = world.rows("SELECT * FROM employees")
    world.post("reset", {"scenario": "demo"})
    world.employee(500001)

    code, _, err = world.payroll("sync-employees", "--company", "1201")

    assert code == 3
    assert "PEO-022" in err
    assert world.rows("SELECT * FROM employees") == before
    assert ("", "sync_failed") in world.points()


def test_one_who_is_gone_from_nmbrs_is_named_and_stays(world: Any) -> None:
    for nmbrs_id in range(500001, 500004):
        world.employee(nmbrs_id)
    world.sync()
    world.post("reset", {"scenario": "demo"})
    world.employee(500001)
    world.employee(500002)

    world.sync()

    assert ("nmbrs-1201-500003", "not_in_nmbrs_any_more") in world.points()
    assert world.here("nmbrs-1201-500003")["is_active"] == 1


def test_a_right_that_is_switched_off_is_named_and_the_other_company_goes_on(world: Any) -> None:
    world.employee(500001)
    world.employee(600001, company_id=1202)
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.post("seed", {"users": [user | {"companies": [1202]}]})

    code, out, err = world.payroll("sync-employees")

    assert code == 4
    assert "1201" in err
    assert "Company 1202: 1 people in Nmbrs" in out
    (run,) = world.rows("SELECT * FROM people_runs WHERE company_id = '1201'", ledger=True)
    assert run["state"] == "refused"

    world.post("seed", {"users": [user | {"companies": None}]})
    world.sync(1201)

    assert ("", "sync_failed") not in world.points()


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("Department_GetAll_AllEmployeesByCompany", "list_not_allowed"),
        ("Salary_GetEstimatedCostPerHour", "cost_not_read"),
    ],
)
def test_an_optional_right_that_is_missing_is_named_once_and_people_come_all_the_same(
    world: Any, call: str, rule: str
) -> None:
    world.employee(500001)
    world.employee(500002)
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.post("seed", {"users": [user | {"rights": {f"EmployeeService: {call}": False}}]})

    world.sync()
    world.sync()

    assert len(world.rows("SELECT id FROM employees")) == 2
    assert f"EmployeeService: {call} is switched off" in world.points()[("", rule)]
    assert len(world.rows("SELECT * FROM people_reviews", ledger=True)) == 1

    world.post("seed", {"users": [user | {"rights": {f"EmployeeService: {call}": True}}]})
    world.sync()

    assert world.points() == {}


def test_a_secret_that_is_too_short_is_refused_without_showing_it(world: Any) -> None:
    ledger = {"conn_type": "sqlite", "schema": f"{world.folder}/payroll.db", "extra": {"bsn_key": "short"}}
    world.monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", json.dumps(ledger))

    code, _, err = world.payroll("sync-employees")

    assert code == 2
    assert "has 5 bytes; it needs 16 or more" in err
    assert "short" not in err
