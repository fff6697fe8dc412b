"""Fill an empty workforce database with whole tables: for generated data and for imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
import sqlalchemy as sa

from payroll.workforce.errors import WorkforceError
from payroll.workforce.instants import Instant
from payroll.workforce.schema import METADATA, create_tables

ROWS_PER_INSERT: Final = 20_000


def fill_tables(engine: sa.Engine, tables: Mapping[str, pd.DataFrame]) -> None:
    """Create the tables that are missing and insert all rows, in one transaction.

    Args:
        engine: the workforce database.
        tables: table name to rows with the columns of the schema; days as datetime64, instants with a time zone.

    Raises:
        WorkforceError: one of the tables has rows already; nothing is then changed.
    """
    create_tables(engine)
    with engine.begin() as connection:
        _refuse_rows(connection, list(tables))
        for name, frame in tables.items():
            _insert(connection, METADATA.tables[name], frame)


def _refuse_rows(connection: sa.Connection, names: list[str]) -> None:
    counts = {
        name: connection.execute(sa.select(sa.func.count()).select_from(METADATA.tables[name])).scalar_one()
        for name in names
    }
    filled = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    if filled:
        raise WorkforceError(
            f"The workforce database has rows already ({filled}), and generated people are not mixed with real ones. "
            "Name an empty database, or a new file."
        )


def _insert(connection: sa.Connection, table: sa.Table, frame: pd.DataFrame) -> None:
    columns = [table.c[name] for name in frame.columns]
    values = [_values(column, frame[column.name], connection.dialect.name) for column in columns]
    for start in range(0, len(frame), ROWS_PER_INSERT):
        rows = list(zip(*(each[start : start + ROWS_PER_INSERT] for each in values), strict=True))
        _insert_rows(connection, table, [column.name for column in columns], rows)


def _insert_rows(connection: sa.Connection, table: sa.Table, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in names)
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, rows)
    else:
        connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


def _values(column: sa.Column[Any], found: pd.Series[Any], dialect: str) -> list[Any]:
    """Plain values as the driver takes them, None where there is none."""
    missing = found.isna().to_numpy()
    if isinstance(column.type, Instant):
        moments = found.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
        text = np.char.add(np.datetime_as_string(moments, unit="s"), "+00:00")
        plain = text.astype(object) if dialect == "sqlite" else found.to_numpy(dtype=object, copy=True)
    elif isinstance(column.type, sa.Date):
        days = found.to_numpy().astype("datetime64[D]")
        plain = np.datetime_as_string(days).astype(object) if dialect == "sqlite" else days.astype(object)
    else:
        plain = found.to_numpy(dtype=object, copy=True)
    plain[missing] = None
    values: list[Any] = plain.tolist()
    return values
