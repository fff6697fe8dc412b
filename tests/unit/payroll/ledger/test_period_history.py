"""What the ledger tells about a wage period for its report: who looked, what was found late, who decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from payroll.ledger import Ledger
from payroll.ledger.late_changes import LateChange
from payroll.ledger.look_alikes import LineOfOthers
from payroll.ledger.period_history import PeriodHistory
from payroll.ledger.results import Proof
from payroll.ledger.runs import Run

NIGHT = datetime(2026, 11, 1, 22, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = "2026-M10", "2026-M11"


@pytest.fixture
def history(ledger: Ledger) -> PeriodHistory:
    return PeriodHistory(ledger.engine)


def start(ledger: Ledger, wage_period: str = NOVEMBER, *, night: int = 0, **given: Any) -> Run:
    defaults: dict[str, Any] = {
        "company_id": "1201",
        "wage_period": wage_period,
        "year": 2026,
        "period": int(wage_period[6:]),
        "kind": "export",
        "measures": ("worked_hours",),
        "started_by": "a test",
        "now": NIGHT + timedelta(days=night),
    }
    return ledger.runs.start(**(defaults | given))


def late(difference: int, wage_period: str = OCTOBER, outcome: str = "reported") -> LateChange:
    return LateChange(
        wage_period, "anna", "nmbrs-anna", "hours", 2100, "", "worked_hours", 800 + difference, 800, difference, outcome
    )


def proven(ledger: Ledger, run: Run) -> None:
    ledger.results.prove(run, [], Proof(0, True, run.started_at))
    ledger.runs.mark(run.run_id, "proven", message="All went well.")


def differences(history: PeriodHistory, wage_period: str = OCTOBER) -> list[int]:
    return [one.difference_hundredths for one in history.late_in("1201", wage_period)]


def test_the_newest_export_that_looked_says_what_is_late(ledger: Ledger, history: PeriodHistory) -> None:
    for night, difference in enumerate((100, 150)):
        run = start(ledger, night=night)
        ledger.late_changes.keep(run.run_id, [late(difference), late(7, "2026-M09")])
        proven(ledger, run)

    assert differences(history) == [150]
    assert differences(history, "2026-M09") == [7]
    assert differences(history, NOVEMBER) == []


def test_an_export_that_found_all_well_ends_what_was_late(ledger: Ledger, history: PeriodHistory) -> None:
    first = start(ledger)
    ledger.late_changes.keep(first.run_id, [late(100)])
    proven(ledger, start(ledger, night=1))

    assert differences(history) == []


def test_a_run_that_never_looked_ends_nothing(ledger: Ledger, history: PeriodHistory) -> None:
    first = start(ledger)
    ledger.late_changes.keep(first.run_id, [late(100)])
    proven(ledger, first)

    ledger.runs.mark(start(ledger, night=1).run_id, "failed", message="Nmbrs does not answer.")
    start(ledger, "2026-M12", night=2, kind="dry_run")
    proven(ledger, start(ledger, "2026-M09", night=3))
    proven(ledger, start(ledger, night=4, company_id="1202"))
    proven(ledger, start(ledger, "2026-W48", night=5))

    assert differences(history) == [100]


def test_what_a_follow_up_is_to_send_says_where_and_how_that_stands(ledger: Ledger, history: PeriodHistory) -> None:
    finder = start(ledger)
    sender = start(ledger, OCTOBER, kind="correction", target_period=NOVEMBER, period=11, parent_run_id=finder.run_id)
    ledger.late_changes.keep(sender.run_id, [late(100, outcome="next_period")])
    proven(ledger, finder)
    proven(ledger, sender)

    (found,) = history.late_in("1201", OCTOBER)

    assert (found.outcome, found.sent_in, found.run_state) == ("next_period", NOVEMBER, "proven")
    assert (found.found_by, found.found_at) == (NOVEMBER, NIGHT)
    assert history.late_found_by(finder.run_id) == [found]


def test_a_retroactive_run_looks_at_its_own_period(ledger: Ledger, history: PeriodHistory) -> None:
    run = start(ledger, OCTOBER, reason="Forgotten shift")
    ledger.late_changes.keep(run.run_id, [late(100, outcome="retroactive")])

    assert differences(history) == [100]


def test_the_runs_of_a_period_are_those_about_it_and_those_that_write_to_it(
    ledger: Ledger, history: PeriodHistory
) -> None:
    finder = start(ledger, night=1)
    start(ledger, OCTOBER, night=2, kind="correction", target_period=NOVEMBER, period=11, parent_run_id=finder.run_id)
    start(ledger, OCTOBER)
    start(ledger, night=3, kind="check")
    proven(ledger, finder)

    assert [one.kind for one in history.runs("1201", NOVEMBER, limit=9)] == ["correction", "export"]
    assert [one.kind for one in history.runs("1201", OCTOBER, limit=9)] == ["correction", "export"]
    (newest,) = history.runs("1201", NOVEMBER, limit=1)
    assert (newest.kind, newest.difference_hundredths) == ("correction", None)


def test_a_run_tells_who_decided_about_its_plan_and_why(ledger: Ledger, history: PeriodHistory) -> None:
    run = start(ledger)
    ledger.approvals.ask(run, "hash", needs_four_eyes=True, now=NIGHT)
    ledger.approvals.decide(run.run_id, approved=False, decided_by="controller", reason="Wrong shift", now=NIGHT)

    (told,) = history.runs("1201", NOVEMBER, limit=9)

    assert (told.approval, told.needs_four_eyes, told.decided_by) == ("rejected", True, "controller")
    assert (told.decision_reason, told.decided_at) == ("Wrong shift", NIGHT)


def test_look_alikes_are_told_while_they_are_held_and_when_somebody_decided(
    ledger: Ledger, history: PeriodHistory
) -> None:
    run = start(ledger)
    of_others = [
        LineOfOthers("anna", "nmbrs-anna", "hours", code, "", "worked_hours", 800, ("8",)) for code in (2100, 2110)
    ]
    numbers = ledger.look_alikes.keep(run, of_others, now=NIGHT)
    ledger.look_alikes.decide(numbers[of_others[1]], "ignored", decided_by="planner", now=NIGHT)

    told = history.look_alikes("1201", NOVEMBER)
    ledger.look_alikes.keep(run, [], now=NIGHT)

    assert [(one.line.code, one.line.state, one.decided_by) for one in told] == [
        (2100, "held", None),
        (2110, "ignored", "planner"),
    ]
    assert told[0].line.component_ids == ("8",)
    assert [one.line.code for one in history.look_alikes("1201", NOVEMBER)] == [2110]
