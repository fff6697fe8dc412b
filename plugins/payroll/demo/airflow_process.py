"""The real Airflow as a child process: `airflow standalone` with a home, a user and ports of its own."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx

from payroll.demo.airflow_api import AirflowApi
from payroll.demo.child import Child
from payroll.demo.environment import LOOPBACK, Ports, SignIn, airflow_env
from payroll.demo.errors import DemoError
from payroll.demo.places import Places
from payroll.demo.warm_start import write_local_settings

_START_SECONDS = 180.0
_READ_DAGS_SECONDS = 60.0


@contextmanager
def airflow_process(
    places: Places, own_env: Mapping[str, str], ports: Ports, sign_in: SignIn
) -> Iterator[tuple[Child, AirflowApi]]:
    """Run Airflow while inside. It needs about ten seconds before it answers: see `wait_until_ready`."""
    places.airflow_home.mkdir(parents=True, exist_ok=True)
    write_local_settings(places.airflow_home)
    passwords = json.dumps({sign_in.user: sign_in.password})
    (places.airflow_home / "passwords.json").write_text(passwords, encoding="utf-8")
    child = Child(
        "Airflow",
        [sys.executable, "-m", "airflow", "standalone"],
        env=airflow_env(own_env, places, ports, sign_in),
        folder=places.airflow_home,
        log=places.airflow_log,
    )
    url = f"http://{LOOPBACK}:{ports.api}"
    with child, httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        yield child, AirflowApi(client)


def wait_until_ready(child: Child, api: AirflowApi, sign_in: SignIn, dag_ids: Sequence[str]) -> None:
    """Wait until every component is healthy and the DAG files are read.

    Raises:
        DemoError: it takes too long, Airflow stopped, or a DAG file cannot be read.
    """
    deadline = time.monotonic() + _START_SECONDS
    while not api.is_healthy():
        _patience(child, deadline, f"Airflow was not ready within {_START_SECONDS:.0f} seconds.")
    api.sign_in(sign_in)
    deadline = time.monotonic() + _READ_DAGS_SECONDS
    while missing := [dag_id for dag_id in dag_ids if not api.knows(dag_id)]:
        if errors := api.import_errors():
            raise DemoError("Airflow cannot read a DAG file.", log=child.log, last_words=errors)
        _patience(child, deadline, f"Airflow did not find the DAG {', '.join(missing)} in the folder dags.")


def _patience(child: Child, deadline: float, complaint: str) -> None:
    child.must_live()
    if time.monotonic() > deadline:
        raise DemoError(complaint, log=child.log)
    time.sleep(0.2)
