"""Pages of a run whose details were removed: they say so, and none of them breaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run

NIGHT = datetime(2026, 10, 1, 21, 0, tzinfo=UTC)
SENTENCE = "The details of this run were removed on 2026-10-19: a newer run of the same wage period is proven."


def a_run(ledger: Any, night: int, kind: Any = "export") -> Run:
    began = NIGHT + timedelta(days=night)
    run = ledger.runs.start(
        company_id="1201",
        wage_period="2026-M10",
        year=2026,
        period=10,
        kind=kind,
        measures=("worked_hours",),
        started_by="the schedule",
        now=began,
    )
    line = ControlLine("anna", "500001", "hours", 2100, "", "worked_hours", 800, 800, 800, 0, 0)
    ledger.results.prove(run, [line], None if kind == "dry_run" else Proof(0, True, began))
    ledger.runs.mark(run.run_id, "proven", message="Everything agrees.", finished_at=began + timedelta(hours=1))
    return run


@pytest.fixture(params=["export", "dry_run"])
def pruned(pages, request: pytest.FixtureRequest) -> Run:
    """A run that a newer one took the place of; its details were removed on 19 October."""
    run = a_run(pages.ledger, 1, request.param)
    a_run(pages.ledger, 2)
    removed_at = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)
    with pages.ledger.retention.pruning(run.run_id, before=removed_at, now=removed_at) as removed:
        assert removed["control_lines"] == 1
    return run


@pytest.mark.parametrize("view", ["lines", "left-out", "plan", "late", "notices", "runs"])
def test_every_part_of_its_page_says_when_its_details_were_removed(pages, pruned: Run, view: str) -> None:
    page = pages.get(f"/companies/1201/2026-M10?run={pruned.run_id}&view={view}")

    assert page.status_code == 200
    assert "The lines, the plan and the data checks of this run were removed on 19 Oct 2026" in page.text


def test_the_page_of_the_wage_period_shows_the_newest_run_which_has_everything(pages, pruned: Run) -> None:
    page = pages.get("/companies/1201/2026-M10")

    assert "were removed" not in page.text
    assert "anna" in page.text


def test_its_control_report_says_it_in_place_of_the_lines(pages, pruned: Run) -> None:
    report = pages.get(f"/runs/{pruned.run_id}/control-report")

    assert (report.status_code, SENTENCE in report.text) == (200, True)
    assert "anna" not in report.text


@pytest.mark.parametrize(
    "path",
    [
        "/runs/{run}/data-checks/",
        "/companies/1201/2026-M10/control-report.csv?run={run}",
        "/companies/1201/2026-M10/control-report.xlsx?run={run}",
        "/companies/1201/2026-M10/lines/1?run={run}",
    ],
)
def test_what_is_not_there_any_more_says_why(pages, pruned: Run, path: str) -> None:
    answer = pages.get(path.format(run=pruned.run_id))

    assert (answer.status_code, SENTENCE in answer.text) == (404, True)
