"""Operator that brings the people of one company from Nmbrs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from nmbrs.operators.dag_run import person, started_by, this_company
from nmbrs.operators.outcomes import fail_unless_done, task_services

if TYPE_CHECKING:
    from airflow.sdk import Context


class NmbrsSyncEmployeesOperator(BaseOperator):
    """Bring people, contracts, schedules and salaries of one company; with nothing new, nothing is written.

    The log has one line of counts. Its XCom is those counts: no key and no value of a person.

    Args:
        company_id: Nmbrs company id, one of the configuration.
    """

    template_fields = ("company_id",)

    def __init__(self, *, company_id: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.company_id = company_id

    def execute(self, context: Context) -> dict[str, int]:
        """Sync, and fail with the sentence that says why not."""
        from payroll.steps.people.sync_employees import sync_company

        with task_services() as services:
            company = this_company(services, context, self.company_id)
            outcome = sync_company(services, company, started_by=started_by(context), person=person(context))
        self.log.info("%s", outcome.message)
        fail_unless_done(outcome.exit_code, outcome.message)
        return dict(outcome.counts)
