"""A company's salary table: scales with steps, named by guids in calls and by their own words in salaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox import documents
from sandbox.documents import Document
from sandbox.soap.errors import NmbrsFault
from sandbox.store import Store


@dataclass(frozen=True, slots=True)
class SalaryTables:
    """The table (None: the company has none) and its scales."""

    table: Document | None
    scales: list[Document]

    def told(self, salary: Document) -> dict[str, Any] | None:
        """The table of a salary as it is sent; None for a salary without one."""
        if not salary["scale"]:
            return None
        scale = next((one for one in self.scales if one["scale"] == salary["scale"]), None)
        steps = [one for one in scale["steps"] if one["step"] == salary["step"]] if scale else []
        table = self.table or {"code": 0, "description": ""}
        return {
            "Code": table["code"],
            "Description": table["description"],
            "Schaal": scale_told(scale) if scale else {"Scale": salary["scale"]},
            "Trede": step_told(steps[0]) if steps else {"Step": salary["step"]},
        }

    def step(self, table_guid: str, scale_guid: str, step_guid: str) -> dict[str, Any]:
        """Scale, step and value that three guids mean; 2030 when one of them is not there."""
        scale = next((one for one in self.scales if one["guid"].lower() == scale_guid.lower()), None)
        steps = [one for one in scale["steps"] if one["guid"].lower() == step_guid.lower()] if scale else []
        if self.table is None or self.table["guid"].lower() != table_guid.lower() or scale is None or not steps:
            raise NmbrsFault(2030, "The salary table, scale or step is not one of the company's.")
        return {"scale": scale["scale"], "step": steps[0]["step"], "value": steps[0]["value"]}


def salary_tables(store: Store, company_id: int) -> SalaryTables:
    """The salary table of a company."""
    tables = documents.of(store, "company", company_id, "salary_tables")
    return SalaryTables(tables[0] if tables else None, documents.of(store, "company", company_id, "salary_scales"))


def scale_told(scale: Document) -> dict[str, Any]:
    """A scale as it is sent."""
    return {
        "Scale": scale["scale"],
        "SchaalDescription": scale["description"],
        "ScaleValue": scale["value"],
        "ScalePercentageMax": scale["percentage_max"],
        "ScalePercentageMin": scale["percentage_min"],
        "GuidSalaryTableScale": scale["guid"],
    }


def step_told(step: Document) -> dict[str, Any]:
    """A step as it is sent."""
    return {
        "Step": step["step"],
        "StepDescription": step.get("description", ""),
        "StepValue": step.get("value", "0"),
        "GuidSalaryTableStep": step["guid"],
    }
