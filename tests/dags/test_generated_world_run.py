"""Both DAGs over a generated world: the four companies of the demo, with everything that happens in hospitality."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from payroll.connections import connection
from payroll.demo.companies import DEMO_CONFIG
from payroll.demo.world import generate
from payroll.workforce.engine import engine
from payroll.workforce.schema import create_tables
from payroll.workforce.writer import fill_tables

PERSONAL = [
    "bsn",
    "iban",
    "work_email",
    "private_email",
    "work_phone",
    "private_phone",
    "street",
    "bank_account_number",
]
COMPANIES = {"1201", "1202", "1203", "1204"}


@pytest.fixture
def people(world) -> pd.DataFrame:
    """A generated world in the databases of `world`, in place of its two small companies; its employees."""
    generated = generate(seed=7, companies=4, employees=8, periods=1)
    value = f"sqlite:///{world.folder}/generated.db"
    world.env.setenv("AIRFLOW_CONN_WORKFORCE_DB", value)
    world.env.setenv("PAYROLL_CONFIG", str(DEMO_CONFIG))
    target = engine(connection("workforce_db", {"AIRFLOW_CONN_WORKFORCE_DB": value}))
    create_tables(target)
    fill_tables(target, generated.tables)
    target.dispose()
    world.sandbox.post("reset", {"scenario": "demo"})
    world.sandbox.post("seed", generated.nmbrs_seed)
    return generated.tables["employees"]


def texts_of(people: pd.DataFrame) -> list[str]:
    """Whatever says who somebody is."""
    named = people["first_name"] + " " + people["last_name"]
    columns = [named, people["last_name"] + "@", *(people[name] for name in PERSONAL)]
    found = pd.concat(columns).dropna().astype(str)
    return sorted(found.loc[found.str.len() > 5].unique())


def test_all_four_companies_end_proven_and_nothing_that_is_kept_says_who_anybody_is(world, people):
    assert world.run("nmbrs_connection_check").state == "success"
    end = world.run("nmbrs_hours_export")
    assert end.state == "success"
    runs = [run for run in world.ledger.runs.newest(20) if run.company_id]
    assert {run.company_id: run.state for run in runs} == dict.fromkeys(COMPANIES, "proven")
    assert sum(run.entries_read for run in runs) > 100
    pages = [path.read_text(encoding="utf-8") for path in (world.folder / "reports").rglob("*") if path.is_file()]
    assert len(pages) > 4 * 3
    kept = "\n".join([end.log, json.dumps(end.xcoms), *pages])
    searched = texts_of(people)
    assert len(searched) > 100
    assert [text for text in searched if text in kept] == []
