"""What the report tells beside the lines: plans, decisions, late changes, corrections, holds, look-alikes."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from payroll.config.models import PayrollConfig
from payroll.ledger.approvals import PlannedAction
from payroll.ledger.holds import Hold
from payroll.ledger.look_alikes import LookAlike
from payroll.ledger.period_history import DecidedLookAlike, FoundLate, RunStory
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.ledger.writes import OwnLine
from payroll.reports.control_report import CompanyReport
from payroll.reports.formats import render
from payroll.reports.period_story import PeriodStory

NIGHT = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
CONFIG = {
    "companies": [
        {
            "id": 1201,
            "name": "Café De Kroon B.V.",
            "venues": ["kroon"],
            "wage_period": {"kind": "month"},
            "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
        }
    ]
}
LINE = ControlLine("e1", "5e1", "hours", 2100, "", "worked_hours", 900, 900, 900, 0, 0)


def run(**given: Any) -> Run:
    values: dict[str, Any] = {
        "run_id": "r1",
        "company_id": "1201",
        "wage_period": "2026-M10",
        "target_period": "2026-M10",
        "year": 2026,
        "period": 10,
        "kind": "export",
        "measures": ("worked_hours",),
        "state": "proven",
        "entries_read": 3,
        "message": "",
        "started_by": "payroll export",
        "person": "planner",
        "is_retroactive": False,
        "reason": "",
        "parent_run_id": None,
        "started_at": NIGHT,
        "finished_at": NIGHT,
    }
    return Run(**(values | given))


def told(**given: Any) -> RunStory:
    values: dict[str, Any] = {
        "run_id": "r2",
        "wage_period": "2026-M10",
        "target_period": "2026-M10",
        "kind": "export",
        "is_retroactive": False,
        "reason": None,
        "started_by": "payroll export",
        "person": "planner",
        "started_at": NIGHT,
        "state": "proven",
        "message": "All went well.",
        "difference_hundredths": 0,
        "approval": None,
        "needs_four_eyes": None,
        "asked_at": None,
        "decided_by": None,
        "decided_at": None,
        "decision_reason": None,
    }
    return RunStory(**(values | given))


def late(**given: Any) -> FoundLate:
    values: dict[str, Any] = {
        "wage_period": "2026-M09",
        "employee_id": "e1",
        "nmbrs_employee_id": "5e1",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "total_hundredths": 900,
        "sent_hundredths": 800,
        "difference_hundredths": 100,
        "outcome": "next_period",
        "run_id": "r3",
        "run_state": "proven",
        "sent_in": "2026-M10",
        "found_by": "2026-M10",
        "found_at": NIGHT,
    }
    return FoundLate(**(values | given))


def correction(**given: Any) -> OwnLine:
    values: dict[str, Any] = {
        "nmbrs_component_id": "77",
        "employee_id": "e1",
        "nmbrs_employee_id": "5e1",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "measures": "worked_hours",
        "quantity_hundredths": 100,
        "wage_period": "2026-M10",
        "target_period": "2026-M11",
    }
    return OwnLine(**(values | given))


def look_alike(state: str = "held", **given: Any) -> DecidedLookAlike:
    values: dict[str, Any] = {"component_ids": ("8", "9")} | given
    where = ("1201", "2026-M10", "2026-M10", "e1", "5e1", "hours", 2100, "", "worked_hours", 800)
    line = LookAlike(4, *where, **values, state=state)
    return DecidedLookAlike(line, None if state == "held" else "payroll adopt by planner", NIGHT)


def report(
    story: PeriodStory = PeriodStory(),  # noqa: B008
    proof: Proof | None = Proof(0, True, NIGHT),  # noqa: B008
    lines: tuple[ControlLine, ...] = (LINE,),
    **of_run: Any,
) -> CompanyReport:
    company = PayrollConfig.model_validate(CONFIG).companies[0]
    return CompanyReport(company, run(**of_run), lines, (), proof, (), story)


def page(of: CompanyReport) -> str:
    return " ".join(render([of], "html").split())


@pytest.mark.parametrize(
    ("of_run", "proof", "text", "tone"),
    [
        ({}, Proof(0, True, NIGHT), "proof 0.00: Nmbrs equals the source", "good"),
        ({}, Proof(5, False, NIGHT), "proof 0.05: Nmbrs differs", "bad"),
        ({"kind": "undo"}, Proof(0, True, NIGHT), "undone, proof 0.00: nothing of ours is in Nmbrs", "quiet"),
        ({"kind": "undo"}, Proof(800, False, NIGHT), "proof 8.00: not everything of ours is gone", "bad"),
        (
            {"kind": "correction", "target_period": "2026-M11"},
            Proof(0, True, NIGHT),
            "proof 0.00: Nmbrs equals the source, corrected in 2026-M11",
            "good",
        ),
        ({"kind": "dry_run", "state": "planned"}, None, "dry run: nothing was written", "quiet"),
        ({"state": "waiting"}, None, "waits for approval: nothing was written", "quiet"),
        ({"state": "rejected"}, None, "rejected: nothing was written", "bad"),
        ({"state": "failed"}, None, "not proven", "bad"),
    ],
)
def test_the_headline_says_how_a_run_of_its_kind_ended(
    of_run: dict[str, Any], proof: Proof | None, text: str, tone: str
) -> None:
    assert report(proof=proof, **of_run).headline == (text, tone)


def test_an_undo_speaks_of_the_hold_and_not_of_entries() -> None:
    hold = Hold("1201", "2026-M10", "payroll undo by planner", NIGHT, "undo")

    shown = page(report(PeriodStory(hold=hold), lines=(), kind="undo", entries_read=0))

    assert "an undo reads no time entries" in shown
    assert "<strong>Held</strong> since 2026-10-31 22:00 UTC by payroll undo by planner" in shown
    assert "Where every time entry ended" not in shown
    assert "Per code" not in shown


def test_a_plan_that_waits_is_shown_line_by_line_with_who_asked() -> None:
    action = PlannedAction("insert", "e1", "5e1", "hours", 2100, "", "worked_hours", 800, 0, None, "")
    waiting = told(
        state="waiting", difference_hundredths=None, approval="waiting", needs_four_eyes=True, asked_at=NIGHT,
        is_retroactive=True, reason="Forgotten <shift>",
    )  # fmt: skip

    shown = page(report(PeriodStory(runs=(waiting,), newest=waiting, plan=(action,))))

    assert "<strong>Since then</strong>, 2026-10-31 22:00 UTC: export by payroll export (planner), waiting." in shown
    assert "The plan of the run since then" in shown
    assert "<td>insert</td><td>e1</td>" in shown
    assert "waits since 2026-10-31 22:00 UTC" in shown
    assert "four eyes" in shown
    assert "Forgotten &lt;shift&gt;" in shown


def test_who_rejected_or_approved_a_plan_and_why_is_told() -> None:
    said = {"needs_four_eyes": False, "asked_at": NIGHT, "decided_by": "controller", "decided_at": NIGHT}
    rejected = told(state="rejected", approval="rejected", decision_reason="Wrong shift", **said)
    carried_out = told(approval="expired", **said)
    superseded = told(approval="expired", **said | {"decided_by": None})

    shown = page(report(PeriodStory(runs=(rejected, carried_out, superseded))))

    assert "rejected by controller, 2026-10-31 22:00 UTC" in shown
    assert "Wrong shift" in shown
    assert "approved by controller, 2026-10-31 22:00 UTC" in shown
    assert "nobody decided before a newer run" in shown


def test_late_changes_say_what_becomes_of_them() -> None:
    elsewhere = (late(), late(outcome="reported"), late(outcome="unclear"))
    here = (late(wage_period="2026-M10", outcome="retroactive", run_state="waiting", found_by="2026-M11"),)

    shown = page(report(PeriodStory(late_here=here, late_elsewhere=elsewhere)))

    assert "sent in 2026-M10: proven" in shown
    assert "reported only" in shown
    assert "not sent: cannot be told" in shown
    assert "as a plan for a second person: waiting" in shown
    assert "As the export of 2026-M11 found it" in shown


def test_corrections_name_the_period_of_the_hours_and_the_one_that_pays() -> None:
    of = report(PeriodStory(corrections=(correction(), correction(wage_period="2026-M09", target_period="2026-M10"))))

    assert "<td>2026-M10</td><td>2026-M11</td>" in page(of)
    assert "<td>2026-M09</td><td>2026-M10</td>" in page(of)
    (row,) = csv.DictReader(io.StringIO(render([of], "csv")))
    assert (row["nmbrs"], row["in_other_periods"], row["run"]) == ("9.00", "1.00", "export")


def test_a_held_line_stands_with_the_commands_that_decide_it() -> None:
    shown = page(report(PeriodStory(runs=(told(),), look_alikes=(look_alike(), look_alike("adopted")))))

    assert "<code>payroll adopt --line 4 --component ID</code> it pays the same hours" in shown
    assert "<code>payroll ignore-foreign --line 4</code> it pays something else" in shown
    assert "line 4 of others adopted" in shown
    assert shown.count("payroll adopt --line 4") == 1


def test_the_json_keeps_its_contract_and_tells_the_same_beside_it() -> None:
    story = PeriodStory(
        runs=(told(approval="waiting", asked_at=NIGHT, needs_four_eyes=True),),
        late_elsewhere=(late(),),
        corrections=(correction(),),
        look_alikes=(look_alike(),),
        hold=Hold("1201", "2026-M10", "planner", NIGHT, "undo"),
    )

    (company,) = json.loads(render([report(story)], "json"))["companies"]

    assert list(company)[:3] == ["company_id", "wage_period", "entries_read"]
    assert company["proof"] == {"difference": "0.00", "passed": True}
    assert company["runs"][0]["approval"]["needs_four_eyes"] is True
    assert company["late_changes"][0]["difference"] == "1.00"
    assert company["corrections"][0]["target_period"] == "2026-M11"
    assert company["look_alikes"][0]["commands"][1] == "payroll ignore-foreign --line 4"
    assert company["hold"] == {"held_by": "planner", "held_at": NIGHT.isoformat()}


def test_the_page_has_no_script_and_loads_nothing() -> None:
    story = PeriodStory(runs=(told(),), late_here=(late(),), corrections=(correction(),), look_alikes=(look_alike(),))

    assert not any(word in page(report(story)) for word in ("http:", "https:", "<script", "<link", "@import", "url("))
