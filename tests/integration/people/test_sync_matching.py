"""Who comes in, who is recognised, and who waits for a person (semantics G2, G3, D3)."""

from __future__ import annotations

from typing import Any

BSN = "123456782"


def test_a_new_person_comes_in_whole(world: Any) -> None:
    home = {"id": 71, "street": "Kerkstraat", "house_number": "12", "postal_code": "1012 AB", "city": "Amsterdam"}
    world.employee(500001, first_name="Sanne", prefix="de", last_name="Wit", gender="female", addresses=[home])

    counts = world.sync()

    found = world.here("nmbrs-1201-500001")
    assert counts["new"] == 1
    assert (found["first_name"], found["prefix"], found["last_name"]) == ("Sanne", "de", "Wit")
    assert (found["street"], found["house_number"], found["city"], found["country"]) == (
        "Kerkstraat",
        "12",
        "Amsterdam",
        "NL",
    )
    assert (found["salary_amount_cents"], found["salary_type"]) == (1471, "hourly")
    assert (found["hire_date"], found["is_active"], found["nmbrs_id"]) == ("2025-01-01", 1, "500001")
    assert (found["work_email"], found["home_venue_id"], found["bsn"]) == ("p500001@example.nl", "kroon", None)
    assert world.connections() == {("1201", "nmbrs-1201-500001", "500001", "imported")}
    (contract,) = world.rows("SELECT * FROM contracts")
    assert (contract["id"], contract["kind"], contract["starts_on"]) == (
        "nmbrs-1201-c-5000012",
        "zero_hours",
        "2025-01-01",
    )
    assert {rule for _, rule in world.points()} == set()
