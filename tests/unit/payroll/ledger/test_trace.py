"""Following a component back to the line that it pays, on both databases (semantics F9)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from payroll.ledger import Ledger
from payroll.ledger.look_alikes import LineOfOthers
from payroll.ledger.runs import Run
from payroll.ledger.trace import LineOfPeriod, Trace
from payroll.ledger.writes import NewWrite

NIGHT = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
ANNA_HOURS = LineOfPeriod("1201", "2026-M10", "anna", "hours", 2100, "")


@pytest.fixture
def run(ledger: Ledger) -> Run:
    return ledger.runs.start(
        company_id="1201",
        wage_period="2026-M10",
        year=2026,
        period=10,
        kind="export",
        measures=("worked_hours",),
        started_by="payroll export",
        person="planner",
        now=NIGHT,
    )


def sent(ledger: Ledger, run: Run, component_id: str, ids_before: tuple[str, ...] = (), **given: Any) -> int:
    """A confirmed insert of 8.00 worked hours of Anna, or what is given."""
    defaults: dict[str, Any] = {
        "employee_id": "anna",
        "nmbrs_employee_id": "500001",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "measures": "worked_hours",
        "action": "insert",
        "quantity_hundredths": 800,
    }
    (write_id,) = ledger.writes.plan(run, [NewWrite(**(defaults | given))], now=NIGHT)
    ledger.writes.send(write_id, ids_before=ids_before, now=NIGHT)
    ledger.writes.confirm(write_id, nmbrs_component_id=component_id, now=NIGHT)
    return write_id


def test_one_id_can_be_a_component_of_hours_and_one_of_wage(ledger: Ledger, run: Run) -> None:
    sent(ledger, run, "9")
    sent(ledger, run, "9", component="wage", code=5100)
    sent(ledger, run, "90", code=2110)

    lines = Trace(ledger.engine).lines_of_component("9")

    assert lines == [ANNA_HOURS, LineOfPeriod("1201", "2026-M10", "anna", "wage", 5100, "")]


def test_a_line_has_every_write_with_the_run_and_who_approved_it(ledger: Ledger, run: Run) -> None:
    sent(ledger, run, "9")
    ledger.approvals.ask(run, "hash", needs_four_eyes=False, now=NIGHT)
    ledger.approvals.decide(run.run_id, approved=True, decided_by="controller", reason="", now=NIGHT)
    sent(ledger, run, "9", action="change", quantity_hundredths=700, previous_hundredths=800, nmbrs_component_id="9")
    sent(ledger, run, "77", employee_id="bram", nmbrs_employee_id="500002")

    insert, change = Trace(ledger.engine).writes_of_line(ANNA_HOURS)

    assert (insert.action, change.action, change.previous_hundredths) == ("insert", "change", 800)
    assert (change.started_by, change.person, change.approved_by) == ("payroll export", "planner", "controller")
    assert (change.state, change.settled_at) == ("confirmed", NIGHT)


def test_an_approval_that_expired_when_a_later_run_went_on_still_names_the_person(ledger: Ledger, run: Run) -> None:
    sent(ledger, run, "9")
    ledger.approvals.ask(run, "hash", needs_four_eyes=False, now=NIGHT)
    ledger.approvals.decide(run.run_id, approved=True, decided_by="controller", reason="", now=NIGHT)
    ledger.approvals.supersede(run, now=NIGHT)

    (write,) = Trace(ledger.engine).writes_of_line(ANNA_HOURS)

    assert write.approved_by == "controller"


def test_a_component_of_others_is_known_by_the_held_line_or_by_the_insert_that_came_after_it(
    ledger: Ledger, run: Run
) -> None:
    held = LineOfOthers("anna", "500001", "hours", 2100, "", "worked_hours", 800, ("12", "13"))
    ledger.look_alikes.keep(run, [held], now=NIGHT)
    write_id = sent(ledger, run, "9", ids_before=("4", "40"), employee_id="bram", nmbrs_employee_id="500002")
    trace = Trace(ledger.engine)

    assert [(one.employee_id, one.why, one.number) for one in trace.others("13")] == [("anna", "held", 1)]
    assert [(one.employee_id, one.why, one.number) for one in trace.others("4")] == [("bram", "before", write_id)]
    assert [trace.others(id_) for id_ in ("1", "%", "_0", "0")] == [[], [], [], []]
