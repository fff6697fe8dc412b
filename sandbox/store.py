"""What the sandbox holds, in one SQLite database, used by one thread at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS debtors (id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS companies (
    id INTEGER PRIMARY KEY AUTOINCREMENT, debtor_id INTEGER REFERENCES debtors, number INTEGER NOT NULL,
    name TEXT NOT NULL, period_type TEXT NOT NULL CHECK (period_type IN ('month', 'four_weeks', 'week')),
    current_year INTEGER NOT NULL, current_period INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS codes (
    company_id INTEGER NOT NULL REFERENCES companies, kind TEXT NOT NULL CHECK (kind IN ('hours', 'wage')),
    model INTEGER NOT NULL CHECK (model IN (1, 2)), code INTEGER NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (company_id, kind, model, code)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, company_id INTEGER NOT NULL REFERENCES companies, number INTEGER NOT NULL,
    year INTEGER NOT NULL, period_start INTEGER NOT NULL, period_end INTEGER NOT NULL, description TEXT NOT NULL,
    run_at TEXT NOT NULL, is_locked INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS cost_centers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, company_id INTEGER NOT NULL REFERENCES companies, code TEXT NOT NULL,
    description TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS employee_types (id INTEGER PRIMARY KEY AUTOINCREMENT, description TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS employees (
    id INTEGER PRIMARY KEY AUTOINCREMENT, company_id INTEGER NOT NULL REFERENCES companies, number INTEGER NOT NULL,
    first_name TEXT NOT NULL, prefix TEXT NOT NULL, last_name TEXT NOT NULL,
    employee_type INTEGER NOT NULL REFERENCES employee_types);
CREATE INDEX IF NOT EXISTS employees_of_company ON employees (company_id, number);
CREATE TABLE IF NOT EXISTS components (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('hours', 'wage')),
    employee_id INTEGER NOT NULL REFERENCES employees, year INTEGER NOT NULL, period INTEGER NOT NULL,
    code INTEGER NOT NULL, quantity TEXT NOT NULL, cost_center_id INTEGER, cost_unit_id INTEGER, comment TEXT NOT NULL,
    entered_by TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS components_of_employee ON components (employee_id, kind, year, period);
CREATE TABLE IF NOT EXISTS days (
    employee_id INTEGER NOT NULL REFERENCES employees, year INTEGER NOT NULL, period INTEGER NOT NULL,
    days INTEGER NOT NULL, PRIMARY KEY (employee_id, year, period)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL, token TEXT NOT NULL, domain TEXT NOT NULL,
    sees_all_companies INTEGER NOT NULL, UNIQUE (username, domain));
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL CHECK (owner IN ('employee', 'company', 'debtor')),
    owner_id INTEGER NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS documents_of_owner ON documents (owner, owner_id, kind);
CREATE TABLE IF NOT EXISTS guids (
    guid TEXT PRIMARY KEY, entity TEXT NOT NULL, int_id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rights (
    user_id INTEGER NOT NULL REFERENCES users, operation TEXT NOT NULL, allowed INTEGER NOT NULL,
    PRIMARY KEY (user_id, operation)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visible_companies (
    user_id INTEGER NOT NULL REFERENCES users, company_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, company_id)) WITHOUT ROWID;
"""
# columns that state files of earlier versions do not have yet
_ADDED_COLUMNS = {
    "components": ("is_fixed INTEGER NOT NULL DEFAULT 0", "end_year INTEGER", "end_period INTEGER"),
    "users": ("has_subscription INTEGER NOT NULL DEFAULT 1",),
}
_NAMES = [line.split()[5] for line in TABLES.splitlines() if line.startswith("CREATE TABLE")]


class Store:
    """The database. Ids are numbered over all companies and never given twice, as in Nmbrs."""

    def __init__(self, file: Path | None = None) -> None:
        self._connection = sqlite3.connect(file or ":memory:", isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._columns: dict[str, frozenset[str]] = {}
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.executescript(TABLES)
        self._add_columns()

    def all(self, sql: str, *parameters: object) -> list[sqlite3.Row]:
        """Every row of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        row: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def write(self, sql: str, *parameters: object) -> int:
        """Change rows; how many were changed."""
        return self._connection.execute(sql, parameters).rowcount

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Add one row and return its id."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  names come from the code
        return self._connection.execute(sql, tuple(row.values())).lastrowid or 0

    def update(self, table: str, row_id: int, row: Mapping[str, object]) -> None:
        """Change the given columns of one row."""
        if row:
            names = ", ".join(f"{name} = ?" for name in row)
            self.write(f"UPDATE {table} SET {names} WHERE id = ?", *row.values(), row_id)  # noqa: S608

    def row(self, table: str, row_id: int | None) -> sqlite3.Row | None:
        """The row with this id, or None."""
        return self.one(f"SELECT * FROM {table} WHERE id = ?", row_id)  # noqa: S608

    def columns(self, table: str) -> frozenset[str]:
        """The names of the columns of a table."""
        if table not in self._columns:
            self._columns[table] = frozenset(row["name"] for row in self.all(f"PRAGMA table_info({table})"))
        return self._columns[table]

    def empty(self) -> None:
        """Take every row away; numbering goes on, so that an old id never means something new."""
        with self.all_or_nothing():
            for name in reversed(_NAMES):
                self.write(f"DELETE FROM {name}")  # noqa: S608

    @contextmanager
    def all_or_nothing(self, *, when: bool = True) -> Iterator[None]:
        """Undo everything written inside when it raises; with `when` false every write stands on its own."""
        if not when:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _add_columns(self) -> None:
        for table, columns in _ADDED_COLUMNS.items():
            there = self.columns(table)
            for column in columns:
                if column.split()[0] not in there:
                    self._columns.clear()
                    self.write(f"ALTER TABLE {table} ADD COLUMN {column}")

    def close(self) -> None:
        """Close the database; with a file, it holds everything."""
        self._connection.close()


def row_dict(row: sqlite3.Row | None) -> dict[str, Any]:
    """A row as a plain dict; an absent row is empty."""
    return dict(row) if row is not None else {}
