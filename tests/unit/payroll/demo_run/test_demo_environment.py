"""The demo's processes see the demo's settings, and nothing that the person at the machine has set up for real."""

import os
import subprocess
from functools import partial

import pytest
from nmbrs.connection import access_from_connection
from payroll.connections import connection
from payroll.demo.environment import Ports, SignIn, airflow_env, base_env, connections, env_script, payroll_env
from payroll.demo.places import ROOT, Places
from payroll.steps.open_services import LEDGER, WORKFORCE

URL = "http://127.0.0.1:8765"
OWN = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/home/somebody",
    "AIRFLOW_HOME": "/real/airflow",
    "AIRFLOW_CONN_NMBRS_DEFAULT": "nmbrs://user:token@https://api.nmbrs.nl",
    "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
    "PAYROLL_CONFIG": "/real/payroll.yaml",
    "PYTHONDONTWRITEBYTECODE": "1",
    "NO_PROXY": "intranet",
}


@pytest.fixture
def places(tmp_path):
    folder = tmp_path / "with a blank"
    (folder / ".demo").mkdir(parents=True)
    return Places(folder)


def test_the_repository_is_found_wherever_the_demo_is_started_from():
    assert (Places().root / "plugins" / "payroll" / "demo" / "places.py").is_file()
    assert Places().root == ROOT


def test_settings_for_a_real_nmbrs_never_reach_a_process_of_the_demo():
    env = base_env(OWN)
    assert not [name for name in env if name.startswith(("AIRFLOW", "PAYROLL"))]
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["HOME"] == "/home/somebody"
    assert env["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_airflow_gets_its_own_home_ports_and_user(places):
    env = airflow_env(OWN, places, Ports(1111, 2222, 3333), SignIn())
    assert env["AIRFLOW_HOME"] == str(places.airflow_home)
    assert env["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:1111/execution/"
    assert env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] == "demo:admin"
    assert env["PAYROLL_CONFIG"] == str(places.config)
    assert not [name for name in env if name.startswith("AIRFLOW_CONN_")]


def test_nothing_runs_by_itself_in_the_demo_s_airflow(places):
    env = airflow_env(OWN, places, Ports(1, 2, 3), SignIn())
    assert env["AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE"] == "False"
    assert env["AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"] == "False"


def test_the_product_reads_the_three_connections_from_the_environment(places):
    read = partial(connection, env=payroll_env(places, URL))
    assert read(WORKFORCE).sqlalchemy_url() == f"sqlite:///{places.folder / 'workforce.db'}"
    assert read(LEDGER).sqlalchemy_url() == f"sqlite:///{places.folder / 'payroll.db'}"
    found = read("nmbrs_default")
    access = access_from_connection(
        "nmbrs_default",
        host=found.host,
        port=found.port,
        login=found.login,
        password=found.password,
        extra=found.extra,
    )
    assert (access.base_url, access.domain) == (URL, "demo")


def test_the_connections_for_airflow_are_the_same_ones(places):
    assert set(connections(places, URL)) == {"nmbrs_default", WORKFORCE, LEDGER}


def test_the_shell_script_gives_back_every_setting_unchanged(places):
    script = places.folder / "env.sh"
    script.write_text(env_script(places, URL), encoding="utf-8")
    said = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", '. "$0" && env -0', str(script)],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    ).stdout
    sourced = dict(entry.split("=", 1) for entry in said.split("\0") if entry)
    wanted = payroll_env(places, URL)
    assert {name: sourced[name] for name in wanted} == wanted


def test_the_password_is_not_shown():
    assert "password" not in repr(SignIn())
