"""Who comes in, who is recognised, and who waits for a person (semantics G2, G3, D3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from payroll.ledger import open_ledger
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import disconnect

BSN, OTHER_BSN = "123456782", "111222333"


def test_a_new_person_comes_in_whole(world: Any) -> None:
    home = {"id": 71, "street": "Kerkstraat", "house_number": "12", "postal_code": "1012 AB", "city": "Amsterdam"}
    world.employee(500001, first_name="Sanne", prefix="de", last_name="Wit", gender="female", addresses=[home])

    counts = world.sync()

    found = world.here("nmbrs-1201-500001")
    names = ("first_name", "prefix", "last_name", "gender", "street", "house_number", "city", "country")
    assert counts["new"] == 1
    assert [found[name] for name in names] == ["Sanne", "de", "Wit", "female", "Kerkstraat", "12", "Amsterdam", "NL"]
    assert (found["salary_amount_cents"], found["salary_type"]) == (1471, "hourly")
    assert (found["hire_date"], found["is_active"], found["nmbrs_id"]) == ("2025-01-01", 1, "500001")
    assert (found["work_email"], found["home_venue_id"], found["bsn"]) == ("p500001@example.nl", "kroon", None)
    assert world.connections() == {("1201", "nmbrs-1201-500001", "500001", "imported")}
    (contract,) = world.rows("SELECT * FROM contracts")
    names = ("id", "employee_id", "kind", "starts_on", "ends_on", "hours_per_week")
    key = "nmbrs-1201-500001"
    assert [contract[name] for name in names] == ["nmbrs-1201-c-500001002", key, "zero_hours", "2025-01-01", None, 0]
    assert world.points() == {}


@pytest.mark.parametrize(
    ("here", "key"),
    [
        ({"nmbrs_id": "500001"}, "nmbrs_id"),
        ({"bsn": BSN, "work_email": "elsewhere@example.nl"}, "bsn"),
        ({"private_email": " P500001@Example.NL "}, "email"),
    ],
)
def test_a_person_is_recognised_by_each_key(world: Any, here: dict[str, str], key: str) -> None:
    world.employee(500001, bsn=BSN)
    world.person("sanne", **here)

    counts = world.sync()

    assert world.connections() == {("1201", "sanne", "500001", key)}
    assert (counts["new"], counts["newly_connected"]) == (0, 1)
    assert len(world.rows("SELECT id FROM employees")) == 1


def test_without_the_secret_no_bsn_is_compared_and_one_point_says_so(world: Any) -> None:
    world.without_bsn_key()
    world.employee(500001, bsn=BSN)
    world.person("sanne", bsn=BSN)

    world.sync()

    assert world.connections() == {("1201", "nmbrs-1201-500001", "500001", "imported")}
    assert "has no bsn_key in its extra" in world.points()[("", "bsn_not_compared")]
    assert not any("WithoutBSN" not in one for one in world.calls() if one.startswith("PersonalInfo"))


def test_keys_that_contradict_each_other_change_nothing(world: Any) -> None:
    world.employee(500001, bsn=BSN, work_email="sanne@example.nl", first_name="Sanne")
    world.person("by-bsn", bsn=BSN, first_name="Bo")
    world.person("by-email", work_email="sanne@example.nl", first_name="Em")

    counts = world.sync()

    assert (counts["for_review"], counts["new"], counts["changed"]) == (1, 0, 0)
    assert world.connections() == set()
    assert (world.here("by-bsn")["first_name"], world.here("by-email")["first_name"]) == ("Bo", "Em")
    sentence = world.points()[("500001", "keys_contradict")]
    assert "by-bsn" in sentence
    assert "sanne@example.nl" not in sentence
    assert BSN not in sentence


def test_one_person_with_two_addresses_comes_in_and_is_reported_as_a_possible_double(world: Any) -> None:
    world.person(
        "sanne", first_name="Sanne", last_name="Jansen", birth_date=date(1990, 5, 17), work_email="old@example.nl"
    )
    world.employee(500001, first_name="Sanne", last_name="Jansen", work_email="new@example.nl")

    world.sync()

    assert "nmbrs-1201-500001" in world.points()[("sanne", "possible_duplicate")] or (
        "employee sanne" in world.points()[("nmbrs-1201-500001", "possible_duplicate")]
    )


def test_nobody_without_service_or_address_comes_in_and_each_is_listed_with_the_reason(world: Any) -> None:
    world.employee(500001, work_email="")
    world.employee(500002, employments=[])
    world.employee(500003, employments=[{"id": 1, "start_date": "2020-01-01", "end_date": "2021-01-31"}])
    world.employee(500004, employments=[{"id": 2, "start_date": "2199-01-01"}])

    counts = world.sync()

    assert world.rows("SELECT id FROM employees") == []
    assert counts["not_imported"] == 4
    reasons = {("500001", "no_email"), ("500002", "no_employment"), ("500003", "out_of_service")}
    assert reasons | {("500004", "not_started")} == set(world.points())


def test_one_person_in_two_companies_is_one_person_with_two_connections(world: Any) -> None:
    world.employee(500001, company_id=1201, bsn=BSN, work_email="sanne@example.nl")
    world.employee(600001, company_id=1202, bsn=BSN, work_email="sanne@example.nl")

    world.sync(None)

    (person,) = world.rows("SELECT id FROM employees")
    pairs = {(company, employee, theirs) for company, employee, theirs, _ in world.connections()}
    assert pairs == {("1201", person["id"], "500001"), ("1202", person["id"], "600001")}
    assert len(world.rows("SELECT id FROM contracts")) == 2


def test_what_two_companies_say_of_one_person_does_not_go_back_and_forth(world: Any) -> None:
    world.employee(500001, company_id=1201, bsn=BSN, private_phone="0201111111")
    world.employee(600001, company_id=1202, bsn=BSN, work_email="p500001@example.nl", private_phone="0202222222")
    world.sync(1201)
    world.sync(1202)

    world.sync(1201)
    world.sync(1202)

    assert world.here("nmbrs-1201-500001")["private_phone"] == "0201111111"
    assert world.changes() == []


def test_a_pair_taken_apart_by_hand_is_never_matched_again(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", work_email="p500001@example.nl")
    world.sync()
    ledger = open_ledger(world.ledger_url)
    with PeopleBook(ledger.engine).write() as connection:
        disconnect(connection, "1201", "sanne", by="a test", now=datetime.now(UTC))
    ledger.close()

    world.sync()

    assert world.connections() == set()
    assert "sanne" in world.points()[("500001", "disconnected_by_hand")]
    assert len(world.rows("SELECT id FROM employees")) == 1


def test_a_bsn_is_kept_here_only_where_the_setting_says_so(world: Any) -> None:
    world.configure(store_bsn=True)
    world.employee(500001, bsn=BSN)
    world.employee(500002, bsn=OTHER_BSN)
    world.person("bram", work_email="p500002@example.nl")

    world.sync()

    assert world.here("nmbrs-1201-500001")["bsn"] == BSN
    assert world.here("bram")["bsn"] == OTHER_BSN
    assert not any(field == "bsn" for _, field, _, _ in world.changes())


def test_who_is_recognised_by_address_in_one_company_is_known_by_bsn_in_the_next_at_once(world: Any) -> None:
    world.employee(500001, company_id=1201, bsn=BSN)
    world.employee(600001, company_id=1202, bsn=BSN)
    world.person("sanne", work_email="p500001@example.nl")

    world.sync(None)

    pairs = {pair[:3] for pair in world.connections()}
    assert pairs == {("1201", "sanne", "500001"), ("1202", "sanne", "600001")}
    assert len(world.rows("SELECT id FROM employees")) == 1
