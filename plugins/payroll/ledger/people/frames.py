"""Rows of a query as a frame, with the types that the columns of the schema have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
from sqlalchemy import BigInteger, Boolean, Connection, Date, Integer, Select, Table
from sqlalchemy.sql.elements import ColumnElement

from payroll.ledger.schema.base import UtcInstant

IDS_PER_QUERY: Final = 10_000
_DTYPES: Final[tuple[tuple[type[Any], str], ...]] = (
    (UtcInstant, "datetime64[us, UTC]"),
    (Boolean, "bool"),
    (BigInteger, "Int64"),
    (Integer, "Int64"),
    (Date, "datetime64[s]"),
)


def read_frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    """All rows of a query; texts are `str`, numbers `Int64`, days `datetime64[s]`, instants UTC."""
    columns = list(query.selected_columns)
    rows = connection.execute(query).all()
    values: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(value), dtype=_dtype(column))
            for column, value in zip(columns, values, strict=True)
        }
    )


def _dtype(column: ColumnElement[Any]) -> str:
    return next((dtype for kind, dtype in _DTYPES if isinstance(column.type, kind)), "str")


def rows_of(table: Table, names: Sequence[str], frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a frame as the table's columns hold them: Python's own values, None where there is none."""
    if frame.empty:
        return []
    return list(zip(*(_values(table.c[name].type, frame[name]) for name in names), strict=True))


def _values(kind: object, column: pd.Series) -> list[Any]:
    if isinstance(kind, UtcInstant):
        plain = column.dt.tz_convert("UTC").astype(object).map(pd.Timestamp.to_pydatetime, na_action="ignore")
    elif isinstance(kind, Date):
        plain = column.dt.date
    else:
        plain = column
    plain = plain.astype(object)
    values: list[Any] = plain.where(column.notna(), None).tolist()
    return values
