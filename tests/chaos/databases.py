"""The workforce database and the ledger of a world, on SQLite and on PostgreSQL, to put back as they were."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from company import Roster, roster_rows, workforce_rows
from payroll.ledger.database import migrate
from payroll.workforce.engine import engine_of_url
from payroll.workforce.schema import METADATA, create_tables
from sqlalchemy.pool import NullPool


class Databases(Protocol):
    """What a world stands on."""

    kind: str
    workforce_url: str
    ledger_url: str

    def snapshot(self, name: str) -> None:
        """Keep everything under a name; no process may use it meanwhile."""

    def restore(self, name: str) -> None:
        """Put everything back."""

    def cut_the_writer_off(self) -> None:
        """Take the lock away from the worker that holds it, without telling it."""


class SqliteDatabases:
    """Two files."""

    kind = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workforce_url = f"sqlite:///{folder}/workforce.db"
        self.ledger_url = f"sqlite:///{folder}/payroll.db"
        self._kept: dict[str, dict[str, bytes]] = {}

    def snapshot(self, name: str) -> None:
        self._kept[name] = {path.name: path.read_bytes() for path in self.folder.glob("*.db")}

    def cut_the_writer_off(self) -> None:
        """As a person does who tidies up lock files."""
        for path in self.folder.glob("*.lock"):
            path.unlink()

    def restore(self, name: str) -> None:
        for path in self.folder.glob("*.db*"):
            path.unlink()
        for file_name, content in self._kept[name].items():
            (self.folder / file_name).write_bytes(content)


class PostgresDatabases:
    """One database for both; a copy made by the server keeps how it was."""

    kind = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self._url = sa.make_url(url)
        self._server = sa.create_engine(
            self._url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        self.workforce_url = self.ledger_url = url

    def snapshot(self, name: str) -> None:
        self._copy(str(self._url.database), self._name(name))

    def restore(self, name: str) -> None:
        self._copy(self._name(name), str(self._url.database))

    def make(self) -> None:
        """Create the database itself."""
        with self._server.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{self._url.database}"'))

    def checkpoint(self) -> None:
        """Without one, a database that is a copy may use numbers again after its server died."""
        with self._server.connect() as connection:
            connection.execute(sa.text("CHECKPOINT"))

    def forget(self) -> None:
        """Take the copies away."""
        like = sa.text("SELECT datname FROM pg_database WHERE datname LIKE :name")
        with self._server.connect() as connection:
            for name in connection.scalars(like, {"name": self._name("%")}).all():
                connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    def cut_the_writer_off(self) -> None:
        """End the session that holds a company's lock, as a broken line does, and wait until the lock is free."""
        holders = "FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND datname = :name"
        with self._server.connect() as connection:
            name = {"name": self._url.database}
            connection.execute(sa.text(f"SELECT pg_terminate_backend(pid) {holders}"), name)  # noqa: S608
            while connection.scalar(sa.text(f"SELECT count(*) {holders}"), name):  # noqa: S608
                time.sleep(0.01)

    def _name(self, name: str) -> str:
        return f"{self._url.database}_{name}"

    def _copy(self, source: str, target: str) -> None:
        with self._server.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)'))
            connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
                    " AND pid <> pg_backend_pid()"
                ),
                {"name": source},
            )
            connection.execute(sa.text(f'CREATE DATABASE "{target}" TEMPLATE "{source}"'))


@contextmanager
def sqlite_databases(folder: Path) -> Iterator[SqliteDatabases]:
    """Two new files with their tables."""
    folder.mkdir(parents=True)
    made = SqliteDatabases(folder)
    _prepare(made)
    yield made


@contextmanager
def postgres_databases(url: str, *, make: bool = False) -> Iterator[PostgresDatabases]:
    """An empty database that becomes both; it is made first where it does not exist."""
    made = PostgresDatabases(url)
    if make:
        made.make()
    _prepare(made)
    yield made
    made.forget()


def _prepare(databases: Databases) -> None:
    create_tables(engine_of_url(databases.workforce_url))
    migrate(databases.ledger_url)
    rows = workforce_rows()
    with _writing(databases) as connection:
        for table, content in rows.items():
            connection.execute(sa.insert(METADATA.tables[table]), content)


def plan_work(databases: Databases, roster: Roster) -> None:
    """Make the workforce database say this."""
    with _writing(databases) as connection:
        for table, rows in roster_rows(roster).items():
            connection.execute(sa.delete(METADATA.tables[table]))
            if rows:
                connection.execute(sa.insert(METADATA.tables[table]), rows)


@contextmanager
def _writing(databases: Databases) -> Iterator[sa.Connection]:
    engine = sa.create_engine(databases.workforce_url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def rows_of(databases: Databases, query: str) -> list[dict[str, Any]]:
    """Rows of the ledger, to look at."""
    engine = sa.create_engine(databases.ledger_url, poolclass=NullPool)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.text(query)).mappings()]
