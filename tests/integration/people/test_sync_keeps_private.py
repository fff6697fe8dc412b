"""No value of a person where it does not belong: searched for with the generated people's own values (G6, E2)."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml
from payroll.demo.companies import DEMO_CONFIG
from payroll.demo.people_cases import with_people_cases
from payroll.demo.world import World, generate
from payroll.workforce.engine import engine_of_url
from payroll.workforce.writer import fill_tables

# Where values of people belong: what Nmbrs said, what both sides agree on, what was overwritten.
BELONGS = ("synced_", "people_agreed", "contracts_agreed", "people_changes")
PRIVATE = ("bsn", "iban", "private_email", "private_phone", "work_email", "street", "last_name")


@pytest.fixture(scope="module")
def generated() -> World:
    return with_people_cases(generate(7, 2, 25, 1))


@pytest.fixture
def synced(world: Any, generated: World) -> tuple[Any, str]:
    """Everything that two syncs and a check of the same generated people have said, with what was written."""
    for file in world.folder.glob("workforce.db*"):
        file.unlink()
    engine = engine_of_url(world.workforce_url)
    fill_tables(engine, generated.tables)
    engine.dispose()
    config = yaml.safe_load(DEMO_CONFIG.read_text(encoding="utf-8"))
    config["companies"] = config["companies"][:2]
    (world.folder / "payroll.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    world.post("seed", generated.nmbrs_seed)
    said = []
    for arguments in (("sync-employees",), ("sync-employees", "--json"), ("export", "--wage-period", "current")):
        _, out, err = world.payroll(*arguments)
        said.append(out + err)
    return world, "\n".join([*said, _reports(world.folder / "reports"), _ledger(world.folder / "payroll.db")])


def _reports(folder: Path) -> str:
    """All pages of the data checks, Data Docs among them."""
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.*") if file.is_file())


def _ledger(file: Path) -> str:
    """Every table of the ledger in which values of people do not belong."""
    with sqlite3.connect(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        others = [name for name in names if not name.startswith(BELONGS)]
        assert {"people_writes", "people_reviews", "people_runs", "notices"} <= set(others)
        return "\n".join(str(row) for name in others for row in connection.execute(f"SELECT * FROM {name}"))  # noqa: S608


def test_no_value_of_a_person_is_said_reported_or_kept_where_it_does_not_belong(
    synced: tuple[Any, str], generated: World
) -> None:
    _, said = synced
    people = generated.tables["employees"]
    values = {value for name in PRIVATE for value in people[name].dropna().astype(str) if len(value) > 6}
    salaries = {f"{cents // 100}.{cents % 100:02}" for cents in people["salary_amount_cents"] if cents > 100_000}
    assert len(values) > 200
    assert "people in Nmbrs" in said
    assert sorted(value for value in values | salaries if value in said) == []


def test_no_bsn_and_no_bank_account_is_anywhere_in_the_ledger(synced: tuple[Any, str], generated: World) -> None:
    world, _ = synced
    with sqlite3.connect(world.folder / "payroll.db") as connection:
        everything = "\n".join(connection.iterdump())
    assert len(world.rows("SELECT DISTINCT bsn_key FROM synced_people WHERE bsn_key <> ''", ledger=True)) > 40
    people = generated.tables["employees"]
    numbers = {*people["bsn"].dropna(), *people["iban"]}
    assert [number for number in numbers if number in everything] == []
