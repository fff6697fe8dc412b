"""What the operators write into logs, and when a company has ended well."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from nmbrs.operators.sentences import ended_well, ending
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
    ("kind", "good"), [("export", {"proven"}), ("dry_run", {"planned"}), ("reconcile", {"proven"})]
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
