"""The nightly export of twenty companies on two Celery workers, of which one is killed in the middle of a call."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
from celery import Celery
from deployment import AIRFLOW, WORKERS, Deployment, until
from twenty_companies import COMPANIES, CONFIG, PER_TASK, Work, held, nmbrs_seed, task_of

DAG: Final = "nmbrs_hours_export"
DELIVER: Final = "company.deliver_to_nmbrs"
OPEN_WRITES: Final = "SELECT write_id FROM ledger_writes WHERE state IN ('planned', 'sending', 'unknown', 'held')"
PATIENCE_SECONDS: Final = 900
OUR_FIELDS: Final = ("company", "wage_period", "ledger_run")
# After some companies are done and before most have begun.
DEADLY_CALL: Final = {"operation": "HourComponentVar_Insert_Batch", "nth": 6}


@pytest.fixture(scope="module")
def night(running: Deployment) -> Iterator[Deployment]:
    """Everything is ready for the nightly export."""
    (running.folder / "payroll.yaml").write_text(CONFIG, encoding="utf-8")
    running.sandbox.seed(nmbrs_seed())
    return running


@pytest.mark.slow
def test_the_health_checks_of_the_services_pass(night: Deployment) -> None:
    for service in ("redis", *AIRFLOW, WORKERS[0]):
        until(lambda asked=service: not night.ill(asked), PATIENCE_SECONDS, night, f"{service} is not well.")


@pytest.mark.slow
def test_metrics_are_sent(night: Deployment) -> None:
    night.metrics.settimeout(PATIENCE_SECONDS)
    while not night.metrics.recv(65536).startswith(b"airflow.scheduler"):
        pass


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_of_the_night_costs_nobody_a_line(night: Deployment) -> None:
    work = Work(seed=7)
    work.put(night.workforce_url)
    night.sandbox.faults([DEADLY_CALL | {"effect": {"delay_ms": 600_000}}])

    night.ask("PATCH", f"/dags/{DAG}", {"is_paused": False})
    run = until(lambda: runs(night), 60, night, "The schedule started no run.")[0]
    company = company_in_the_middle_of_a_call(night)
    killed = worker_of(night, company)
    processes = night.workers[killed].kill()
    night.sandbox.faults([])
    held_at_its_death = held(night.sandbox.state())
    until(lambda: runs(night)[0]["state"] in ("success", "failed"), PATIENCE_SECONDS, night, "The run does not end.")

    assert run["run_type"] == "scheduled"
    assert runs(night)[0]["state"] == "success", night.words()
    assert held(night.sandbox.state()) == work.expected()
    assert 0 < len(held_at_its_death) < len(work.expected())
    assert states_of_companies(night) == {str(one): "proven" for one in COMPANIES}
    assert night.ledger(OPEN_WRITES) == []
    tries = {one["map_index"]: one["try_number"] for one in tasks(night, run) if one["task_id"] == DELIVER}
    assert len(tries) == len(COMPANIES) // PER_TASK
    assert tries[task_of(company)] == 2
    assert lines_of_log(night, company)[-1].keys() >= {"dag_id", "run_id", "try_number", *OUR_FIELDS}
    assert written_besides_logs(night) == []
    sys.stdout.write(
        f"{killed} was killed with its {processes} processes when {len(held_at_its_death)} of "
        f"{len(work.expected())} lines were in Nmbrs; all {len(COMPANIES)} companies are proven\n"
    )


def runs(night: Deployment) -> list[dict[str, Any]]:
    """The runs of the nightly export, oldest first."""
    return list(night.ask("GET", f"/dags/{DAG}/dagRuns?order_by=id")["dag_runs"])


def tasks(night: Deployment, run: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks of a run in their last try."""
    return list(night.ask("GET", f"/dags/{DAG}/dagRuns/{run['dag_run_id']}/taskInstances?limit=100")["task_instances"])


def company_in_the_middle_of_a_call(night: Deployment) -> int:
    """The one whose lines Nmbrs has saved, and whose answer does not come."""

    def is_held_up() -> bool:
        (rule,) = httpx.get(f"{night.sandbox.url}/_sandbox/faults").raise_for_status().json()
        return bool(rule["hits"])

    def sending() -> set[str]:
        return {str(one) for (one,) in night.ledger("SELECT company_id FROM ledger_writes WHERE state = 'sending'")}

    until(is_held_up, PATIENCE_SECONDS, night, "No company came to its call.")
    stuck = sending()
    while len(stuck) > 1:
        time.sleep(0.3)
        stuck &= sending()
    (company,) = stuck
    return int(company)


def worker_of(night: Deployment, company: int) -> str:
    """The worker that delivers for a company at this moment."""
    with Celery(broker=night.broker_url) as app:
        active = app.control.inspect(timeout=3).active() or {}
    assert {name.rpartition("@")[2] for name in active} == set(night.workers), night.words()
    for name, found in active.items():
        for one in found:
            task = json.loads(one["args"][0])["ti"]
            if (task["task_id"], task["map_index"]) == (DELIVER, task_of(company)):
                return str(name.rpartition("@")[2])
    raise AssertionError(f"Nobody delivers for {company}: {active}")


def lines_of_log(night: Deployment, company: int) -> list[dict[str, Any]]:
    """What the last try of a delivery says in its log, as JSON."""
    path = f"**/task_id={DELIVER}/map_index={task_of(company)}/attempt=2.log"
    (log,) = (night.airflow_home / "logs").glob(path)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.get("company") == str(company)]


def written_besides_logs(night: Deployment) -> list[str]:
    """What was written into the home of Airflow or of its user, where a container can write nothing but logs."""
    home = night.airflow_home
    there = {path.relative_to(home).as_posix() for folder in (home, home / "home") for path in folder.iterdir()}
    return sorted(there - {"airflow.cfg", "config", "home", "logs"})


def states_of_companies(night: Deployment) -> dict[str, str]:
    """The state of each company's newest run."""
    newest = (
        "SELECT DISTINCT ON (company_id) company_id, state FROM export_runs WHERE kind = 'export'"
        " ORDER BY company_id, started_at DESC"
    )
    return dict(night.ledger(newest))  # type: ignore[arg-type]
