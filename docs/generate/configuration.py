"""docs/configuration.md, from the descriptions on the models of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from payroll.config.json_schema import json_schema

PATH = "docs/configuration.md"

INTRODUCTION = """\
# Configuration

<!-- Written by `make docs` from plugins/payroll/config/models.py and codes.py. Change those. -->

One YAML file says which companies are served and how. Its path is in the environment variable `PAYROLL_CONFIG`;
`config/payroll.yaml` is the commented file of the demo, and `config/payroll.schema.json` lets editors complete and
check keys. Secrets do not belong here: they are in the Airflow connections `nmbrs_default`, `workforce_db` and
`payroll_db`.

The smallest file:

```yaml
companies:
  - id: 1201
    name: Café De Kroon B.V.
    venues: [kroon-plein]
    wage_period: {kind: month}
    codes:
      zero_hours:
        worked_hours: {hour_code: 2100}
```

Everything wrong with the file is told at once, before anything is read or sent, each with file, line, key, what was
found and what is allowed. The exit code is then 2. Beyond the keys below, these are refused:

- a venue in two companies, a company given twice;
- a `first_day` that is not the first day of a first period of the calendar: the right date is in the message;
- counts (meals) and minutes on one hour code: they cannot be added into one line;
- an amount without a wage code or a wage code without an amount, two amounts from the same day;
- `pays: full_rate` with a wage code, which is always a supplement;
- `worked_hours` under `fixed`, and codes for people for whom nothing is exported.

The product documents ask for "the day you remunerate your team members" and for "the starting date of your first wage
period". Here these are `remuneration_day`, and `first_day_of_month` with the check `first_day`.
"""


def render() -> str:
    """The manual of the configuration file: one table per section, in the order in which the file nests them."""
    schema = json_schema()
    places: dict[str, list[str]] = {}
    for path, reference in _nested(schema, schema, ""):
        places.setdefault(reference, []).append(f"`{path}`")
    sections = [_section("The file", schema)]
    sections += [_section(", ".join(paths), _definition(schema, reference)) for reference, paths in places.items()]
    return "\n".join([INTRODUCTION, *sections])


def _nested(schema: dict[str, Any], definition: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every place below `definition` with the section that stands there, outermost first."""
    for name, found in definition["properties"].items():
        for reference, suffix in _references(found):
            place = f"{path}.{name}{suffix}" if path else f"{name}{suffix}"
            yield place, reference
            yield from _nested(schema, _definition(schema, reference), place)


def _definition(schema: dict[str, Any], reference: str) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"][reference.removeprefix("#/$defs/")]
    return found


def _references(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "$ref" in found:
        yield found["$ref"], ""
    for choice in found.get("anyOf", []):
        yield from _references(choice)
    if "$ref" in found.get("items", {}):
        yield found["items"]["$ref"], "[]"
    if isinstance(found.get("additionalProperties"), dict) and "$ref" in found["additionalProperties"]:
        yield found["additionalProperties"]["$ref"], ".<name>"


def _section(title: str, definition: dict[str, Any]) -> str:
    required = definition.get("required", [])
    rows = [_row(name, found, name in required) for name, found in definition["properties"].items()]
    head = ["| key | meaning | allowed | default | example |", "|---|---|---|---|---|"]
    about = [] if title == "The file" else ["", definition["description"]]
    return "\n".join([f"## {title}", *about, "", *head, *rows, ""])


def _row(name: str, found: dict[str, Any], is_required: bool) -> str:
    default = "required" if is_required else _default(found)
    cells = [f"`{name}`", found["description"], _allowed(found), default, f"`{found['examples'][0]}`"]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _default(found: dict[str, Any]) -> str:
    default = found.get("default")
    if default is None or default in ([], {}) or isinstance(default, dict):
        return "`none`" if "anyOf" in found and "const" in found["anyOf"][0] else "–"
    if isinstance(default, list):
        return "all"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _allowed(found: dict[str, Any]) -> str:
    if "anyOf" in found:
        return " or ".join(_allowed(choice) for choice in found["anyOf"] if choice.get("type") != "null")
    if "enum" in found:
        return ", ".join(f"`{value}`" for value in found["enum"])
    if "const" in found:
        return f"`{found['const']}`"
    if "minimum" in found:
        return f"whole number, {found['minimum']} to {found['maximum']}"
    if found.get("type") == "array":
        return f"list of: {_allowed(found['items'])}"
    if found.get("type") == "object":
        return f"name to {_allowed(found['additionalProperties'])}"
    if isinstance(found.get("type"), list):
        return "id"
    words = {"boolean": "`true`, `false`", "string": str(found.get("format", "text"))}
    return words.get(str(found.get("type")), "section below")
