"""Values between XML and Python, with the leniency of .NET's reader.

Unknown elements are ignored, order is free, and an absent value type is 0, false or year 1: a misspelt `CompanyId`
asks for company 0.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from sandbox.soap.errors import UnreadableRequestError
from sandbox.soap.schema import Enumeration, Field, Scalar, Struct, Type

XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NO_DATE = datetime(1, 1, 1)  # noqa: DTZ001  what .NET has for no date carries no zone
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_INT = re.compile(r"[+-]?\d+")


def read_fields(element: etree._Element, fields: tuple[Field, ...], namespace: str) -> dict[str, Any]:
    """Read the fields of one object: name → value; an array is a list, an absent object None.

    Raises UnreadableRequestError when a text does not fit its type.
    """
    children: dict[str, list[etree._Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            children.setdefault(child.tag, []).append(child)
    return {
        field.name: _read_field(field, children.get(f"{{{namespace}}}{field.name}", []), namespace) for field in fields
    }


def write_field(parent: etree._Element, field: Field, value: Any, namespace: str) -> None:  # noqa: ANN401
    """Append a value as the schema wants it: `xsi:nil`, left out, or the .NET default where there is none."""
    for one in (value or []) if field.many else [value]:
        if one is None and field.optional and not field.many:
            continue
        element = etree.SubElement(parent, f"{{{namespace}}}{field.name}")
        if one is None and field.nillable:
            element.set(XSI_NIL, "true")
        else:
            _write_content(element, field.type, one, namespace)


def _read_field(field: Field, elements: list[etree._Element], namespace: str) -> Any:  # noqa: ANN401
    if field.many:
        return [_read_value(field, element, namespace) for element in elements]
    return _read_value(field, elements[0], namespace) if elements else _absent(field)


def _read_value(field: Field, element: etree._Element, namespace: str) -> Any:  # noqa: ANN401
    may_be_nil = field.nillable or field.optional
    if may_be_nil and element.get(XSI_NIL) in {"true", "1"}:
        return None
    if isinstance(field.type, Struct):
        item = field.type.item
        content = read_fields(element, field.type.all_fields, namespace)
        return content if item is None else content[item.name]
    text = element.text or ""
    try:
        return _parse(field.type, text)
    except ValueError as error:
        name = field.type.name if isinstance(field.type, Enumeration) else field.type.value
        raise UnreadableRequestError(f"The value of {field.name} is not a valid {name}.") from error


def _absent(field: Field) -> Any:  # noqa: ANN401
    return None if field.nillable or field.optional else _default(field.type)


def _default(kind: Type) -> Any:  # noqa: ANN401
    if isinstance(kind, Enumeration):
        return kind.words[0]
    return _DEFAULTS.get(kind) if isinstance(kind, Scalar) else None


def _parse(kind: Scalar | Enumeration, text: str) -> Any:  # noqa: ANN401
    if isinstance(kind, Scalar):
        return _PARSERS[kind](text)
    if text.strip() not in kind.words:
        raise ValueError(text)
    return text.strip()


def _parse_int(text: str) -> int:
    if not _INT.fullmatch(text.strip()):
        raise ValueError(text)
    number = int(text)
    if not -(2**31) <= number < 2**31:
        raise ValueError(text)
    return number


def _parse_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text.strip())


def _parse_boolean(text: str) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if text.strip() not in words:
        raise ValueError(text)
    return words[text.strip()]


def _parse_date_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo is None else moment.astimezone(_AMSTERDAM).replace(tzinfo=None)


def _parse_base64(text: str) -> bytes:
    return base64.b64decode(re.sub(r"\s", "", text), validate=True)


def _write_content(element: etree._Element, kind: Type, value: Any, namespace: str) -> None:  # noqa: ANN401
    if not isinstance(kind, Struct):
        element.text = _format(_default(kind) if value is None else value)
        if kind is Scalar.ANY:
            element.set(XSI_TYPE, "xsd:string")
        return
    item = kind.item
    if item is not None:
        write_field(element, item, value, namespace)
        return
    for field in kind.all_fields:
        write_field(element, field, value.get(field.name), namespace)


def _format(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.microsecond == 0 else "microseconds")
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


_PARSERS: dict[Scalar, Callable[[str], Any]] = {
    Scalar.INT: _parse_int,
    Scalar.DECIMAL: _parse_decimal,
    Scalar.BOOLEAN: _parse_boolean,
    Scalar.DATE_TIME: _parse_date_time,
    Scalar.STRING: str,
    Scalar.BASE64: _parse_base64,
    Scalar.GUID: str,
    Scalar.ANY: str,
}
_DEFAULTS: dict[Scalar, Any] = {
    Scalar.INT: 0,
    Scalar.DECIMAL: Decimal(0),
    Scalar.BOOLEAN: False,
    Scalar.DATE_TIME: NO_DATE,
    Scalar.STRING: "",
    Scalar.BASE64: b"",
    Scalar.GUID: "00000000-0000-0000-0000-000000000000",
    Scalar.ANY: "",
}
