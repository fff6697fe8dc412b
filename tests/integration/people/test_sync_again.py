"""What a later sync does: nothing, where nothing changed; Nmbrs' value, where it leads; never both (semantics G4)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from payroll.steps.people import keep_sync

from benchmarks.writing_statements import writing_statements

HOME = {"id": 71, "street": "Kerkstraat", "house_number": "12", "postal_code": "1012 AB", "city": "Amsterdam"}
COST = "Salary_GetEstimatedCostPerHour"


def contents(world: Any) -> dict[str, list[Any]]:
    """Every row of both databases but the call rate."""
    found = {}
    for name in ("workforce", "payroll"):
        with sqlite3.connect(world.folder / f"{name}.db") as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                if table != "call_budgets":
                    found[f"{name}.{table}"] = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    return found


def test_a_second_sync_of_the_same_people_writes_nothing_and_asks_for_no_cost(world: Any) -> None:
    for number in range(500001, 500006):
        world.employee(number, addresses=[HOME | {"id": number}], departments=[], bsn="123456782" if number % 2 else "")
    world.employee(500009, work_email="")
    world.person("sanne", work_email="p500001@example.nl", private_phone="06 12")
    same = {"first_name": "Voor500003", "last_name": "Achter500003", "birth_date": date(1990, 5, 17)}
    world.person("double", **same, work_email="old@example.nl")
    world.sync()
    before = contents(world)
    world.forget_calls()

    with writing_statements() as written:
        counts = world.sync()

    assert written == []
    assert contents(world) == before
    assert (counts["new"], counts["changed"], counts["costs_read"]) == (0, 0, 0)
    calls = world.calls()
    assert COST not in calls
    assert len(calls) <= 12


def test_changes_that_are_announced_a_few_at_a_time_are_all_kept(world: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(keep_sync, "CHANGES_AT_ONCE", 2)
    world.employee(500001, private_phone="0201111111")
    world.sync()
    world.employee(500001, private_phone="0202222222", last_name="Anders", work_email="anders@example.nl")

    world.sync()

    assert {field: (before, after) for _, field, before, after in world.changes()} == {
        "private_phone": ("0201111111", "0202222222"),
        "last_name": ("Achter500001", "Anders"),
        "work_email": ("p500001@example.nl", "anders@example.nl"),
    }


def test_a_first_sync_asks_for_the_cost_of_each_person_who_comes_in_and_for_nobody_else(world: Any) -> None:
    world.employee(500001)
    world.employee(500002, work_email="")
    world.forget_calls()

    world.sync()

    calls = world.calls()
    assert calls.count(COST) == 1
    assert len(calls) - 1 <= 12
    (cost,) = world.rows("SELECT * FROM synced_costs", ledger=True)
    assert cost["nmbrs_employee_id"] == "500001"
    assert cost["cost_per_hour_cents"] > 1471


def test_the_cost_is_asked_again_only_of_whom_salary_or_contract_changed(world: Any) -> None:
    world.employee(500001)
    world.employee(500002)
    world.sync()
    world.seed(1201, {"id": 500001, "salaries": [{"start_date": "2026-01-01", "value": "15.50"}]})
    world.seed(1201, {"id": 500002, "work_phone": "0201234567"})
    world.forget_calls()

    world.sync()

    assert world.calls().count(COST) == 1
    present = world.rows("SELECT * FROM synced_costs WHERE gone_at IS NULL", ledger=True)
    assert {row["nmbrs_employee_id"] for row in present} == {"500001", "500002"}
    assert len(world.rows("SELECT * FROM synced_costs", ledger=True)) == 3


def test_an_edit_here_is_overwritten_where_nmbrs_leads_and_the_change_is_kept(world: Any) -> None:
    world.employee(500001, private_phone="0201111111")
    world.sync()
    world.edit("employees", "nmbrs-1201-500001", private_phone="0209999999")

    counts = world.sync()

    assert counts["changed"] == 1
    assert world.here("nmbrs-1201-500001")["private_phone"] == "0201111111"
    assert world.changes() == [("nmbrs-1201-500001", "private_phone", "0209999999", "0201111111")]
    (row,) = world.rows("SELECT * FROM people_changes", ledger=True)
    assert (row["changed_by"], row["written_to"]) == ("payroll sync-employees", "workforce")


def test_what_nmbrs_fills_is_written_and_what_it_never_had_is_left(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", work_email="p500001@example.nl", private_phone="06 12", city="Zwolle")

    world.sync()

    found = world.here("sanne")
    assert (found["private_phone"], found["city"], found["last_name"]) == ("06 12", "Zwolle", "Achter500001")


def test_what_nmbrs_empties_after_it_was_filled_is_emptied_here(world: Any) -> None:
    world.employee(500001, private_phone="0201111111")
    world.sync()
    world.seed(1201, {"id": 500001, "private_phone": ""})

    world.sync()

    assert world.here("nmbrs-1201-500001")["private_phone"] is None


def test_a_group_that_hr_leads_is_never_overwritten(world: Any) -> None:
    world.configure(c1201={"leads": {"address": "hr", "salary": "hr", "contract": "hr"}})
    world.employee(500001, addresses=[HOME])
    world.person("sanne", work_email="p500001@example.nl", street="Dorpsweg", salary_amount_cents=2000)
    world.add("contracts", id="c-sanne", employee_id="sanne", kind="fixed", starts_on=date(2025, 1, 1))

    world.sync()
    world.sync()

    found = world.here("sanne")
    assert (found["street"], found["city"], found["salary_amount_cents"]) == ("Dorpsweg", None, 2000)
    assert [(one["id"], one["kind"]) for one in world.rows("SELECT * FROM contracts")] == [("c-sanne", "fixed")]
    assert found["last_name"] == "Achter500001"


def test_what_both_sides_changed_waits_for_a_person_until_both_say_the_same(world: Any) -> None:
    world.employee(500001, private_phone="0201111111")
    world.sync()
    world.edit("employees", "nmbrs-1201-500001", private_phone="0203333333")
    world.seed(1201, {"id": 500001, "private_phone": "0202222222"})
    point = ("nmbrs-1201-500001", "changed_on_both_sides")

    world.sync()
    world.sync()

    assert world.here("nmbrs-1201-500001")["private_phone"] == "0203333333"
    assert "private_phone" in world.points()[point]
    assert "020" not in world.points()[point]

    world.edit("employees", "nmbrs-1201-500001", private_phone="0202222222")
    world.sync()

    assert point not in world.points()


def test_one_group_follows_hr_and_the_other_nmbrs(world: Any) -> None:
    world.configure(c1201={"leads": {"personal": "hr"}})
    world.employee(500001, private_phone="0201111111", addresses=[HOME])
    world.person("sanne", work_email="p500001@example.nl", private_phone="0203333333", street="Dorpsweg")

    world.sync()

    found = world.here("sanne")
    assert (found["private_phone"], found["street"], found["house_number"]) == ("0203333333", "Kerkstraat", "12")
