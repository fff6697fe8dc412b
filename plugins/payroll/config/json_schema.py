"""The JSON Schema of the configuration file, so that editors complete and check it."""

from __future__ import annotations

import json
from typing import Any

from payroll.config.models import PayrollConfig


def json_schema() -> dict[str, Any]:
    """The schema of the whole file, generated from the models."""
    schema = PayrollConfig.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "payroll.yaml"}


def json_schema_text() -> str:
    """The schema as the repository keeps it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
