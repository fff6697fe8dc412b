"""A plan that waits for a person: asked, approved, rejected, refused, by DAG runs in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

BACKFILL = "nmbrs_hours_backfill_month"
NIGHTLY = "nmbrs_hours_export"
OCTOBER = {"wage_period": "2026-M10", "companies": ["1201"]}
OCTOBER_5 = date(2026, 10, 5)
PATIENCE_SECONDS = 600


@contextmanager
def a_person(name: str | None, *answers: str, reason: str = "") -> Iterator[list[str]]:
    """Somebody who answers the questions that come up while inside, one after the other; gives what was shown.

    It does what Airflow's own route does with an answer; `name` is None when the time is over.
    """
    shown: list[str] = []
    left = list(answers)
    ended = threading.Event()

    def answer_all() -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and not ended.wait(0.3):
            with suppress(OperationalError):  # SQLite has one writer, and on a slow machine it may be the run for long
                _answer(name, left, reason, shown)

    thread = threading.Thread(target=answer_all)
    _know_all_models()
    thread.start()
    try:
        yield shown
    finally:
        ended.set()
        thread.join()


def _know_all_models() -> None:
    """Two threads that import and configure Airflow's models at the same time wait for each other for ever."""
    import airflow.api.common.trigger_dag  # noqa: F401
    from airflow.models import import_all_models
    from sqlalchemy.orm import configure_mappers

    import_all_models()
    configure_mappers()


def _answer(name: str | None, left: list[str], reason: str, shown: list[str]) -> None:
    """Answer a question that waits.

    One that waits again after its answer came so early that the asking task was still ending: `dag.test()` has put it
    back, and the same answer is given once more.
    """
    from airflow.models.hitl import HITLDetail
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.trigger import handle_event_submit
    from airflow.sdk.timezone import utcnow
    from airflow.triggers.base import TriggerEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        task = session.scalar(select(TaskInstance).where(TaskInstance.state == "awaiting_input"))
        asked = None if task is None else session.get_one(HITLDetail, task.id)
        if asked is None or (asked.responded_at is None and not left):
            return
        is_new, text = asked.responded_at is None, f"{asked.subject}\n{asked.body}"
        if is_new:
            asked.responded_by = {"id": name, "name": name} if name else None
            asked.responded_at = utcnow()
            asked.chosen_options = [left[0]]
            asked.params_input = {"decision_reason": reason}
        payload = asked.as_resume_event_payload(timedout=name is None)
        handle_event_submit(TriggerEvent(payload), task_instance=task, session=session)
    if is_new:
        left.pop(0)
        shown.append(text)


def configure(world: Any, **settings: str) -> None:
    """Add settings to company 1201."""
    lines = "".join(f"    {name}: {value}\n" for name, value in settings.items())
    world.configure("    venues: [kroon]\n", f"    venues: [kroon]\n{lines}")


@pytest.fixture
def asking(world):
    """A company whose plans a person approves, with eight hours in October."""
    configure(world, approval="required")
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    return world


@pytest.fixture
def paid(world):
    """October: eight hours exported, then the run was locked; November is current. Two hours came too late."""
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    assert world.run(BACKFILL, **OCTOBER).state == "success"
    world.sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    world.add_entry(1201, "t-2", date(2026, 10, 6), 120)
    return world


def test_an_approved_plan_is_written_and_proven(asking):
    with a_person("vera", "Approve", reason="Seen") as shown:
        end = asking.run(BACKFILL, **OCTOBER)
    assert end.state == "success"
    assert (end.tasks["deliver_to_nmbrs 0"], end.tasks["plan.deliver_approved_plan 0"]) == ("skipped", "success")
    assert end.names["plan.approve_plan 0"] == "Café De Kroon B.V., 2026-M10"
    assert asking.sandbox.hours(1201) == {2100: "8.00"}
    assert "| e-1 | hours | 2100 | insert | 8.00 | 0.00 | 8.00 |  |" in shown[0]
    assert "- Asked by: dag_test" in shown[0]
    assert "proof 0.00. The plan was approved by vera (Seen)." in end.log
    (plan,) = [value for key, value in end.xcoms if isinstance(value, list) and "plan_hash" in str(value)]
    assert sorted(plan[0]) == ["company_id", "company_name", "plan_hash", "run_id", "wage_period"]


def test_a_rejected_plan_writes_nothing_and_looks_like_no_failure(asking):
    with a_person("vera", "Reject", reason="Wrong\nweek"):
        end = asking.run(NIGHTLY, companies=["1201"])
    assert end.state == "success"
    assert end.tasks["plan.deliver_approved_plan 0"] == "skipped"
    assert end.tasks["conclude"] == "success"
    assert "2026-M10: the plan was rejected by vera: Wrong week. Nothing was written." in end.log
    assert asking.sandbox.writes() == []


def test_a_plan_that_nobody_answers_is_rejected_when_the_time_is_over(asking):
    with a_person(None, "Reject"):
        end = asking.run(NIGHTLY, companies=["1201"])
    assert end.state == "success"
    assert "the plan was rejected by the time limit: nobody answered within 20 hours." in end.log
    assert asking.sandbox.writes() == []


def test_a_dry_run_of_a_company_with_approval_asks_nobody(asking):
    end = asking.run(BACKFILL, dry_run=True, **OCTOBER)
    assert (end.state, end.tasks["plans_to_approve"]) == ("success", "skipped")


def test_a_retroactive_plan_is_not_written_when_the_one_who_asked_approves_it(paid):
    writes = paid.sandbox.writes()
    with a_person("dag_test", "Approve") as shown:
        end = paid.run(BACKFILL, retroactive=True, reason="Forgotten | shift", **OCTOBER)
    assert end.state == "failed"
    assert (end.tasks["plan.approve_plan 0"], end.tasks["plan.deliver_approved_plan 0"]) == ("success", "failed")
    assert end.tries["plan.deliver_approved_plan 0"] == 1
    assert "dag_test asked for this retroactive plan, so another person must approve it." in end.log
    assert "Clear the task approve_plan of this plan" in end.log
    assert "- Four eyes: somebody else than dag_test approves it" in shown[0]
    assert "- Reason for opening this wage period: Forgotten \\| shift" in shown[0]
    assert paid.sandbox.writes() == writes


def test_a_retroactive_plan_is_written_when_another_person_approves_it(paid):
    with a_person("vera", "Approve"):
        end = paid.run(NIGHTLY, retroactive=True, reason="Forgotten shift", **OCTOBER)
    assert end.state == "success"
    assert paid.sandbox.all_hours(1201) == [(10, 2100, "2.00"), (10, 2100, "8.00")]


def test_the_hours_of_a_period_and_the_late_changes_of_another_are_two_plans(paid):
    configure(paid, approval="required", late_changes="next_period")
    paid.add_entry(1201, "t-3", date(2026, 11, 2), 60)
    with a_person("vera", "Approve", "Reject"):
        end = paid.run(NIGHTLY, companies=["1201"])
    assert end.state == "success"
    assert sorted(end.names[f"plan.approve_plan {number}"] for number in (0, 1)) == [
        "Café De Kroon B.V., 2026-M10",
        "Café De Kroon B.V., 2026-M11",
    ]
    assert len([one for one in paid.sandbox.all_hours(1201) if one[0] == 11]) == 1
    assert "The plan was approved by vera." in end.log
    assert "the plan was rejected by vera. Nothing was written." in end.log


def test_an_undo_takes_our_lines_out_again(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    assert world.run(BACKFILL, **OCTOBER).state == "success"
    end = world.run(BACKFILL, undo=True, **OCTOBER)
    assert end.state == "success"
    assert "an undo; nothing is calculated" in end.log
    assert world.sandbox.hours(1201) == {}
    assert world.ledger.holds.of("1201", "2026-M10") is not None
