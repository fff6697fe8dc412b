"""The notifier of a plan that waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk import BaseNotifier

from nmbrs.operators.alerts.alert import Alert
from nmbrs.operators.alerts.channels import send
from nmbrs.operators.page_addresses import address_of_question

if TYPE_CHECKING:
    from airflow.sdk import Context


class TellThatPlanWaits(BaseNotifier):
    """Says, when Airflow asks a person about a plan, whose plan it is and where to answer.

    Args:
        company_id: Nmbrs company id.
        wage_period: whose hours the plan is about.
    """

    def __init__(self, company_id: str, wage_period: str) -> None:
        super().__init__()
        self.company_id = company_id
        self.wage_period = wage_period

    def notify(self, context: Context) -> None:
        """Send it."""
        title = f"Company {self.company_id}, {self.wage_period}: a plan waits for your yes or no"
        line = "Nothing of it is written to Nmbrs before."
        send(Alert("warning", title, (line,), address_of_question(context["ti"])), self.log)
