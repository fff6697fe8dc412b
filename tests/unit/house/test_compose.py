"""No container engine runs here: everything that docker-compose.yaml names is looked up instead."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[3]
COMPOSE_TEXT = (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = YAML(typ="safe").load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)([^}]*)\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN|CONN|RESULT_BACKEND")


def words(command: str | list[str] | None) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else [str(word) for word in command or []]


def our_services() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in SERVICES.items() if service.get("build") == "."}


def shell_commands() -> list[list[str]]:
    """Every program that a service of ours runs, `bash -c` taken apart."""
    found = []
    for service in our_services().values():
        command = words(service["command"])
        if command[:2] == ["bash", "-c"]:
            found += [shlex.split(part) for part in command[2].split("&&")]
        else:
            found.append(command)
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
    explained = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(used) == sorted(explained)


def test_every_variable_that_is_not_set_has_a_default_or_stops_with_a_sentence_that_names_it():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name, rest in VARIABLE.findall(COMPOSE_TEXT):
        if rest.startswith(":-"):
            assert not SECRET.search(name), f"{name} has a default that everybody knows"
            assert f"\n# {name}=" in example, f".env.example shows {name} as if it had to be set"
        else:
            assert rest == f":?set {name} in .env, as .env.example says"


def test_no_secret_stands_in_the_file():
    for service_name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key) and key not in ("AIRFLOW__CORE__TEST_CONNECTION",):
                assert VARIABLE.search(value), f"{service_name} has a value of its own for {key}"
    assert re.findall(r"://[^/\s]*:(?!\$)[^/\s@]+@", COMPOSE_TEXT) == []


def test_no_service_runs_as_root_or_can_write_its_root_file_system_or_gain_rights():
    for name, service in SERVICES.items():
        assert service["user"] not in ("root", "0", "0:0"), name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "/tmp" in service["tmpfs"], name  # noqa: S108


def test_only_this_machine_reaches_a_port():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_message_of_a_task_stays_hidden_longer_than_any_task_takes():
    from airflow.dag_processing.dagbag import DagBag

    environment = SERVICES["airflow-worker-1"]["environment"]
    hidden_seconds = int(environment["AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT"])
    limits = [task.execution_timeout for dag in DagBag(ROOT / "dags").dags.values() for task in dag.tasks]
    assert None not in limits
    assert max(limits).total_seconds() < hidden_seconds


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
                        r"AIRFLOW_CONN_\w+$|PAYROLL_CONFIG$|PAYROLL_REPORTS$|PAYROLL_CALCULATIONS_AT_ONCE$|GX_\w+$|ADMIN_\w+$|DUMB_INIT_SETSID$",
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
