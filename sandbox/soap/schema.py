"""The types of a document/literal service, as an ASMX server derives them from .NET classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Scalar(Enum):
    """The built-in types that Nmbrs uses; the value is the XML Schema name."""

    INT = "int"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE_TIME = "dateTime"
    STRING = "string"
    BASE64 = "base64Binary"
    GUID = "guid"
    ANY = "anyType"

    @property
    def is_reference(self) -> bool:
        """Whether .NET holds it by reference, so that it may be left out of a message."""
        return self in {Scalar.STRING, Scalar.BASE64, Scalar.ANY}


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed list of words; an absent value is read as the first one."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Struct:
    """A sequence of fields. Without a name it is written inline, where it is used."""

    name: str
    fields: tuple[Field, ...]
    base: Struct | None = None

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of the base type, then its own."""
        return (self.base.all_fields if self.base else ()) + self.fields

    @cached_property
    def item(self) -> Field | None:
        """The repeated field, when this is an array and nothing else."""
        only = self.fields[0] if len(self.fields) == 1 and self.base is None else None
        return only if only is not None and only.many else None


Type = Scalar | Enumeration | Struct


@dataclass(frozen=True, slots=True)
class Field:
    """One element of a sequence: name, type, and how often it occurs."""

    name: str
    type: Type
    optional: bool = False
    nillable: bool = False
    many: bool = False


def named_types(fields: tuple[Field, ...], seen: dict[str, Struct | Enumeration]) -> Iterator[Struct | Enumeration]:
    """Every named type that the fields reach, each once, in order of first use; `seen` is filled on the way."""
    for field in fields:
        yield from _named(field.type, seen)


def _named(kind: Type, seen: dict[str, Struct | Enumeration]) -> Iterator[Struct | Enumeration]:
    if isinstance(kind, Scalar) or kind.name in seen:
        return
    if kind.name:
        seen[kind.name] = kind
        yield kind
    if isinstance(kind, Struct):
        if kind.base is not None:
            yield from _named(kind.base, seen)
        yield from named_types(kind.fields, seen)
