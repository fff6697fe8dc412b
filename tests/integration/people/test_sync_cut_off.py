"""A sync that is cut off between its two databases: the next one ends where one clean run ends (semantics G4)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import pytest
from payroll.ledger.people import book
from payroll.workforce.people import WorkforcePeople

VOLATILE = (
    "run_id",
    "change_id",
    "connected_at",
    "changed_at",
    "first_seen_at",
    "updated_at",
    "version_id",
    "review_id",
)
TABLES = (
    "people_connections",
    "people_agreed",
    "contracts_agreed",
    "people_changes",
    "people_reviews",
    "synced_people",
)


class Killed(BaseException):
    """The process ends here."""


def prepare(world: Any) -> None:
    """One who is new, one who is known by e-mail with a contract, one who left."""
    world.configure(c1201={"deactivate_with_nmbrs": True})
    world.employee(500001)
    world.employee(500002, private_phone="0201111111")
    world.employee(500003, employments=[{"id": 5, "start_date": "2020-01-01", "end_date": "2026-01-31"}])
    world.person("bram", work_email="p500002@example.nl", private_phone="0209999999", last_name="Anders")
    world.add("contracts", id="c-bram", employee_id="bram", kind="fixed", starts_on=date(2025, 1, 1))
    world.person("cas", nmbrs_id="500003")


def outcome(world: Any) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in both databases, without instants and numbers of rows."""
    people = {name: world.rows(f"SELECT * FROM {name}") for name in ("employees", "contracts")}  # noqa: S608
    kept = {name: world.rows(f"SELECT * FROM {name}", ledger=True) for name in TABLES}  # noqa: S608
    return {
        name: sorted(tuple(str(row[column]) for column in row if column not in VOLATILE) for row in rows)
        for name, rows in (people | kept).items()
    }


@pytest.fixture
def clean(world: Any) -> dict[str, list[tuple[Any, ...]]]:
    """What one clean run leaves; the world is as before afterwards."""
    prepare(world)
    world.sync()
    found = outcome(world)
    for name in ("workforce.db", "payroll.db"):
        for file in world.folder.glob(f"{name}*"):
            file.unlink()
    world.post("reset", {"scenario": "demo"})
    assert world.payroll("init-db")[0] == 0
    world.add("venues", id="kroon", name="De Kroon")
    prepare(world)
    return found


def cut(world: Any, owner: Any, name: str, *, after: bool, at: int) -> None:
    """Sync, and end the process at the n-th use of a function: before it has done anything, or just after."""
    real, seen = getattr(owner, name), [0]

    def deadly(*arguments: Any, **named: Any) -> Any:
        seen[0] += 1
        if seen[0] == at and not after:
            raise Killed
        found = real(*arguments, **named)
        if seen[0] == at:
            raise Killed
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, deadly)
        with pytest.raises(Killed):
            world.payroll("sync-employees", "--company", "1201")
    world.capture.readouterr()


@pytest.mark.parametrize(
    ("owner", "name", "after", "at"),
    [
        (book.PeopleBook, "write", False, 1),
        (WorkforcePeople, "write", False, 1),
        (WorkforcePeople, "write", True, 1),
        (book.PeopleBook, "write", False, 2),
    ],
    ids=["before anything", "announced", "people written", "before the ledger hears the rest"],
)
def test_a_sync_that_is_cut_off_is_set_right_by_the_next_one(
    world: Any, clean: Any, owner: Any, name: str, after: bool, at: int
) -> None:
    cut(world, owner, name, after=after, at=at)

    world.sync()

    found = outcome(world)
    assert {name: found[name] for name in found if found[name] != clean[name]} == {}
    assert world.rows("SELECT * FROM people_runs WHERE finished_at IS NULL", ledger=True) == []


def test_a_sync_that_is_cut_off_twice_at_different_places_is_set_right_too(world: Any, clean: Any) -> None:
    cut(world, WorkforcePeople, "write", after=False, at=1)
    cut(world, WorkforcePeople, "write", after=True, at=1)

    world.sync()

    assert outcome(world) == clean


def test_people_who_cannot_be_written_leave_no_history_that_never_happened(world: Any) -> None:
    prepare(world)
    with sqlite3.connect(world.folder / "workforce.db") as connection:
        connection.execute("CREATE TRIGGER no BEFORE UPDATE ON employees BEGIN SELECT RAISE(ABORT, 'no view'); END")
    code, _, err = world.payroll("sync-employees", "--company", "1201")
    assert code == 2, err
    assert "does not take what the sync brings" in err
    with sqlite3.connect(world.folder / "workforce.db") as connection:
        connection.execute("DROP TRIGGER no")

    world.sync()

    phones = [change for change in world.changes() if change[1] == "private_phone"]
    assert phones == [("bram", "private_phone", "0209999999", "0201111111")]
