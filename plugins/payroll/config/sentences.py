"""One validation error as a sentence: what was found under a key, and what is allowed there."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from payroll.config.errors import KeyPath, key_text
from payroll.config.models import PayrollConfig
from payroll.config.source import shown
from payroll.config.values import Section

ALLOWED: Final = {
    "int_type": "a whole number",
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "too_short": "a list with at least one item",
    "mapping_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
}


def problem_text(detail: ErrorDetails) -> str:
    """How the sentence goes on behind the key."""
    path = detail["loc"]
    if detail["type"] in ("extra_forbidden", "invalid_key"):
        return _unknown_key(path)
    if detail["type"] == "missing":
        return f"is missing. {_meaning(path)}"
    found = shown(detail["input"])
    if path and path[-1] == "[key]":
        return f"is a key that reads {found}; allowed is {_allowed(detail)}."
    return f"is {found}; allowed is {_allowed(detail)}.{_closest(str(detail['input']), _choices(detail))}"


def _unknown_key(path: KeyPath) -> str:
    section = _section(path[:-1])
    if section is None:
        return "is not a known key."
    refused: Mapping[str, str] = getattr(section, "refused_keys", {})
    key = str(path[-1])
    if key in refused:
        return refused[key]
    allowed = [field.alias or name for name, field in section.model_fields.items()]
    place = f"in {key_text(path[:-1])}" if path[:-1] else "at the top of the file"
    return f"is not a known key; allowed {place} are {', '.join(allowed)}.{_closest(key, allowed)}"


def _closest(found: str, allowed: Iterable[str]) -> str:
    near = difflib.get_close_matches(found, list(allowed), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""


def _meaning(path: KeyPath) -> str:
    section = _section(path[:-1])
    name = str(path[-1])
    for field_name, field in section.model_fields.items() if section else ():
        if name in (field_name, field.alias):
            return f"It is required: {field.description}"
    return "It is required."


def _allowed(detail: ErrorDetails) -> str:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if "allowed" in context:
        return str(context["allowed"])
    if kind == "literal_error":
        return str(context["expected"]).replace("'", "")
    return ALLOWED.get(kind, detail["msg"])


def _choices(detail: ErrorDetails) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", "")) if detail["type"] == "literal_error" else ""
    return re.findall(r"'([^']*)'", expected)


def _section(path: KeyPath) -> type[Section] | None:
    kind: Any = PayrollConfig
    for part in path:
        kind = _below(kind, part)
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


def _below(kind: Any, part: str | int) -> Any:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, Section):
        found = [field.annotation for name, field in kind.model_fields.items() if part in (name, field.alias)]
        return _without_wrapping(found[0]) if found else None
    return _without_wrapping(get_args(kind)[-1 if get_origin(kind) is Mapping else 0]) if get_args(kind) else None


def _without_wrapping(kind: Any) -> Any:  # noqa: ANN401
    while get_origin(kind) in (Annotated, Union, types.UnionType):
        kind = get_args(kind)[0]
    return kind
