"""Single values of zeep's answers. Whatever is missing trips here, so that it never becomes a zero or an empty id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from zeep.helpers import serialize_object

# ruff: noqa: ANN401
Word = TypeVar("Word")


def items(answer: Any) -> list[Any]:
    """The items of a list; an empty list comes as None."""
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise TypeError("no list")
    return answer


def inner_items(wrapper: Any) -> list[Any]:
    """The items of a list inside an item: the one field of its wrapper, which may be missing, whatever its name."""
    if wrapper is None:
        return []
    (held,) = wrapper.__values__.values()
    return items(held)


def identity(value: Any) -> str:
    """An id that is a whole number."""
    return str(whole(value))


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def whole_or_none(value: Any) -> int | None:
    return None if value is None else whole(value)


def exact(value: Any) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError("no decimal number")
    return value


def exact_or_none(value: Any) -> Decimal | None:
    return None if value is None else exact(value)


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def truth_or_none(value: Any) -> bool | None:
    return None if value is None else truth(value)


def instant(value: Any) -> datetime | None:
    """An instant in Nmbrs' own local time, without a zone: good for putting versions in order. Year 1 is none."""
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise TypeError("no date")
    return None if value.year == 1 else value.replace(tzinfo=None)


def day_or_none(value: Any) -> date | None:
    """A day; where a day cannot be left out, Nmbrs writes the first of the year 1 for none."""
    found = instant(value)
    return None if found is None else found.date()


def day(value: Any) -> date:
    found = day_or_none(value)
    if found is None:
        raise ValueError("no day")
    return found


def text(item: Any, name: str) -> str:
    """A text that may be empty or left out. What has no type in the WSDL comes as a text or as pieces of XML."""
    value = getattr(item, name, None)
    pieces = value if isinstance(value, list) else [] if value is None else [value]
    return "".join("".join(piece.itertext()) if hasattr(piece, "itertext") else str(piece) for piece in pieces).strip()


def word(value: Any, words: Mapping[Any, Word]) -> Word:
    """One of a fixed list of words, in our own."""
    return words[value]


def everything(answer: Any) -> dict[str, object]:
    """All that an object holds, by Nmbrs' own names, so that it can be sent back."""
    found = serialize_object(answer, dict)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
