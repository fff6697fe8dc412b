"""What may go of the ledger and what stays, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.approvals import PlannedAction
from payroll.ledger.database import migrate
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.retention import DETAILS, KEPT
from payroll.ledger.runs import Run
from payroll.ledger.writes import NewWrite
from payroll.steps.errors import UsageError
from payroll.steps.prune import look, prune_runs
from sqlalchemy import event, func, select

FIRST_NIGHT = datetime(2026, 10, 1, 21, 0, tzinfo=UTC)
NOW = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)
LONG_AGO = timedelta(days=90)
KEY = {"employee_id": "anna", "component": "hours", "code": 2100, "cost_center_id": ""}
LINE = KEY | {"nmbrs_employee_id": "500001", "measures": "worked_hours"}
ALL_DETAILS = dict.fromkeys([table.name for table in DETAILS], 1)


def a_night(ledger: Ledger, night: int, *, ends: str = "proven", **given: Any) -> Run:
    """A run of that night that ended so an hour after it began, with one row in every table of details."""
    began = FIRST_NIGHT + timedelta(days=night)
    defaults: dict[str, Any] = {
        "company_id": "1201",
        "wage_period": "2026-M10",
        "year": 2026,
        "period": 10,
        "kind": "export",
        "measures": ("worked_hours", "meals"),
        "started_by": "the schedule",
    }
    run = ledger.runs.start(**(defaults | given), now=began)
    with_details(ledger, run, Proof(0, True, began) if ends == "proven" else None)
    finished_at = None if ends in ("planned", "waiting") else began + timedelta(hours=1)
    ledger.runs.mark(run.run_id, ends, finished_at=finished_at)
    return ledger.runs.get(run.run_id)


def with_details(ledger: Ledger, run: Run, proof: Proof | None) -> None:
    line = pd.DataFrame([LINE | {"exact_sixtieths": 480, "quantity_hundredths": 800, "source_hundredths": 800}])
    entry = KEY | {"time_entry_id": "t1", "part": 1, "measure": "worked_hours", "type": "", "bucket": "exported"}
    entry |= {"unit": "minutes", "quantity": 480}
    ledger.wage_lines.store(run.run_id, line, pd.DataFrame(), pd.DataFrame([entry]))
    failure = {"table_name": "entries", "rule": "R", "severity": "warning", "description": "", "key": "t1", "found": ""}
    ledger.results.keep_gate_failures(run.run_id, pd.DataFrame([failure]))
    amounts = {"wanted_hundredths": 800, "present_hundredths": 0, "nmbrs_component_id": None, "finding": ""}
    ledger.approvals.keep_plan(run.run_id, [PlannedAction(kind="insert", **LINE, **amounts)])
    names = ("source_hundredths", "wanted_hundredths", "nmbrs_hundredths")
    compared = ControlLine(**LINE, **dict.fromkeys(names, 800), foreign_hundredths=0, difference_hundredths=0)
    ledger.results.prove(run, [compared], proof)


def details_of(ledger: Ledger, run: Run) -> dict[str, int]:
    """How many rows a run has, by table of details; tables without any left out."""
    with ledger.engine.connect() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).where(table.c.run_id == run.run_id)) for table in DETAILS
        }
    return {name: count for name, count in counts.items() if count}


def keeps_all(ledger: Ledger, run: Run) -> bool:
    return details_of(ledger, run) == ALL_DETAILS and ledger.runs.get(run.run_id).pruned_at is None


def prune(ledger: Ledger, reports: Path) -> str:
    return prune_runs(ledger, reports, older_than=LONG_AGO, now=NOW).message


def test_the_details_of_a_run_go_once_a_newer_one_is_proven_and_the_newest_keeps_its_own(
    ledger: Ledger, tmp_path: Path
) -> None:
    older, newest = a_night(ledger, 1), a_night(ledger, 2)

    message = prune(ledger, tmp_path)

    assert details_of(ledger, older) == {}
    assert ledger.runs.get(older.run_id).pruned_at == NOW
    assert keeps_all(ledger, newest)
    assert message == (
        "Removed the details of 1 run from before 2026-12-01, whose place a newer proven run of the same wage period "
        "has taken: 1 wage_lines, 1 control_lines, 1 planned_actions, 1 gate_failures, and the data check pages of 0 "
        "runs."
    )


def test_what_says_what_was_sent_and_proven_stays(ledger: Ledger, tmp_path: Path) -> None:
    older = a_night(ledger, 1)
    (write_id,) = ledger.writes.plan(older, [NewWrite(**LINE, action="insert", quantity_hundredths=800)], now=NOW)
    ledger.writes.send(write_id, ids_before=[], now=NOW)
    ledger.writes.confirm(write_id, nmbrs_component_id="9", now=NOW)
    a_night(ledger, 2)
    before = kept(ledger), ledger.writes.own_lines("1201", "2026-M10")

    prune(ledger, tmp_path)

    assert (kept(ledger), ledger.writes.own_lines("1201", "2026-M10")) == before
    assert ledger.results.proof(older.run_id) is not None
    assert all(before[0][table] for table in ("ledger_writes", "entry_exports", "proofs", "export_runs"))


def kept(ledger: Ledger) -> dict[str, list[Any]]:
    """Every row of the tables that are kept, without the note of when the details went."""
    with ledger.engine.connect() as connection:
        return {
            table.name: sorted(
                map(repr, connection.execute(select(*(one for one in table.c if one.name != "pruned_at"))))
            )
            for table in KEPT
        }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param({}, {"ends": "differs"}, id="the newer one differs"),
        pytest.param({}, {"ends": "planned"}, id="the newer one is under way"),
        pytest.param({}, {"kind": "reconcile"}, id="the newer one wrote nothing"),
        pytest.param({}, {"kind": "undo"}, id="the newer one took the lines out"),
        pytest.param({}, {"wage_period": "2026-M11"}, id="the newer one is of another wage period"),
        pytest.param({}, {"company_id": "1202"}, id="the newer one is of another company"),
        pytest.param({}, {"measures": ("meals",)}, id="the newer one had fewer measures"),
        pytest.param({}, {"night": 1.01}, id="the newer one began before the older one ended"),
        pytest.param({"night": 100}, {"night": 101}, id="too young"),
    ],
)
def test_a_run_keeps_its_details(ledger: Ledger, tmp_path: Path, older: dict[str, Any], newer: dict[str, Any]) -> None:
    run = a_night(ledger, **({"night": 1} | older))
    a_night(ledger, **({"night": 2} | newer))

    prune(ledger, tmp_path)

    assert keeps_all(ledger, run)


@pytest.mark.parametrize(
    "older",
    [
        pytest.param({"ends": "differs"}, id="it differed"),
        pytest.param({"ends": "blocked"}, id="the data checks stopped it"),
        pytest.param({"ends": "planned"}, id="it was killed"),
        pytest.param({"kind": "dry_run"}, id="a dry run"),
        pytest.param({"kind": "undo"}, id="an undo"),
        pytest.param({"measures": ("meals",)}, id="of fewer measures"),
    ],
)
def test_whatever_became_of_an_older_run_its_details_go(ledger: Ledger, tmp_path: Path, older: dict[str, Any]) -> None:
    run = a_night(ledger, **({"night": 1} | older))
    a_night(ledger, 2)

    prune(ledger, tmp_path)

    assert details_of(ledger, run) == {}


def test_a_plan_that_waits_for_a_person_stays_until_it_waits_no_more(ledger: Ledger, tmp_path: Path) -> None:
    run = a_night(ledger, 1, ends="waiting")
    ledger.approvals.ask(run, "plan", needs_four_eyes=False, now=FIRST_NIGHT)
    a_night(ledger, 2)

    prune(ledger, tmp_path)
    assert keeps_all(ledger, run)

    ledger.approvals.expire(run.run_id, now=NOW)
    prune(ledger, tmp_path)
    assert details_of(ledger, run) == {}


def test_an_approved_plan_that_is_not_carried_out_yet_stays(ledger: Ledger, tmp_path: Path) -> None:
    run = a_night(ledger, 1, ends="waiting")
    ledger.approvals.ask(run, "plan", needs_four_eyes=False, now=FIRST_NIGHT)
    ledger.approvals.decide(run.run_id, approved=True, decided_by="controller", reason="", now=NOW)
    a_night(ledger, 2)

    prune(ledger, tmp_path)

    assert keeps_all(ledger, run)


def test_a_plan_that_a_person_decided_about_stays_with_what_the_person_said(ledger: Ledger, tmp_path: Path) -> None:
    run = a_night(ledger, 1, ends="rejected")
    ledger.approvals.ask(run, "plan", needs_four_eyes=False, now=FIRST_NIGHT)
    ledger.approvals.decide(run.run_id, approved=False, decided_by="controller", reason="Wrong shift", now=NOW)
    a_night(ledger, 2)

    prune(ledger, tmp_path)

    assert details_of(ledger, run) == {"planned_actions": 1}
    assert len(ledger.approvals.plan_of(run.run_id)) == 1


def test_the_run_with_the_last_calculation_keeps_the_lines_that_a_trace_shows(ledger: Ledger, tmp_path: Path) -> None:
    run, _ = a_night(ledger, 1), a_night(ledger, 2)
    with_details(ledger, run, None)

    assert look(ledger, older_than=LONG_AGO, now=NOW).runs == {"is_last_calculation": 1, "not_superseded": 1}
    prune(ledger, tmp_path)

    assert ledger.wage_lines.of_run(run.run_id) != []


def test_looking_counts_exactly_what_pruning_removes(ledger: Ledger, tmp_path: Path) -> None:
    for night in range(1, 5):
        a_night(ledger, night)
    a_night(ledger, 3, kind="dry_run", ends="planned", company_id="1202")
    seen = look(ledger, older_than=LONG_AGO, now=NOW)

    done = prune_runs(ledger, tmp_path, older_than=LONG_AGO, now=NOW)

    assert seen.runs == {"goes": 3, "not_superseded": 2}
    assert seen.details == dict.fromkeys(ALL_DETAILS, (3, 2))
    assert {name: goes for name, (goes, _) in seen.details.items()} == done.rows
    assert look(ledger, older_than=LONG_AGO, now=NOW).runs == {"is_pruned": 3, "not_superseded": 2}


def test_pruning_again_removes_nothing_and_says_so(ledger: Ledger, tmp_path: Path) -> None:
    older, _ = a_night(ledger, 1), a_night(ledger, 2)
    prune(ledger, tmp_path)

    again = prune_runs(ledger, tmp_path, older_than=LONG_AGO, now=NOW + timedelta(days=1))

    assert again.message.startswith("Nothing was removed: no run from before 2026-12-02 has details")
    assert ledger.runs.get(older.run_id).pruned_at == NOW


def test_who_is_killed_in_the_middle_leaves_each_run_whole_or_pruned_and_goes_on_the_next_time(
    ledger: Ledger, tmp_path: Path
) -> None:
    first, second, _ = (a_night(ledger, night) for night in range(1, 4))

    with pytest.raises(Killed), killed_at_deletion(ledger, number=6):
        prune(ledger, tmp_path)

    assert (details_of(ledger, first), ledger.runs.get(first.run_id).pruned_at) == ({}, NOW)
    assert keeps_all(ledger, second)
    assert "of 1 run " in prune(ledger, tmp_path)
    assert details_of(ledger, second) == {}


class Killed(Exception):
    """The process is gone."""


class killed_at_deletion:  # noqa: N801
    """Ends the process, as far as a test can, at the n-th DELETE."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        self.engine, self.left = ledger.engine, number

    def __enter__(self) -> None:
        event.listen(self.engine, "before_cursor_execute", self.count)

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self.count)

    def count(self, _: object, __: object, statement: str, *rest: object) -> None:
        self.left -= statement.startswith("DELETE")
        if self.left == 0:
            raise Killed


def test_a_run_that_may_not_go_any_more_when_its_turn_comes_keeps_everything(ledger: Ledger) -> None:
    run, newest = a_night(ledger, 1), a_night(ledger, 2)
    before = NOW - LONG_AGO
    assert [one.run_id for one in ledger.retention.prunable(before=before)] == [run.run_id]
    ledger.runs.mark(newest.run_id, "differs")

    with ledger.retention.pruning(run.run_id, before=before, now=NOW) as removed:
        assert removed == {}

    assert keeps_all(ledger, run)


def test_an_export_that_is_being_written_down_is_not_waited_for(postgres_url: str, tmp_path: Path) -> None:
    migrate(postgres_url)
    ledger = open_ledger(postgres_url)
    older, newest = a_night(ledger, 1), a_night(ledger, 2)
    tonight = a_night(ledger, 3, ends="planned")

    with ledger.engine.begin() as connection:
        for table in DETAILS:
            connection.execute(table.delete().where(table.c.run_id.in_([newest.run_id, tonight.run_id])))
        prune(ledger, tmp_path)

    assert details_of(ledger, older) == {}
    ledger.close()


def test_the_pages_of_the_data_checks_go_with_the_rows(ledger: Ledger, tmp_path: Path) -> None:
    runs = older, newest = a_night(ledger, 1), a_night(ledger, 2)
    folders = [tmp_path / "1201" / "2026-M10" / run.run_id for run in runs]
    for folder in folders:
        (folder / "data-docs").mkdir(parents=True)
        (folder / "data-docs" / "index.html").write_text("checked", encoding="utf-8")

    message = prune(ledger, tmp_path)

    assert [folder.exists() for folder in folders] == [False, True]
    assert message.endswith("and the data check pages of 1 run.")


def test_where_the_pages_cannot_be_removed_the_rows_stay_too(ledger: Ledger, tmp_path: Path) -> None:
    older, _ = a_night(ledger, 1), a_night(ledger, 2)
    (tmp_path / "1201" / "2026-M10").mkdir(parents=True)
    in_the_way = tmp_path / "1201" / "2026-M10" / older.run_id
    in_the_way.write_text("no folder", encoding="utf-8")

    with pytest.raises(UsageError, match="data check pages in .* cannot be removed"):
        prune(ledger, tmp_path)

    assert keeps_all(ledger, older)
