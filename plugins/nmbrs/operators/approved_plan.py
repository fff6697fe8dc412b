"""Operator that carries out what a person said about a plan (semantics F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.assets import say_wage_lines
from nmbrs.operators.dag_run import this_company
from nmbrs.operators.deliver_wage_period import delivered_in_numbers
from nmbrs.operators.lineage import from_wage_lines_to_nmbrs
from nmbrs.operators.links import ControlReportLink, PayrollPageLink
from nmbrs.operators.log_fields import say_in_log
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.waiting_plans import SAID, still_this_plan

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.steps.services import Services

    from nmbrs.operators.lineage import Lineage


class DeliverApprovedPlanOperator(BaseOperator):
    """Keep a person's answer in the ledger; after a yes, plan again, and write when it is still the approved plan.

    After a no the task is skipped, with who said so and why. A person who may not approve this plan, because they
    asked for it themselves, ends the task as failed: clear `approve_plan`, and another person can answer.

    Args:
        plan: an entry of `PlansToApproveOperator`.
        answer: the XCom of `ApprovePlanOperator`.
    """

    template_fields = ("plan", "answer")
    operator_extra_links = (PayrollPageLink(), ControlReportLink())

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
            say_in_log(wage_period=self.plan["wage_period"], ledger_run=run_id)
            self.log.info(self._decide(services))
            if not self.answer["approved"]:
                raise AirflowSkipException(services.ledger.runs.get(run_id).message)
            done = deliver_run(services, company, run_id)
            delivered = services.ledger.runs.get(run_id)
        self.log.info(done.message)
        fail_unless_done(done.exit_code, done.message)
        say_wage_lines(context, [delivered], done.written)
        return delivered_in_numbers(done)

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_wage_lines_to_nmbrs([self.plan["company_id"]])

    def _decide(self, services: Services) -> str:
        """Keep the answer; a try after the one that kept it goes on from there."""
        from payroll.steps.approval import decide
        from payroll.steps.errors import PlanRefused

        run_id, is_yes, who = self.plan["run_id"], self.answer["approved"], self.answer["decided_by"]
        approval = still_this_plan(services, self.plan)
        if approval.state in SAID and SAID[approval.state] == is_yes:
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
