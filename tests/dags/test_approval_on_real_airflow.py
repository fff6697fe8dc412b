"""Plans that wait for a person, in a real Airflow: asked and answered over its REST API, by two users."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from payroll.demo.airflow_api import AirflowApi, TaskOfRun
from payroll.demo.airflow_process import wait_until_ready
from payroll.demo.child import Child
from payroll.demo.environment import LOOPBACK, Ports, SignIn, airflow_env
from payroll.demo.places import Places
from payroll.demo.ports import free_ports
from payroll.demo.warm_start import write_local_settings

DAG = "nmbrs_hours_backfill_month"
APPROVE = "plan.approve_plan"
DELIVER = "plan.deliver_approved_plan"
USERS = ("jan", "vera")
PATIENCE_SECONDS = 180
# Airflow loses an answer that comes within a second of the question, and asks again.
HUMAN_SECONDS = 2


@dataclass
class Airflow:
    """A running Airflow, as two people use it."""

    people: dict[str, httpx.Client]

    def ask(self, person: str, method: str, path: str, body: Any = None) -> Any:
        answer = self.people[person].request(method, f"/api/v2/dags/{DAG}{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def start(self, person: str, **params: Any) -> str:
        """Trigger a run for October of company 1201."""
        conf = {"companies": ["1201"], **params}
        body = {"logical_date": None, "partition_key": "2026-M10", "conf": conf}
        return str(self.ask(person, "POST", "/dagRuns", body)["dag_run_id"])

    def task(self, run_id: str, task_id: str, map_index: int = 0) -> dict[str, Any]:
        path = f"/dagRuns/{run_id}/taskInstances"
        found = self.ask("jan", "GET", f"{path}?limit=100")["task_instances"]
        return next(
            (one for one in found if (one["task_id"], one["map_index"]) == (task_id, map_index)), {"state": "none"}
        )

    def question(self, run_id: str) -> dict[str, Any]:
        """Wait until the run asks, and give what it shows."""
        until(lambda: self.task(run_id, APPROVE)["state"] == "awaiting_input")
        time.sleep(HUMAN_SECONDS)
        (asked,) = self.ask("jan", "GET", f"/dagRuns/{run_id}/hitlDetails?response_received=false")["hitl_details"]
        return dict(asked)

    def answer(self, person: str, run_id: str, chosen: str, reason: str = "") -> None:
        path = f"/dagRuns/{run_id}/taskInstances/{APPROVE}/0/hitlDetails"
        self.ask(person, "PATCH", path, {"chosen_options": [chosen], "params_input": {"decision_reason": reason}})

    def said(self, run_id: str, task_id: str) -> str:
        """The sentences with which a task failed."""
        api, task = AirflowApi(self.people["jan"]), self.task(run_id, task_id)
        which = TaskOfRun(task_id, 0, "", task["state"], task["try_number"])
        return " ".join(api.failure_words(DAG, run_id, which))

    def end(self, run_id: str) -> str:
        """Wait until the run has ended; its state."""
        until(lambda: self.ask("jan", "GET", f"/dagRuns/{run_id}")["state"] in ("success", "failed"))
        return str(self.ask("jan", "GET", f"/dagRuns/{run_id}")["state"])


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


@pytest.fixture(scope="module")
def airflow(lasting_world: Any, airflow_database: Path) -> Iterator[Airflow]:
    """An Airflow that serves the companies of the world, where jan and vera may start and approve."""
    lasting_world.configure("    venues: [kroon]\n", "    venues: [kroon]\n    approval: required\n")
    places, ports = Places(name=str(lasting_world.folder)), Ports(*free_ports(3))
    places.airflow_home.mkdir()
    shutil.copy(airflow_database, places.airflow_home / "airflow.db")
    write_local_settings(places.airflow_home)
    (places.airflow_home / "passwords.json").write_text('{"jan": "jan", "vera": "vera"}')
    ours = {name: value for name, value in os.environ.items() if name.startswith(("AIRFLOW_CONN_", "PAYROLL_"))}
    env = airflow_env(os.environ, places, ports, SignIn()) | ours
    env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] = "jan:admin,vera:user"
    command = [sys.executable, "-m", "airflow", "standalone"]
    child = Child("Airflow", command, env=env, folder=places.airflow_home, log=places.airflow_log)
    url = f"http://{LOOPBACK}:{ports.api}"
    with (
        child,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as jan,
        httpx.Client(base_url=url, timeout=60, trust_env=False) as vera,
    ):
        wait_until_ready(child, AirflowApi(jan), SignIn("jan", "jan"), [DAG])
        AirflowApi(vera).sign_in(SignIn("vera", "vera"))
        yield Airflow({"jan": jan, "vera": vera})


def test_an_approved_plan_is_delivered(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    run_id = airflow.start("jan")

    asked = airflow.question(run_id)
    assert asked["subject"] == "Write to Nmbrs: Café De Kroon B.V., 2026-M10?"
    assert "| e-1 | hours | 2100 | insert | 8.00 | 0.00 | 8.00 |  |" in asked["body"]
    assert airflow.task(run_id, APPROVE)["rendered_map_index"] == "Café De Kroon B.V., 2026-M10"
    assert lasting_world.sandbox.writes() == []
    airflow.answer("vera", run_id, "Approve", "Seen")

    assert airflow.end(run_id) == "success"
    assert lasting_world.sandbox.hours(1201) == {2100: "8.00"}
    (approval,) = decisions(lasting_world)
    assert approval == ("approved", "vera", "Seen")


def test_a_rejected_plan_writes_nothing(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-2", date(2026, 10, 6), 60)
    writes = lasting_world.sandbox.writes()
    run_id = airflow.start("jan")

    airflow.question(run_id)
    airflow.answer("vera", run_id, "Reject", "Not this week")

    assert airflow.end(run_id) == "success"
    assert airflow.task(run_id, DELIVER)["state"] == "skipped"
    assert lasting_world.sandbox.writes() == writes
    assert decisions(lasting_world)[-1] == ("rejected", "vera", "Not this week")


def test_who_asked_for_a_retroactive_plan_cannot_approve_it_and_another_person_can_after_clearing(
    airflow, lasting_world
) -> None:
    lasting_world.sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    run_id = airflow.start("jan", retroactive=True, reason="Forgotten shift")
    first = airflow.question(run_id)
    airflow.answer("jan", run_id, "Approve")
    assert airflow.end(run_id) == "failed"
    assert "jan asked for this retroactive plan, so another person must approve it" in airflow.said(run_id, DELIVER)

    clear = {"dry_run": False, "dag_run_id": run_id, "task_ids": [APPROVE], "include_downstream": True}
    airflow.ask("vera", "POST", "/clearTaskInstances", clear | {"only_failed": False})
    again = airflow.question(run_id)
    airflow.answer("vera", run_id, "Approve")

    assert again["body"] == first["body"]
    assert airflow.end(run_id) == "success"
    assert lasting_world.sandbox.all_hours(1201) == [(10, 2100, "1.00"), (10, 2100, "8.00")]


def test_a_question_that_is_cleared_never_shows_the_plan_of_before(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-4", date(2026, 10, 8), 60)
    run_id = airflow.start("jan", retroactive=True, reason="Another shift")
    airflow.question(run_id)
    lasting_world.add_entry(1201, "t-5", date(2026, 10, 9), 60)
    writes = lasting_world.sandbox.writes()

    everything = {"dry_run": False, "dag_run_id": run_id, "only_failed": False}
    airflow.ask("jan", "POST", "/clearTaskInstances", everything)

    assert airflow.end(run_id) == "failed"
    assert "Airflow goes on showing the plan that this task asked about before" in airflow.said(run_id, APPROVE)
    assert lasting_world.sandbox.writes() == writes


def decisions(world: Any) -> list[tuple[str, str, str]]:
    """What people said of the plans of this world, oldest first."""
    with world.ledger.engine.connect() as rows:
        query = "SELECT state, decided_by, decision_reason FROM plan_approvals ORDER BY asked_at"
        return [tuple(row) for row in rows.exec_driver_sql(query).all()]
