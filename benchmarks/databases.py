"""Empty databases for a benchmark: on the server of PAYROLL_TEST_POSTGRES_URL (scripts/with_postgres.sh), or files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

import sqlalchemy as sa

SERVER: Final = "PAYROLL_TEST_POSTGRES_URL"
POSTGRESQL: Final = "PostgreSQL"
SQLITE: Final = "SQLite"


def kind() -> str:
    """Which kind of database `empty_databases` gives."""
    return POSTGRESQL if os.environ.get(SERVER) else SQLITE


@contextmanager
def empty_databases(*names: str) -> Iterator[dict[str, str]]:
    """A URL for each name; the databases are gone after the block."""
    if server := os.environ.get(SERVER):
        with databases_on_server(server, *names) as urls:
            yield urls
    else:
        with sqlite_files(*names) as urls:
            yield urls


@contextmanager
def sqlite_files(*names: str) -> Iterator[dict[str, str]]:
    """A URL of a SQLite file for each name."""
    with tempfile.TemporaryDirectory(prefix="payroll-bench-") as folder:
        yield {name: f"sqlite:///{folder}/{name}.db" for name in names}


@contextmanager
def databases_on_server(server: str, *names: str) -> Iterator[dict[str, str]]:
    """A URL of an empty database on a server for each name."""
    databases = {name: f"payroll_{uuid4().hex[:12]}_{name}" for name in names}
    url, admin = sa.make_url(server), sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for database in databases.values():
            connection.execute(sa.text(f"CREATE DATABASE {database}"))
        try:
            yield {name: url.set(database=one).render_as_string(hide_password=False) for name, one in databases.items()}
        finally:
            for database in databases.values():
                connection.execute(sa.text(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
    admin.dispose()
