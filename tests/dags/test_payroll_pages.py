"""The pages in Airflow's web server: nobody without signing in, nothing outside the folder of the run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.steps.gate_report import gate_folder

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
LINE = ControlLine("e-1", "500001", "hours", 2100, "", "worked_hours", 800, 800, 800, 0, 0)


@pytest.fixture(scope="module")
def web_server() -> Iterator[TestClient]:
    """A web server with Airflow's sign-in and the plugins as Airflow mounts them; nobody is signed in."""
    from airflow.api_fastapi.app import init_auth_manager, init_plugins

    app = FastAPI()
    init_auth_manager(app)
    init_plugins(app)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def viewer(web_server: TestClient) -> Iterator[TestClient]:
    """The same server, as somebody with Airflow's weakest role sees it."""
    from airflow.api_fastapi.app import get_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username="vera", role="viewer"))
    web_server.headers["Authorization"] = f"Bearer {token}"
    yield web_server
    del web_server.headers["Authorization"]


@pytest.fixture
def run(world) -> Run:
    """A proven run with a control report and a page of data checks."""
    found = a_run(world)
    world.ledger.results.prove(found, [LINE], Proof(0, passed=True, proven_at=NOW))
    world.ledger.runs.mark(found.run_id, "proven", message="Company 1201, 2026-M10: insert 1; proof 0.00.")
    folder = gate_folder(world.folder / "reports", found)
    (folder / "data_docs").mkdir(parents=True)
    (folder / "checks.html").write_text("<h1>Data checks</h1>")
    (folder / "data_docs" / "index.html").write_text("<h1>Data Docs</h1>")
    (world.folder / "reports" / "secret.txt").write_text("of another company")
    return found


def a_run(world, company_id: str = "1201", kind: str = "export") -> Run:
    place = {"company_id": company_id, "wage_period": "2026-M10", "year": 2026, "period": 10}
    return world.ledger.runs.start(**place, kind=kind, measures=("worked_hours",), started_by="a test", now=NOW)


def pages() -> list[APIRoute]:
    """Every route of the pages; one that is no APIRoute would not ask who is there."""
    import nmbrs_plugin

    found = nmbrs_plugin.payroll_pages().routes
    assert {type(route) for route in found} == {APIRoute}
    return found


def address(route: APIRoute, run: Run) -> str:
    return "/payroll" + route.path.replace("{run_id}", run.run_id).replace("{path:path}", "checks.html")


def test_no_page_opens_without_signing_in(web_server, run):
    asked = [address(route, run) for route in pages()]
    assert len(asked) == 3
    assert {path: web_server.get(path).status_code for path in asked} == dict.fromkeys(asked, 401)


def test_every_page_opens_for_a_viewer(viewer, run):
    asked = [address(route, run) for route in pages()]
    assert {path: viewer.get(path).status_code for path in asked} == dict.fromkeys(asked, 200)


def test_a_token_that_airflow_did_not_give_opens_nothing(web_server, run):
    for route in pages():
        answer = web_server.get(address(route, run), headers={"Authorization": "Bearer nonsense"})
        assert answer.status_code in (401, 403)


def test_every_page_forbids_scripts_and_anything_from_elsewhere(viewer, run):
    for route in pages():
        headers = viewer.get(address(route, run)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_the_first_page_shows_the_latest_run_of_each_company_with_its_proof(viewer, world, run):
    newer = a_run(world, company_id="1202")
    shown = viewer.get("/payroll/").text
    assert "Café De Kroon B.V. (1201)" in shown
    assert "insert 1; proof 0.00." in shown
    assert f'href="runs/{newer.run_id}/data-checks/"' in shown


def test_the_first_page_says_what_to_do_when_nothing_has_run(viewer, world):
    assert "No run yet. Start the DAG nmbrs_hours_export." in viewer.get("/payroll/").text


def test_a_ledger_that_cannot_be_read_is_said_in_a_sentence(viewer, world, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", f"sqlite:///{world.folder}/nothing.db")
    answer = viewer.get("/payroll/")
    assert answer.status_code == 503
    assert "Run `payroll init-db`" in answer.text


def test_the_control_report_is_the_one_of_that_run(viewer, world, run):
    newer = a_run(world)
    world.ledger.results.prove(newer, [LINE], Proof(75, passed=False, proven_at=NOW))
    assert "proof 0.00" in viewer.get(f"/payroll/runs/{run.run_id}/control-report").text
    assert "proof 0.75" in viewer.get(f"/payroll/runs/{newer.run_id}/control-report").text


def test_the_control_report_of_a_dry_run_shows_its_plan(viewer, world):
    dry_run = a_run(world, kind="dry_run")
    world.ledger.results.prove(dry_run, [LINE], None)
    assert "2100" in viewer.get(f"/payroll/runs/{dry_run.run_id}/control-report").text


def test_a_run_that_was_stopped_has_no_control_report_and_says_why(viewer, world):
    stopped = a_run(world)
    world.ledger.runs.mark(stopped.run_id, "blocked", message="The data checks found something critical.")
    answer = viewer.get(f"/payroll/runs/{stopped.run_id}/control-report")
    assert answer.status_code == 404
    assert answer.text == "This run ended before Nmbrs was compared. The data checks found something critical."


def test_the_data_checks_open_at_their_first_page_with_what_lies_beside_it(viewer, run):
    folder = f"/payroll/runs/{run.run_id}/data-checks/"
    assert "Data checks" in viewer.get(folder).text
    assert "Data Docs" in viewer.get(folder + "data_docs/index.html").text


@pytest.mark.parametrize(
    "path",
    [
        "../../../secret.txt",
        "..%2f..%2f..%2fsecret.txt",
        "%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "data_docs/../../../../secret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "checks.html%00.txt",
        "data_docs",
    ],
)
def test_nothing_outside_the_folder_of_the_run_is_served(viewer, run, path):
    answer = viewer.get(f"/payroll/runs/{run.run_id}/data-checks/{path}")
    assert answer.status_code == 404
    assert "of another company" not in answer.text


def test_a_link_out_of_the_folder_is_not_followed(viewer, world, run):
    folder = gate_folder(world.folder / "reports", run)
    (folder / "way_out.txt").symlink_to(world.folder / "reports" / "secret.txt")
    assert viewer.get(f"/payroll/runs/{run.run_id}/data-checks/way_out.txt").status_code == 404


@pytest.mark.parametrize("run_id", ["nonsense", "..", "%2e%2e", "1201"])
def test_an_address_with_another_run_id_is_no_page(viewer, run, run_id):
    for page in ("control-report", "data-checks/checks.html"):
        assert viewer.get(f"/payroll/runs/{run_id}/{page}").status_code == 404


def test_worker_processes_load_neither_the_pages_nor_pandas(tmp_path):
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    code = "import airflow.sdk, sys; before = set(sys.modules); import nmbrs_plugin, json; "
    code += "print('RESULT' + json.dumps(sorted(set(sys.modules) - before)))"
    environment = os.environ | {"AIRFLOW_HOME": str(tmp_path), "PYTHONPATH": str(plugins)}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(json.loads(ran.stdout.split("RESULT")[1]))
    assert loaded & {"fastapi", "pandas", "zeep", "payroll.pages.app", "payroll.steps.open_services"} == set()
