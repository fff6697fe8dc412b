"""How a document stands in a message: which key is which element, and what differs besides the name.

`HoursMonday` is `hours_monday` unless a table says otherwise. Dates are kept as `2026-10-01` and sent with a midnight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.documents import Document
from sandbox.services.employee_types import EMPLOYEE_TYPES
from sandbox.soap.notation import Types
from sandbox.soap.schema import Scalar, Struct

Keys = Mapping[str, str | None]
"""Element → key; None: filled in by hand."""
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DATE_LENGTH = len("2026-10-01")


def snake(name: str) -> str:
    """`HoursMonday2` → `hours_monday2`, `CountryISOCode` → `country_iso_code`."""
    return _WORD_START.sub("_", name).lower()


class Wire:
    """The fields of one struct and the keys of the documents that fill it.

    Args:
        struct: the name of the type.
        keys: element → key, where the key is not the element's name in small letters; None: filled in by hand.
        types: the types of the service.
    """

    def __init__(self, struct: str, keys: Keys | None = None, types: Types = EMPLOYEE_TYPES) -> None:
        kind = types[struct]
        if not isinstance(kind, Struct):
            raise TypeError(f"{struct} has no fields.")
        names = {field.name: (keys or {}).get(field.name, snake(field.name)) for field in kind.all_fields}
        self._fields = [
            (field.name, key, field.type)
            for field in kind.all_fields
            if (key := names[field.name]) is not None and not (isinstance(field.type, Struct))
        ]

    def out(self, document: Document, **by_hand: object) -> dict[str, Any]:
        """A document as it is sent; `by_hand` fills the fields that need it."""
        sent = {
            name: as_moment(document.get(key)) if kind is Scalar.DATE_TIME else document.get(key)
            for name, key, kind in self._fields
        }
        return sent | by_hand if by_hand else sent

    def read(self, value: Mapping[str, Any]) -> Document:
        """What came in, as the keys of a document; absent texts are blank."""
        return {
            key: "" if kind is Scalar.STRING and value[name] is None else as_json(value[name])
            for name, key, kind in self._fields
            if key != "id"
        }


def as_moment(text: str | None) -> str | None:
    """A date as the midnight with which it began; a moment stays what it is."""
    return f"{text}T00:00:00" if text is not None and len(text) == _DATE_LENGTH else text


def as_json(value: Any) -> Any:  # noqa: ANN401
    """A value of a request as it is kept: a moment at midnight is a date, a decimal a text."""
    if isinstance(value, datetime):
        at_midnight = value.hour == value.minute == value.second == value.microsecond == 0
        return (value.date() if at_midnight else value).isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
