"""The pages in Airflow's web server: nobody without signing in, nothing outside the folder of the run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.ledger.schema import people_connections, people_reviews
from payroll.steps.gate_report import gate_folder
from sqlalchemy import insert

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
ROLES = ("viewer", "user", "op", "admin")
MAY_APPROVE = {"user", "op", "admin"}
MAY_CHANGE = {"op", "admin"}
LINE = ControlLine("e-1", "500001", "hours", 2100, "", "worked_hours", 800, 800, 800, 0, 0)

PAIR = {"company_id": "1201", "employee_id": "e-1", "nmbrs_employee_id": "500001"}
PAIR |= {"connected_by_key": "nmbrs_id", "connected_at": NOW, "connected_by": "a test"}
POINT = {"source": "sync", "severity": "warning", "company_id": "1201", "employee_id": "e-1", "nmbrs_employee_id": ""}
POINT |= {"field": "bsn", "rule": "keys_contradict", "sentence": "Employee e-1 is doubtful.", "first_seen_at": NOW}

ENTRY = {"time_entry_id": "t-1", "part": 1, "measure": "worked_hours", "type": "", "employee_id": "e-1"}
ENTRY |= {"bucket": "exported", "component": "hours", "code": 2100, "cost_center_id": "", "unit": "minutes"}
ENTRY |= {"quantity": 480}


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
    web_server.headers.update(as_role("viewer"))
    yield web_server
    del web_server.headers["Authorization"]
    web_server.cookies.clear()


@pytest.fixture
def run(world) -> Run:
    """A proven run with a control report and a page of data checks."""
    found = a_run(world)
    world.ledger.wage_lines.store(found.run_id, pd.DataFrame(), pd.DataFrame(), pd.DataFrame([ENTRY]))
    world.ledger.results.prove(found, [LINE], Proof(0, passed=True, proven_at=NOW))
    world.ledger.runs.mark(found.run_id, "proven", message="Company 1201, 2026-M10: insert 1; proof 0.00.")
    with world.ledger.engine.begin() as ledger:
        ledger.execute(insert(people_reviews).values(POINT))
        ledger.execute(insert(people_connections).values(PAIR))
    folder = gate_folder(world.folder / "reports", found)
    (folder / "data_docs").mkdir(parents=True)
    (folder / "checks.html").write_text("<h1>Data checks</h1>")
    (folder / "data_docs" / "index.html").write_text("<h1>Data Docs</h1>")
    (world.folder / "reports" / "secret.txt").write_text("of another company")
    return found


def a_run(world, company_id: str = "1201", kind: str = "export") -> Run:
    place = {"company_id": company_id, "wage_period": "2026-M10", "year": 2026, "period": 10}
    return world.ledger.runs.start(**place, kind=kind, measures=("worked_hours",), started_by="a test", now=NOW)


def routes() -> list[APIRoute]:
    """Every route of the pages; one that is no APIRoute would not ask who is there."""
    import nmbrs_plugin

    found = nmbrs_plugin.payroll_pages().routes
    assert {type(route) for route in found} == {APIRoute}
    assert {method for route in found for method in route.methods} == {"GET", "POST"}
    return found


def pages() -> list[APIRoute]:
    """The routes that only show."""
    return [route for route in routes() if "GET" in route.methods]


def forms() -> list[APIRoute]:
    """The routes that do something."""
    return [route for route in routes() if "POST" in route.methods]


def address(route: APIRoute, run: Run) -> str:
    filled = {
        "{run_id}": run.run_id,
        "{path:path}": "checks.html",
        "{company_id}": run.company_id,
        "{wage_period}": run.wage_period,
        "{line_id}": "1",
        "{time_entry_id:path}": "t-1",
        "{language}": "nl",
        "{stamp}": "any",
        "{name}": "pages.css",
        "{employee_id:path}": "e-1",
        "{review_id}": "1",
    }
    path = route.path
    for place, value in filled.items():
        path = path.replace(place, value)
    if "POST" in route.methods:
        path = re.sub(r"{\w+}", "1", path)
    assert "{" not in path, f"say what to put into {path}"
    return f"/payroll{path}"


def test_no_page_opens_without_signing_in(web_server, run):
    asked = [address(route, run) for route in pages()]
    assert len(asked) >= 14
    assert {path: web_server.get(path).status_code for path in asked} == dict.fromkeys(asked, 401)


def test_every_page_opens_for_a_viewer(viewer, run):
    asked = [address(route, run) for route in pages()]
    assert {path: viewer.get(path).status_code for path in asked} == dict.fromkeys(asked, 200)


def test_a_token_that_airflow_did_not_give_opens_nothing(web_server, run):
    nonsense = {"Authorization": "Bearer nonsense"} | FROM_HERE
    for route in routes():
        answer = web_server.request(*route.methods, address(route, run), headers=nonsense)
        assert answer.status_code in (401, 403)


def test_every_page_forbids_what_stands_in_it_and_anything_from_elsewhere(viewer, run):
    for route in pages():
        headers = viewer.get(address(route, run)).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "script-src 'unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "no-store" in headers["cache-control"] or "/static/" in route.path


def test_only_the_pages_that_carry_their_style_in_them_may_have_one(viewer, run):
    inline = {
        route.path
        for route in pages()
        if "'unsafe-inline'" in viewer.get(address(route, run)).headers["content-security-policy"]
    }
    assert inline == {"/runs/{run_id}/control-report", "/runs/{run_id}/data-checks/{path:path}"}


def test_a_form_from_another_site_is_refused(viewer, run):
    for site in ("cross-site", "same-site", "none"):
        assert viewer.post("/payroll/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert viewer.post("/payroll/", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert viewer.post("/payroll/").status_code == 403
    assert viewer.post("/payroll/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_the_first_page_shows_the_state_of_each_company(viewer, world, run):
    shown = viewer.get("/payroll/?year=2026").text
    assert "Café De Kroon B.V." in shown
    assert "Brasserie Het Anker B.V." in shown
    assert 'title="2026-M10: delivered and proven"' in shown


def test_the_tab_of_a_dag_run_shows_the_companies_of_that_run(viewer, world):
    mine = a_run(world)
    other = a_run(world, company_id="1202")
    assert mine.started_by == other.started_by == "a test"
    signed = "/payroll/dag-run?dag_id=a&run_id=test"
    assert mine.run_id in viewer.get(signed).text
    assert other.run_id in viewer.get(signed).text
    assert "This DAG run has not come as far" in viewer.get("/payroll/dag-run?dag_id=a&run_id=tes").text
    assert "This DAG run has not come as far" in viewer.get("/payroll/dag-run").text


def test_no_form_is_taken_without_signing_in(web_server, run):
    answers = {route.name: web_server.post(address(route, run), headers=FROM_HERE).status_code for route in forms()}
    assert len(answers) >= 2
    assert answers == dict.fromkeys(answers, 401)


def test_a_viewer_may_send_no_form(viewer, world, run):
    answers = {route.name: viewer.post(address(route, run), headers=FROM_HERE) for route in forms()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert all("You may not do this" in answer.text for answer in answers.values())


def test_every_form_asks_for_approving_or_for_changing(web_server, world, run):
    for route in forms():
        may = {
            role
            for role in ROLES
            if web_server.post(
                address(route, run), headers=FROM_HERE | as_role(role), follow_redirects=False
            ).status_code
            not in (401, 403)
        }
        assert may in (MAY_APPROVE, MAY_CHANGE), route.name


@pytest.mark.parametrize(("permission", "may"), [("read", ROLES), ("approve", MAY_APPROVE), ("change", MAY_CHANGE)])
def test_reading_approving_and_changing_are_three_permissions(airflow_database, permission, may):
    from airflow.api_fastapi.app import init_auth_manager
    from airflow_sign_in import who_may

    app = FastAPI(dependencies=getattr(who_may(), permission))
    init_auth_manager(app)
    app.get("/asked")(lambda: "come in")
    with TestClient(app) as client:
        answers = {role: client.get("/asked", headers=as_role(role)).status_code for role in ROLES}
        assert answers == {role: 200 if role in may else 403 for role in ROLES}
        assert client.get("/asked").status_code == 401


def test_a_page_knows_who_reads_and_what_more_they_may(airflow_database):
    from airflow.api_fastapi.app import init_auth_manager
    from airflow_sign_in import who_may
    from payroll.pages.who_may import person_of

    app = FastAPI(dependencies=who_may().everywhere())
    init_auth_manager(app)

    @app.get("/who")
    def who(request: Request) -> list[str]:
        return [person_of(request).name, *sorted(person_of(request).may)]

    with TestClient(app) as client:
        known = {role: client.get("/who", headers=as_role(role)).json() for role in ROLES}
    assert known == {
        "viewer": ["viewer"],
        "user": ["user", "approve"],
        "op": ["op", "approve", "change"],
        "admin": ["admin", "approve", "change"],
    }


def as_role(role: str) -> dict[str, str]:
    """The sign-in of a person with a role of the SimpleAuthManager, who is called like the role."""
    from airflow.api_fastapi.app import get_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username=role, role=role))
    return {"Authorization": f"Bearer {token}"}


def test_a_ledger_that_cannot_be_read_is_said_in_a_sentence(viewer, world, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", f"sqlite:///{world.folder}/nothing.db")
    answer = viewer.get("/payroll/")
    assert answer.status_code == 503
    assert "Run <code>payroll init-db</code>" in answer.text


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
    assert "This run ended before Nmbrs was compared. The data checks found something critical." in answer.text


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
