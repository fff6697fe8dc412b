"""The demo's own eyes: generated people in a sandbox process, exported by the product, judged by the demo."""

import os
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from payroll.connections import connection
from payroll.demo.environment import payroll_env
from payroll.demo.fill import create, put
from payroll.demo.places import Places
from payroll.demo.results import keep_reports, read_results
from payroll.demo.sandbox_process import sandbox_process
from payroll.demo.verdict import Evidence, doubts
from payroll.demo.watch import RunEnd
from payroll.demo.world import generate
from payroll.steps.export import export_company
from payroll.steps.open_services import open_services

GOOD = RunEnd("nmbrs_hours_export", "manual__1", "success", 11, ())


@contextmanager
def services(places, sandbox):
    env = payroll_env(places, sandbox.url)
    with open_services(env, partial(connection, env=env)) as opened:
        yield opened


def export(places, sandbox):
    with services(places, sandbox) as opened:
        for company in opened.config.companies:
            export_company(opened, company, "current", measures=[], kind="export", started_by="test")


@pytest.fixture(scope="module")
def sandbox(places):
    with sandbox_process(places, os.environ) as (_, sandbox):
        yield sandbox


@pytest.fixture(scope="module")
def evidence(places, sandbox):
    """What the demo has seen after two exports."""
    env = payroll_env(places, sandbox.url)
    create(env)
    put(generate(seed=1, companies=1, employees=12, periods=1), env, sandbox)
    before = sandbox.state()
    export(places, sandbox)
    sandbox.forget_calls()
    export(places, sandbox)
    return Evidence((GOOD, GOOD), sandbox.calls(), before, sandbox.state(), read_results(env))


def test_two_exports_of_generated_hours_leave_no_doubt(evidence):
    assert doubts(evidence) == []


def test_the_places_of_the_entries_are_as_many_as_were_read(evidence):
    (result,) = evidence.results.companies
    assert sum(result.endings.values()) == result.report.run.entries_read > 0
    assert len(result.endings) > 1


def test_the_control_report_is_kept_in_every_format(evidence, places):
    files = keep_reports(evidence.results, places.folder)
    assert {file.name for file in files.values()} == {f"control-report.{kind}" for kind in ("html", "csv", "json")}
    assert "Café De Kroon" in files["html"].read_text(encoding="utf-8")


def test_a_line_that_changed_in_nmbrs_afterwards_is_found(evidence, sandbox):
    employee = next(one for one in evidence.after["companies"][0]["employees"] if one["hour_components"])
    ours = employee["hour_components"][0]
    changed = {"id": employee["id"], "hour_components": [ours | {"hours": "99.00"}]}
    company = {"id": evidence.after["companies"][0]["id"], "employees": [changed]}
    sandbox.seed({"companies": [company]})
    try:
        seen = Evidence(evidence.ends, evidence.last_calls, evidence.before, sandbox.state(), evidence.results)
        (doubt,) = doubts(seen)
        assert f"hours {ours['code']}: the report says" in doubt.text
    finally:
        sandbox.seed({"companies": [company | {"employees": [changed | {"hour_components": [ours]}]}]})


def test_the_sandbox_s_process_ends_with_its_block(tmp_path):
    (tmp_path / ".demo").mkdir()
    with sandbox_process(Places(tmp_path), os.environ) as (_, sandbox):
        url = sandbox.url
        assert sandbox.state()["companies"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
