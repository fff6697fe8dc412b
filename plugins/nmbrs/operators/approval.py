"""Operators that put plans before a person, by Airflow's own human-in-the-loop step, and carry out the answer (F3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import BaseOperator, Param
from airflow.sdk.definitions.param import ParamsDict
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.dag_run import started_by, this_company
from nmbrs.operators.links import ControlReportLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.plan_as_table import plan_as_markdown
from nmbrs.operators.rendered import Later
from nmbrs.operators.wage_period import delivered_in_numbers

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.ledger.approvals import Approval
    from payroll.steps.services import Services

APPROVE: Final = "Approve"
REJECT: Final = "Reject"
NOBODY: Final = "the time limit"
_ANSWERS: Final = {"approved": True, "rejected": False}


class PlansToApproveOperator(BaseOperator):
    """List the plans of this DAG run that wait for a person; skipped where there is none.

    Its XCom has one entry per plan: run_id, plan_hash, company_id, company_name, wage_period.
    """

    def execute(self, context: Context) -> list[dict[str, str]]:
        """Ask the ledger."""
        with task_services() as services:
            waiting = services.ledger.approvals.waiting(started_by(context))
            plans = [_plan(services, approval) for approval in waiting]
        if not plans:
            raise AirflowSkipException("No plan waits for approval.")
        for plan in plans:
            self.log.info("Company %s, %s: the plan waits for approval.", plan["company_id"], plan["wage_period"])
        return plans


class ApprovePlanOperator(HITLOperator):
    """Show one stored plan to people, and wait for a yes or no. Its XCom is the answer; nothing is written here.

    Who does not answer in time has rejected: nothing is ever written without a person's yes.

    Args:
        plan: an entry of `PlansToApproveOperator`.
        answer_within: how long a person has.
    """

    template_fields = ("plan",)

    def __init__(self, *, plan: dict[str, str] | Later, answer_within: timedelta, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(
            subject="A plan for Nmbrs",
            options=[APPROVE, REJECT],
            defaults=REJECT,
            response_timeout=answer_within,
            **kwargs,
        )
        self.params = ParamsDict({"decision_reason": _reason()})
        self.plan: Any = plan

    def execute(self, context: Context) -> dict[str, Any]:
        """Ask; a plan that was answered before is not asked about again."""
        with task_services() as services:
            run_id = self.plan["run_id"]
            company = this_company(services, context, self.plan["company_id"])
            approval = _still_this_plan(services, self.plan)
            if approval.state in _ANSWERS:
                return _answer(_ANSWERS[approval.state], approval.decided_by or "", approval.decision_reason or "")
            run = services.ledger.runs.get(run_id)
            self.subject = f"Write to Nmbrs: {company.name}, {run.wage_period}?"
            self.body = plan_as_markdown(company, run, approval, services.ledger.approvals.plan_of(run_id))
        if self.shown_by_airflow(context) != self.body:
            raise AirflowFailException(
                f"Company {company.id}, {run.wage_period}: Airflow goes on showing the plan that this task asked about "
                "before, and there is a newer one. Nothing was written. Start a new run of this DAG; it asks anew."
            )
        return cast("dict[str, Any]", super().execute(context))

    def shown_by_airflow(self, context: Context) -> str | None:
        """The text that Airflow shows for this task: of the first time that it asked, even when it is done over."""
        from airflow.sdk.execution_time.comms import CreateHITLDetailPayload
        from airflow.sdk.execution_time.task_runner import SUPERVISOR_COMMS

        asked = CreateHITLDetailPayload(
            ti_id=context["ti"].id,
            options=self.options,
            subject=self.subject,
            body=self.body,
            defaults=self.defaults,
            multiple=self.multiple,
            params=self.serialized_params,
            assigned_users=[],
        )
        return getattr(SUPERVISOR_COMMS.send(asked), "body", None)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> dict[str, Any]:
        """Keep the answer for the task that carries it out."""
        super().execute_complete(context, event)
        reason = " ".join(((event.get("params_input") or {}).get("decision_reason") or "").split())
        if event.get("timedout"):
            hours = round(self.response_timeout.total_seconds() / 3600) if self.response_timeout else 0
            return _answer(False, NOBODY, f"nobody answered within {hours} hours")
        return _answer(event["chosen_options"] == [APPROVE], event["responded_by_user"]["name"], reason)


class DeliverApprovedPlanOperator(BaseOperator):
    """Keep a person's answer in the ledger; after a yes, plan again, and write when it is still the approved plan.

    After a no the task is skipped, with who said so and why. A person who may not approve this plan, because they
    asked for it themselves, ends the task as failed: clear `approve_plan`, and another person can answer.

    Args:
        plan: an entry of `PlansToApproveOperator`.
        answer: the XCom of `ApprovePlanOperator`.
    """

    template_fields = ("plan", "answer")
    operator_extra_links = (ControlReportLink(),)

    def __init__(self, *, plan: dict[str, str] | Later, answer: dict[str, Any] | Later, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.plan: Any = plan
        self.answer: Any = answer
        self.ledger_run_id = ""

    def execute(self, context: Context) -> dict[str, Any]:
        """Decide, then deliver this one run; runs that go with it have plans of their own."""
        from payroll.steps.deliver import deliver_run

        run_id = self.ledger_run_id = self.plan["run_id"]
        with task_services() as services:
            company = this_company(services, context, self.plan["company_id"])
            self.log.info(self._decide(services))
            if not self.answer["approved"]:
                raise AirflowSkipException(services.ledger.runs.get(run_id).message)
            done = deliver_run(services, company, run_id)
        self.log.info(done.message)
        fail_unless_done(done.exit_code, done.message)
        return delivered_in_numbers(done)

    def _decide(self, services: Services) -> str:
        """Keep the answer; a try after the one that kept it goes on from there."""
        from payroll.steps.approval import decide
        from payroll.steps.errors import PlanRefused

        run_id, is_yes, who = self.plan["run_id"], self.answer["approved"], self.answer["decided_by"]
        approval = _still_this_plan(services, self.plan)
        if approval.state in _ANSWERS and _ANSWERS[approval.state] == is_yes:
            return f"The plan was {approval.state} by {approval.decided_by}."
        try:
            return decide(
                services,
                run_id,
                plan_hash=self.plan["plan_hash"],
                approved=is_yes,
                decided_by=who,
                reason=self.answer["reason"],
            )
        except PlanRefused as error:
            if approval.state != "waiting":
                raise
            again = "Clear the task approve_plan of this plan, and let another person answer."
            raise AirflowFailException(f"{error} {again}") from None


def _plan(services: Services, approval: Approval) -> dict[str, str]:
    company = services.config.company(approval.company_id)
    return {
        "run_id": approval.run_id,
        "plan_hash": approval.plan_hash,
        "company_id": company.id,
        "company_name": company.name,
        "wage_period": approval.wage_period,
    }


def _still_this_plan(services: Services, plan: dict[str, str]) -> Approval:
    """What the ledger says of the plan that the task is about; its text is read after this, never before.

    Raises:
        AirflowFailException: it was made anew, or a newer run has taken its place.
    """
    approval = services.ledger.approvals.of_run(plan["run_id"])
    if approval is None or approval.plan_hash != plan["plan_hash"] or approval.state == "expired":
        raise AirflowFailException(
            f"Company {plan['company_id']}, {plan['wage_period']}: this plan cannot be carried out any more: a newer "
            "one has taken its place, or something changed in Nmbrs after it was approved. Nothing more was written. "
            "Start a new run of this DAG: it makes the plan anew."
        )
    return approval


def _answer(approved: bool, decided_by: str, reason: str) -> dict[str, Any]:
    return {"approved": approved, "decided_by": decided_by, "reason": reason}


def _reason() -> Param:
    return Param(
        "",
        type=["null", "string"],
        maxLength=500,
        title="Reason",
        description_md="Why you approve or reject; it is kept with the plan.",
    )
