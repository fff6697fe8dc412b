"""No cluster runs here: the values for Airflow's Helm chart are held against docker-compose.yaml and Airflow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "deploy" / "helm-values.yaml").read_text(encoding="utf-8")
VALUES: dict[str, Any] = YAML(typ="safe").load(TEXT)
COMPOSE = YAML(typ="safe").load(ROOT / "docker-compose.yaml")["services"]["airflow-worker-1"]["environment"]
SETTINGS = {
    f"AIRFLOW__{section}__{option}".upper(): value
    for section, options in VALUES["config"].items()
    for option, value in options.items()
}
# What the chart writes itself, from names of services and secrets that are its own.
OF_THE_CHART = re.compile(
    r"AIRFLOW__(CORE__(EXECUTOR|EXECUTION_API_SERVER_URL|FERNET_KEY|TEST_CONNECTION)|API\w*|DATABASE\w*"
    r"|CELERY__(RESULT_BACKEND|BROKER_URL)|SCHEDULER__ENABLE_HEALTH_CHECK|METRICS\w*)$"
)


def default_of(value: str) -> str:
    """What Compose takes where .env says nothing."""
    return re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value)


def test_both_deployments_have_the_same_settings():
    of_compose = {
        name: default_of(value)
        for name, value in COMPOSE.items()
        if name.startswith("AIRFLOW__") and not OF_THE_CHART.match(name)
    }
    assert of_compose == SETTINGS


def test_the_chart_starts_the_airflow_that_is_pinned():
    pinned = re.search(r"^apache-airflow==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pinned
    assert VALUES["airflowVersion"] == pinned[1]


def test_nothing_runs_as_root_or_writes_its_root_file_system():
    contexts = VALUES["securityContexts"]
    assert contexts["pod"]["runAsNonRoot"] is True
    assert (contexts["pod"]["runAsUser"], contexts["pod"]["runAsGroup"]) == (VALUES["uid"], VALUES["gid"]) == (50000, 0)
    assert contexts["containers"] == {
        "readOnlyRootFilesystem": True,
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }


def test_every_volume_that_is_mounted_is_there():
    assert {one["name"] for one in VALUES["volumeMounts"]} == {one["name"] for one in VALUES["volumes"]}


def test_every_secret_is_named_and_none_is_written():
    assert {one["envName"] for one in VALUES["secret"]} == {name for name in COMPOSE if "AIRFLOW_CONN_" in name}
    assert re.findall(r"://\w", TEXT) == []
