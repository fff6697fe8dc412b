"""The notifier of a plan that waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from airflow.sdk import BaseNotifier

from nmbrs.operators.alerts.alert import Alert
from nmbrs.operators.alerts.channels import send
from nmbrs.operators.page_addresses import address_of_question

if TYPE_CHECKING:
    from airflow.sdk import Context

    from nmbrs.operators.approval import ApprovePlanOperator


class TellThatPlanWaits(BaseNotifier):
    """Says, when Airflow asks a person about a plan, whose plan it is and where to answer."""

    def notify(self, context: Context) -> None:
        """Send it; the plan is that of the task."""
        plan = cast("ApprovePlanOperator", context["task"]).plan
        title = f"Company {plan['company_id']}, {plan['wage_period']}: a plan waits for your yes or no"
        line = "Nothing of it is written to Nmbrs before."
        send(Alert("warning", title, (line,), address_of_question(context["ti"])), self.log)
