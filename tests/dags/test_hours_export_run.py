"""The hours export, run by Airflow in this process against the sandbox Nmbrs over HTTP."""

from __future__ import annotations

from datetime import date

from payroll.ledger.schema import paid_fingerprints
from sqlalchemy import select

DAG_ID = "nmbrs_hours_export"
OCTOBER_5 = date(2026, 10, 5)


def test_an_export_ends_proven_and_the_next_one_writes_nothing(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.add_entry(1202, "t-2", OCTOBER_5, 300)
    first = world.run(DAG_ID)
    assert first.state == "success"
    assert {state for task, state in first.tasks.items() if "plan" not in task} == {"success"}
    assert {state for task, state in first.tasks.items() if "plan" in task} == {"skipped"}
    assert first.names["deliver_to_nmbrs 0"] == "Café De Kroon B.V."
    assert (world.sandbox.hours(1201), world.sandbox.hours(1202)) == ({2100: "8.00"}, {2100: "5.00"})
    writes = world.sandbox.writes()
    assert len(writes) == 6
    second = world.run(DAG_ID)
    assert second.state == "success"
    assert world.sandbox.writes() == writes
    assert [run.state for run in world.ledger.runs.newest(10) if run.company_id] == ["proven"] * 4


def test_a_dry_run_shows_the_plan_and_writes_nothing(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    end = world.run(DAG_ID, companies=["1201"], dry_run=True)
    assert end.state == "success"
    assert "1201, 2026-M10: dry run, nothing written; the plan is delete 0, change 0, insert 2, set days 1" in end.log
    assert world.sandbox.writes() == []


def test_a_run_writes_only_the_measures_it_is_asked_for(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    assert world.run(DAG_ID, companies=["1201"], measures=["worked_hours"]).state == "success"
    assert world.sandbox.writes() == ["HourComponentVar_Insert"]


def test_a_company_without_such_a_wage_period_is_skipped_and_the_run_is_green(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    end = world.run(DAG_ID, wage_period="2026-M10")
    assert end.state == "success"
    assert end.tasks["deliver_to_nmbrs 0"] == "success"
    assert end.tasks["calculate_wage_lines 1"] == end.tasks["deliver_to_nmbrs 1"] == "skipped"
    assert "Company 1202: skipped, its calendar of four weeks has no 2026-M10." in end.log


def test_bad_data_stops_its_company_and_the_others_are_done(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    world.add_entry(1202, "t-2", OCTOBER_5, 25 * 60)
    end = world.run(DAG_ID)
    assert end.state == "failed"
    assert (end.tasks["calculate_wage_lines 1"], end.tries["calculate_wage_lines 1"]) == ("failed", 1)
    assert (end.tasks["deliver_to_nmbrs 0"], end.tasks["deliver_to_nmbrs 1"]) == ("success", "upstream_failed")
    assert (world.sandbox.hours(1201), world.sandbox.hours(1202)) == ({2100: "8.00"}, {})
    assert "1 of 2 companies have not ended well. Company 1202, 2026-P11: the data checks found" in end.log
    (blocked,) = [run for run in world.ledger.runs.newest(10) if run.state == "blocked"]
    assert ("_link_data_checks", f"/payroll/runs/{blocked.run_id}/data-checks/") in end.xcoms


def test_an_entry_in_a_venue_of_no_company_is_reported_once(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480, venue_id="nobody")
    end = world.run(DAG_ID, companies=["1201"])
    assert end.state == "success"
    assert end.log.count("Venues of no company with time entries: nobody; entries: 1.") == 1


def test_a_paid_period_without_a_difference_is_calculated_again_where_the_form_says_so(world):
    world.add_entry(1201, "t-1", OCTOBER_5, 480)
    assert world.run(DAG_ID, companies=["1201"]).state == "success"
    world.sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    calculated_by = []
    for recalculate in (False, False, True):
        assert world.run(DAG_ID, companies=["1201"], recalculate=recalculate).state == "success"
        with world.ledger.engine.connect() as connection:
            calculated_by.append(connection.scalar(select(paid_fingerprints.c.run_id)))

    first, second, third = calculated_by
    assert first == second != third
