"""Plans that wait for a person, in a real Airflow: asked and answered over its REST API, by two users."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.dags.whole.real_airflow import APPROVE, DELIVER, Airflow, running


@pytest.fixture(scope="module")
def airflow(lasting_world: Any, empty_airflow_database: Path) -> Iterator[Airflow]:
    """An Airflow where jan and vera may start and approve."""
    with running(lasting_world, empty_airflow_database, {"jan": "admin", "vera": "user"}) as opened:
        yield opened


def test_an_approved_plan_is_delivered(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    run_id = airflow.start("jan")

    asked = airflow.question(run_id)
    assert asked["subject"] == "Write to Nmbrs: Café De Kroon B.V., 2026-M10?"
    assert "| e-1 | hours | 2100 | insert | 8.00 | 0.00 | 8.00 |  |" in asked["body"]
    assert airflow.task(run_id, APPROVE)["rendered_map_index"] == "Café De Kroon B.V., 2026-M10"
    assert lasting_world.sandbox.writes() == []
    airflow.answer("vera", run_id, "Approve", "Seen")

    assert airflow.end(run_id) == "success"
    assert lasting_world.sandbox.hours(1201) == {2100: "8.00"}
    (approval,) = decisions(lasting_world)
    assert approval == ("approved", "vera", "Seen")


def test_a_rejected_plan_writes_nothing(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-2", date(2026, 10, 6), 60)
    writes = lasting_world.sandbox.writes()
    run_id = airflow.start("jan")

    airflow.question(run_id)
    airflow.answer("vera", run_id, "Reject", "Not this week")

    assert airflow.end(run_id) == "success"
    assert airflow.task(run_id, DELIVER)["state"] == "skipped"
    assert lasting_world.sandbox.writes() == writes
    assert decisions(lasting_world)[-1] == ("rejected", "vera", "Not this week")


def test_who_asked_for_a_retroactive_plan_cannot_approve_it_and_another_person_can_after_clearing(
    airflow, lasting_world
) -> None:
    lasting_world.sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    run_id = airflow.start("jan", retroactive=True, reason="Forgotten shift")
    first = airflow.question(run_id)
    airflow.answer("jan", run_id, "Approve")
    assert airflow.end(run_id) == "failed"
    assert "jan asked for this retroactive plan, so another person must approve it" in airflow.said(run_id, DELIVER)

    clear = {"dry_run": False, "dag_run_id": run_id, "task_ids": [APPROVE], "include_downstream": True}
    airflow.ask("vera", "POST", "/clearTaskInstances", clear | {"only_failed": False})
    again = airflow.question(run_id)
    airflow.answer("vera", run_id, "Approve")

    assert again["body"] == first["body"]
    assert airflow.end(run_id) == "success"
    assert lasting_world.sandbox.all_hours(1201) == [(10, 2100, "1.00"), (10, 2100, "8.00")]


def test_a_question_that_is_cleared_never_shows_the_plan_of_before(airflow, lasting_world) -> None:
    lasting_world.add_entry(1201, "t-4", date(2026, 10, 8), 60)
    run_id = airflow.start("jan", retroactive=True, reason="Another shift")
    airflow.question(run_id)
    lasting_world.add_entry(1201, "t-5", date(2026, 10, 9), 60)
    writes = lasting_world.sandbox.writes()

    everything = {"dry_run": False, "dag_run_id": run_id, "only_failed": False}
    airflow.ask("jan", "POST", "/clearTaskInstances", everything)

    assert airflow.end(run_id) == "failed"
    assert "Airflow goes on showing the plan that this task asked about before" in airflow.said(run_id, APPROVE)
    assert lasting_world.sandbox.writes() == writes


def decisions(world: Any) -> list[tuple[str, str, str]]:
    """What people said of the plans of this world, oldest first."""
    with world.ledger.engine.connect() as rows:
        query = "SELECT state, decided_by, decision_reason FROM plan_approvals ORDER BY asked_at"
        return [tuple(row) for row in rows.exec_driver_sql(query).all()]
