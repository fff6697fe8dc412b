"""What many requests hold: an object that must be there, the items of a batch, moments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sandbox.call import Call
from sandbox.soap.errors import NmbrsFault


def given(value: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The object of a request; 9999 with .NET's own words when it was left out."""
    if value is None:
        raise NmbrsFault(9999, "Object reference not set to an instance of an object.")
    return value


def given_day(value: datetime | None) -> date:
    """The day of a moment that a request must hold; 9999 with .NET's own words when it is null."""
    if value is None:
        raise NmbrsFault(9999, "Nullable object must have a value.")
    return value.date()


def items_of(call: Call, name: str) -> list[dict[str, Any]]:
    """The items of a batch; an absent list is empty, nil items are passed over. Raises 2030 above a switched limit."""
    items = [item for item in call.request[name] or [] if item is not None]
    limit = call.settings.batch_max_items
    if limit is not None and len(items) > limit:
        raise NmbrsFault(2030, f"A batch holds at most {limit} items.")
    return items
