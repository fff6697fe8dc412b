"""After a sync it is known how many people each company has, and how many belong to none (semantics D3)."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(params=["world", "postgres_world"])
def either(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def counts(world: Any) -> dict[str, tuple[int, int]]:
    """Company id to how many are not connected, and connected."""
    rows = world.rows("SELECT * FROM people_counts", ledger=True)
    return {row["company_id"]: (row["not_connected"], row["connected"]) for row in rows}


def test_people_are_counted_after_a_sync_by_company(either: Any) -> None:
    either.employee(500001)
    either.employee(500002)
    either.person("sanne", work_email="p500001@example.nl", home_venue_id="kroon")
    either.person("new", home_venue_id="kroon")
    either.person("of-anker", home_venue_id="anker")
    either.person("of-zilt", home_venue_id="zilt")
    either.person("of-none")

    either.sync()

    assert counts(either) == {"1201": (1, 2), "": (2, 0)}

    either.sync(None)

    assert counts(either) == {"1201": (1, 2), "1202": (1, 0), "": (2, 0)}


def test_who_came_from_nmbrs_and_has_no_venue_belongs_to_the_company_that_they_are_connected_in(either: Any) -> None:
    either.configure(c1201={"venues": ["kroon", "terras"]})
    either.employee(500001)

    either.sync(None)

    assert either.here("nmbrs-1201-500001")["home_venue_id"] is None
    assert counts(either) == {"1201": (0, 1), "1202": (0, 0), "": (0, 0)}


def test_a_company_that_nmbrs_does_not_show_is_counted_too(either: Any) -> None:
    either.person("sanne", home_venue_id="kroon")
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    either.post("seed", {"users": [user | {"companies": [1202]}]})

    code, _, _ = either.payroll("sync-employees", "--company", "1201")

    assert code == 4
    assert counts(either) == {"1201": (1, 0), "": (0, 0)}
