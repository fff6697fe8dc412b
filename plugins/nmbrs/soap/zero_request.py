"""A request about nobody: numbers are 0, switches off, days long ago, texts and whatever may be nil left out.

Objects and the items of a batch are not left out: a call without them might fail before its right is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from zeep.xsd import ComplexType, Element

_LONG_AGO: Final = datetime.combine(date(1900, 1, 1), time.min)
_ZEROS: Final[dict[str, Any]] = {
    "int": 0,
    "decimal": Decimal(0),
    "boolean": False,
    "dateTime": _LONG_AGO,
    "AddressType": "HomeAddress",
    "BankAccountType": "None",
    "SalaryType": "None",
    "LeaveType": "Undefined",
    "LeaveUsageType": "Withdrawal",
    "LeaveStatus": "None",
    "string": "",
    "guid": "00000000-0000-0000-0000-000000000000",
}


def zero_request(fields: Mapping[str, Element]) -> dict[str, Any]:
    """Values for the elements of a request, by name."""
    return {name: value for name, field in fields.items() if (value := _zero(field, with_objects=True)) is not None}


def _zero(field: Element, *, with_objects: bool) -> Any:  # noqa: ANN401
    if isinstance(field.type, ComplexType):
        return _object(field.type) if with_objects else None
    return None if field.is_optional or field.nillable else _ZEROS[field.type.name]


def _object(kind: ComplexType) -> dict[str, Any]:
    """An object without the objects in it; of a list, one item."""
    held = dict(kind.elements)
    (first, *others) = held.items()
    if not others and first[1].accepts_multiple:
        return {first[0]: [_object(first[1].type)]}
    return {name: value for name, field in held.items() if (value := _zero(field, with_objects=False)) is not None}
