"""Where links and messages lead, with and without an address of Airflow's own, and under a prefix."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from nmbrs.operators.links import DataDocsLink, EmployeesLink, PayrollPageLink, SetUpLink
from nmbrs.operators.page_addresses import address_of_dag_run, address_of_question

BASE = "https://airflow.example.nl/data"
RUN = "scheduled__2026-11-20T22:00:00+00:00"


@pytest.fixture
def with_base(monkeypatch):
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", f"{BASE}/")


def test_a_message_leads_to_the_payroll_tab_of_its_dag_run(with_base):
    quoted = RUN.replace(":", "%3A").replace("+", "%2B")
    found = address_of_dag_run("nmbrs_hours_export", RUN)
    assert found == f"{BASE}/dags/nmbrs_hours_export/runs/{quoted}/plugin/payroll-run"


@pytest.mark.parametrize(("map_index", "part"), [(2, "/mapped/2"), (-1, ""), (None, "")])
def test_a_question_leads_to_the_form_in_which_it_is_answered(with_base, map_index, part):
    ti = SimpleNamespace(dag_id="d", run_id="r", task_id="plan.approve_plan", map_index=map_index)
    assert address_of_question(ti) == f"{BASE}/dags/d/runs/r/tasks/plan.approve_plan{part}/required_actions"


def test_a_message_has_no_address_where_airflow_does_not_know_its_own():
    assert address_of_dag_run("d", "r") == ""
    assert address_of_question(SimpleNamespace()) == ""


def test_links_stand_under_the_prefix_of_a_proxy(with_base):
    assert PayrollPageLink().get_link(SimpleNamespace(ledger_run_id="r-1"), ti_key=None) == "/data/payroll/runs/r-1"
    people = EmployeesLink().get_link(SimpleNamespace(company_id="1201"), ti_key=None)
    assert people == "/data/payroll/employees?company=1201"
    assert SetUpLink().get_link(SimpleNamespace(company_id="1201"), ti_key=None) == "/data/payroll/set-up/1201"


def test_links_are_paths_of_this_web_server_where_there_is_no_prefix():
    found = DataDocsLink().get_link(SimpleNamespace(ledger_run_id="r-1"), ti_key=None)
    assert found == "/payroll/runs/r-1/data-checks/data_docs/index.html"


def test_a_task_that_did_not_get_as_far_as_a_run_has_no_link():
    assert PayrollPageLink().get_link(SimpleNamespace(ledger_run_id=""), ti_key=None) == ""
