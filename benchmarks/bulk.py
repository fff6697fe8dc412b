"""Rows by the hundred thousand into a table: by COPY where there is PostgreSQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, insert

_AT_A_TIME: Final = 20_000
_NULL: Final = "NULL"


def write(engine: Engine, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write all rows in one transaction; each of them has the same keys."""
    block: list[dict[str, Any]] = []
    with engine.begin() as connection:
        for row in rows:
            block.append(row)
            if len(block) == _AT_A_TIME:
                _insert(connection, table, block)
                block = []
        if block:
            _insert(connection, table, block)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    text_rows = io.StringIO()
    csv.writer(text_rows).writerows(map(_for_copy, row.values()) for row in rows)
    text_rows.seek(0)
    columns = ", ".join(f'"{name}"' for name in rows[0])
    driver: Any = connection.connection.cursor()
    driver.copy_expert(f"COPY {table.name} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{_NULL}')", text_rows)


def _for_copy(value: object) -> object:
    """An empty text is a text, and only None is null."""
    return _NULL if value is None else value
