"""`payroll prune`: the details of superseded runs go; proof, trace, undo and the next export are as before."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from payroll.connections import connection
from payroll.ledger.runs import Run
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.errors import RunOutdated
from payroll.steps.gate_report import gate_folder
from payroll.steps.open_services import open_services
from payroll.steps.prune import prune_runs

COMPANY = ("--company", "1201")
OCTOBER = ("export", "--wage-period", "2026-M10", *COMPANY)
IN_HALF_A_YEAR = datetime.now(UTC) + timedelta(days=180)


@pytest.fixture
def services(world):
    with open_services(os.environ, lambda name: connection(name, os.environ)) as opened:
        yield opened


@pytest.fixture
def exported(world):
    """October, exported and changed, looked at in a dry run, exported again, and once more with nothing new."""
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.worked("t2", "anna", date(2026, 10, 6), 1020)  # longer than sixteen hours: a finding of the data checks
    assert world.payroll(*OCTOBER)[0] == 0
    world.change_entry("t1", minutes=420)
    for arguments in ((*OCTOBER, "--dry-run"), OCTOBER, OCTOBER):
        assert world.payroll(*arguments)[0] == 0
    world.forget_calls()
    return world


def of_october(services) -> list[Run]:
    """Its runs, oldest first."""
    return sorted(
        (run for run in services.ledger.runs.newest(100) if run.wage_period == "2026-M10"),
        key=lambda run: run.started_at,
    )


def prune(services) -> str:
    reports = Path(os.environ["PAYROLL_REPORTS"])
    return prune_runs(services.ledger, reports, older_than=timedelta(days=90), now=IN_HALF_A_YEAR).message


def told(world) -> list[Any]:
    """What the ledger tells of October: its report, and where hours and components went."""
    (component,) = world.components(10)
    traces = [("--entry", "t1"), ("--entry", "t2"), ("--component", component)]
    return [world.report(), *(json.loads(world.payroll("trace", *which, "--json")[1]) for which in traces)]


def test_what_proves_and_traces_a_payment_is_told_as_before(exported, services) -> None:
    before = told(exported)

    message = prune(services)

    assert "Removed the details of 3 runs" in message
    assert told(exported) == before
    assert exported.writes() == []


def test_an_export_after_it_finds_nothing_to_change(exported, services) -> None:
    prune(services)

    code, out, _ = exported.payroll(*OCTOBER)

    assert (code, exported.writes()) == (0, [])
    assert "proof 0.00" in out


def test_an_undo_after_it_takes_everything_of_ours_out(exported, services) -> None:
    prune(services)

    assert exported.payroll("undo", "--wage-period", "2026-M10", *COMPANY)[0] == 0

    assert exported.hours() == {}


def test_late_changes_of_a_pruned_wage_period_are_found(exported, services) -> None:
    prune(services)
    exported.lock(10)
    exported.change_entry("t1", minutes=400)

    assert exported.payroll("export", "--wage-period", "2026-M11", *COMPANY)[0] == 0

    (late,) = [one for one in exported.report("2026-M11")["late_changes"] if one["component"] == "hours"]
    assert (late["wage_period"], late["difference"]) == ("2026-M10", "-0.33")


def test_the_pages_of_the_data_checks_of_the_newest_run_alone_are_left(exported, services) -> None:
    reports = Path(os.environ["PAYROLL_REPORTS"])
    *older, newest = of_october(services)
    assert all(gate_folder(reports, run).is_dir() for run in (*older, newest))

    message = prune(services)

    assert message.endswith("and the data check pages of 3 runs.")
    assert [gate_folder(reports, run).exists() for run in (*older, newest)] == [False, False, False, True]


def test_a_run_without_its_lines_is_not_delivered_once_more(exported, services) -> None:
    _, looked, *_ = of_october(services)
    prune(services)

    with pytest.raises(RunOutdated, match="The details of this run were removed on .* Start a new run"):
        deliver_wage_period(services, services.config.company("1201"), looked.run_id)

    assert services.ledger.runs.get(looked.run_id).state == looked.state


def test_the_command_shows_what_would_go_and_what_stays_and_removes_nothing(exported) -> None:
    code, out, _ = exported.payroll("prune", "--dry-run")

    assert code == 0
    assert "wage_lines\t0\t" in out
    assert "ledger_writes\t\t" in out
    assert "3\tstay\tbegan less than 90 days ago" in out
    assert "1\tstay\tno newer run of the same wage period and measures is proven" in out

    counted = json.loads(exported.payroll("prune", "--dry-run", "--json")[1])
    assert counted["runs"] == {"is_too_young": 3, "not_superseded": 1}
    assert counted["details"]["wage_lines"]["goes"] == 0


def test_the_command_says_what_it_removed_in_a_sentence(exported) -> None:
    code, out, _ = exported.payroll("prune")

    assert code == 0
    assert out.startswith("Nothing was removed: no run from before ")
    assert json.loads(exported.payroll("prune", "--older-than", "30", "--json")[1])["runs"] == 0


def test_runs_of_the_last_day_may_be_under_way_and_cannot_be_asked_for(world) -> None:
    assert world.payroll("prune", "--older-than", "0")[0] == 2
