"""The environment of the demo's processes: nothing of the person's own settings, everything of the demo's."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from payroll.connections import BSN_KEY
from payroll.demo import databases
from payroll.demo.places import Places

NMBRS: Final = "nmbrs_default"
WORKFORCE: Final = "workforce_db"
LEDGER: Final = "payroll_db"
LOOPBACK: Final = "127.0.0.1"
NMBRS_USER: Final = "user@example.nl"
DEMO_BSN_KEY: Final = "of the demo's invented people alone"
_NOT_FOR_CHILDREN = ("AIRFLOW_", "AIRFLOW__", "PAYROLL_")


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of Airflow, all on the loopback interface."""

    api: int
    worker_logs: int
    trigger_logs: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """The one user of the demo's Airflow."""

    user: str = "demo"
    password: str = field(default="demo", repr=False)


def base_env(own: Mapping[str, str]) -> dict[str, str]:
    """The person's environment without Airflow's and our settings, so that the demo never reaches anything real."""
    env = {name: value for name, value in own.items() if not name.startswith(_NOT_FOR_CHILDREN)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONHOME", None)
    # `airflow standalone` starts `airflow scheduler` and its siblings by name.
    env["PATH"] = f"{Path(sys.executable).parent}:{own.get('PATH', '/usr/bin:/bin')}"
    env["PYTHONUNBUFFERED"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        env[name] = ",".join(filter(None, (own.get(name, ""), LOOPBACK, "localhost")))
    return env


def connections(places: Places, nmbrs_url: str) -> dict[str, dict[str, Any]]:
    """The three connections of the product by name, as Airflow keeps them."""
    address, _, port = nmbrs_url.rpartition(":")
    return {
        NMBRS: {
            "conn_type": "nmbrs",
            "host": address,
            "port": int(port),
            "login": NMBRS_USER,
            "password": "token",
            "extra": json.dumps({"domain": "demo", "transport": "soap"}),
        },
        WORKFORCE: databases.access(places, databases.WORKFORCE),
        LEDGER: databases.access(places, databases.PAYROLL) | {"extra": json.dumps({BSN_KEY: DEMO_BSN_KEY})},
    }


def payroll_settings(places: Places) -> dict[str, str]:
    """Where configuration and reports are."""
    return {"PAYROLL_CONFIG": str(places.config), "PAYROLL_REPORTS": str(places.reports)}


def payroll_env(places: Places, nmbrs_url: str) -> dict[str, str]:
    """What `payroll` reads: configuration, reports and the three connections."""
    known = connections(places, nmbrs_url)
    return payroll_settings(places) | {f"AIRFLOW_CONN_{name.upper()}": json.dumps(one) for name, one in known.items()}


def env_script(places: Places, nmbrs_url: str) -> str:
    """Shell lines to source before `payroll`."""
    lines = [f"export {name}={shlex.quote(value)}" for name, value in payroll_env(places, nmbrs_url).items()]
    return "\n".join([f"# . {places.name}/env.sh   gives `payroll` the settings of the demo", *lines]) + "\n"


def airflow_env(own: Mapping[str, str], places: Places, ports: Ports, sign_in: SignIn) -> dict[str, str]:
    """What `airflow standalone` reads. The connections are not here: they are stored in Airflow, where people see them.

    DAGs are not paused, because a run of a paused DAG does not start. Schedules are off, because a DAG that is not
    paused makes up for its last night at once, and that run would stand between the demo's own.
    """
    home = places.airflow_home
    api = f"http://{LOOPBACK}:{ports.api}"
    settings = {
        "CORE__DAGS_FOLDER": places.root / "dags",
        "CORE__PLUGINS_FOLDER": places.root / "plugins",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": 4,
        "CORE__DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "CORE__TEST_CONNECTION": "Enabled",
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": False,
        "CORE__EXECUTION_API_SERVER_URL": f"{api}/execution/",
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{sign_in.user}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": home / "passwords.json",
        "SCHEDULER__USE_JOB_SCHEDULE": False,
        "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": 0.2,
        "WORKERS__MIN_HEARTBEAT_INTERVAL": 1,
        "DATABASE__SQL_ALCHEMY_CONN": databases.of_airflow(places),
        "DATABASE__LOAD_DEFAULT_CONNECTIONS": False,
        "LOGGING__WORKER_LOG_SERVER_PORT": ports.worker_logs,
        "LOGGING__TRIGGER_LOG_SERVER_PORT": ports.trigger_logs,
        "API__HOST": LOOPBACK,
        "API__PORT": ports.api,
        "API__BASE_URL": api,
        "API__INSTANCE_NAME": "Hours to Nmbrs (demo)",
        "USAGE_DATA_COLLECTION__ENABLED": False,
    }
    return {
        **base_env(own),
        **payroll_settings(places),
        **{f"AIRFLOW__{name}": str(value) for name, value in settings.items()},
        "AIRFLOW_HOME": str(home),
        "PYTHONPATH": f"{places.root}:{places.root / 'plugins'}",
        "GX_ANALYTICS_ENABLED": "False",
        "NO_COLOR": "1",
    }
