"""The JSON Schema and the manual of the configuration say what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from payroll.config.json_schema import json_schema
from ruamel.yaml import YAML

from docs.generate import configuration

DEMO = Path(__file__).parents[4] / "config" / "payroll.yaml"


def as_json(value: Any) -> Any:
    """YAML knows dates and numbers as keys; JSON does not."""
    if isinstance(value, dict):
        return {str(key): as_json(found) for key, found in value.items()}
    if isinstance(value, list):
        return [as_json(found) for found in value]
    return value if isinstance(value, bool | int | str) else str(value)


def read(text: str) -> Any:
    return as_json(YAML(typ="safe").load(text))


def sections(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "", schema
    yield from schema["$defs"].items()


def keys() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{section}.{key}", found)
        for section, definition in sections(json_schema())
        for key, found in definition["properties"].items()
    ]


def test_the_demo_configuration_fits_the_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(read(DEMO.read_text(encoding="utf-8")), json_schema())


@pytest.mark.parametrize("wrong", ["venuez: [a]", "past_midnight: never", "cost_center: some", "measures: [hours]"])
def test_the_schema_refuses_what_the_loader_refuses(wrong):
    config = read(DEMO.read_text(encoding="utf-8"))
    config["companies"][0] |= read(wrong)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(config, json_schema())


@pytest.mark.parametrize(("name", "found"), keys())
def test_every_key_has_a_meaning_and_an_example_that_is_allowed(name, found):
    assert found.get("description"), name
    (example,) = found["examples"]
    if "…" not in example:
        jsonschema.validate(read(example), {**found, "$defs": json_schema()["$defs"]})


def test_the_manual_has_every_key():
    manual = configuration.render()
    missing = [name for name, _ in keys() if f"| `{name.split('.')[-1]}` |" not in manual]
    assert missing == []


def test_the_manual_shows_every_section_once_with_all_its_places():
    manual = configuration.render()
    assert manual.count("## `companies[].codes.zero_hours.meals.<name>`, `companies[].codes.fixed.meals.<name>`\n") == 1
