"""What the operators write into logs, and when a company has ended well."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from nmbrs.operators.sentences import ended_well, ending, is_only_waiting
from payroll.ledger.approvals import Approval
from payroll.ledger.runs import Run
from payroll.ledger.schema.runs import RUN_STATES

NOW = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)


def a_run(state: str, *, kind: str = "export", message: str = "") -> Run:
    """A run of company 1201 over October."""
    return Run(
        run_id="run-1",
        company_id="1201",
        wage_period="2026-M10",
        target_period="2026-M10",
        year=2026,
        period=10,
        kind=kind,
        measures=("worked_hours",),
        state=state,
        entries_read=10,
        message=message,
        started_by="a test",
        person="",
        is_retroactive=False,
        reason="",
        parent_run_id=None,
        started_at=NOW,
        finished_at=None,
    )


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        ("export", {"proven", "held", "rejected"}),
        ("undo", {"proven", "rejected"}),
        ("correction", {"proven", "rejected"}),
        ("dry_run", {"planned"}),
        ("reconcile", {"proven"}),
    ],
)
def test_a_company_has_ended_well_only_where_its_kind_of_run_is_to_end(kind, good):
    assert {state for state in RUN_STATES if ended_well(a_run(state, kind=kind))} == good


def test_a_run_that_was_not_delivered_says_so():
    assert "2026-M10: the wage lines are calculated and kept, but were not delivered" in ending(
        "1201", a_run("calculated")
    )


def test_a_run_that_was_killed_says_how_far_it_came():
    assert ending("1201", a_run("delivered")) == "Company 1201, 2026-M10: ended in the middle (delivered). Run again."


def test_a_company_without_a_run_points_to_its_red_task():
    assert ending("1201", None) == "Company 1201: nothing was delivered; its red task says why."


def test_a_run_with_a_result_says_its_result():
    assert ending("1201", a_run("proven", message="All is well.")) == "All is well."


@pytest.mark.parametrize(
    ("states", "is_only_a_persons_turn"),
    [
        (["waiting"], True),
        (["proven", "waiting"], True),
        (["waiting", "waiting", "blocked"], True),
        (["waiting", "unknown"], False),
        (["differs", "waiting"], False),
    ],
)
def test_a_delivery_waits_only_where_nothing_else_went_wrong(states, is_only_a_persons_turn):
    assert is_only_waiting([a_run(state) for state in states]) is is_only_a_persons_turn


@pytest.mark.parametrize(("reason", "shown"), [("Seen", " (Seen)"), (None, "")])
def test_who_approved_a_plan_is_said_with_its_result(reason, shown):
    approval = Approval("run-1", "1201", "2026-M10", "hash", False, "approved", NOW, "vera", NOW, reason)
    text = ending("1201", a_run("proven", message="All is well."), approval)
    assert text == f"All is well. The plan was approved by vera{shown}."


def test_what_a_rejected_plan_says_names_the_person_by_itself():
    approval = Approval("run-1", "1201", "2026-M10", "hash", False, "rejected", NOW, "vera", NOW, None)
    assert ending("1201", a_run("rejected", message="Rejected by vera."), approval) == "Rejected by vera."
