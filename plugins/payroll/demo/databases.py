"""Where a demo keeps its rows: in files of its own folder, or in databases of its own on a PostgreSQL server."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from payroll.demo.errors import DemoError
from payroll.demo.places import Places

WORKFORCE: Final = "workforce"
PAYROLL: Final = "payroll"
AIRFLOW: Final = "airflow"


def access(places: Places, name: str) -> dict[str, Any]:
    """A database as Airflow keeps the connection to it."""
    if not places.server:
        return {"conn_type": "sqlite", "schema": str(places.folder / f"{name}.db")}
    at = urlsplit(places.server)
    who = {key: value for key, value in (("login", at.username), ("password", at.password)) if value}
    return {"conn_type": "postgres", "host": at.hostname, "port": at.port, "schema": _named(name), **who}


def of_airflow(places: Places) -> str:
    """The SQLAlchemy address of Airflow's own database."""
    if not places.server:
        # SQLite gives up after five seconds, and on a slow machine somebody else writes for longer than that.
        return f"sqlite:///{places.airflow_home / 'airflow.db'}?timeout=60"
    return urlsplit(places.server)._replace(path=f"/{_named(AIRFLOW)}").geturl()


def make(places: Places) -> None:
    """Make the databases on the server; files are made by whoever opens them first.

    Raises:
        DemoError: a demo was made on that server before.
        WorkforceError: the server cannot be reached, or does not let us.
    """
    if not places.server:
        return
    from payroll.workforce.engine import connected, engine_of_url

    engine = engine_of_url(places.server)
    try:
        with connected(engine.execution_options(isolation_level="AUTOCOMMIT")) as connection:
            there = connection.exec_driver_sql("SELECT datname FROM pg_database").scalars().all()
            wanted = [_named(name) for name in (WORKFORCE, PAYROLL, AIRFLOW)]
            if taken := sorted({*wanted} & {*there}):
                raise DemoError(
                    f"The PostgreSQL server has {', '.join(taken)} of an earlier demo; nothing was changed. Give it a "
                    "server without a demo, such as the one that scripts/with_postgres.sh starts."
                )
            for name in wanted:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
    finally:
        engine.dispose()


def _named(name: str) -> str:
    return f"payroll_demo_{name}"
