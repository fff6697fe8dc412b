"""config/payroll.schema.json, from the models of the configuration."""

from __future__ import annotations

from payroll.config.json_schema import json_schema_text

PATH = "config/payroll.schema.json"


def render() -> str:
    """The JSON Schema of the configuration file."""
    return json_schema_text()
