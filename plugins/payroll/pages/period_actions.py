"""What a person does about a wage period: approve or reject its plan, export it again, undo its export.

Whatever writes to Nmbrs is a run of a DAG, started or answered as that person: tasks, logs and rights are Airflow's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from fastapi.concurrency import run_in_threadpool

from payroll.ledger.approvals import Approval
from payroll.ledger.runs import Run
from payroll.pages.actions import Actions, Asked, Done
from payroll.pages.airflow_port import DagRun
from payroll.pages.not_done import NotDone
from payroll.steps.approval import decide, why_not_second

APPROVE: Final = "Approve"
REJECT: Final = "Reject"
DECISIONS: Final = ("approve_plan", "reject_plan")
_HERE: Final = "companies/{company_id}/{wage_period}"


def add_actions(actions: Actions) -> None:
    """Five actions, all for who may approve."""
    plan: dict[str, Any] = {"needs": "approve", "back": f"{_HERE}?view=plan", "subject": "run"}
    actions.add("approve_plan", f"/{_HERE}/plan/approve", partial(_answer, APPROVE), **plan)
    actions.add("reject_plan", f"/{_HERE}/plan/reject", partial(_answer, REJECT), **plan)
    actions.add("plan_anew", f"/{_HERE}/plan/anew", _plan_anew, **plan)
    actions.add("export", f"/{_HERE}/export", _export, needs="approve", back=_HERE)
    actions.add("undo", f"/{_HERE}/undo", _undo, needs="approve", back=_HERE)


@dataclass(frozen=True)
class _Waiting:
    """The plan that a person saw, which still waits."""

    run: Run
    approval: Approval

    @property
    def dag_run(self) -> DagRun | None:
        """The DAG run that asks about it; None for a plan of a command."""
        return DagRun.that_signed(self.run.started_by)


async def _answer(chosen: str, asked: Asked) -> Done:
    """Answer where the DAG run asks; a plan that a command made can only be rejected here."""
    plan = await run_in_threadpool(_waiting, asked)
    if chosen == APPROVE and plan.approval.needs_four_eyes:
        _must_be_second(asked, plan.run)
    reason, run = asked.form["reason"], plan.dag_run
    if run is not None:
        await asked.airflow.answer(run, plan.run.run_id, plan.approval.plan_hash, chosen, reason)
        return Done("Airflow has the answer; the run that asked carries it out within a minute.", airflow_run=str(run))
    if chosen == APPROVE:
        raise NotDone("A command made this plan, and no run waits to carry it out. Let Airflow make it anew and ask.")
    return Done(await run_in_threadpool(_reject_in_ledger, asked, plan, reason))


def _waiting(asked: Asked) -> _Waiting:
    ledger = asked.sources.ledger
    approval = ledger.approvals.of_run(asked.form["run"])
    if approval is None or (approval.company_id, approval.wage_period) != (asked.company_id, asked.wage_period):
        raise NotDone("This wage period has no such plan. Look at the newest one.")
    if approval.state != "waiting" or approval.plan_hash != asked.form["plan"]:
        raise NotDone("This plan waits no more, or was made anew since it was shown. Look at the newest one.")
    return _Waiting(ledger.runs.get(approval.run_id), approval)


def _must_be_second(asked: Asked, run: Run) -> None:
    if refusal := why_not_second(run, asked.by, asked.sources.config.approvers):
        raise NotDone(refusal)


def _reject_in_ledger(asked: Asked, plan: _Waiting, reason: str) -> str:
    with asked.sources.services() as services:
        said = {"plan_hash": plan.approval.plan_hash, "decided_by": asked.by, "reason": reason}
        return decide(services, plan.run.run_id, approved=False, **said)


async def _plan_anew(asked: Asked) -> Done:
    """Let Airflow make the plan of a command anew: its run then asks about it."""
    plan = await run_in_threadpool(_waiting, asked)
    earlier = {"retroactive": True, "reason": plan.run.reason} if plan.run.is_retroactive else {}
    return await _start(asked, earlier, "A run makes the plan anew, and then asks about it.")


async def _export(asked: Asked) -> Done:
    return await _start(asked, {}, _and_asks(asked, "The export is queued. An export by hand ends a hold."))


async def _undo(asked: Asked) -> Done:
    """Remove our lines from the current wage period; the run itself refuses any other, and a locked one."""
    if asked.form["sure"] != "yes":
        raise NotDone("The box that says that you are sure was not ticked, so nothing was undone.")
    said = "The undo is queued. Nightly runs then skip this wage period until somebody exports it by hand."
    return await _start(asked, {"undo": True}, _and_asks(asked, said))


def _and_asks(asked: Asked, said: str) -> str:
    """With what comes next where plans of the company wait for a person before anything is written."""
    asks = asked.company is not None and asked.company.approval == "required"
    return f"{said} Its plan first waits for a person, on this page." if asks else said


async def _start(asked: Asked, params: dict[str, Any], said: str) -> Done:
    """Start the DAG of backfills for this company and wage period."""
    if asked.company is None or asked.period is None:
        raise NotDone("The form names no company and wage period.")
    dag_id = f"nmbrs_hours_backfill_{asked.company.calendar.kind}"
    conf = {"companies": [asked.company.id], **params}
    run = await asked.airflow.start(dag_id, conf, partition_key=asked.period.key)
    return Done(said, airflow_run=str(run))
