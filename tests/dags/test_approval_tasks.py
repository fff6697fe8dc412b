"""The tasks around a plan that waits for a person, each by itself over a real ledger; Airflow is a fake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException, TaskAwaitingInput
from nmbrs.operators import (
    ApprovePlanOperator,
    ConcludeExportOperator,
    DeliverApprovedPlanOperator,
    NmbrsCalculateWageLinesOperator,
    NmbrsDeliverWagePeriodOperator,
    PlansToApproveOperator,
)

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
OCTOBER_5 = date(2026, 10, 5)


class FakeTask:
    """What Airflow is to a task: a DAG run, and a place for XComs."""

    def __init__(self, *, run_type: str = "manual", person: str | None = "jan") -> None:
        self.xcoms: dict[str, Any] = {}
        dag_run = SimpleNamespace(
            dag_id="nmbrs_hours_export", run_id="run", run_type=run_type, triggering_user_name=person, start_date=NOW
        )
        ti = SimpleNamespace(
            id="ti-1",
            try_number=1,
            max_tries=0,
            xcom_push=lambda key, value: self.xcoms.update({key: value}),
            xcom_pull=lambda task_ids, key: [self.xcoms.get(key)],
        )
        self.context: Any = {"dag_run": dag_run, "ti": ti, "task_instance": ti}


class Asking(ApprovePlanOperator):
    """Asks a fake Airflow that shows this text, or what it is told to."""

    shows: str | None = None

    def shown_by_airflow(self, context: Any) -> str | None:
        return self.shows or self.body


@pytest.fixture
def task() -> FakeTask:
    return FakeTask()


@pytest.fixture
def calculated(world, task) -> str:
    """A run over eight hours of October, of a company whose plans a person approves."""
    world.configure("    venues: [kroon]\n", "    venues: [kroon]\n    approval: required\n")
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    return calculate(task)


@pytest.fixture
def plan(task, calculated) -> dict[str, str]:
    """Its plan, which waits."""
    with pytest.raises(AirflowSkipException, match="the plan has 3 writes and waits for approval"):
        deliver(calculated, task)
    (plan,) = PlansToApproveOperator(task_id="plans").execute(task.context)
    return dict(plan)


def calculate(task: FakeTask, **given: Any) -> str:
    operator = NmbrsCalculateWageLinesOperator(task_id="c", company_ids=["1201"], wage_period="2026-M10", **given)
    return operator.execute(task.context)["runs"]["1201"]


def deliver(run_id: str, task: FakeTask) -> dict[str, Any]:
    calculations = {"runs": {"1201": run_id}, "stopped": {}}
    operator = NmbrsDeliverWagePeriodOperator(task_id="d", company_ids=["1201"], calculations=calculations)
    (done,) = operator.execute(task.context)
    return done


def conclude(task: FakeTask) -> None:
    operator = ConcludeExportOperator(task_id="end", company_ids=["1201"], task_ids=["d"], wage_period="2026-M10")
    operator.execute(task.context)


def ask(plan: dict[str, str], task: FakeTask, *, shows: str | None = None) -> Any:
    operator = Asking(task_id="approve_plan", plan=plan, answer_within=timedelta(hours=20))
    operator.shows = shows
    return operator.execute(task.context)


def carry_out(plan: dict[str, str], task: FakeTask, *, approved: bool = True, by: str = "vera") -> dict[str, Any]:
    answer = {"approved": approved, "decided_by": by, "reason": "Seen"}
    return dict(DeliverApprovedPlanOperator(task_id="a", plan=plan, answer=answer).execute(task.context))


@pytest.fixture
def no_supervisor(monkeypatch) -> list[dict[str, Any]]:
    """What the parent of the asking task told Airflow."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "airflow.providers.standard.operators.hitl.upsert_hitl_detail", lambda **given: told.append(given)
    )
    return told


def test_with_nothing_to_approve_the_list_is_skipped(world, task):
    with pytest.raises(AirflowSkipException, match="No plan waits"):
        PlansToApproveOperator(task_id="plans").execute(task.context)


def test_only_plans_of_this_dag_run_are_listed(plan):
    with pytest.raises(AirflowSkipException):
        PlansToApproveOperator(task_id="plans").execute(FakeTask(person="someone").context)


def test_the_question_has_the_plan_in_it_and_waits(plan, task, no_supervisor):
    with pytest.raises(TaskAwaitingInput) as waiting:
        ask(plan, task)
    (told,) = no_supervisor
    assert told["subject"] == "Write to Nmbrs: Café De Kroon B.V., 2026-M10?"
    assert "| e-1 | hours | 2100 | insert | 8.00 | 0.00 | 8.00 |  |" in told["body"]
    assert (told["options"], told["defaults"]) == (["Approve", "Reject"], ["Reject"])
    assert list(told["params"]) == ["decision_reason"]
    assert type(waiting.value.timeout) is timedelta


def test_a_question_under_which_airflow_shows_another_plan_is_not_asked(plan, task, no_supervisor):
    with pytest.raises(AirflowFailException, match="Start a new run of this DAG; it asks anew"):
        ask(plan, task, shows="the plan of yesterday")
    assert no_supervisor == []


def test_a_plan_that_was_answered_is_not_asked_about_again(plan, task, no_supervisor):
    carry_out(plan, task)
    assert ask(plan, task) == {"approved": True, "decided_by": "vera", "reason": "Seen"}
    assert no_supervisor == []


def test_a_plan_that_was_made_anew_is_neither_asked_about_nor_carried_out(plan, task, calculated, world):
    world.add_entry(1201, "t-2", OCTOBER_5, 60)
    with pytest.raises(AirflowSkipException):
        deliver(calculate(task), task)
    for late in (ask, carry_out):
        with pytest.raises(AirflowFailException, match="a newer one has taken its place"):
            late(plan, task)
    assert world.sandbox.writes() == []


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        ({"chosen_options": ["Approve"], "params_input": {"decision_reason": " Seen\n"}}, (True, "vera", "Seen")),
        ({"chosen_options": ["Reject"], "params_input": {}}, (False, "vera", "")),
        (
            {"chosen_options": ["Reject"], "timedout": True},
            (False, "the time limit", "nobody answered within 20 hours"),
        ),
    ],
)
def test_an_answer_says_what_was_decided_by_whom_and_why(event, answer, task):
    operator = Asking(task_id="approve_plan", plan={}, answer_within=timedelta(hours=20))
    who = None if event.get("timedout") else {"id": "7", "name": "vera"}
    full = {"params_input": {}, "responded_at": NOW, "responded_by_user": who} | event
    assert tuple(operator.execute_complete(task.context, full).values()) == answer


def test_an_answer_without_a_person_is_no_approval(task):
    operator = Asking(task_id="approve_plan", plan={}, answer_within=timedelta(hours=20))
    event = {"chosen_options": ["Approve"], "params_input": {}, "responded_at": NOW, "responded_by_user": None}
    with pytest.raises(AirflowFailException, match="Airflow does not say who answered"):
        operator.execute_complete(task.context, event)


def test_a_try_after_the_one_that_kept_the_answer_goes_on_with_the_delivery(plan, task, world):
    world.sandbox.fault("HourComponentVar_Insert", {"lost_answer": True}, nth=1)
    with pytest.raises(Exception, match="answers were lost"):
        carry_out(plan, task)
    assert carry_out(plan, task)["difference"] == "0.00"
    assert world.sandbox.hours(1201) == {2100: "8.00"}
    conclude(task)


def test_a_no_is_kept_and_the_company_has_ended_well(plan, task, world):
    for _ in range(2):
        with pytest.raises(AirflowSkipException, match="rejected by vera: Seen. Nothing was written"):
            carry_out(plan, task, approved=False)
    conclude(task)
    assert world.sandbox.writes() == []


def test_a_no_after_a_yes_changes_nothing(plan, task, world):
    carry_out(plan, task)
    with pytest.raises(AirflowFailException, match="does not wait any more"):
        carry_out(plan, task, approved=False)
    assert world.sandbox.hours(1201) == {2100: "8.00"}


def test_a_plan_that_nobody_has_answered_yet_has_not_ended_well(plan, task):
    with pytest.raises(AirflowFailException, match="2026-M10: the plan has 3 writes and waits for approval"):
        conclude(task)


@pytest.mark.parametrize(("run_type", "is_left_alone"), [("scheduled", True), ("manual", False), ("backfill", False)])
def test_only_the_schedule_leaves_an_undone_period_alone(world, run_type, is_left_alone):
    task = FakeTask()
    deliver(calculate(task, kind="undo"), task)
    later = FakeTask(run_type=run_type, person=None if is_left_alone else "jan")
    if is_left_alone:
        with pytest.raises(AirflowSkipException, match="its export was undone on .* Export this wage period by hand"):
            calculate(later)
        conclude(later)
    else:
        deliver(calculate(later), later)
        conclude(later)


def test_a_company_that_was_left_alone_in_an_earlier_try_is_not_done(world):
    task, again = FakeTask(), FakeTask(run_type="scheduled", person=None)
    deliver(calculate(task, kind="undo"), task)
    with pytest.raises(AirflowSkipException):
        calculate(again)
    again.xcoms.clear()
    with pytest.raises(AirflowFailException, match="1 of 1 companies have not ended well"):
        conclude(again)


def test_the_person_and_the_reason_are_kept_with_the_run(world, task):
    run = world.ledger.runs.get(calculate(task, reason=" Forgotten shift "))
    assert (run.person, run.reason, run.is_retroactive) == ("jan", "Forgotten shift", True)
    assert run.started_by == "nmbrs_hours_export run by jan"


REFUSED: dict[str, Callable[..., Any]] = {"approve": ask, "deliver": carry_out}


@pytest.mark.parametrize("task_id", sorted(REFUSED))
def test_a_plan_that_the_ledger_does_not_know_is_refused(world, task, task_id):
    unknown = {"run_id": "x", "plan_hash": "y", "company_id": "1201", "company_name": "K", "wage_period": "2026-M10"}
    with pytest.raises(AirflowFailException, match="cannot be carried out any more"):
        REFUSED[task_id](unknown, task)
