"""An export of hours goes by the connections that the sync made, and by a filled id where there is none (D3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx
from payroll.ledger import open_ledger
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import disconnect


def worked(world: Any, entry_id: str, employee_id: str, venue_id: str = "kroon") -> None:
    """Eight approved hours in the current period of the sandbox's demo."""
    world.add(
        "time_entries",
        id=entry_id,
        employee_id=employee_id,
        venue_id=venue_id,
        work_date=date(2026, 10, 20),
        kind="worked",
        break_minutes=0,
        minutes=480,
        is_approved=True,
    )


def hours(world: Any, company_id: int = 1201) -> dict[int, list[str]]:
    """Nmbrs employee id to the quantities that it has."""
    companies = httpx.get(f"{world.nmbrs_url}/_sandbox/state").json()["companies"]
    (company,) = [one for one in companies if one["id"] == company_id]
    return {
        one["id"]: [line["hours"] for line in one["hour_components"]]
        for one in company["employees"]
        if one["hour_components"]
    }


def export(world: Any, company_id: int = 1201) -> str:
    code, out, err = world.payroll("export", "--wage-period", "current", "--company", str(company_id))
    assert code == 0, err
    return str(out)


def test_who_was_matched_by_e_mail_is_paid_without_an_id_in_the_source(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", work_email="p500001@example.nl")
    worked(world, "t-1", "sanne")
    world.sync()

    export(world)

    assert hours(world) == {500001: ["8.00"]}


def test_one_person_in_two_companies_is_paid_in_each_by_its_own_connection(world: Any) -> None:
    world.employee(500001, bsn="123456782")
    world.employee(600001, company_id=1202, bsn="123456782", work_email="p500001@example.nl")
    world.sync(None)
    worked(world, "t-1", "nmbrs-1201-500001")
    worked(world, "t-2", "nmbrs-1201-500001", "anker")

    export(world, 1201)
    export(world, 1202)

    assert hours(world, 1201) == {500001: ["8.00"]}
    assert hours(world, 1202) == {600001: ["8.00"]}


def test_who_was_disconnected_is_not_paid_by_a_filled_id(world: Any) -> None:
    world.employee(500001)
    world.person("sanne", nmbrs_id="500001")
    world.sync()
    worked(world, "t-1", "sanne")
    ledger = open_ledger(world.ledger_url)
    with PeopleBook(ledger.engine).write() as connection:
        disconnect(connection, "1201", "sanne", by="a test", now=datetime.now(UTC))
    ledger.close()

    export(world)

    assert hours(world) == {}
