"""docs/data-dictionary.md, from the tables' own comments."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from payroll.workforce import schema as workforce_schema
from payroll.workforce.instants import Instant

PATH = "docs/data-dictionary.md"
LEDGER_SCHEMA = "payroll.ledger.schema"

INTRODUCTION = """\
# Data dictionary

<!-- Written by `make docs` from plugins/payroll/workforce/schema.py and plugins/payroll/ledger/schema.py. -->

Types: *text*; *whole number* (64 bits); *date* (`DATE`; ISO 8601 text in SQLite); *instant* (`TIMESTAMP WITH TIME
ZONE`; in SQLite ISO 8601 text in UTC such as `2026-03-28T21:00:00+00:00`, read with or without the `T`); *true or
false* (0 and 1 in SQLite). Time is kept in whole minutes and money in whole cents, as the name of a column says.
"""

WORKFORCE = """\
# Workforce database

The connection `workforce_db`. Tables, or views of these names and columns on your own database: the export only reads
them. `payroll init-db` creates the tables that are missing. A missing table or column, and a value of another type, are
refused with a sentence that names them; wrong values of the right type are found by the checks before each export.
"""

LEDGER = """\
# Payroll database

The connection `payroll_db`: what the integration itself keeps. Alembic migrations create and change it; nothing else
should.
"""

KINDS: tuple[tuple[type[Any], str], ...] = (
    (Instant, "instant"),
    (sa.Boolean, "true or false"),
    (sa.Integer, "whole number"),
    (sa.Numeric, "number"),
    (sa.DateTime, "instant"),
    (sa.Date, "date"),
    (sa.JSON, "JSON"),
    (sa.LargeBinary, "bytes"),
    (sa.String, "text"),
)


def render() -> str:
    """The tables of both databases, one row per column: name, type, whether it may be empty, meaning."""
    parts = [INTRODUCTION, WORKFORCE, *_tables(workforce_schema.METADATA)]
    ledger = _ledger_schema()
    if ledger is not None:
        parts += [LEDGER, *(each for metadata in _metadata_of(ledger) for each in _tables(metadata))]
    return "\n".join(parts)


def _ledger_schema() -> ModuleType | None:
    found = importlib.util.find_spec(LEDGER_SCHEMA)
    return importlib.import_module(LEDGER_SCHEMA) if found else None


def _metadata_of(module: ModuleType) -> list[sa.MetaData]:
    found = {id(value): value for value in vars(module).values() if isinstance(value, sa.MetaData)}
    return list(found.values())


def _tables(metadata: sa.MetaData) -> list[str]:
    return [_table(table) for table in metadata.tables.values()]


def _table(table: sa.Table) -> str:
    rows = [_row(column) for column in table.columns]
    about = [table.comment, ""] if table.comment else []
    head = ["| column | type | may be empty | meaning |", "|---|---|---|---|"]
    return "\n".join([f"## `{table.name}`", "", *about, *head, *rows, ""])


def _row(column: sa.Column[Any]) -> str:
    name = f"**`{column.name}`**" if column.primary_key else f"`{column.name}`"
    meaning = column.comment or column.doc or ""
    cells = [name, _kind(column), "yes" if column.nullable else "no", meaning]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _kind(column: sa.Column[Any]) -> str:
    return next((words for kind, words in KINDS if isinstance(column.type, kind)), str(column.type).lower())
