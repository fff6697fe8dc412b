"""Where a demo's rows are: in its folder, or on a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from payroll.demo import databases
from payroll.demo.errors import DemoError
from payroll.demo.places import Places

SERVER = "postgresql+psycopg2://planner:sesame@127.0.0.1:5433/postgres"


def test_without_a_server_everything_is_a_file_in_the_folder(tmp_path: Path) -> None:
    places = Places(tmp_path)
    found = databases.access(places, databases.WORKFORCE)
    assert found == {"conn_type": "sqlite", "schema": str(tmp_path / ".demo" / "workforce.db")}
    assert databases.of_airflow(places) == f"sqlite:///{tmp_path}/.demo/airflow/airflow.db?timeout=60"


def test_on_a_server_each_has_a_database_of_its_own(tmp_path: Path) -> None:
    places = Places(tmp_path, server=SERVER)
    assert databases.access(places, databases.PAYROLL) == {
        "conn_type": "postgres",
        "host": "127.0.0.1",
        "port": 5433,
        "schema": "payroll_demo_payroll",
        "login": "planner",
        "password": "sesame",
    }
    assert databases.of_airflow(places) == SERVER.replace("/postgres", "/payroll_demo_airflow")


def test_a_server_that_has_a_demo_is_left_as_it_is(tmp_path: Path, postgres_url: str) -> None:
    places = Places(tmp_path, server=postgres_url)
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    try:
        databases.make(places)
        with pytest.raises(
            DemoError, match="has payroll_demo_airflow, payroll_demo_payroll, payroll_demo_workforce of"
        ):
            databases.make(places)
    finally:
        with engine.connect() as connection:
            for name in (databases.WORKFORCE, databases.PAYROLL, databases.AIRFLOW):
                connection.execute(sa.text(f"DROP DATABASE IF EXISTS payroll_demo_{name}"))
        engine.dispose()
