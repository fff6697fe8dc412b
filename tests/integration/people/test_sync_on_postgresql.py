"""The sync with people and ledger in PostgreSQL: everybody, again, and after changes on both sides."""

from __future__ import annotations

from typing import Any

BSN = "123456782"
HOME = {"id": 71, "street": "Kerkstraat", "house_number": "12", "postal_code": "1012 AB", "city": "Amsterdam"}
LEFT = [{"id": 500003001, "start_date": "2025-01-01", "end_date": "2026-01-31", "initial_start_date": "2025-01-01"}]
TABLES = ("employees", "contracts", "people_connections", "people_agreed", "contracts_agreed", "people_changes")
KEPT = ("people_reviews", "people_runs", "synced_people", "synced_contracts", "synced_salaries", "synced_costs")


def contents(world: Any) -> dict[str, list[str]]:
    """Every row of the tables about people."""
    return {name: sorted(map(str, world.rows(f"SELECT * FROM {name}"))) for name in (*TABLES, *KEPT)}  # noqa: S608


def test_people_come_in_a_second_sync_writes_nothing_and_changes_are_kept(postgres_world: Any) -> None:
    world = postgres_world
    world.configure(c1201={"deactivate_with_nmbrs": True})
    world.employee(500001, bsn=BSN, addresses=[HOME], private_phone="0201111111")
    world.employee(500002, work_email="")
    world.employee(500003)
    world.employee(600001, company_id=1202, bsn=BSN)
    world.person("sanne", work_email="p500001@example.nl", private_phone="0209999999")

    world.sync(None)

    assert {pair[:3] for pair in world.connections()} == {
        ("1201", "sanne", "500001"),
        ("1201", "nmbrs-1201-500003", "500003"),
        ("1202", "sanne", "600001"),
    }
    assert (world.here("sanne")["private_phone"], world.here("sanne")["house_number"]) == ("0201111111", "12")
    assert ("sanne", "private_phone", "0209999999", "0201111111") in world.changes()
    assert ("500002", "no_email") in world.points()
    before = contents(world)

    world.sync(None)

    assert contents(world) == before

    world.edit("employees", "sanne", private_phone="0208888888")
    world.seed(1201, {"id": 500001, "salaries": [{"id": 9, "start_date": "2026-01-01", "value": "15.50"}]})
    world.seed(1201, {"id": 500003, "employments": LEFT})

    counts = world.sync()

    assert (counts["changed"], counts["deactivated"], counts["costs_read"]) == (2, 1, 1)
    assert (world.here("sanne")["private_phone"], world.here("sanne")["salary_amount_cents"]) == ("0201111111", 1550)
    assert world.here("nmbrs-1201-500003")["is_active"] is False
