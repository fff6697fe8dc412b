"""What the hours export does when Nmbrs, the settings or the form stand in its way."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowFailException
from nmbrs.operators import ConcludeExportOperator

DAG_ID = "nmbrs_hours_export"
OCTOBER_5 = date(2026, 10, 5)


def test_a_wrong_token_fails_at_once_with_the_sentence_that_says_what_to_do(world):
    world.connect(password="wrong-token")
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "failed"
    assert (end.tasks["calculate_wage_lines 0"], end.tries["calculate_wage_lines 0"]) == ("failed", 1)
    assert "ended in fault 1001: the sign-in failed: the user, the token or the domain is wrong." in end.log


def test_nmbrs_away_for_longer_than_a_call_waits_is_tried_again(world):
    world.connect(extra={"domain": "demo", "attempts": 1})
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.sandbox.fault("List_GetByCompany", {"http": 503}, nth=1)
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "success"
    assert end.tries["calculate_wage_lines 0"] == 2
    assert world.sandbox.hours(1201) == {2100: "8.00"}


def test_a_lost_answer_is_settled_by_the_retry_and_nothing_is_written_twice(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.sandbox.fault("HourComponentVar_Insert", {"lost_answer": True}, nth=1)
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "success"
    assert end.tries["deliver_to_nmbrs 0"] == 2
    assert world.sandbox.hours(1201) == {2100: "8.00"}
    assert world.sandbox.writes().count("HourComponentVar_Insert") == 1


def test_a_period_that_is_not_open_in_nmbrs_is_refused_at_once(world):
    world.add_entry(1201, "t-1", date(2026, 9, 7), 480)
    end = world.run(DAG_ID, companies=["1201"], wage_period="2026-M09")
    assert end.state == "failed"
    assert (end.tasks["deliver_to_nmbrs 0"], end.tries["deliver_to_nmbrs 0"]) == ("failed", 1)
    assert "2026-M09 is not the current wage period in Nmbrs, 2026-M10 is." in end.log
    assert world.sandbox.writes() == []


def test_an_earlier_period_without_a_reason_is_refused_before_anything_is_read(world):
    asked = {"2026-M09": "needs a reason, which is kept with the plan", "current": "and `current` is not one"}
    for wage_period, sentence in asked.items():
        reason = "forgotten shift" if wage_period == "current" else " "
        end = world.run(DAG_ID, wage_period=wage_period, retroactive=True, reason=reason)
        assert end.state == "failed"
        assert end.tasks["choose_companies"] == "failed"
        assert sentence in end.log
        assert "Nothing was exported: no company was chosen; the task choose_companies says why." in end.log
    assert world.sandbox.calls() == []
    assert world.ledger.runs.newest(1) == []


def test_a_company_that_is_not_configured_is_named(world):
    end = world.run(DAG_ID, companies=["1201", "77"])
    assert end.tasks["choose_companies"] == "failed"
    assert "Company 77 is not in the configuration; it has 1201, 1202." in end.log


def test_a_missing_connection_is_named_and_not_retried(world):
    world.disconnect()
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "failed"
    assert end.tries["calculate_wage_lines 0"] == 1
    assert "Airflow has no connection 'nmbrs_default'. Add it under Admin, Connections" in end.log


def test_a_delivery_that_fails_when_it_is_done_over_is_not_covered_by_the_earlier_one(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "success"
    conclude = ConcludeExportOperator(task_id="conclude", company_ids=["1201"], task_ids=["deliver"])
    with pytest.raises(AirflowFailException, match="1 of 1 companies have not ended well. Company 1201: nothing"):
        conclude.execute(a_context(end.run_id, ended=[None]))
    (run,) = [run for run in world.ledger.runs.newest(5) if run.company_id]
    conclude.execute(a_context(end.run_id, ended=[[run.run_id]]))


def test_a_verdict_that_a_company_has_not_ended_well_is_given_once(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 25 * 60)
    end = world.run(DAG_ID, companies=["1201"])
    assert (end.tasks["conclude"], end.tries["conclude"]) == ("failed", 1)
    world.connect(password="wrong-token")
    end = world.run("nmbrs_connection_check", companies=["1201"])
    assert (end.tasks["conclude"], end.tries["conclude"]) == ("failed", 1)


@pytest.mark.parametrize("dag_id", [DAG_ID, "nmbrs_connection_check"])
def test_a_conclusion_that_was_cut_off_is_drawn_again_and_the_run_is_green(world, dag_id):
    module = {DAG_ID: "conclude", "nmbrs_connection_check": "conclude_companies"}[dag_id]
    announce = f"nmbrs.operators.{module}.announce"
    told = []

    def die_the_first_time(*args: object, **given: object) -> None:
        told.append(given["asked"])
        if len(told) == 1:
            raise ConnectionError("the worker was ended in the middle of it")

    world.env.setattr(announce, die_the_first_time)
    end = world.run(dag_id, companies=["1201"])
    assert (end.state, end.tries["conclude"], told) == ("success", 2, [1, 1])


def a_context(run_id: str, ended: list[list[str] | None]) -> dict[str, object]:
    """What a task knows of its DAG run, with what the deliveries said."""
    dag_run = SimpleNamespace(dag_id=DAG_ID, run_id=run_id, triggering_user_name="dag_test")
    ti = SimpleNamespace(xcom_pull=lambda task_ids, key: ended, xcom_push=lambda key, value: None)
    return {"dag_run": dag_run, "ti": ti}
