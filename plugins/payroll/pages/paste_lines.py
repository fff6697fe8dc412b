"""The exact lines for `config/payroll.yaml` where something is missing in it: a venue of no company, a code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from payroll.config.models import CompanyConfig
from transforms import columns as c

OPEN: Final = "…"
"""Stands where only a person knows what belongs there."""

_PLAIN: Final = re.compile(r"[A-Za-z_][\w-]*")
_NO_TEXT: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_CODES: Final[Mapping[str, str]] = {
    c.WORKED_HOURS: "{{hour_code: {open}}}",
    c.SICK_HOURS: "{{hour_code: {open}}}",
    c.LEAVE_HOURS: "{{hour_code: {open}}}",
    c.ALLOWANCES: "{{hour_code: {open}, pays: supplement}}",
    c.MEALS: "{{wage_code: {open}, cents_each: [{{from: {day}, cents: {open}}}]}}",
}


def lines_for_venues(company: CompanyConfig, venues: Sequence[str]) -> str:
    """The company with its venues, and these among them."""
    listed = ", ".join(as_yaml(venue) for venue in (*company.venues, *venues))
    return f"companies:\n  - id: {company.id}   # {company.name}\n    venues: [{listed}]\n"


def lines_for_codes(company: CompanyConfig, missing: Sequence[tuple[str, str]], day: date) -> str:
    """A code for each measure and type that has none, for every kind of contract that the company pays.

    Args:
        company: whose codes they are.
        missing: measure and type; the type is blank where the measure has none.
        day: from which amounts hold.
    """
    lines = ["codes:"]
    for kind in dict.fromkeys(mapping.contract_kind for mapping in company.codes.mappings()):
        asked = [one for one in missing if kind == c.ZERO_HOURS or one[0] != c.WORKED_HOURS]
        if asked:
            lines += [f"  {kind}:", *_of_kind(asked, day)]
    return "\n".join(lines) + "\n"


def as_yaml(text: str) -> str:
    """A text as YAML reads it back: in quotes where it would be something else."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _of_kind(missing: Sequence[tuple[str, str]], day: date) -> list[str]:
    lines: list[str] = []
    for measure in dict.fromkeys(measure for measure, _ in missing):
        code = _CODES.get(measure, _CODES[c.WORKED_HOURS]).format(open=OPEN, day=day.isoformat())
        types = [kind for one, kind in missing if one == measure]
        if types == [""]:
            lines.append(f"    {measure}: {code}")
        else:
            lines += [f"    {measure}:", *(f"      {as_yaml(kind)}: {code}" for kind in types)]
    return lines
