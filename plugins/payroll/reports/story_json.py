"""What happened to a wage period, for machines: keys beside those of the contract (interfaces 2)."""

from __future__ import annotations

from datetime import datetime

from payroll.delivery.hundredths import to_decimal
from payroll.ledger.approvals import PlannedAction
from payroll.ledger.period_history import DecidedLookAlike, FoundLate, RunStory
from payroll.ledger.writes import OwnLine
from payroll.reports.period_story import PeriodStory, commands


def story_json(story: PeriodStory) -> dict[str, object]:
    """Plan, late changes, corrections, look-alikes, hold and runs; quantities are text of two places."""
    hold = story.hold
    return {
        "newest_run": None if story.newest is None else _run(story.newest),
        "plan": [_action(one) for one in story.plan],
        "late_changes": [_late(one) for one in (*story.late_here, *story.late_elsewhere)],
        "corrections": [_correction(one) for one in story.corrections],
        "look_alikes": [_look_alike(one) for one in story.look_alikes],
        "hold": None if hold is None else {"held_by": hold.held_by, "held_at": hold.held_at.isoformat()},
        "runs": [_run(one) for one in story.runs],
    }


def _run(one: RunStory) -> dict[str, object]:
    asked = one.asked_at
    return {
        "run_id": one.run_id,
        "wage_period": one.wage_period,
        "target_period": one.target_period,
        "kind": one.kind,
        "is_retroactive": one.is_retroactive,
        "reason": one.reason,
        "started_by": one.started_by,
        "person": one.person,
        "started_at": one.started_at.isoformat(),
        "state": one.state,
        "message": one.message,
        "difference": None if one.difference_hundredths is None else _two(one.difference_hundredths),
        "approval": None
        if asked is None
        else {
            "state": one.approval,
            "needs_four_eyes": one.needs_four_eyes,
            "asked_at": asked.isoformat(),
            "decided_by": one.decided_by,
            "decided_at": _instant(one.decided_at),
            "reason": one.decision_reason,
        },
    }


def _action(one: PlannedAction) -> dict[str, object]:
    return {
        "kind": one.kind,
        "employee_id": one.employee_id,
        "nmbrs_employee_id": one.nmbrs_employee_id,
        "component": one.component,
        "code": one.code,
        "cost_center_id": one.cost_center_id or None,
        "measures": one.measures.split(","),
        "present": _two(one.present_hundredths),
        "wanted": _two(one.wanted_hundredths),
        "nmbrs_component_id": one.nmbrs_component_id,
        "finding": one.finding or None,
    }


def _late(one: FoundLate) -> dict[str, object]:
    return {
        "wage_period": one.wage_period,
        "employee_id": one.employee_id,
        "nmbrs_employee_id": one.nmbrs_employee_id,
        "component": one.component,
        "code": one.code,
        "cost_center_id": one.cost_center_id or None,
        "total": _two(one.total_hundredths),
        "sent": _two(one.sent_hundredths),
        "difference": _two(one.difference_hundredths),
        "outcome": one.outcome,
        "sent_in": one.sent_in if one.outcome in ("next_period", "retroactive") else None,
        "run_id": one.run_id,
        "run_state": one.run_state,
        "found_by": one.found_by,
        "found_at": one.found_at.isoformat(),
    }


def _correction(one: OwnLine) -> dict[str, object]:
    return {
        "wage_period": one.wage_period,
        "target_period": one.target_period,
        "employee_id": one.employee_id,
        "nmbrs_employee_id": one.nmbrs_employee_id,
        "component": one.component,
        "code": one.code,
        "cost_center_id": one.cost_center_id or None,
        "quantity": _two(one.quantity_hundredths),
        "nmbrs_component_id": one.nmbrs_component_id,
    }


def _look_alike(one: DecidedLookAlike) -> dict[str, object]:
    line = one.line
    return {
        "line": line.look_alike_id,
        "state": line.state,
        "wage_period": line.wage_period,
        "target_period": line.target_period,
        "employee_id": line.employee_id,
        "nmbrs_employee_id": line.nmbrs_employee_id,
        "component": line.component,
        "code": line.code,
        "cost_center_id": line.cost_center_id or None,
        "quantity": _two(line.quantity_hundredths),
        "component_ids": list(line.component_ids),
        "decided_by": one.decided_by,
        "commands": [each.command for each in commands(one)] if line.state == "held" else [],
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _two(hundredths: int) -> str:
    return str(to_decimal(hundredths))
