"""Which of Airflow's processes load the program when they start: those that tasks are forked from."""

from __future__ import annotations

from pathlib import Path

import pytest
from payroll.warm_start import load_program, warm_up

ROOT = Path(__file__).resolve().parents[3]


def loads(*command: str, executor: str = "LocalExecutor") -> bool:
    asked: list[str] = []
    warm_up(["airflow", *command], {"AIRFLOW__CORE__EXECUTOR": executor}, lambda: asked.append("load"))
    return asked == ["load"]


@pytest.mark.parametrize("command", [("celery", "worker", "--queues", "default"), ("scheduler",)])
def test_a_process_that_tasks_are_forked_from_loads_the_program(command):
    assert loads(*command)


def test_a_scheduler_that_leaves_the_tasks_to_celery_does_not():
    assert not loads("scheduler", executor="CeleryExecutor")


@pytest.mark.parametrize("command", [("api-server",), ("triggerer",), ("celery", "flower"), ("jobs", "check"), ()])
def test_every_other_process_does_not(command):
    assert not loads(*command)


def test_everything_that_is_to_be_loaded_is_there():
    load_program()


def test_airflow_finds_it_among_the_settings_of_the_product():
    text = (ROOT / "config" / "airflow_local_settings.py").read_text(encoding="utf-8")
    assert "from payroll.warm_start import warm_up as _warm_up\n" in text
    assert text.endswith("_warm_up()\n")
