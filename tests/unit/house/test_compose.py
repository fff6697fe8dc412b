"""No container engine runs here: everything that docker-compose.yaml and the Dockerfile name is looked up instead."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[3]
COMPOSE_TEXT = (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = YAML(typ="safe").load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)([^}]*)\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN|CONN|RESULT_BACKEND")


def words(command: str | list[str] | None) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else [str(word) for word in command or []]


def our_services() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in SERVICES.items() if service.get("build") == "."}


def shell_commands() -> list[list[str]]:
    """Every program that a service runs, `bash -c` taken apart and `airflow` put before Airflow's own subcommands."""
    found = []
    for service in our_services().values():
        command = words(service["command"])
        if command[:2] == ["bash", "-c"]:
            found += [shlex.split(part) for part in command[2].split("&&")]
        else:
            found.append(command if command[0] == "python" else ["airflow", *command])
    return found


def test_every_service_of_the_architecture_is_there():
    assert set(SERVICES) == {
        *("postgres", "redis", "airflow-init", "airflow-apiserver", "airflow-scheduler", "airflow-dag-processor"),
        *("airflow-triggerer", "airflow-worker-1", "airflow-worker-2", "sandbox"),
    }
    assert SERVICES["sandbox"]["profiles"] == ["sandbox"]


def test_every_service_waits_for_services_that_can_answer():
    for name, service in SERVICES.items():
        for target, wait in service.get("depends_on", {}).items():
            assert target in SERVICES, f"{name} waits for {target}, which does not exist"
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[target], f"{name} waits for {target}, which has no health check"
            else:
                assert wait["condition"] == "service_completed_successfully"
                assert SERVICES[target]["restart"] == "no", f"{name} waits for the end of {target}, which restarts"


def test_every_lasting_service_has_a_health_check_once_a_minute():
    lasting = {name: service for name, service in SERVICES.items() if service["restart"] != "no"}
    assert {name: service["healthcheck"]["interval"] for name, service in lasting.items()} == dict.fromkeys(
        lasting, "60s"
    )


def test_every_volume_exists():
    mounts = [volume.split(":") for service in SERVICES.values() for volume in service.get("volumes", [])]
    folders = [source for source, *_ in mounts if source.startswith("./")]
    named = {source for source, *_ in mounts if not source.startswith("./")}
    assert [folder for folder in folders if not (ROOT / folder).exists()] == []
    assert named == set(COMPOSE["volumes"])


def test_every_variable_is_explained_in_the_example_and_no_other_is():
    used = {name for name, _ in VARIABLE.findall(COMPOSE_TEXT)}
    explained = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(used) == sorted(explained)


def test_every_variable_that_is_not_set_stops_with_a_sentence_that_names_it():
    for name, rest in VARIABLE.findall(COMPOSE_TEXT):
        assert rest == f":?set {name} in .env, as .env.example says"


def test_no_secret_stands_in_the_file():
    for service_name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key) and key not in ("AIRFLOW__CORE__TEST_CONNECTION",):
                assert VARIABLE.search(value), f"{service_name} has a value of its own for {key}"
    assert re.findall(r"://[^/\s]*:(?!\$)[^/\s@]+@", COMPOSE_TEXT) == []


def test_the_example_holds_no_secret_either():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = dict(re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE))
    assert {name: value for name, value in settings.items() if re.search("PASSWORD|SECRET|KEY", name) and value} == {}
    assert '"password": ""' in settings["NMBRS_CONNECTION"]


def test_every_airflow_setting_is_one_that_airflow_knows():
    from airflow.configuration import conf

    known = conf.configuration_description
    for service in our_services().values():
        for key in service.get("environment", {}):
            match key.split("__"):
                case ["AIRFLOW", section, option]:
                    options = known[section.lower()]["options"]
                    assert option.lower() in options, f"Airflow has no setting {key}"
                case [plain]:
                    assert re.match(
                        r"AIRFLOW_CONN_\w+$|PAYROLL_CONFIG$|PAYROLL_REPORTS$|GX_\w+$|ADMIN_\w+$|DUMB_INIT_SETSID$",
                        plain,
                    )


def test_every_airflow_command_is_one_that_airflow_has():
    from airflow.cli.cli_parser import airflow_commands

    top = {command.name: command for command in airflow_commands}
    commands = [command for command in shell_commands() if command[0] == "airflow"]
    for _, name, *rest in commands:
        assert name in top, f"airflow has no command {name}"
        subcommands = {sub.name for sub in getattr(top[name], "subcommands", ())}
        assert not subcommands or rest[0] in subcommands, f"airflow {name} has no command {rest[0]}"
    assert len(commands) > 5


def test_every_other_command_is_a_module_or_a_console_script_of_ours():
    scripts = tomllib.loads((ROOT / "plugins" / "pyproject.toml").read_text())["project"]["scripts"]
    for program, *arguments in [command for command in shell_commands() if command[0] != "airflow"]:
        if program == "python":
            module = arguments[arguments.index("-m") + 1]
            assert importlib.util.find_spec(f"{module}.__main__"), f"python -m {module} cannot run"
        else:
            assert importlib.util.find_spec(scripts[program].split(":")[0]), f"{program} has no module"


def test_health_checks_ask_airflow_for_what_it_has():
    commands = " ".join(str(service.get("healthcheck", {}).get("test")) for service in our_services().values())
    app = re.search(r"--app ([\w.]+)", commands)
    assert app
    assert importlib.util.find_spec(app[1].removesuffix(".app"))
    jobs = re.findall(r"--job-type (\w+)", commands)
    assert set(jobs) == {"DagProcessorJob", "TriggererJob"}


def test_the_image_is_of_the_airflow_that_is_pinned():
    pinned = re.search(r"^apache-airflow==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pinned
    assert f"FROM apache/airflow:{pinned[1]}-python3." in DOCKERFILE


@pytest.mark.parametrize("needed", ["plugins", "transforms", "expectations", "sandbox", "dags", "config"])
def test_the_image_holds_every_folder_that_runs(needed):
    assert re.search(rf"^COPY --chown=airflow:0 {needed} {needed}$", DOCKERFILE, re.MULTILINE)
    assert (ROOT / needed).is_dir()
    assert f"!{needed}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_image_installs_by_hash_and_finds_our_packages():
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    assert "PYTHONPATH=/opt/airflow" in DOCKERFILE
    top_level = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"][
        "include"
    ]
    assert all(f"COPY --chown=airflow:0 {name.rstrip('*')} " in DOCKERFILE for name in top_level)
