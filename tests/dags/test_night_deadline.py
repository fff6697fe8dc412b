"""The deadline of the night: what Airflow stores of it, and what people hear when it is missed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from nmbrs.operators.night_deadline import tell_that_night_is_late

from tests.dags.mailbox import web_address

EXPORT = "nmbrs_hours_export"
NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
STARTER = f"{EXPORT} scheduled__1"


@pytest.fixture
def slack(world):
    with web_address() as (url, bodies):
        fields = {"conn_type": "generic", "password": url}
        world.env.setenv("AIRFLOW_CONN_PAYROLL_ALERTS_SLACK", json.dumps(fields))
        yield bodies


def begin(world, company_id: str, state: str) -> None:
    place = {"company_id": company_id, "wage_period": "2026-M10", "year": 2026, "period": 10}
    run = world.ledger.runs.start(**place, kind="export", measures=(), started_by=STARTER, now=NOW)
    world.ledger.runs.mark(run.run_id, state)


def missed(state: str = "running") -> None:
    """As Airflow's scheduler tells it."""
    run = {"dag_id": EXPORT, "dag_run_id": "scheduled__1", "state": state, "triggering_user_name": None}
    tell_that_night_is_late(context={"dag_run": run, "deadline": {"id": "1", "deadline_time": NOW}})


def test_a_late_night_says_which_companies_are_not_done(world, slack):
    begin(world, "1201", "calculated")
    missed()
    title, *lines = slack[0]["text"].splitlines()
    assert title == "*[critical] nmbrs_hours_export: not done 7 hours after it began*"
    assert lines == ["• Begun, and not done: company 1201.", "• Not begun: company 1202."]


def test_a_night_that_only_waits_for_a_person_is_a_warning(world, slack):
    begin(world, "1201", "waiting")
    begin(world, "1202", "proven")
    missed()
    title, *lines = slack[0]["text"].splitlines()
    assert title.startswith("*[warning] ")
    assert lines == ["• A plan waits for a person: company 1201."]


@pytest.mark.parametrize("state", ["failed", "success"])
def test_a_night_that_has_ended_before_its_deadline_is_not_told_twice(world, slack, state):
    missed(state)
    assert slack == []


def test_only_the_nightly_export_has_a_deadline_and_it_is_stored_with_the_dag(dagbag):
    from airflow.serialization.serialized_objects import DagSerialization

    with_deadline = [dag_id for dag_id, dag in dagbag.dags.items() if dag.deadline]
    assert with_deadline == [EXPORT]
    (stored,) = DagSerialization.to_dict(dagbag.dags[EXPORT])["dag"]["deadline"]
    text = json.dumps(stored)
    assert "nmbrs.operators.night_deadline.tell_that_night_is_late" in text
    assert "DagRunQueuedAtDeadline" in text
    (deadline,) = dagbag.dags[EXPORT].deadline
    assert deadline.interval == timedelta(hours=7)


def test_a_dag_with_a_deadline_can_be_tried_in_one_process_and_keeps_it(world):
    world.add_entry(1201, "t-1", date(2026, 10, 5), 480)
    end = world.run(EXPORT, wage_period="2026-M10", companies=["1201"])
    assert end.state == "success"
    assert world.dagbag.dags[EXPORT].deadline
