"""The pages in a web server with Airflow's FAB auth manager: every route, for its own roles and for roles of ours."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

ROOT = Path(__file__).resolve().parents[3]
Answers = dict[str, dict[str, int]]
MAY_READ = {"reader", "approver", "connector", "Viewer", "User", "Op", "Admin"}
MAY_APPROVE = {"approver", "User", "Op", "Admin"}
MAY_CHANGE = {"connector", "Op", "Admin"}
NO_TOKEN = ""
BACKFILL, RUN = "/api/v2/dags/nmbrs_hours_backfill_month", "/api/v2/dags/nmbrs_hours_export/dagRuns/1/taskInstances"
# What the pages ask of Airflow as the person who clicked, and who may.
OF_AIRFLOW = {
    f"GET {BACKFILL}": MAY_READ,
    f"POST {BACKFILL}/dagRuns": MAY_APPROVE | MAY_CHANGE,
    f"GET {RUN}/plans_to_approve/xcomEntries/return_value": MAY_APPROVE | {"Viewer"},
    f"PATCH {RUN}/plan.approve_plan/0/hitlDetails": MAY_APPROVE,
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What every route answered to every person; nobody's databases are there, which is found out after the door."""
    import nmbrs_plugin

    routes = [route for route in nmbrs_plugin.payroll_pages().routes if isinstance(route, APIRoute)]
    asked = [(method, re.sub(r"{[^}]+}", "1", f"/payroll{route.path}")) for route in routes for method in route.methods]
    asked += [tuple(one.split(" ")) for one in OF_AIRFLOW]
    env = _settings(tmp_path_factory.mktemp("fab"))
    _run(["-m", "airflow", "db", "migrate"], env)
    said = _run([str(Path(__file__).parent / "fab_web_server.py"), json.dumps(asked)], env)
    found: Answers = json.loads(said.split("RESULT")[1])
    assert {len(one) for one in found.values()} == {len(set(asked))}
    return found


def _settings(home: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW_", "PAYROLL_"))}
    return ours | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "AIRFLOW__API_AUTH__JWT_SECRET": os.environ["AIRFLOW__API_AUTH__JWT_SECRET"],
        "AIRFLOW__API__SECRET_KEY": "of these tests alone",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")]),
    }


def _run(command: list[str], env: dict[str, str]) -> str:
    ran = subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout


def let_in(answers: Answers, asked: str) -> set[str]:
    """Who got further than the door."""
    return {name for name, given in answers.items() if given[asked] not in (401, 403)}


@pytest.mark.slow
def test_every_page_opens_for_who_may_read_and_for_nobody_else(answers: Answers) -> None:
    pages = [asked for asked in answers[NO_TOKEN] if asked.startswith("GET /payroll/")]
    assert len(pages) >= 16
    assert {asked: let_in(answers, asked) for asked in pages} == dict.fromkeys(pages, MAY_READ)


@pytest.mark.slow
def test_every_form_is_taken_from_who_may_approve_or_from_who_may_change(answers: Answers) -> None:
    forms = [asked for asked in answers[NO_TOKEN] if asked.startswith("POST /payroll/")]
    assert len(forms) >= 7
    assert all(let_in(answers, asked) in (MAY_APPROVE, MAY_CHANGE) for asked in forms)
    assert let_in(answers, "POST /payroll/companies/1/1/plan/approve") == MAY_APPROVE


@pytest.mark.slow
def test_without_a_sign_in_every_route_asks_for_one(answers: Answers) -> None:
    assert set(answers[NO_TOKEN].values()) == {401}


@pytest.mark.slow
def test_who_may_do_something_on_the_pages_may_do_it_in_airflow_too(answers: Answers) -> None:
    assert {asked: let_in(answers, asked) for asked in OF_AIRFLOW} == OF_AIRFLOW
