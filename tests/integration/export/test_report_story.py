"""`payroll report` after all that is no plain export: plans, corrections, undo, lines of others (F2, F3, F8, F10)."""

from __future__ import annotations

import os
from datetime import date

import pytest
from payroll.connections import connection
from payroll.steps.approval import decide
from payroll.steps.open_services import open_services

COMPANY = ("--company", "1201")
OCTOBER = ("export", "--wage-period", "2026-M10", *COMPANY)
NOVEMBER = ("export", "--wage-period", "2026-M11", *COMPANY)


def page(world, wage_period: str = "2026-M10") -> str:
    code, out, _ = world.payroll("report", "--wage-period", wage_period, *COMPANY)
    assert code == 0
    return " ".join(out.split())


@pytest.fixture
def exported(world):
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    assert world.payroll(*OCTOBER)[0] == 0
    return world


def test_a_dry_run_without_any_export_is_shown_with_its_plan(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER, "--dry-run")

    report = world.report()

    assert (report["kind"], report["state"], report["proof"]) == ("dry_run", "planned", None)
    assert [(one["kind"], one["component"], one["wanted"]) for one in report["plan"]] == [
        ("insert", "hours", "8.00"),
        ("set_days", "days", "1.00"),
    ]
    assert "dry run: nothing was written" in page(world)


def test_a_plan_that_waits_stands_beside_the_last_proof_until_it_is_decided(exported) -> None:
    exported.configure(approval="required")
    exported.change_entry("t1", minutes=300)
    assert exported.payroll(*OCTOBER)[0] == 4

    waiting = exported.report()
    with open_services(os.environ, lambda name: connection(name, os.environ)) as services:
        run_id = waiting["newest_run"]["run_id"]
        plan_hash = services.ledger.approvals.of_run(run_id).plan_hash
        decide(services, run_id, plan_hash=plan_hash, approved=False, decided_by="controller", reason="Wrong shift")

    assert waiting["proof"] == {"difference": "0.00", "passed": True}
    assert [(one["kind"], one["present"], one["wanted"]) for one in waiting["plan"]] == [("change", "8.00", "5.00")]
    assert waiting["newest_run"]["approval"]["state"] == "waiting"
    rejected = exported.report()["newest_run"]["approval"]
    assert (rejected["state"], rejected["decided_by"], rejected["reason"]) == ("rejected", "controller", "Wrong shift")
    assert "rejected by controller" in page(exported)


def test_a_corrected_period_and_the_one_that_pays_both_tell_of_it(exported) -> None:
    exported.configure(late_changes="next_period")
    exported.lock(10)
    exported.worked("t2", "anna", date(2026, 10, 6), 60)
    assert exported.payroll(*NOVEMBER)[0] == 0

    october, november = exported.report(), exported.report("2026-M11")

    assert (october["kind"], october["target_period"]) == ("correction", "2026-M11")
    assert [(one["wage_period"], one["target_period"], one["quantity"]) for one in november["corrections"]] == [
        ("2026-M10", "2026-M11", "1.00")
    ]
    assert november["corrections"] == october["corrections"]
    (late,) = [one for one in november["late_changes"] if one["component"] == "hours"]
    assert (late["difference"], late["outcome"], late["sent_in"], late["run_state"]) == (
        "1.00", "next_period", "2026-M11", "proven",
    )  # fmt: skip
    assert late in october["late_changes"]
    assert "Nmbrs equals the source, corrected in 2026-M11" in page(exported)


def test_what_was_found_late_is_told_until_an_export_finds_all_well_again(exported) -> None:
    exported.lock(10)
    exported.change_entry("t1", minutes=420)
    exported.payroll(*NOVEMBER)
    (late,) = exported.report()["late_changes"]

    exported.change_entry("t1", minutes=480)
    exported.payroll(*NOVEMBER)

    assert (late["difference"], late["outcome"], late["found_by"]) == ("-1.00", "reported", "2026-M11")
    assert exported.report()["late_changes"] == []


def test_an_undone_period_says_that_it_is_held_and_by_whom_until_it_is_exported_again(exported) -> None:
    exported.payroll("undo", "--wage-period", "2026-M10", *COMPANY)

    undone, shown = exported.report(), page(exported)
    exported.payroll(*OCTOBER)

    assert (undone["kind"], undone["proof"]["passed"]) == ("undo", True)
    assert undone["hold"]["held_by"].startswith("payroll undo by ")
    assert "undone, proof 0.00: nothing of ours is in Nmbrs" in shown
    assert exported.report()["hold"] is None
    assert [one["kind"] for one in exported.report()["runs"]] == ["export", "undo", "export"]


def test_a_line_of_others_is_told_with_its_number_and_who_decided(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "8.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)

    (held,) = world.report()["look_alikes"]
    assert "<code>payroll adopt --line 1</code>" in page(world)
    world.payroll("adopt", "--line", "1")
    (adopted,) = world.report()["look_alikes"]

    assert (held["line"], held["state"], len(held["commands"])) == (1, "held", 2)
    assert (adopted["state"], adopted["commands"]) == ("adopted", [])
    assert adopted["decided_by"].startswith("payroll adopt by ")
