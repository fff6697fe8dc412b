"""What is wrong in one company changes nothing about the others, also of those that are decided together."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
from payroll.steps.people import sync_employees

HOME = {"street": "Kerkstraat", "house_number": "twaalf", "postal_code": "1012 AB", "city": "Amsterdam"}
KEPT = (
    "people_connections",
    "people_agreed",
    "contracts_agreed",
    "people_changes",
    "people_reviews",
    "synced_people",
    "synced_contracts",
    "synced_costs",
)
VOLATILE = {
    "run_id",
    "change_id",
    "review_id",
    "version_id",
    "connected_at",
    "changed_at",
    "first_seen_at",
    "updated_at",
}
BSN = "123456782"


def prepare(world: Any) -> None:
    """Both companies have people; those of 1201 are wrong in many ways, and one of them is known here."""
    world.employee(500001, bsn="123456789", birth_date="2199-01-01", addresses=[HOME])
    world.employee(500002, number=7, work_email="samen@example.nl")
    world.employee(500003, number=7, work_email="samen@example.nl", first_name="Bo", birth_date="1980-01-01")
    world.employee(500004, contracts=[], schedules=[], salaries=[])
    world.employee(600001, company_id=1202, private_phone="0201111111")
    world.employee(600002, company_id=1202)
    world.employee(600003, company_id=1202, work_email="")
    world.person("bram", work_email="p600001@example.nl", private_phone="0209999999")


def of_company(world: Any, company_id: int) -> dict[str, list[tuple[str, ...]]]:
    """What is kept of a company and here of its people, without numbers of rows and instants."""
    found = {name: world.rows(f"SELECT * FROM {name}", ledger=True) for name in KEPT}  # noqa: S608
    found = {name: [row for row in rows if row["company_id"] == str(company_id)] for name, rows in found.items()}
    people = {row["employee_id"] for row in found["people_connections"]}
    found["employees"] = [row for row in world.rows("SELECT * FROM employees") if row["id"] in people]
    found["contracts"] = [row for row in world.rows("SELECT * FROM contracts") if row["employee_id"] in people]
    return {
        name: sorted(tuple(f"{column}={row[column]}" for column in row if column not in VOLATILE) for row in rows)
        for name, rows in found.items()
    }


def test_companies_decided_together_end_as_each_of_them_alone(world: Any) -> None:
    prepare(world)
    world.sync(1202)
    alone = of_company(world, 1202)
    world.sync(1201)
    first = of_company(world, 1201)
    for name in ("workforce.db", "payroll.db"):
        for file in world.folder.glob(f"{name}*"):
            file.unlink()
    assert world.payroll("init-db")[0] == 0
    world.person("bram", work_email="p600001@example.nl", private_phone="0209999999")

    world.sync(None)

    assert of_company(world, 1202) == alone
    assert of_company(world, 1201) == first


def test_a_list_that_cannot_be_believed_stops_its_own_company_alone(world: Any) -> None:
    for nmbrs_id in range(500001, 500007):
        world.employee(nmbrs_id)
    world.sync(1201)
    world.post("reset", {"scenario": "demo"})
    world.employee(500001)
    world.employee(600001, company_id=1202)

    code, out, err = world.payroll("sync-employees")

    assert code == 3
    assert "Company 1201" in err
    assert "PEO-022" in err
    assert "Company 1202: 1 people in Nmbrs; 1 new here" in out
    assert {pair[:3] for pair in world.connections() if pair[0] == "1202"} == {("1202", "nmbrs-1202-600001", "600001")}


def test_a_company_that_cannot_be_written_stops_no_company_behind_it(world: Any) -> None:
    world.employee(500001)
    world.employee(600001, company_id=1202)
    with sqlite3.connect(world.folder / "workforce.db") as connection:
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON employees WHEN NEW.id = 'nmbrs-1201-500001' "
            "BEGIN SELECT RAISE(ABORT, 'no view'); END"
        )

    code, out, err = world.payroll("sync-employees")

    assert code != 0
    assert "Company 1201" in err
    assert "Company 1202: 1 people in Nmbrs; 1 new here" in out
    assert [row["id"] for row in world.rows("SELECT id FROM employees")] == ["nmbrs-1202-600001"]


def test_an_error_that_nobody_foresaw_stops_its_own_company_alone_and_quotes_no_value(world: Any) -> None:
    world.employee(500001)
    world.employee(600001, company_id=1202)
    real = sync_employees.judge

    def stumbles(frames: Any, today: Any) -> Any:
        if "1201" in set(frames.people["company_id"]):
            raise TypeError("what is Achter500001?")
        return real(frames, today)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync_employees, "judge", stumbles)
        with pytest.raises(TypeError):
            world.payroll("sync-employees")
    out, err = world.capture.readouterr()

    assert "Company 1201: the sync of people stopped at a fault of the product (TypeError)" in err
    assert "Achter" not in out + err
    assert "Company 1202: 1 people in Nmbrs; 1 new here" in out
    assert [row["id"] for row in world.rows("SELECT id FROM employees")] == ["nmbrs-1202-600001"]
    assert ("", "sync_failed") in world.points(1201)


def test_one_person_twice_in_a_company_does_not_keep_the_same_person_out_of_another(world: Any) -> None:
    world.employee(500001, bsn=BSN)
    world.employee(600001, company_id=1202, bsn=BSN)
    world.employee(600002, company_id=1202, bsn=BSN)

    world.sync(None)

    assert {pair[:3] for pair in world.connections()} == {("1201", "nmbrs-1201-500001", "500001")}
    assert {("600001", "matched_twice"), ("600002", "matched_twice")} <= set(world.points(1202))
    assert ("500001", "same_person_twice") not in world.points(1201)


@pytest.mark.parametrize("refused", [1201, 1202])
def test_a_right_that_is_missing_for_one_company_leaves_the_other_as_it_would_be_alone(
    world: Any, refused: int
) -> None:
    world.employee(500001)
    world.employee(600001, company_id=1202)
    other = 1201 + 1202 - refused
    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    world.post("seed", {"users": [user | {"companies": [other]}]})

    code, out, _ = world.payroll("sync-employees", "--json")

    told = {one["company_id"]: one for one in map(json.loads, out.splitlines())}
    assert code == 4
    assert (told[str(refused)]["exit_code"], told[str(other)]["exit_code"]) == (4, 0)
    assert {pair[0] for pair in world.connections()} == {str(other)}
