"""An insert that may meet a row of the same key: the words for it belong to each database."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(database: Connection | Engine, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert into a table, to be given `on_conflict_do_update` or `on_conflict_do_nothing`."""
    return postgresql.insert(table) if database.dialect.name == "postgresql" else sqlite.insert(table)
