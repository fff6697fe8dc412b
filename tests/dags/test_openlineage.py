"""What OpenLineage is told by our operators, asked by its own provider as after a real task."""

from __future__ import annotations

import json

import pytest
from nmbrs.operators import (
    DeliverApprovedPlanOperator,
    NmbrsCalculateWageLinesOperator,
    NmbrsDeliverWagePeriodOperator,
    NmbrsExportEmployeesOperator,
    NmbrsSyncEmployeesOperator,
)

POSTGRES = {"conn_type": "postgres", "host": "db.example.nl", "port": 5432, "password": "secret"}


@pytest.fixture
def lineage(world):
    """Inputs and outputs of an operator, as `namespace name`."""
    from airflow.providers.openlineage.extractors.manager import ExtractorManager

    world.env.setenv("AIRFLOW_CONN_WORKFORCE_DB", json.dumps(POSTGRES | {"schema": "workforce"}))
    world.connect(host="https://api.nmbrs.nl/", port=443)

    def ask(operator):
        from airflow.providers.openlineage.extractors.base import DefaultExtractor

        assert ExtractorManager().get_extractor_class(operator) is DefaultExtractor
        found = DefaultExtractor(operator).extract_on_complete(None)
        return tuple([f"{one.namespace} {one.name}" for one in side] for side in (found.inputs, found.outputs))

    return ask


def test_time_entries_become_wage_lines_in_the_ledger(lineage, world):
    inputs, outputs = lineage(NmbrsCalculateWageLinesOperator(task_id="t", company_ids=["1201"]))
    tables = ("time_entries", "entry_meals", "entry_allowances", "contracts", "employees", "venues")
    assert inputs == [f"postgres://db.example.nl:5432 workforce.{table}" for table in tables]
    assert outputs == [f"file {world.folder}/payroll.db.{table}" for table in ("wage_lines", "coverage")]


@pytest.mark.parametrize(
    "operator",
    [
        NmbrsDeliverWagePeriodOperator(task_id="t", company_ids=["1201"], calculations={"runs": {}, "stopped": {}}),
        DeliverApprovedPlanOperator(task_id="t", plan={"company_id": "1201", "run_id": "r"}, answer={}),
    ],
)
def test_wage_lines_become_components_of_a_company_in_nmbrs(lineage, operator):
    _, outputs = lineage(operator)
    kinds = ("hour_components", "wage_components", "days")
    assert outputs == [f"https://api.nmbrs.nl companies.1201.{kind}" for kind in kinds]


def test_people_go_the_way_of_the_task(lineage):
    here = [f"postgres://db.example.nl:5432 workforce.{table}" for table in ("employees", "contracts")]
    there = ["https://api.nmbrs.nl companies.1201.employees"]
    assert lineage(NmbrsSyncEmployeesOperator(task_id="t", company_ids=["1201"])) == (there, here)
    assert lineage(NmbrsExportEmployeesOperator(task_id="t", company_id="1201")) == (here, there)


def test_no_password_is_told(lineage):
    told = str(lineage(NmbrsCalculateWageLinesOperator(task_id="t", company_ids=["1201"])))
    assert "secret" not in told
