"""Where data comes from and goes to, for OpenLineage: the tables of our databases, and a company in Nmbrs.

Only the OpenLineage provider calls this, after a task; where it is not installed nothing here is imported or asked.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from nmbrs.operators.connections import connection_settings

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage
    from payroll.connections import ConnectionSettings

    Lineage: TypeAlias = OperatorLineage[Any, Any]

WORKFORCE: Final = "workforce_db"
LEDGER: Final = "payroll_db"
HOURS: Final = ("time_entries", "entry_meals", "entry_allowances", "contracts", "employees", "venues")
PEOPLE: Final = ("employees", "contracts")


def from_hours_to_wage_lines() -> Lineage:
    """Time entries and what they need become wage lines in the ledger."""
    return _lineage(_tables(WORKFORCE, HOURS), _tables(LEDGER, ("wage_lines", "coverage")))


def from_wage_lines_to_nmbrs(company_ids: Sequence[str]) -> Lineage:
    """Wage lines become hour and wage components and days of companies."""
    there = _in_nmbrs(company_ids, ("hour_components", "wage_components", "days"))
    return _lineage(_tables(LEDGER, ("wage_lines",)), there)


def from_nmbrs_to_people(company_ids: Sequence[str]) -> Lineage:
    """People of companies in Nmbrs become people here."""
    return _lineage(_in_nmbrs(company_ids, ("employees",)), _tables(WORKFORCE, PEOPLE))


def from_people_to_nmbrs(company_id: str) -> Lineage:
    """People here become people of a company in Nmbrs."""
    return _lineage(_tables(WORKFORCE, PEOPLE), _in_nmbrs([company_id], ("employees",)))


_Name = tuple[str, str]


def _lineage(inputs: Sequence[_Name], outputs: Sequence[_Name]) -> Lineage:
    from airflow.providers.common.compat.openlineage.facet import Dataset
    from airflow.providers.openlineage.extractors import OperatorLineage

    return OperatorLineage(
        inputs=[Dataset(namespace=space, name=name) for space, name in inputs],
        outputs=[Dataset(namespace=space, name=name) for space, name in outputs],
    )


def _tables(conn_id: str, tables: Sequence[str]) -> list[_Name]:
    settings = connection_settings(conn_id)
    return [(_namespace(settings), f"{settings.schema or settings.host}.{table}") for table in tables]


def _namespace(settings: ConnectionSettings) -> str:
    """As OpenLineage names databases: the kind, the host and the port; a file for SQLite."""
    kind = settings.conn_type.split("+")[0]
    if kind == "sqlite":
        return "file"
    port = f":{settings.port}" if settings.port else ""
    return f"{kind}://{settings.host}{port}"


def _in_nmbrs(company_ids: Sequence[str], kinds: Sequence[str]) -> list[_Name]:
    host = connection_settings(_nmbrs_connection()).host.rstrip("/")
    return [(host, f"companies.{company_id}.{kind}") for company_id in company_ids for kind in kinds]


def _nmbrs_connection() -> str:
    from payroll.steps.open_services import config_from

    return config_from(os.environ).nmbrs.conn_id
