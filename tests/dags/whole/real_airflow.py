"""A real Airflow as a child process, which serves the companies of a test's world to people with roles of their own."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
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
PATIENCE_SECONDS = 180
# Airflow loses an answer that comes within a second of the question, and asks again.
HUMAN_SECONDS = 2
STARTER = "jan"


@dataclass
class Airflow:
    """A running Airflow, as some people use it; jan is always one of them."""

    people: dict[str, httpx.Client]

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.people[STARTER].base_url)

    def ask(self, person: str, method: str, path: str, body: Any = None) -> Any:
        """Ask something about the DAG."""
        answer = self.people[person].request(method, f"/api/v2/dags/{DAG}{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def start(self, person: str, **params: Any) -> str:
        """Trigger a run for October of company 1201."""
        conf = {"companies": ["1201"], **params}
        body = {"logical_date": None, "partition_key": "2026-M10", "conf": conf}
        return str(self.ask(person, "POST", "/dagRuns", body)["dag_run_id"])

    def task(self, run_id: str, task_id: str, map_index: int = 0) -> dict[str, Any]:
        """One task of a run."""
        path = f"/dagRuns/{run_id}/taskInstances"
        found = self.ask(STARTER, "GET", f"{path}?limit=100")["task_instances"]
        return next(
            (one for one in found if (one["task_id"], one["map_index"]) == (task_id, map_index)), {"state": "none"}
        )

    def question(self, run_id: str) -> dict[str, Any]:
        """Wait until the run asks, and give what it shows."""
        until(lambda: self.task(run_id, APPROVE)["state"] == "awaiting_input")
        time.sleep(HUMAN_SECONDS)
        asked = f"/dagRuns/{run_id}/hitlDetails?response_received=false"
        (detail,) = self.ask(STARTER, "GET", asked)["hitl_details"]
        return dict(detail)

    def answer(self, person: str, run_id: str, chosen: str, reason: str = "") -> None:
        """Answer where Airflow itself asks."""
        path = f"/dagRuns/{run_id}/taskInstances/{APPROVE}/0/hitlDetails"
        self.ask(person, "PATCH", path, {"chosen_options": [chosen], "params_input": {"decision_reason": reason}})

    def said(self, run_id: str, task_id: str) -> str:
        """The sentences with which a task failed."""
        api, task = AirflowApi(self.people[STARTER]), self.task(run_id, task_id)
        which = TaskOfRun(task_id, 0, "", task["state"], task["try_number"])
        return " ".join(api.failure_words(DAG, run_id, which))

    def end(self, run_id: str) -> str:
        """Wait until the run has ended; its state."""
        until(lambda: self.ask(STARTER, "GET", f"/dagRuns/{run_id}")["state"] in ("success", "failed"))
        return str(self.ask(STARTER, "GET", f"/dagRuns/{run_id}")["state"])

    def runs(self) -> list[dict[str, Any]]:
        """The newest runs of the DAG."""
        return list(self.ask(STARTER, "GET", "/dagRuns?order_by=-run_after&limit=50")["dag_runs"])


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


@contextmanager
def running(world: Any, airflow_database: Path, roles: Mapping[str, str]) -> Iterator[Airflow]:
    """Run Airflow while inside.

    Args:
        world: whose first company asks a person about every plan.
        airflow_database: empty, with Airflow's tables.
        roles: who may sign in, each with their own name as password, as the SimpleAuthManager has roles.
    """
    world.configure("    venues: [kroon]\n", "    venues: [kroon]\n    approval: required\n")
    places, ports = Places(name=str(world.folder)), Ports(*free_ports(3))
    places.airflow_home.mkdir()
    shutil.copy(airflow_database, places.airflow_home / "airflow.db")
    write_local_settings(places.airflow_home)
    (places.airflow_home / "passwords.json").write_text(json.dumps({name: name for name in roles}))
    ours = {name: value for name, value in os.environ.items() if name.startswith(("AIRFLOW_CONN_", "PAYROLL_"))}
    env = airflow_env(os.environ, places, ports, SignIn()) | ours
    env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] = ",".join(f"{name}:{role}" for name, role in roles.items())
    command = [sys.executable, "-m", "airflow", "standalone"]
    child = Child("Airflow", command, env=env, folder=places.airflow_home, log=places.airflow_log)
    url = f"http://{LOOPBACK}:{ports.api}"
    with child, ExitStack() as clients:
        people = {
            name: clients.enter_context(httpx.Client(base_url=url, timeout=60, trust_env=False)) for name in roles
        }
        wait_until_ready(child, AirflowApi(people[STARTER]), SignIn(STARTER, STARTER), [DAG])
        for name in people.keys() - {STARTER}:
            AirflowApi(people[name]).sign_in(SignIn(name, name))
        yield Airflow(people)
