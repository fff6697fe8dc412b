"""The DAGs about people over generated people: no value of theirs in XCom, task logs, reports or Airflow's database."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from payroll.connections import connection
from payroll.demo.companies import DEMO_CONFIG
from payroll.demo.people_cases import TO_BE_CREATED, with_people_cases
from payroll.demo.world import generate
from payroll.workforce.engine import engine
from payroll.workforce.schema import create_tables
from payroll.workforce.writer import fill_tables

from tests.strays import strays, texts_in, values_of


@pytest.fixture
def people(world) -> pd.DataFrame:
    """A generated company in the databases of `world`, in place of its small ones; its employees."""
    generated = with_people_cases(generate(seed=3, companies=1, employees=25, periods=1))
    file = world.folder / "workforce.db"
    file.unlink()
    target = engine(connection("workforce_db", {"AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{file}"}))
    create_tables(target)
    fill_tables(target, generated.tables)
    target.dispose()
    world.env.setenv("PAYROLL_CONFIG", str(DEMO_CONFIG))
    world.sandbox.post("reset", {"scenario": "demo"})
    world.sandbox.post("seed", generated.nmbrs_seed)
    return generated.tables["employees"]


def test_nothing_that_airflow_keeps_or_logs_says_anything_private(world, people, airflow_database: Path) -> None:
    some = ["1201"]
    ends = [
        world.run("nmbrs_employee_sync", companies=some),
        world.run("nmbrs_employee_export", companies=some, employees=[TO_BE_CREATED], dry_run=True),
        world.run("nmbrs_employee_export", companies=some, employees=[TO_BE_CREATED]),
    ]
    assert [end.state for end in ends] == ["success"] * 3, ends[-1].log
    assert f"Employee {TO_BE_CREATED} (new in Nmbrs): FirstName" in ends[1].log
    (world.folder / "task-logs.txt").write_text("\n".join(end.log for end in ends), encoding="utf-8")
    values = values_of(people)
    assert len(values) > 150
    assert strays(world.folder, values) == []
    airflow = dict(texts_in(airflow_database.parent))
    assert {"airflow.db: xcom", "airflow.db: dag_run", "airflow.db: rendered_task_instance_fields"} <= set(airflow)
    assert "created" in airflow["airflow.db: xcom"]
    assert strays(airflow_database.parent, values) == []


def test_a_value_that_is_planted_in_an_xcom_is_found(world, airflow_database: Path) -> None:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    world.run("nmbrs_connection_check")
    with create_session() as session:
        one = session.scalars(select(XComModel)).first()
        before, one.value = one.value, '"of 123456782"'
    try:
        assert strays(airflow_database.parent, {"123456782": "BSN"}) == ["BSN in airflow.db: xcom"]
    finally:
        with create_session() as session:
            session.merge(one).value = before
