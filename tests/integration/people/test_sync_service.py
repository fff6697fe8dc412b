"""Contracts and service: what ends a contract does not end the service; who leaves, who comes back (G4, G5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

KEY = "nmbrs-1201-500001"
ENDED = [{"id": 500001001, "start_date": "2025-01-01", "end_date": "2026-01-31", "initial_start_date": "2025-01-01"}]


def test_a_contract_that_ends_does_not_end_the_service(world: Any) -> None:
    world.employee(500001)
    world.sync()
    world.seed(1201, {"id": 500001, "contracts": [{"id": 500001002, "end_date": "2026-02-28"}]})

    world.sync()

    (contract,) = world.rows("SELECT * FROM contracts")
    assert contract["ends_on"] == "2026-02-28"
    assert (world.here(KEY)["is_active"], world.here(KEY)["end_date"]) == (1, None)


@pytest.mark.parametrize(("setting", "is_active", "end_date"), [(True, 0, "2026-01-31"), (False, 1, None)])
def test_who_leaves_becomes_inactive_only_where_the_setting_says_so(
    world: Any, setting: bool, is_active: int, end_date: str | None
) -> None:
    world.configure(c1201={"deactivate_with_nmbrs": setting})
    world.employee(500001)
    world.sync()
    world.seed(1201, {"id": 500001, "employments": ENDED})

    world.sync()

    assert (world.here(KEY)["is_active"], world.here(KEY)["end_date"]) == (is_active, end_date)
    assert ((KEY, "still_active_here") in world.points()) is not setting
    history = [(KEY, "is_active", "true", "false"), (KEY, "end_date", "", "2026-01-31")]
    assert world.changes() == (history if setting else [])


def test_who_is_ended_only_here_comes_back_with_the_next_sync(world: Any) -> None:
    world.employee(500001)
    world.sync()
    world.edit("employees", KEY, is_active=False, end_date=date(2026, 1, 31))

    counts = world.sync()

    assert counts["activated"] == 1
    assert (world.here(KEY)["is_active"], world.here(KEY)["end_date"]) == (1, None)


def test_a_re_hire_with_the_same_record_becomes_active_again(world: Any) -> None:
    world.configure(c1201={"deactivate_with_nmbrs": True})
    world.employee(500001)
    world.sync()
    world.seed(1201, {"id": 500001, "employments": ENDED})
    world.sync()
    again = {"id": 500001009, "start_date": "2026-03-01", "initial_start_date": "2025-01-01"}
    world.seed(1201, {"id": 500001, "employments": [again]})

    counts = world.sync()

    assert counts["activated"] == 1
    found = world.here(KEY)
    assert (found["is_active"], found["end_date"], found["hire_date"]) == (1, None, "2025-01-01")


def test_a_re_hire_with_a_new_record_waits_until_the_old_connection_is_taken_apart(world: Any) -> None:
    world.employee(500001, bsn="123456782", employments=ENDED)
    world.person("sanne", nmbrs_id="500001", bsn="123456782")
    world.sync()
    world.seed(1201, {"id": 500001, "employments": [{"id": 500001001, "end_date": None}]})
    world.sync()
    world.seed(1201, {"id": 500001, "employments": ENDED})
    world.employee(500002, bsn="123456782")

    world.sync()

    assert {pair[:3] for pair in world.connections()} == {("1201", "sanne", "500001")}
    assert ("500002", "connected_elsewhere") in world.points()
    assert len(world.rows("SELECT id FROM employees")) == 1


def test_whoever_left_one_company_and_works_in_another_stays_active(world: Any) -> None:
    world.configure(c1201={"deactivate_with_nmbrs": True}, c1202={"deactivate_with_nmbrs": True})
    world.employee(500001, bsn="123456782")
    world.employee(600001, company_id=1202, bsn="123456782", work_email="p500001@example.nl")
    world.sync(None)
    world.seed(1201, {"id": 500001, "employments": ENDED})

    world.sync(None)

    assert world.here(KEY)["is_active"] == 1


def test_who_left_both_companies_becomes_inactive_only_when_both_have_the_setting_on(world: Any) -> None:
    world.configure(c1201={"deactivate_with_nmbrs": True}, c1202={"deactivate_with_nmbrs": True})
    world.employee(500001, bsn="123456782")
    world.employee(600001, company_id=1202, bsn="123456782", work_email="p500001@example.nl")
    world.sync(None)
    world.seed(1201, {"id": 500001, "employments": ENDED})
    gone = {"id": 600001001, "end_date": "2026-02-28"}
    world.seed(1202, {"id": 600001, "employments": [gone]})

    world.sync(None)

    assert (world.here(KEY)["is_active"], world.here(KEY)["end_date"]) == (0, "2026-02-28")


@pytest.mark.parametrize(
    ("hours", "daily", "kind", "rule"),
    [
        ("0", "0", "zero_hours", ""),
        (None, "0", "zero_hours", ""),
        ("38", "7.6", "fixed", ""),
        ("0", "4", "fixed", ""),
        ("16", "0", "fixed", "hours_without_schedule"),
    ],
)
def test_the_kind_of_a_contract_follows_from_hours_and_schedule(
    world: Any, hours: str | None, daily: str, kind: str, rule: str
) -> None:
    contract = {"id": 500001002, "start_date": "2025-01-01"} | ({"hours_per_week": hours} if hours else {})
    schedule = {"id": 500001003, "start_date": "2025-01-01", "hours_monday": daily, "hours_monday2": daily}
    world.employee(500001, contracts=[contract], schedules=[schedule])

    world.sync()

    assert [one["kind"] for one in world.rows("SELECT kind FROM contracts")] == [kind]
    assert {found for _, found in world.points()} == ({rule} if rule else set())


def test_the_kind_is_overridden_per_company_and_per_person(world: Any) -> None:
    kinds = {"by_hours": {0: "payroll_agency"}, "by_employee": {"nmbrs-1201-500002": "self_employed"}}
    world.configure(c1201={"contract_kind": kinds})
    world.employee(500001)
    world.employee(500002)

    world.sync()

    found = {one["employee_id"]: one["kind"] for one in world.rows("SELECT * FROM contracts")}
    assert found == {KEY: "payroll_agency", "nmbrs-1201-500002": "self_employed"}


def test_a_contract_here_that_starts_on_the_same_day_is_the_one_of_nmbrs_and_keeps_its_key(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", work_email="p500001@example.nl")
    world.add("contracts", id="c-sanne", employee_id="sanne", kind="fixed", starts_on=date(2025, 1, 1))

    world.sync()
    world.edit("contracts", "c-sanne", kind="fixed")
    world.sync()

    (contract,) = world.rows("SELECT * FROM contracts")
    assert (contract["id"], contract["kind"]) == ("c-sanne", "zero_hours")
    assert world.changes().count(("sanne", "kind", "fixed", "zero_hours")) == 2


def test_a_contract_that_only_exists_here_stays_and_is_named(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", work_email="p500001@example.nl")
    world.add("contracts", id="c-old", employee_id="sanne", kind="fixed", starts_on=date(2025, 6, 1))

    world.sync()

    assert {one["id"] for one in world.rows("SELECT id FROM contracts")} == {"c-old", "nmbrs-1201-c-500001002"}
    assert "c-old" in world.points()[("sanne", "contract_only_here")]


def test_history_is_kept_with_from_and_until(world: Any) -> None:
    world.employee(500001)
    world.sync()
    world.seed(1201, {"id": 500001, "salaries": [{"id": 500001009, "start_date": "2026-01-01", "value": "15.50"}]})

    world.sync()

    rows = world.rows("SELECT * FROM synced_salaries ORDER BY version_id", ledger=True)
    said = {(row["starts_on"], row["ends_on"], row["salary_amount_cents"], row["gone_at"] is None) for row in rows}
    assert said == {
        ("2025-01-01", None, 1471, False),
        ("2025-01-01", "2025-12-31", 1471, True),
        ("2026-01-01", None, 1550, True),
    }
    assert world.here(KEY)["salary_amount_cents"] == 1550
    assert (KEY, "salary_amount_cents", "1471", "1550") in world.changes()
