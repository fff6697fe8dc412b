"""A short notation for types, so that an operation is declared in one line.

    Id int; Hours decimal; CostCenterId int?; Comment string; Type Gender; Inner {Id int}
    ArrayOfEmployee = Employee*        LeaveV2 = Leave + Id int        Gender = male | female

Occurrence follows .NET: value types occur once, strings and objects may be left out; `?` is nillable, `*` repeated,
`0..1` may be left out in spite of being a value type.
"""

from __future__ import annotations

import re

from sandbox.soap.schema import Enumeration, Field, Scalar, Struct, Type

Types = dict[str, Type]

_TOKEN = re.compile(r"0\.\.1|[A-Za-z_]\w*|[{};?*]")
_SCALARS: Types = {scalar.value: scalar for scalar in Scalar}


def read_types(table: str) -> Types:
    """Read a table of named types, one a line; a type stands below the types that it uses.

    Raises ValueError with the line that cannot be read.
    """
    types = dict(_SCALARS)
    for line in filter(None, map(str.strip, table.splitlines())):
        name, equals, body = (part.strip() for part in line.partition("="))
        if not equals:
            raise ValueError(f"A type is written as `Name = fields`, but this line is not: {line}")
        types[name] = _named_type(name, body, types)
    return types


def read_fields(text: str, types: Types) -> tuple[Field, ...]:
    """Read `Name type; Name type; …`. Raises ValueError with what was found instead."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ValueError(f"These fields hold a sign that the notation does not have: {text}")
    tokens.append("}")
    fields = _fields(tokens, types)
    if tokens:
        raise ValueError(f"A brace is closed that was not opened: {text}")
    return fields


def _named_type(name: str, body: str, types: Types) -> Type:
    if "|" in body:
        return Enumeration(name, tuple(word.strip() for word in body.split("|")))
    base_name, plus, own = (part.strip() for part in body.partition("+"))
    if not plus:
        return Struct(name, read_fields(body, types))
    base = types[base_name]
    if not isinstance(base, Struct):
        raise ValueError(f"{name} extends {base_name}, which has no fields.")
    return Struct(name, read_fields(own, types), base)


def _fields(tokens: list[str], types: Types) -> tuple[Field, ...]:
    fields: list[Field] = []
    while (word := tokens.pop(0)) != "}":
        if word != ";":
            fields.append(_field(word, tokens, types))
    return tuple(fields)


def _field(name: str, tokens: list[str], types: Types) -> Field:
    kind = _field_type(name, tokens, types)
    signs: set[str] = set()
    while tokens[0] in {"?", "*", "0..1"}:
        signs.add(tokens.pop(0))
    if tokens[0] not in {";", "}"}:
        raise ValueError(f"After field {name} a semicolon was expected, not {tokens[0]}.")
    many = "*" in signs
    is_reference = isinstance(kind, Struct) or (isinstance(kind, Scalar) and kind.is_reference)
    nillable = "?" in signs or many
    return Field(name, kind, optional=many or is_reference or "0..1" in signs, nillable=nillable, many=many)


def _field_type(name: str, tokens: list[str], types: Types) -> Type:
    if tokens[0] == "{":
        tokens.pop(0)
        return Struct("", _fields(tokens, types))
    type_name = name if tokens[0] == "*" else tokens.pop(0)
    if type_name not in types:
        raise ValueError(f"Field {name} has type {type_name}, which is not defined above it.")
    return types[type_name]
