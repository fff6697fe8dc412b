"""Paid wage periods of which nothing is different are not calculated again, and every difference is found as ever."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payroll.ledger.look_alikes import LineOfOthers
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.connections import connect, disconnect
from payroll.ledger.schema import entry_exports, ledger_writes
from payroll.ledger.writes import NewWrite
from payroll.steps.paid_fingerprint import program

from tests.unit.payroll.steps.paid_world import (
    CODES,
    COMPANY,
    NOW,
    PAID,
    Change,
    PaidWorld,
    entry,
    make_paid_world,
    open_paid_world,
    urls,
)
from transforms.columns import MEASURES


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as it is before anything changes, to be copied."""
    folder = tmp_path_factory.mktemp("paid")
    make_paid_world(folder, *urls(folder)).ledger.close()
    return folder


@contextmanager
def copy_of(made: Path, folder: Path) -> Iterator[PaidWorld]:
    shutil.copytree(made, folder, dirs_exist_ok=True)
    world = open_paid_world(folder, *urls(folder))
    yield world
    world.ledger.close()


@pytest.fixture
def world(made: Path, tmp_path: Path) -> Iterator[PaidWorld]:
    with copy_of(made, tmp_path) as copied:
        yield copied


def test_a_period_of_which_nothing_is_different_is_not_calculated_again(world: PaidWorld) -> None:
    first, found = world.watch()
    assert (found, world.unchanged_since()) == ([], first.run_id)

    _, again = world.watch()

    assert (again, world.unchanged_since()) == ([], first.run_id)


def test_who_asks_for_it_has_everything_calculated(world: PaidWorld) -> None:
    world.watch()

    second, found = world.watch(recalculate=True)

    assert (found, world.unchanged_since()) == ([], second.run_id)


def test_a_period_with_late_changes_is_calculated_every_time(world: PaidWorld) -> None:
    world.change("time_entries", "a1", minutes=420)

    assert world.watch()[1] == world.watch()[1] != []
    assert world.unchanged_since() is None


def test_what_is_changed_back_is_unchanged_without_being_calculated(world: PaidWorld) -> None:
    first, _ = world.watch()
    world.change("time_entries", "a1", minutes=420)
    assert world.watch()[1] != []
    world.change("time_entries", "a1", minutes=480)

    assert (world.watch()[1], world.unchanged_since()) == ([], first.run_id)


def test_another_program_calculates_everything_once(world: PaidWorld, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "meals.py"
    rule.write_text("PRICE = 395\n", encoding="utf-8")
    before = program(tmp_path)
    program.cache_clear()
    rule.write_text("PRICE = 396\n", encoding="utf-8")

    assert program(tmp_path) != before

    world.ledger.paid_fingerprints.keep(world.run(), PAID, "made by another program")
    now, _ = world.watch()
    assert world.unchanged_since() == now.run_id


def codes(measure: str, kind: str, **values: Any) -> Change:
    """Another mapping of one measure and type for people with a zero-hours contract."""

    def change(world: PaidWorld) -> None:
        changed = copy.deepcopy(CODES)
        (changed[measure][kind] if kind else changed[measure]).update(values)
        world.configure({"codes": COMPANY["codes"] | {"zero_hours": changed}})

    return change


def settings_of(change: Mapping[str, Any], **whole: Any) -> Change:
    return lambda world: world.configure(dict(change), **whole)


def entries(key: str, **values: Any) -> Change:
    return lambda world: world.change("time_entries", key, **values)


def new_entry(**given: Any) -> Change:
    return lambda world: entry(world, "n1", "anna", 12, **{"minutes": 60} | given)


def extras(table: str, key: str, **values: Any) -> Change:
    return lambda world: world.change(table, key, **values)


def removed(table: str, key: str) -> Change:
    return lambda world: world.remove(table, key)


def added(table: str, **row: Any) -> Change:
    return lambda world: world.add(table, **row)


def contract(**values: Any) -> Change:
    return lambda world: world.change("contracts", "c-anna", **values)


def disconnected(world: PaidWorld) -> None:
    with PeopleBook(world.ledger.engine).write() as connection:
        pair = {"company_id": ["1201"], "employee_id": ["anna"], "nmbrs_employee_id": ["500001"]}
        connect(connection, frame(pair | {"connected_by_key": ["hand"]}), connected_by="a test", now=NOW)
        disconnect(connection, "1201", "anna", by="a test", now=NOW)


def connected_to_another(world: PaidWorld) -> None:
    with PeopleBook(world.ledger.engine).write() as connection:
        pair = {"company_id": ["1201"], "employee_id": ["anna"], "nmbrs_employee_id": ["500009"]}
        connect(connection, frame(pair | {"connected_by_key": ["hand"]}), connected_by="a test", now=NOW)
    world.listed |= {"500009"}


def frame(columns: dict[str, list[str]]) -> Any:
    import pandas as pd

    return pd.DataFrame(columns, dtype="str")


def left_nmbrs(world: PaidWorld) -> None:
    world.listed = frozenset({"500002"})


def paid_by_another_company(world: PaidWorld) -> None:
    mark = {"time_entry_id": "a1", "part": 1, "measure": "meals", "type": "dinner", "company_id": "1202"}
    mark |= {"wage_period": PAID, "target_period": PAID, "component": "wage", "exported_at": NOW}
    with world.ledger.engine.begin() as connection:
        connection.execute(entry_exports.insert().values(mark))


def marks_lost_and_entry_moved(world: PaidWorld) -> None:
    """Without its mark an entry that left the period is not read any more; its line is still there."""
    with world.ledger.engine.begin() as connection:
        connection.execute(entry_exports.delete().where(entry_exports.c.time_entry_id == "b1"))


def corrected(world: PaidWorld) -> None:
    line = {"employee_id": "anna", "nmbrs_employee_id": "500001", "component": "hours", "code": 2100}
    write = NewWrite(**line, cost_center_id="", measures="worked_hours", action="insert", quantity_hundredths=-100)
    world.confirm(world.run(PAID), write, "1900")


def line_removed(world: PaidWorld) -> None:
    with world.ledger.engine.begin() as connection:
        of_sick_hours = (ledger_writes.c.code == 3170,)
        connection.execute(ledger_writes.delete().where(*of_sick_hours))


def days_set(world: PaidWorld) -> None:
    line = {"employee_id": "anna", "nmbrs_employee_id": "500001", "component": "days", "code": 0, "cost_center_id": ""}
    write = NewWrite(**line, measures="worked_days", action="set_days", quantity_hundredths=500)
    world.confirm(world.run(PAID), write, None)


def looks_like_ours(world: PaidWorld) -> None:
    line = ("anna", "500001", "hours", 2100, "", "worked_hours", 800, ("77",))
    world.ledger.look_alikes.keep(world.run(PAID), [LineOfOthers(*line)], now=NOW)


CHANGES: dict[str, Change] = {
    "minutes of an entry": entries("a1", minutes=481),
    "minutes of an entry that had instants": entries("a2", minutes=10),
    "beginning of an entry": entries("a2", starts_at=NOW.replace(month=10, day=24, hour=21)),
    "end of an entry": entries("a2", ends_at=NOW.replace(month=10, day=25, hour=3)),
    "break of an entry": entries("a2", break_minutes=45),
    "a deleted entry": removed("time_entries", "a1"),
    "an approval taken back": entries("a1", is_approved=False),
    "an approval that came late": entries("a4", is_approved=True),
    "a new entry": new_entry(),
    "an entry of the evening before the period ends": new_entry(work_date=date(2026, 10, 31)),
    "kind of an entry": entries("a1", kind="sick"),
    "type of leave": entries("a3", leave_type="unpaid"),
    "day of an entry, within the period": entries("a1", work_date=date(2026, 10, 24)),
    "day of an entry, out of the period": entries("a1", work_date=date(2026, 11, 3)),
    "person of an entry": entries("a1", employee_id="bram"),
    "venue of an entry, in another company": entries("a1", venue_id="anker"),
    "venue of an entry, in no company": entries("a1", venue_id="elsewhere"),
    "an entry of another company moved here": entries("o1", venue_id="kroon"),
    "quantity of a meal": extras("entry_meals", "a1", quantity=2),
    "another meal": added("entry_meals", time_entry_id="a2", meal="dinner", quantity=1),
    "a meal taken back": removed("entry_meals", "b1"),
    "name of a meal": extras("entry_meals", "b1", meal="dinner"),
    "minutes of an allowance": extras("entry_allowances", "a1", minutes=60),
    "minutes of an allowance that replaces hours": extras("entry_allowances", "a2", minutes=60),
    "an allowance taken back": removed("entry_allowances", "a2"),
    "kind of a contract": contract(kind="fixed"),
    "end of a contract": contract(ends_on=date(2026, 10, 4)),
    "beginning of a contract": contract(starts_on=date(2026, 10, 6)),
    "a contract beside it": added(
        "contracts", id="c2", employee_id="anna", kind="payroll_agency", starts_on=date(2026, 10, 1)
    ),
    "a deleted contract": removed("contracts", "c-anna"),
    "hour code": codes("worked_hours", "", hour_code=2101),
    "hour code of a leave type": codes("leave_hours", "vacation", hour_code=4101),
    "how an allowance pays": codes("allowances", "sunday", pays="supplement"),
    "price of a meal": codes("meals", "dinner", cents_each=[{"from": date(2026, 1, 1), "cents": 400}]),
    "day from which a price holds": codes("meals", "dinner", cents_each=[{"from": date(2026, 10, 6), "cents": 395}]),
    "a measure that gives its minutes back": settings_of({"measures": ["worked_hours", "worked_days"]}),
    "a venue taken out": settings_of({"venues": ["kroon"]}),
    "a cost centre": settings_of({"cost_center": {"kroon": 77}}),
    "another calendar's first day": settings_of({"wage_period": {"kind": "month", "first_day_of_month": 6}}),
    "shifts cut at midnight": settings_of({"past_midnight": "split"}),
    "time zone and shifts cut at midnight": settings_of({"past_midnight": "split"}, timezone="Europe/London"),
    "a connection taken apart": disconnected,
    "a connection with another employee": connected_to_another,
    "a person who is not in Nmbrs any more": left_nmbrs,
    "a meal that another company has paid": paid_by_another_company,
    "a correction that was sent": corrected,
    "a line that the ledger does not have any more": line_removed,
    "days that were set": days_set,
}
WITHOUT_CONSEQUENCE: dict[str, Change] = {
    "name of the company": settings_of({"name": "De Kroon"}),
    "a measure that is exported no more": settings_of({"measures": [one for one in MEASURES if one != "sick_hours"]}),
    "time zone alone": settings_of({}, timezone="Europe/London"),
    "what becomes of late changes": settings_of({"late_changes": "next_period"}),
    "an entry that nobody approved": new_entry(is_approved=False),
    "a meal that nobody pays": added("entry_meals", time_entry_id="a2", meal="breakfast", quantity=1),
    "a line of somebody else that looks like ours": looks_like_ours,
    "marks that were lost": marks_lost_and_entry_moved,
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_found_as_when_everything_is_calculated(world: PaidWorld, name: str) -> None:
    assert world.watch()[1] == []
    CHANGES[name](world)

    found = world.watch()[1]

    assert found == world.watch(recalculate=True)[1] != []


@pytest.mark.parametrize("name", WITHOUT_CONSEQUENCE)
def test_a_change_that_makes_no_difference_is_calculated_and_makes_none(world: PaidWorld, name: str) -> None:
    assert world.watch()[1] == []
    WITHOUT_CONSEQUENCE[name](world)

    run, found = world.watch()

    assert (found, world.unchanged_since()) == ([], run.run_id)


def test_what_is_not_of_the_period_does_not_count(world: PaidWorld) -> None:
    first, _ = world.watch()
    entry(world, "n1", "anna", 1, work_date=date(2026, 11, 2), minutes=60)
    entry(world, "n2", "bram", 1, venue_id="anker", minutes=60)

    assert (world.watch()[1], world.unchanged_since()) == ([], first.run_id)


def test_it_is_the_same_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    world = make_paid_world(tmp_path, postgres_url, postgres_url)
    first, found = world.watch()
    assert (found, world.watch()[1], world.unchanged_since()) == ([], [], first.run_id)

    for name in ("minutes of an entry", "quantity of a meal", "minutes of an allowance", "kind of a contract"):
        CHANGES[name](world)
        assert world.watch()[1] == world.watch(recalculate=True)[1] != [], name
    world.ledger.close()


@settings(max_examples=10)
@given(names=st.lists(st.sampled_from(sorted(CHANGES | WITHOUT_CONSEQUENCE)), min_size=2, max_size=4, unique=True))
def test_whatever_changes_one_after_the_other_is_found_as_when_everything_is_calculated(
    made: Path, names: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder, copy_of(made, Path(folder)) as world:
        world.watch()
        for name in names:
            (CHANGES | WITHOUT_CONSEQUENCE)[name](world)
            assert world.watch()[1] == world.watch(recalculate=True)[1], name
