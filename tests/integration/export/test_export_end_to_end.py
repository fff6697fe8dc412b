"""One company's export from the time entries to Nmbrs and back, over real HTTP, by the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

EXPORT = ("export", "--wage-period", "2026-M10", "--company", "1201")


def test_approved_hours_are_in_nmbrs_right_to_the_minute_and_proven(world) -> None:
    for number in range(3):
        world.worked(f"t{number}", "anna", date(2026, 10, 5 + number), 20)

    code, out, _ = world.payroll(*EXPORT)

    assert (code, world.hours()) == (0, {2100: "1.00"})
    assert "proof 0.00" in out
    assert world.report()["proof"] == {"difference": "0.00", "passed": True}


def test_the_second_export_writes_nothing(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)
    world.forget_calls()

    code, out, _ = world.payroll(*EXPORT)

    assert (code, world.writes()) == (0, [])
    assert "proof 0.00" in out


def test_every_measure_arrives_on_its_own_code(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 4), 480)
    world.worked("t2", "anna", date(2026, 10, 5), 300)
    world.add("entry_allowances", {"time_entry_id": "t1", "allowance": "sunday", "minutes": 480})
    world.add("entry_allowances", {"time_entry_id": "t2", "allowance": "evening", "minutes": 90})
    world.add("entry_meals", {"time_entry_id": "t2", "meal": "dinner", "quantity": 2})
    world.worked("t3", "anna", date(2026, 10, 6), 240, kind="leave", leave_type="vacation")
    world.worked("t4", "anna", date(2026, 10, 7), 360, kind="sick")

    assert world.payroll(*EXPORT)[0] == 0

    assert world.hours() == {2100: "5.00", 2110: "1.50", 2120: "8.00", 3170: "6.00", 4100: "4.00"}
    anna = world.state()["employees"][0]
    assert [(one["code"], one["value"]) for one in anna["wage_components"]] == [(5100, "7.90")]
    assert anna["days"] == [{"year": 2026, "period": 10, "days": 2}]


def test_a_dry_run_shows_the_plan_and_writes_nothing(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)

    code, out, _ = world.payroll(*EXPORT, "--dry-run")

    assert (code, world.writes()) == (0, [])
    assert "insert 1" in out


def test_late_changes_within_the_period_follow_the_source(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.worked("t2", "anna", date(2026, 10, 6), 480, kind="leave", leave_type="vacation")
    world.payroll(*EXPORT)

    world.change_entry("t1", minutes=300)
    world.remove_entry("t2")
    code, _, _ = world.payroll(*EXPORT)

    assert (code, world.hours()) == (0, {2100: "5.00"})


def test_an_approval_that_is_withdrawn_takes_the_hours_out_again(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)

    world.change_entry("t1", is_approved=False)
    code, _, _ = world.payroll(*EXPORT)

    (days,) = world.state()["employees"][0]["days"]
    assert (code, world.hours(), days["days"]) == (0, {}, 0)


def test_an_entry_that_moves_to_another_period_is_taken_out_and_accounted_for(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)

    world.change_entry("t1", work_date=date(2026, 11, 2))
    code, _, _ = world.payroll(*EXPORT)

    assert (code, world.hours()) == (0, {})
    assert {row["bucket"] for row in world.report()["coverage"]} == {"outside_period"}


def test_what_the_accountant_typed_stays_and_is_reported(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "3.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)

    code, _, _ = world.payroll(*EXPORT)

    (line,) = [one for one in world.report()["lines"] if one["code"] == 2100]
    held = [one["hours"] for one in world.state()["employees"][0]["hour_components"]]
    assert (code, sorted(held)) == (0, ["3.00", "8.00"])
    assert (line["wanted"], line["nmbrs"], line["foreign"], line["difference"]) == ("8.00", "8.00", "3.00", "0.00")


def test_the_report_adds_up_to_the_entries_read(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.worked("t2", "anna", date(2026, 10, 6), 480, is_approved=False)
    world.worked("t3", "nobody", date(2026, 10, 6), 480)
    world.worked("t4", "bram", date(2026, 10, 6), 480)

    world.payroll(*EXPORT)

    report = world.report()
    buckets = {(row["measure"], row["bucket"]): row["rows"] for row in report["coverage"]}
    assert report["entries_read"] == 4
    assert buckets == {
        ("worked_hours", "exported"): 1,
        ("worked_hours", "not_approved"): 1,
        ("worked_hours", "employee_not_connected"): 1,
        ("worked_hours", "contract_kind_excluded"): 1,
        ("worked_days", "exported"): 2,
        ("worked_days", "not_approved"): 1,
        ("worked_days", "employee_not_connected"): 1,
    }


def test_the_exported_mark_leads_from_the_entry_to_the_component(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)

    with create_engine(f"sqlite:///{world.folder}/payroll.db", poolclass=NullPool).connect() as connection:
        rows = connection.execute(
            text("SELECT nmbrs_component_id FROM exported_entries WHERE measure = 'worked_hours'")
        ).scalars()
        (component,) = world.state()["employees"][0]["hour_components"]
        assert list(rows) == [str(component["id"])]


def test_a_run_keeps_how_many_lines_it_compared_and_how_many_calls_it_took(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll("check")
    world.forget_calls()

    world.payroll(*EXPORT)

    sent = httpx.get(f"{world.nmbrs_url}/_sandbox/calls").json()
    with create_engine(f"sqlite:///{world.folder}/payroll.db", poolclass=NullPool).connect() as connection:
        (kept,) = connection.execute(text("SELECT lines, calls FROM export_runs WHERE kind = 'export'"))
    assert kept == (2, len(sent))  # the line of hours, and the days


def test_a_critical_check_stops_the_company_before_anything_is_written(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 25 * 60)

    code, _, err = world.payroll(*EXPORT)

    assert (code, world.writes()) == (3, [])
    assert "nothing was written" in err


def test_a_negative_duration_is_critical(world) -> None:
    start, end = datetime(2026, 10, 5, 20, tzinfo=UTC), datetime(2026, 10, 5, 18, tzinfo=UTC)
    world.worked("t1", "anna", date(2026, 10, 5), 0)
    world.change_entry("t1", minutes=None, starts_at=start, ends_at=end)

    assert world.payroll(*EXPORT)[0] == 3


def test_one_company_s_failure_does_not_stop_the_others(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 25 * 60)

    code, out, err = world.payroll("export", "--wage-period", "current")

    assert code == 3
    assert "Company 1201" in err
    assert "Company 1202, 2026-P11" in out


def test_a_company_whose_calendar_has_no_such_period_is_skipped(world) -> None:
    code, out, _ = world.payroll("export", "--wage-period", "2026-M10", "--company", "1202")

    assert (code, "skipped" in out) == (0, True)


def test_another_than_the_current_period_is_refused_with_the_current_one(world) -> None:
    code, _, err = world.payroll("export", "--wage-period", "2026-M08", "--company", "1201")

    assert code == 4
    assert "2026-M10 is" in err


def test_a_locked_run_is_refused_and_reconciling_still_works(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)
    world.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    world.change_entry("t1", minutes=300)

    assert world.payroll(*EXPORT)[0] == 4
    assert world.hours() == {2100: "8.00"}
    assert world.payroll("reconcile", "--wage-period", "2026-M10", "--company", "1201")[0] == 6


def test_a_lost_answer_ends_in_5_and_the_next_run_makes_it_good(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])

    assert world.payroll(*EXPORT)[0] == 5
    world.post("faults", [])
    code, out, _ = world.payroll(*EXPORT)

    assert (code, world.hours()) == (0, {2100: "8.00"})
    assert "proof 0.00" in out


def test_a_lost_answer_is_settled_even_when_the_run_was_locked_meanwhile(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    assert world.payroll(*EXPORT)[0] == 5
    world.post("faults", [])
    world.post("companies/1201/lock-run", {"year": 2026, "period": 10})

    assert world.payroll(*EXPORT)[0] == 4
    assert world.payroll("reconcile", "--wage-period", "2026-M10", "--company", "1201")[0] == 6
    (line,) = [one for one in world.report()["lines"] if one["code"] == 2100]
    assert (line["nmbrs"], line["foreign"]) == ("8.00", "0.00")


def test_a_measure_that_is_not_selected_stays_as_it_is(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)
    world.change_entry("t1", minutes=300)
    world.worked("t2", "anna", date(2026, 10, 6), 60, kind="sick")

    code, _, _ = world.payroll(*EXPORT, "--measure", "sick_hours")

    assert (code, world.hours()) == (0, {2100: "8.00", 3170: "1.00"})


@pytest.mark.parametrize("report_format", ["html", "csv"])
def test_the_report_is_written_for_people_and_spreadsheets(world, report_format: str) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*EXPORT)
    target = world.folder / f"report.{report_format}"

    code, _, _ = world.payroll(
        "report", "--wage-period", "2026-M10", "--format", report_format, "--output", str(target)
    )

    text = target.read_text(encoding="utf-8")
    assert code == 0
    assert "8.00" in text
    assert "http" not in text
