"""Columns as drivers give them, made into Arrow arrays of one type; rows that do not fit are told by position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

UTC_INSTANT: Final = pa.timestamp("us", tz="UTC")
DAY: Final = pa.timestamp("s")
LARGEST_EXACT: Final = 2**53
NOT_AS_EXPECTED: Final = (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError)

Values = Sequence[Any]


class UnreadableValues(Exception):
    """Some values are not of the column's type; `positions` says which, from 0."""

    def __init__(self, positions: np.ndarray) -> None:
        super().__init__()
        self.positions = positions


def text(values: Values) -> pa.Array:
    """Text; ids that the database keeps as numbers become text."""
    try:
        return pa.array(values, pa.string())
    except NOT_AS_EXPECTED:
        return pa.array(pd.Series(values, dtype=object).astype("str"), pa.string(), from_pandas=True)


def whole_number(values: Values) -> pa.Array:
    """int64; a decimal without a fraction is a whole number too."""
    try:
        inferred = pa.array(values)
    except NOT_AS_EXPECTED:
        inferred = pa.nulls(0, pa.string())
    if pa.types.is_integer(inferred.type) or pa.types.is_null(inferred.type):
        return inferred.cast(pa.int64())
    found = _objects(values)
    numbers = pd.to_numeric(found, errors="coerce")
    wrong = (found.notna() & ~(numbers.abs() < LARGEST_EXACT)) | (numbers % 1 != 0).where(numbers.notna(), False)
    return pa.array(_readable(numbers, wrong).astype("Int64"), pa.int64())


def truth(values: Values) -> pa.Array:
    """bool; 0 and 1 where the database has no booleans."""
    try:
        return pa.array(values, pa.bool_())
    except NOT_AS_EXPECTED:
        found = _objects(values)
        wrong = found.notna() & ~found.isin([0, 1])
        return pa.array(_readable(found, wrong).astype("boolean"), pa.bool_())


def day(values: Values) -> pa.Array:
    """A day at midnight, without a time zone; from a date, or from ISO 8601 text."""
    try:
        return pc.floor_temporal(pa.array(values, pa.string()).cast(DAY), unit="day")
    except NOT_AS_EXPECTED:
        pass
    try:
        return pa.array(values, pa.date32()).cast(DAY)
    except NOT_AS_EXPECTED:
        found = _objects(values)
        days = pd.to_datetime(found, errors="coerce", format="ISO8601")
        readable = _readable(days, found.notna() & days.isna())
        return pa.array(readable.dt.normalize().dt.as_unit("s"), DAY)


def instant(values: Values) -> pa.Array:
    """A moment in UTC; from an aware datetime, or from ISO 8601 text, which is UTC where it has no offset."""
    try:
        return (
            pa.array(values, UTC_INSTANT) if _has_moments(values) else pa.array(values, pa.string()).cast(UTC_INSTANT)
        )
    except NOT_AS_EXPECTED:
        found = _objects(values)
        moments = pd.to_datetime(found, errors="coerce", format="ISO8601", utc=True)
        return pa.array(_readable(moments, found.notna() & moments.isna()).dt.as_unit("us"), UTC_INSTANT)


def _has_moments(values: Values) -> bool:
    first = next((value for value in values if value is not None), "")
    return not isinstance(first, str)


def _objects(values: Values) -> pd.Series[Any]:
    return pd.Series(values, dtype=object)


def _readable(found: pd.Series[Any], wrong: pd.Series[bool]) -> pd.Series[Any]:
    if wrong.any():
        raise UnreadableValues(np.flatnonzero(wrong.to_numpy()))
    return found
