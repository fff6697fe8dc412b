"""The services of docker-compose.yaml as processes of this machine: their settings and commands, other addresses.

What differs is in this file: addresses, folders, and the times that make a dead worker known within seconds.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import sqlalchemy as sa
from airflow.utils.net import get_hostname
from compose_settings import ROOT, Compose
from killable import Killable
from payroll.demo.airflow_api import AirflowApi
from payroll.demo.airflow_process import wait_until_ready
from payroll.demo.child import Child, last_lines
from payroll.demo.environment import LOOPBACK, NMBRS_USER, SignIn, base_env
from payroll.demo.places import Places
from payroll.demo.ports import free_ports
from payroll.demo.sandbox_process import Sandbox, sandbox_process

from benchmarks.databases import databases_on_server

WORKERS: Final = ("airflow-worker-1", "airflow-worker-2")
AIRFLOW: Final = ("airflow-apiserver", "airflow-scheduler", "airflow-dag-processor", "airflow-triggerer")
DAGS: Final = ("nmbrs_hours_export",)
SLOTS: Final = 2
# In a deployment minutes may pass before a dead worker is noticed; a test has not got them.
QUICKER: Final = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "15",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "1",
    "PAYROLL_RETRY_SECONDS": "1",
}
# A write may take two times the first plus the second; for so long its outcome is left alone.
PATIENCE: Final = {"connect_timeout": 1, "read_timeout": 20}


@dataclass
class Deployment:
    """What runs, and what a test asks of it."""

    folder: Path
    sandbox: Sandbox
    broker_url: str
    workforce_url: str
    ledger_engine: sa.Engine
    workers: dict[str, Killable]
    client: httpx.Client
    compose: Compose
    env: dict[str, str]
    metrics: socket.socket

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Airflow's REST API."""
        answer = self.client.request(method, f"/api/v2{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def ledger(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the ledger."""
        with self.ledger_engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]

    @property
    def airflow_home(self) -> Path:
        """What is /opt/airflow in a container."""
        return Path(self.env["AIRFLOW_HOME"])

    def ill(self, service: str) -> str:
        """What the health check of a service says when it fails."""
        ports = {
            "localhost:8974": f"localhost:{self.env['AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT']}",
            "localhost:8080": f"localhost:{self.env['AIRFLOW__API__PORT']}",
            "redis-cli": f"redis-cli -p {self.broker_url.rpartition(':')[2].partition('/')[0]}",
        }
        command = self.compose.health_check(service)
        for theirs, ours in ports.items():
            command = [word.replace(theirs, ours) for word in command]
        host = service if service in WORKERS else get_hostname()
        env = self.env | (self.compose.environment(service) if service == "redis" else {})
        done = subprocess.run(  # noqa: S603
            command, env={**env, "HOSTNAME": host}, capture_output=True, text=True, timeout=300
        )
        return f"{done.stdout}{done.stderr} ended with {done.returncode}" if done.returncode else ""

    def words(self) -> str:
        """The last words of every process, for when something went wrong."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n" + "\n".join(last_lines(log, 25)) for log in logs)


def until(is_so: Callable[[], Any], seconds: float, running: Deployment, what: str) -> Any:
    """Wait for it; what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, f"{what}\n{running.words()}"
        time.sleep(0.5)
    return found


@contextmanager
def deployment(folder: Path, server: str) -> Iterator[Deployment]:
    """Everything of docker-compose.yaml, started; without the companies' rows."""
    places = Places(name=str(folder))
    _as_in_the_image(places.airflow_home)
    broker_port, api_port, health_port, triggerer_port, *log_ports = free_ports(4 + len(WORKERS))
    with ExitStack() as stack:
        databases = stack.enter_context(databases_on_server(server, "airflow", "workforce", "payroll"))
        _, sandbox = stack.enter_context(sandbox_process(places, os.environ))
        metrics = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        metrics.bind((LOOPBACK, 0))
        compose = Compose(_filled_in(databases, sandbox.url, metrics.getsockname()[1]))
        env = _environment(compose, places, databases, broker_port, api_port) | {
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(health_port),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(triggerer_port),
        }
        stack.enter_context(_redis(folder, compose, broker_port))
        _initialise(compose, env, folder)
        first, *others = (_airflow(compose, service, env, folder) for service in AIRFLOW)
        workers = {
            name: _worker(compose, name, env | {"AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(port)}, folder)
            for name, port in zip(WORKERS, log_ports, strict=True)
        }
        for child in (first, *others, *workers.values()):
            stack.enter_context(child)
        address = f"http://{LOOPBACK}:{api_port}"
        client = stack.enter_context(httpx.Client(base_url=address, timeout=60, trust_env=False))
        wait_until_ready(first, AirflowApi(client), SignIn("admin", "of this test"), DAGS)
        ledger_engine = sa.create_engine(databases["payroll"])
        stack.callback(ledger_engine.dispose)
        yield Deployment(
            folder,
            sandbox,
            env["AIRFLOW__CELERY__BROKER_URL"],
            databases["workforce"],
            ledger_engine,
            workers,
            client,
            compose,
            env,
            metrics,
        )


def _as_in_the_image(home: Path) -> None:
    """What is in the home of Airflow before anything runs."""
    for folder in ("config", "home", "logs"):
        (home / folder).mkdir(parents=True)
    shutil.copy(ROOT / "config" / "airflow_local_settings.py", home / "config")
    (home / "airflow.cfg").write_text("# Every setting is an environment variable.\n", encoding="utf-8")


def _filled_in(databases: Mapping[str, str], nmbrs_url: str, metrics_port: int) -> dict[str, str]:
    """.env of this deployment."""
    host, _, port = nmbrs_url.rpartition(":")
    access = {"conn_type": "nmbrs", "host": host, "port": int(port), "login": NMBRS_USER, "password": "token"}
    return {
        "POSTGRES_PASSWORD": "unused",
        "REDIS_PASSWORD": "of-this-test",
        "STATSD_ON": "True",
        "STATSD_HOST": LOOPBACK,
        "STATSD_PORT": str(metrics_port),
        "AIRFLOW_FERNET_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "AIRFLOW_SECRET_KEY": secrets.token_urlsafe(48),
        "AIRFLOW_JWT_SECRET": secrets.token_urlsafe(48),
        "AIRFLOW_ADMIN_NAME": "admin",
        "AIRFLOW_ADMIN_PASSWORD": "of this test",
        "NMBRS_CONNECTION": json.dumps(access | {"extra": {"domain": "demo", **PATIENCE}}),
        "WORKFORCE_DB_CONNECTION": databases["workforce"].replace("+psycopg2", ""),
        "PAYROLL_DB_CONNECTION": databases["payroll"].replace("+psycopg2", ""),
    }


def _environment(
    compose: Compose, places: Places, databases: Mapping[str, str], broker_port: int, api_port: int
) -> dict[str, str]:
    """What the Compose file gives every part of Airflow, at addresses of this machine."""
    said = compose.environment(WORKERS[0])
    server = databases["airflow"].partition("://")[2].rpartition("/")[0]
    addresses = {
        "airflow:unused@postgres:5432/airflow": f"{server}/{databases['airflow'].rpartition('/')[2]}",
        "@redis:6379": f"@{LOOPBACK}:{broker_port}",
        "airflow-apiserver:8080": f"{LOOPBACK}:{api_port}",
    }
    for name, value in said.items():
        for theirs, ours in addresses.items():
            value = value.replace(theirs, ours)
        said[name] = value
    return {
        **base_env(os.environ),
        **said,
        **QUICKER,
        "AIRFLOW_HOME": str(places.airflow_home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__PARALLELISM": str(SLOTS * len(WORKERS)),
        "AIRFLOW__CELERY__WORKER_CONCURRENCY": str(SLOTS),
        "AIRFLOW__API__HOST": LOOPBACK,
        "AIRFLOW__API__PORT": str(api_port),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "PAYROLL_CONFIG": str(places.folder / "payroll.yaml"),
        "PAYROLL_REPORTS": str(places.reports),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "HOME": str(places.airflow_home / "home"),
        "NO_COLOR": "1",
    }


@contextmanager
def _redis(folder: Path, compose: Compose, port: int) -> Iterator[None]:
    """The broker, as a process."""
    *shell, said = compose.command("redis")
    command = [*shell, f"{said} --port {port} --bind {LOOPBACK} --dir '{folder}'"]
    env = base_env(os.environ) | compose.environment("redis")
    with Child("Redis", command, env=env, folder=folder, log=folder / "redis.log"):
        yield


def _initialise(compose: Compose, env: Mapping[str, str], folder: Path) -> None:
    """Tables and the first user, as `airflow-init` makes them."""
    own = {name: value for name, value in compose.environment("airflow-init").items() if name.startswith("ADMIN_")}
    done = subprocess.run(  # noqa: S603
        compose.command("airflow-init"), env={**env, **own}, cwd=folder, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _airflow(compose: Compose, service: str, env: Mapping[str, str], folder: Path) -> Child:
    """One part of Airflow."""
    home = Path(env["AIRFLOW_HOME"])
    return Child(service, compose.command(service), env=env, folder=home, log=folder / f"{service}.log")


def _worker(compose: Compose, service: str, env: Mapping[str, str], folder: Path) -> Killable:
    """A worker; containers have host names of their own."""
    command = [*compose.command(service), "--celery-hostname", service]
    home = Path(env["AIRFLOW_HOME"])
    return Killable(service, command, env=env, folder=home, log=folder / f"{service}.log")
