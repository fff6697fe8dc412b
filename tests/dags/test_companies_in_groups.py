"""Several companies in one task (`companies_per_task`), run by Airflow in this process against the sandbox Nmbrs."""

from __future__ import annotations

import json
from datetime import date

import pytest
import sqlalchemy as sa

from tests.dags.conftest import CONFIG
from tests.dags.test_approval_run import a_person
from tests.dags.test_ends_are_told import events_of, links_of, note_of

EXPORT = "nmbrs_hours_export"
CHECK = "nmbrs_connection_check"
SYNC = "nmbrs_employee_sync"
OCTOBER_5 = date(2026, 10, 5)
NOVEMBER_5 = date(2026, 11, 5)
UNKNOWN_CODE = ("codes: *codes", "codes: {zero_hours: {worked_hours: {hour_code: 2999}}}")


def configure(world, *changes: tuple[str, str]) -> None:
    """Both companies in one task, with other settings where they are given."""
    text = f"companies_per_task: 2{CONFIG}"
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (world.folder / "payroll.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def together(world):
    """Two companies in one task: eight hours at the first, five at the second."""
    configure(world)
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.add_entry(1202, "t-2", OCTOBER_5, 300)
    return world


def mapped(end) -> set[str]:
    return {label for label in end.tasks if label[-1].isdigit()}


def ledger(world, query: str) -> list[tuple]:
    with world.ledger.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_companies_of_one_task_are_exported_and_the_task_has_the_name_of_the_first(together):
    end = together.run(EXPORT)
    assert end.state == "success", end.log
    assert mapped(end) == {"calculate_wage_lines 0", "deliver_to_nmbrs 0"}
    assert end.names["deliver_to_nmbrs 0"] == end.names["calculate_wage_lines 0"] == "Café De Kroon B.V. + 1"
    assert (together.sandbox.hours(1201), together.sandbox.hours(1202)) == ({2100: "8.00"}, {2100: "5.00"})
    assert note_of(end.run_id) == "2 of 2 companies ended well."
    assert [extra["company"] for _, extra in events_of(end.run_id)] == ["1201", "1202"]


def test_companies_that_are_named_keep_the_order_of_the_configuration(together):
    end = together.run(EXPORT, companies=["1202", "1201"])
    assert end.names["deliver_to_nmbrs 0"] == "Café De Kroon B.V. + 1"


def test_bad_data_of_one_company_stops_no_other_of_its_task(together):
    together.add_entry(1201, "t-3", OCTOBER_5, 25 * 60)
    end = together.run(EXPORT)
    assert end.state == "failed"
    assert end.tasks["calculate_wage_lines 0"] == "success"
    assert (end.tasks["deliver_to_nmbrs 0"], end.tries["deliver_to_nmbrs 0"]) == ("failed", 1)
    assert (together.sandbox.hours(1201), together.sandbox.hours(1202)) == ({}, {2100: "5.00"})
    assert "1 of 2 companies are not done. Company 1201, 2026-M10: the data checks found" in end.log
    assert note_of(end.run_id).startswith("1 of 2 companies ended well. Not: 1201. Company 1201, 2026-M10: ")
    (blocked,) = ledger(together, "SELECT run_id FROM export_runs WHERE state = 'blocked'")
    assert links_of(end.run_id, "_link_data_checks") == {0: f"/payroll/runs/{blocked[0]}/data-checks/"}


def test_where_no_company_of_a_task_can_be_calculated_nothing_is_delivered(together):
    together.add_entry(1201, "t-3", OCTOBER_5, 25 * 60)
    together.add_entry(1202, "t-4", OCTOBER_5, 25 * 60)
    end = together.run(EXPORT)
    states = (end.tasks["calculate_wage_lines 0"], end.tasks["deliver_to_nmbrs 0"])
    assert (states, end.tries["calculate_wage_lines 0"]) == (("failed", "upstream_failed"), 1)
    assert "2 of 2 companies are not done." in end.log
    assert note_of(end.run_id).startswith("0 of 2 companies ended well. Not: 1201, 1202.")


def test_a_retry_of_a_calculation_does_again_only_what_is_not_done(together):
    together.connect(extra={"domain": "demo", "attempts": 1})
    together.sandbox.fault("HourModel_GetHourCodes", {"http": 503}, nth=2)
    end = together.run(EXPORT)
    assert end.state == "success", end.log
    assert end.tries["calculate_wage_lines 0"] == 2
    runs = ledger(together, "SELECT company_id, state FROM export_runs WHERE company_id <> '' ORDER BY started_at")
    assert runs == [("1201", "proven"), ("1202", "failed"), ("1202", "proven")]


def test_a_calculation_that_fails_to_the_last_try_holds_up_no_other_company(together):
    together.connect(extra={"domain": "demo", "attempts": 1})
    together.sandbox.post(
        "faults", [{"operation": "HourModel_GetHourCodes", "effect": {"http": 503}, "nth": nth} for nth in (2, 3, 4)]
    )
    end = together.run(EXPORT)
    assert end.state == "failed"
    assert (end.tries["calculate_wage_lines 0"], end.tasks["deliver_to_nmbrs 0"]) == (3, "failed")
    assert (together.sandbox.hours(1201), together.sandbox.hours(1202)) == ({2100: "8.00"}, {})
    assert note_of(end.run_id).startswith("1 of 2 companies ended well. Not: 1202.")


def test_a_retry_of_a_delivery_leaves_alone_what_is_proven(together):
    together.sandbox.fault("HourComponentVar_Insert", {"lost_answer": True}, nth=2)
    end = together.run(EXPORT)
    assert end.state == "success", end.log
    assert end.tries["deliver_to_nmbrs 0"] == 2
    assert (together.sandbox.hours(1201), together.sandbox.hours(1202)) == ({2100: "8.00"}, {2100: "5.00"})
    assert together.sandbox.writes().count("HourComponentVar_Insert") == 2
    ((proven_at,),) = ledger(
        together, "SELECT proven_at FROM proofs JOIN export_runs USING (run_id) WHERE company_id = '1201'"
    )
    ((sent_at,),) = ledger(together, "SELECT min(sent_at) FROM ledger_writes WHERE company_id = '1202'")
    assert proven_at < sent_at
    written = {extra["company"]: extra["written"] for _, extra in events_of(end.run_id)}
    assert written["1201"] == 3


def test_a_company_without_such_a_wage_period_is_skipped_and_the_other_of_its_task_is_done(together):
    end = together.run(EXPORT, wage_period="2026-M10")
    assert (end.state, end.tasks["deliver_to_nmbrs 0"]) == ("success", "success")
    assert "Company 1202: skipped, its calendar of four weeks has no 2026-M10." in end.log
    assert note_of(end.run_id).startswith("Company 1201, 2026-M10: ")


def test_a_plan_that_needs_a_person_is_a_question_of_its_own(together):
    configure(together, ("    venues: [kroon]\n", "    venues: [kroon]\n    approval: required\n"))
    with a_person("vera", "Approve"):
        end = together.run(EXPORT)
    assert end.state == "success", end.log
    assert (end.tasks["deliver_to_nmbrs 0"], end.tasks["plan.deliver_approved_plan 0"]) == ("success", "success")
    assert end.names["plan.approve_plan 0"] == "Café De Kroon B.V., 2026-M10"
    assert (together.sandbox.hours(1201), together.sandbox.hours(1202)) == ({2100: "8.00"}, {2100: "5.00"})


def test_when_all_companies_of_a_task_wait_for_a_person_the_task_is_skipped(together):
    configure(together, ("    codes: ", "    approval: required\n    codes: "))
    with a_person("vera", "Approve", "Reject"):
        end = together.run(EXPORT)
    assert (end.state, end.tasks["deliver_to_nmbrs 0"]) == ("success", "skipped")
    assert sorted(end.tasks[f"plan.deliver_approved_plan {number}"] for number in (0, 1)) == ["skipped", "success"]


def test_a_code_that_one_company_lacks_is_said_of_that_company_only(together):
    configure(together, UNKNOWN_CODE)
    end = together.run(CHECK)
    assert end.state == "failed"
    assert (end.names["check_connection 0"], end.tries["check_connection 0"]) == ("Café De Kroon B.V. + 1", 1)
    assert "1 of 2 companies are not done. Company 1202: hour code 2999 is not in" in end.log
    assert note_of(end.run_id).startswith("1 of 2 companies ended well. Not: 1202. Company 1202: hour code 2999")
    assert links_of(end.run_id, "_link_set_up") == {0: "/payroll/set-up/1202"}


def test_people_of_companies_are_brought_together_and_one_s_failure_stops_no_other(together):
    end = together.run(SYNC)
    assert (end.state, end.names["sync_employees 0"]) == ("success", "Café De Kroon B.V. + 1")
    assert [extra["company"] for _, extra in events_of(end.run_id)] == ["1201", "1202"]

    user = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
    together.sandbox.post("seed", {"users": [user | {"companies": [1202]}]})
    end = together.run(SYNC)
    assert (end.tasks["sync_employees 0"], end.tries["sync_employees 0"]) == ("failed", 1)
    assert "1 of 2 companies ended well. Not: 1201." in note_of(end.run_id)
    said = {one["company_id"]: one["severity"] for one in results_of(end)}
    assert said == {"1201": "critical", "1202": "info"}


def results_of(end) -> list[dict]:
    (found,) = [value for key, value in end.xcoms if key == "result"]
    return json.loads(found) if isinstance(found, str) else found
