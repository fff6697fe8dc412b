"""Operator that lists the plans of a DAG run that wait for a person, and what the ledger says of one of them (F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.dag_run import started_by
from nmbrs.operators.outcomes import task_services

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.ledger.approvals import Approval
    from payroll.steps.services import Services

SAID: Final = {"approved": True, "rejected": False}
"""States of a plan that a person has answered, and whether the answer was yes."""


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


def still_this_plan(services: Services, plan: dict[str, str]) -> Approval:
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


def _plan(services: Services, approval: Approval) -> dict[str, str]:
    company = services.config.company(approval.company_id)
    return {
        "run_id": approval.run_id,
        "plan_hash": approval.plan_hash,
        "company_id": company.id,
        "company_name": company.name,
        "wage_period": approval.wage_period,
    }
