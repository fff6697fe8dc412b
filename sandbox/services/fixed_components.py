"""The end of a fixed component: given beside the object, inside it, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox.call import Call
from sandbox.periods import Period
from sandbox.soap.errors import NmbrsFault


def end_columns(call: Call, employee: sqlite3.Row, start: Period, component: Mapping[str, Any]) -> dict[str, object]:
    """The columns of the last period, none when no end is given. Raises 2006 for no such period, 2028 before the start.

    A period of 0 is no end: an absent number is read so.
    """
    end = _end_in(call.request) or _end_in(component)
    if end is None:
        return {}
    call.readable_period(employee, end)
    if end < start:
        raise NmbrsFault(2028)
    return {"end_year": end.year, "end_period": end.period}


def _end_in(values: Mapping[str, Any]) -> Period | None:
    year, period = values.get("EndYear") or 0, values.get("EndPeriod") or 0
    return Period(year, period) if year or period else None
