"""Run a query on the workforce database and bring its rows into a frame, typed column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from payroll.workforce import arrays
from payroll.workforce.errors import DATA_REFUSED, WorkforceError
from payroll.workforce.instants import Instant

Query = sa.Select[*tuple[Any, ...]]

ROWS_PER_BLOCK: Final = 10_000
ROWS_NAMED: Final = 5


@dataclass(frozen=True)
class ColumnType:
    """How a column of the schema is read: into which Arrow type, by what, and what a sentence calls it."""

    arrow: pa.DataType
    read: Callable[[arrays.Values], pa.Array]
    expected: str


TYPES: Final[tuple[tuple[type[Any], ColumnType], ...]] = (
    (Instant, ColumnType(arrays.UTC_INSTANT, arrays.instant, "an instant such as 2026-03-28T21:00:00+00:00")),
    (sa.Boolean, ColumnType(pa.bool_(), arrays.truth, "true or false")),
    (sa.BigInteger, ColumnType(pa.int64(), arrays.whole_number, "a whole number")),
    (sa.Date, ColumnType(arrays.DAY, arrays.day, "a date such as 2026-03-28")),
    (sa.Text, ColumnType(pa.string(), arrays.text, "text")),
)


@dataclass(frozen=True)
class Field:
    """A column to read: where it stands, its name in the frame, and what an empty value becomes.

    Args:
        fill: takes the place of empty values; None keeps them, where the schema allows them.
    """

    column: sa.Column[Any]
    name: str
    fill: str | int | None = None

    @property
    def type(self) -> ColumnType:
        """How the column is read."""
        return next(each for kind, each in TYPES if isinstance(self.column.type, kind))


def read_frame(connection: sa.Connection, statements: Iterable[Query], fields: Sequence[Field]) -> pd.DataFrame:
    """One frame of the rows of all statements, sorted by key; sentences name rows by the first field.

    Rows come in blocks, on PostgreSQL from a cursor at the server: the rows themselves are never all in memory.

    Raises:
        WorkforceError: a value is not of the column's type, or is empty where it must not be.
    """
    chunks: list[list[pa.Array]] = [[] for _ in fields]
    for statement in statements:
        rows = connection.execute(_untyped(statement, fields), execution_options={"yield_per": ROWS_PER_BLOCK})
        for block in rows.partitions():
            columns = list(zip(*block, strict=True))
            for field, chunk, values in zip(fields, chunks, columns, strict=True):
                chunk.append(_array(field, values, keys=columns[0]))
    frame = pd.DataFrame({field.name: _series(field, chunk) for field, chunk in zip(fields, chunks, strict=True)})
    return frame.sort_values([field.name for field in fields if field.column.primary_key], ignore_index=True)


def _untyped(statement: Query, fields: Sequence[Field]) -> Query:
    """Values as the driver gives them: SQLAlchemy's own conversions go row by row and stop at the first bad one."""
    return statement.with_only_columns(
        *(sa.type_coerce(field.column, sa.types.NullType()).label(field.name) for field in fields)
    )


def _array(field: Field, values: arrays.Values, keys: arrays.Values) -> pa.Array:
    try:
        found = field.type.read(values)
    except arrays.UnreadableValues as unreadable:
        raise _refusal(field, f"is not {field.type.expected}", [keys[at] for at in unreadable.positions]) from None
    if found.null_count and field.fill is not None:
        return found.fill_null(field.fill)
    if found.null_count and not field.column.nullable:
        raise _refusal(field, "is empty", [key for key, value in zip(keys, values, strict=True) if value is None])
    return found


def _refusal(field: Field, what: str, keys: list[Any]) -> WorkforceError:
    named = ", ".join(str(key) for key in keys[:ROWS_NAMED])
    more = f" and {len(keys) - ROWS_NAMED} more" if len(keys) > ROWS_NAMED else ""
    rows = "row" if len(keys) == 1 else "rows"
    return WorkforceError(
        f"The value of {field.column.table.name}.{field.column.name} {what} in {rows} {named}{more}; "
        f"expected is {field.type.expected}. Correct it in the source and run again.",
        exit_code=DATA_REFUSED,
    )


def _series(field: Field, chunk: list[pa.Array]) -> pd.Series[Any]:
    found = pa.chunked_array(chunk, type=field.type.arrow)
    dtypes: dict[pa.DataType, Any] = {pa.string(): pd.StringDtype(na_value=np.nan)}
    if field.column.nullable and field.fill is None:
        dtypes[pa.int64()] = pd.Int64Dtype()
    series: pd.Series[Any] = found.to_pandas(types_mapper=dtypes.get)
    return series
