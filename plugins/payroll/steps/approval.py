"""A person approves or rejects a plan before it is carried out (semantics F3)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from payroll.config.models import CompanyConfig
from payroll.delivery.plan import Action, Plan
from payroll.ledger.approvals import Approval, PlannedAction
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from payroll.steps.errors import PlanRefused, UsageError
from payroll.steps.services import Services

_DAG_OF_KEY: Final = {"M": "month", "P": "four_weeks", "W": "week"}


def keep_plan(services: Services, run: Run, plan: Plan) -> None:
    """Keep what a run is about to do, for people to read; lines that stay as they are are left out."""
    services.ledger.approvals.keep_plan(run.run_id, [_planned(action) for action in plan.actions if _is_shown(action)])


def is_approved(services: Services, company: CompanyConfig, run: Run, plan: Plan, *, needs_four_eyes: bool) -> bool:
    """Whether a plan may be carried out now; False when a person is still to be asked.

    A plan without writes needs nobody. An approval is for one plan: a run that was ended in the middle may carry
    out what is left of it, and nothing else.

    Raises:
        PlanRefused: the plan was rejected, expired, or is not the one that was approved.
    """
    approval = services.ledger.approvals.of_run(run.run_id)
    if approval is None or approval.state == "waiting":
        if plan.writing and (needs_four_eyes or company.approval == "required"):
            return False
        keep_plan(services, run, plan)
        services.ledger.approvals.supersede(run, now=services.now())
        return True
    if approval.state == "approved" and _is_the_approved_one(services, run, plan, approval):
        return True
    services.ledger.approvals.expire(run.run_id, now=services.now())
    raise PlanRefused(_refusal(run, approval))


def ask_for_approval(services: Services, run: Run, plan: Plan, *, needs_four_eyes: bool) -> str:
    """Store a plan and put it before a person; returns the sentence that says where."""
    now = services.now()
    keep_plan(services, run, plan)
    services.ledger.approvals.ask(run, plan.fingerprint(), needs_four_eyes=needs_four_eyes, now=now)
    where = f"Company {run.company_id}, {run.wage_period}"
    text = f"{where}: the plan has {len(plan.writing)} writes and waits for approval; nothing of it was written."
    step = _where_to_approve(run, needs_four_eyes=needs_four_eyes)
    notice = Notice("warning", text, step, run.company_id, run.wage_period)
    services.ledger.notices.add(run.run_id, [notice], now=now)
    message = f"{text} {step}"
    services.ledger.runs.mark(run.run_id, "waiting", message=message, plan_hash=plan.fingerprint())
    return message


def decide(
    services: Services, run_id: str, *, plan_hash: str, approved: bool, decided_by: str, reason: str = ""
) -> str:
    """Keep what a person said about a plan; returns it as a sentence.

    Args:
        services: the open services.
        run_id: the run whose plan waits.
        plan_hash: of the plan that the person saw.
        approved: yes or no.
        decided_by: the person.
        reason: in the person's words.

    Raises:
        PlanRefused: the plan waits no more, or is another one by now; or this person may not approve it.
    """
    approval = services.ledger.approvals.of_run(run_id)
    if approval is None:
        raise UsageError(f"Run {run_id} has no plan that waits for approval. The overview names those that do.")
    run = services.ledger.runs.get(run_id)
    if approval.state != "waiting" or approval.plan_hash != plan_hash:
        raise _waits_no_more(run)
    needs_second = approved and approval.needs_four_eyes
    if refusal := why_not_second(run, decided_by, services.config.approvers) if needs_second else "":
        raise PlanRefused(refusal)
    is_kept = services.ledger.approvals.decide(
        run_id, approved=approved, decided_by=decided_by, reason=reason, now=services.now()
    )
    if not is_kept:
        raise _waits_no_more(run)
    said = "approved" if approved else "rejected"
    because = f": {reason}" if reason else ""
    text = f"Company {run.company_id}, {run.wage_period}: the plan was {said} by {decided_by}{because}."
    if not approved:
        _reject(services, run, text)
    return text


def _waits_no_more(run: Run) -> PlanRefused:
    return PlanRefused(
        f"Company {run.company_id}, {run.wage_period}: this plan does not wait any more; a newer one has taken its "
        "place, or somebody decided already. Nothing was written. Look at the newest plan."
    )


def why_not_second(run: Run, approver: str, approvers: Collection[str]) -> str:
    """Why a person may not be the second pair of eyes, as a sentence; empty where they may (semantics F3).

    Not the one who asked; where nobody is known to have asked, one of `approvers` of the configuration.
    """
    where = f"Company {run.company_id}, {run.wage_period}"
    if run.person and run.person == approver:
        return (
            f"{where}: {approver} asked for this retroactive plan, so another person must approve it. "
            "Nothing was written."
        )
    if not run.person and approver not in approvers:
        return (
            f"{where}: nobody is known to have asked for this retroactive plan, so only a person of `approvers` in the "
            f"configuration may approve it; {approver} is not one. Nothing was written."
        )
    return ""


def _reject(services: Services, run: Run, text: str) -> None:
    now = services.now()
    services.ledger.runs.mark(run.run_id, "rejected", message=f"{text} Nothing was written.", finished_at=now)
    step = "Change what was wrong, and run the export again: it makes a new plan."
    notice = Notice("warning", text, step, run.company_id, run.wage_period)
    services.ledger.notices.add(run.run_id, [notice], now=now)


def _is_the_approved_one(services: Services, run: Run, plan: Plan, approval: Approval) -> bool:
    if plan.fingerprint() == approval.plan_hash:
        return True
    if not services.ledger.writes.of_run(run.run_id):
        return False
    approved = {(one.kind, *_line(one)) for one in services.ledger.approvals.plan_of(run.run_id)}
    return all((action.kind, *_line(action)) in approved for action in plan.writing)


def _line(one: Action | PlannedAction) -> tuple[object, ...]:
    key = (one.nmbrs_employee_id, one.component, one.code, one.cost_center_id)
    return (*key, one.wanted_hundredths, one.present_hundredths, one.nmbrs_component_id)


def _refusal(run: Run, approval: Approval) -> str:
    where = f"Company {run.company_id}, {run.wage_period}"
    if approval.state == "rejected":
        because = f": {approval.decision_reason}" if approval.decision_reason else ""
        return f"{where}: the plan was rejected by {approval.decided_by}{because}. Nothing was written."
    if approval.state == "expired":
        return f"{where}: a newer plan has taken the place of this one. Nothing was written. Look at the newest run."
    return (
        f"{where}: between the approval by {approval.decided_by} and now something changed in Nmbrs, so the plan is "
        "not the approved one any more. Nothing more was written. Run it again: it makes a new plan to approve."
    )


def _where_to_approve(run: Run, *, needs_four_eyes: bool) -> str:
    who = "A second person approves it" if needs_four_eyes else "A person approves it"
    dag = f"nmbrs_hours_backfill_{_DAG_OF_KEY[run.wage_period[5]]}"
    again = f", `retroactive` and the reason, of {dag}" if run.is_retroactive else f" of {dag}"
    return (
        f"{who} in Airflow, at the task approve_plan of the run that made it; for a plan that was made by a command, "
        f"start a run with this wage period{again}: it makes the plan anew and asks."
    )


def _is_shown(action: Action) -> bool:
    return action.writes or bool(action.finding)


def _planned(action: Action) -> PlannedAction:
    return PlannedAction(**{name: getattr(action, name) for name in PlannedAction.__dataclass_fields__})
