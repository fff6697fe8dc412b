"""Operator that puts a plan before a person, by Airflow's own human-in-the-loop step (semantics F3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param
from airflow.sdk.definitions.param import ParamsDict
from airflow.sdk.exceptions import AirflowFailException

from nmbrs.operators.alerts.plans import TellThatPlanWaits
from nmbrs.operators.dag_run import this_company
from nmbrs.operators.links import PayrollPageLink
from nmbrs.operators.outcomes import task_services
from nmbrs.operators.page_addresses import page_path
from nmbrs.operators.plan_as_table import plan_as_markdown
from nmbrs.operators.rendered import Later
from nmbrs.operators.waiting_plans import SAID, still_this_plan

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.ledger.runs import Run

APPROVE: Final = "Approve"
REJECT: Final = "Reject"
NOBODY: Final = "the time limit"


class ApprovePlanOperator(HITLOperator):
    """Show one stored plan to people, and wait for a yes or no. Its XCom is the answer; nothing is written here.

    Who does not answer in time has rejected: nothing is ever written without a person's yes.

    Args:
        plan: an entry of `PlansToApproveOperator`.
        answer_within: how long a person has.
    """

    template_fields = ("plan",)
    operator_extra_links = (PayrollPageLink(),)

    def __init__(self, *, plan: dict[str, str] | Later, answer_within: timedelta, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(
            subject="A plan for Nmbrs",
            options=[APPROVE, REJECT],
            defaults=REJECT,
            # A pendulum duration, which DAG files write, cannot be told to Airflow's supervisor.
            response_timeout=timedelta(seconds=answer_within.total_seconds()),
            **kwargs,
        )
        self.params = ParamsDict({"decision_reason": _reason()})
        self.plan: Any = plan

    @property
    def ledger_run_id(self) -> str:
        """The run that made the plan, for the button to its page."""
        return str(self.plan["run_id"])

    def execute(self, context: Context) -> dict[str, Any]:
        """Ask; a plan that was answered before is not asked about again."""
        with task_services() as services:
            run_id = self.plan["run_id"]
            company = this_company(services, context, self.plan["company_id"])
            approval = still_this_plan(services, self.plan)
            if approval.state in SAID:
                return _answer(SAID[approval.state], approval.decided_by or "", approval.decision_reason or "")
            run = services.ledger.runs.get(run_id)
            self.subject = f"Write to Nmbrs: {company.name}, {run.wage_period}?"
            plan = plan_as_markdown(company, run, approval, services.ledger.approvals.plan_of(run_id))
            self.body = f"{_page(run)}\n\n{plan}"
            self.notifiers = [TellThatPlanWaits(company.id, run.wage_period)]
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
        if not event.get("responded_by_user"):
            raise AirflowFailException(
                "Airflow does not say who answered, and an answer without a person counts for nothing. Nothing was "
                "written. Clear the task approve_plan, and answer in Airflow's UI or over its API."
            )
        return _answer(event["chosen_options"] == [APPROVE], event["responded_by_user"]["name"], reason)


def _answer(approved: bool, decided_by: str, reason: str) -> dict[str, Any]:
    return {"approved": approved, "decided_by": decided_by, "reason": reason}


def _page(run: Run) -> str:
    """A line that leads to the page of the plan, beside its control report, coverage and late changes."""
    path = page_path("companies", run.company_id, run.wage_period)
    return f"[This plan on the payroll pages]({path}?run={run.run_id}&view=plan)"


def _reason() -> Param:
    return Param(
        "",
        type=["null", "string"],
        maxLength=500,
        title="Reason",
        description_md="Why you approve or reject; it is kept with the plan.",
    )
