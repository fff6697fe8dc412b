"""What a person sent with a form. It comes in the body of the request, never in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request

LONGEST_BODY: Final = 256 * 1024
MOST_FIELDS: Final = 5000
LONGEST_TEXT: Final = 500


class FormRefused(Exception):
    """This is no form of ours: it is too long, or cannot be read."""


@dataclass(frozen=True)
class SentForm:
    """The fields of a form; a field that may be ticked many times has many values."""

    fields: Mapping[str, Sequence[str]]

    def __getitem__(self, name: str) -> str:
        """The value of a field in one line, cut to a sensible length; empty where there is none."""
        values = self.fields.get(name, ())
        return " ".join(values[0].split())[:LONGEST_TEXT] if values else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field, each once, in the order in which they were sent."""
        return list(dict.fromkeys(value.strip()[:LONGEST_TEXT] for value in self.fields.get(name, ()) if value.strip()))


async def form_of(request: Request) -> SentForm:
    """Read the form of a request.

    Raises:
        FormRefused: it is longer than any form of ours, or is none.
    """
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            raise FormRefused(f"The form is longer than {LONGEST_BODY // 1024} KiB, so nothing of it was done.")
    try:
        pairs = parse_qsl(bytes(body).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormRefused("The form cannot be read, so nothing of it was done.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return SentForm(fields)
