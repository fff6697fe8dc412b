"""What a person may do about a wage period, what the page says of it before, and what Airflow is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from payroll.ledger.connection_checks import ConnectionCheck, ConnectionChecks
from payroll.ledger.runs import Run

from tests.unit.payroll.pages.conftest import NOW, Pages

PERIOD = "/companies/1201/2026-M10"
PLAN = f"{PERIOD}?view=plan"
HASH = "a" * 64
BY_AIRFLOW = "nmbrs_hours_export manual__2026-10-19T21:00:00+00:00 by jan"
BY_NIGHT = "nmbrs_hours_export scheduled__2026-10-19T21:00:00+00:00"
BY_COMMAND = "payroll export"


def a_run(pages: Pages, *, state: str = "proven", kind: str = "export", **given: Any) -> Run:
    place = {"company_id": "1201", "wage_period": "2026-M10", "year": 2026, "period": 10}
    defaults: dict[str, Any] = {"kind": kind, "measures": ("worked_hours",), "started_by": BY_AIRFLOW, "person": "jan"}
    run = pages.ledger.runs.start(**(place | defaults | given), now=NOW - timedelta(hours=1))
    pages.ledger.runs.mark(run.run_id, state, message="", finished_at=NOW)
    return run


def a_plan(pages: Pages, *, needs_four_eyes: bool = False, **given: Any) -> dict[str, str]:
    """A plan that waits; what the page's form sends about it."""
    run = a_run(pages, state="waiting", **given)
    pages.ledger.approvals.ask(run, HASH, needs_four_eyes=needs_four_eyes, now=NOW - timedelta(minutes=30))
    return {"run": run.run_id, "plan": HASH}


def open_in_nmbrs(pages: Pages, wage_period: str = "2026-M10") -> None:
    ConnectionChecks(pages.ledger.engine).keep(ConnectionCheck("1201", NOW, wage_period, 0, ()), [])


# plans


@pytest.mark.parametrize(("button", "chosen"), [("approve", "Approve"), ("reject", "Reject")])
def test_a_plan_is_answered_where_its_dag_run_asks_with_the_reason(pages, button, chosen):
    form = a_plan(pages)
    shown = pages.do(f"{PERIOD}/plan/{button}", reason="Seen  with\nEls", **form).text

    dag_run = BY_AIRFLOW.removesuffix(" by jan")
    assert pages.airflow.asked == [("answer", dag_run, form["run"], HASH, chosen, "Seen with Els")]
    assert f"You {chosen.lower().rstrip('e')}ed the plan." in shown
    assert f"{chosen.lower().rstrip('e')}ed the plan" in shown
    assert "Airflow carries it out" in shown
    assert "/plan/approve" not in shown


def test_a_plan_that_was_made_anew_meanwhile_is_not_answered(pages):
    form = a_plan(pages)
    shown = pages.do(f"{PERIOD}/plan/approve", run=form["run"], plan="b" * 64).text
    assert "was made anew since it was shown" in shown
    assert pages.airflow.asked == []


@pytest.mark.parametrize("place", ["1201/2026-M11", "1202/2026-P11"])
def test_a_plan_is_only_answered_on_the_page_of_its_own_wage_period(pages, place):
    shown = pages.do(f"/companies/{place}/plan/approve", **a_plan(pages)).text
    assert "This wage period has no such plan." in shown
    assert pages.airflow.asked == []


def test_who_asked_for_a_retroactive_plan_is_told_before_the_click_that_another_must_approve(pages):
    form = a_plan(pages, needs_four_eyes=True, person="hans", started_by=BY_AIRFLOW.replace("jan", "hans"))
    shown = pages.get(PLAN).text
    assert "You asked for it, and a plan for an earlier wage period needs a second person." in shown
    assert "Approve this plan" not in shown
    assert "Reject it" in shown

    tried = pages.do(f"{PERIOD}/plan/approve", **form).text
    assert "hans asked for this retroactive plan, so another person must approve it" in tried
    assert pages.airflow.asked == []


def test_a_second_person_is_told_who_asked_and_may_approve(pages):
    form = a_plan(pages, needs_four_eyes=True)
    assert "Four eyes: asked for by jan" in pages.get(PLAN).text
    pages.do(f"{PERIOD}/plan/approve", **form)
    assert [one[0] for one in pages.airflow.asked] == ["answer"]


def test_where_nobody_asked_only_an_approver_of_the_configuration_may_approve(pages):
    form = a_plan(pages, needs_four_eyes=True, person="", started_by=BY_NIGHT)
    shown = pages.get(PLAN).text
    assert "one of these must approve it: vera" in shown
    assert "Approve this plan" not in shown
    tried = pages.do(f"{PERIOD}/plan/approve", **form).text
    assert "only a person of <code>approvers</code>" in tried
    assert pages.airflow.asked == []


def test_who_may_only_read_sees_the_plan_and_no_button(pages):
    a_plan(pages)
    shown = pages.get(PLAN, by="vera").text
    assert "You may read this plan, not decide about it." in shown
    assert '<form class="do"' not in shown


def test_the_plan_of_a_command_is_made_anew_by_airflow_with_what_was_asked_for(pages):
    form = a_plan(pages, started_by=BY_COMMAND, needs_four_eyes=True, reason="Forgotten shift")
    shown = pages.get(PLAN).text
    assert "A command made this plan" in shown
    assert "Approve this plan" not in shown
    pages.do(f"{PERIOD}/plan/anew", **form)
    conf = "{'companies': ['1201'], 'retroactive': True, 'reason': 'Forgotten shift'}"
    assert pages.airflow.asked == [("start", "nmbrs_hours_backfill_month", conf, "2026-M10")]


def test_the_plan_of_a_command_cannot_be_approved_because_nothing_would_carry_it_out(pages):
    shown = pages.do(f"{PERIOD}/plan/approve", **a_plan(pages, started_by=BY_COMMAND)).text
    assert "Let Airflow make it anew and ask" in shown
    assert pages.airflow.asked == []


# export and undo


def test_an_export_is_undone_by_a_dag_run_for_that_company_and_wage_period(pages):
    a_run(pages)
    open_in_nmbrs(pages)
    assert "Undo the export of 2026-M10" in pages.get(PERIOD).text
    shown = pages.do(f"{PERIOD}/undo", sure="yes").text
    conf = "{'companies': ['1201'], 'undo': True}"
    assert pages.airflow.asked == [("start", "nmbrs_hours_backfill_month", conf, "2026-M10")]
    assert "The undo is on its way." in shown
    assert 'href="/dags/nmbrs_hours_backfill_month/runs/manual__1"' in shown


def test_a_wage_period_that_was_never_exported_is_not_exported_again(pages):
    assert "not known before the first connection check" in pages.get(PERIOD).text
    open_in_nmbrs(pages)
    shown = pages.get(PERIOD).text
    assert "Export now" in shown
    assert "not known before the first connection check" not in shown
    a_run(pages)
    assert "Export again" in pages.get(PERIOD).text


@pytest.mark.parametrize("action", ["export", "undo"])
def test_who_asks_for_a_run_is_told_when_its_plan_will_wait_for_a_person(pages, action):
    assert "Its plan first waits for a person" in pages.do(f"/companies/1202/2026-P11/{action}", sure="yes").text
    assert "Its plan first waits for a person" not in pages.do(f"{PERIOD}/{action}", sure="yes").text


def test_nothing_is_undone_before_a_person_says_that_they_are_sure(pages):
    a_run(pages)
    assert "The box that says that you are sure was not ticked" in pages.do(f"{PERIOD}/undo").text
    assert pages.airflow.asked == []


def test_a_held_period_is_exported_again_by_hand_which_lifts_the_hold(pages):
    run = a_run(pages, kind="undo")
    pages.ledger.holds.hold(run, held_by="els", now=NOW)
    open_in_nmbrs(pages)
    shown = pages.get(PERIOD).text
    assert "Export and lift the hold" in shown
    assert "Undo the export" not in shown
    pages.do(f"{PERIOD}/export")
    assert pages.airflow.asked == [
        ("start", "nmbrs_hours_backfill_month", "{'companies': ['1201']}", "2026-M10"),
    ]


def test_four_weeks_have_a_dag_of_their_own(pages):
    pages.do("/companies/1202/2026-P11/export")
    assert pages.airflow.asked == [("start", "nmbrs_hours_backfill_four_weeks", "{'companies': ['1202']}", "2026-P11")]


@pytest.mark.parametrize(
    ("now_open", "by", "state", "offers"),
    [
        ("2026-M10", "hans", "proven", ["export", "undo"]),
        ("2026-M10", "hans", "differs", ["export", "undo"]),
        ("2026-M10", "hans", "blocked", ["export"]),
        ("2026-M10", "hans", "calculated", []),
        ("2026-M10", "vera", "proven", []),
        ("2026-M11", "hans", "proven", []),
        ("", "hans", "proven", []),
    ],
)
def test_only_what_may_be_done_now_is_offered(pages, now_open, by, state, offers):
    a_run(pages, state=state)
    open_in_nmbrs(pages, now_open)
    shown = pages.get(PERIOD, by=by).text
    assert [name for name in ("export", "undo") if f'action="../../companies/1201/2026-M10/{name}"' in shown] == offers


def test_what_people_did_stands_with_the_runs(pages):
    pages.do(f"{PERIOD}/export")
    pages.airflow.refuses = "The DAG nmbrs_hours_backfill_month is paused in Airflow."
    pages.do(f"{PERIOD}/undo", by="olga", sure="yes")
    shown = pages.get(f"{PERIOD}?view=runs").text
    assert "exported again" in shown
    assert "is paused in Airflow" in shown
    assert shown.index("olga") < shown.index("hans")
