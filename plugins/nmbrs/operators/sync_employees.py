"""Operator that brings the people of one company from Nmbrs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from nmbrs.operators.assets import PEOPLE_HERE, SAYS_PEOPLE_HERE, say
from nmbrs.operators.company_ending import say_result
from nmbrs.operators.dag_run import person, started_by, this_company
from nmbrs.operators.lineage import from_nmbrs_to_people
from nmbrs.operators.links import EmployeesLink
from nmbrs.operators.outcomes import fail_unless_done, task_services

if TYPE_CHECKING:
    from airflow.sdk import Context

    from nmbrs.operators.lineage import Lineage


class NmbrsSyncEmployeesOperator(BaseOperator):
    """Bring people, contracts, schedules and salaries of one company; with nothing new, nothing is written.

    The log has one line of counts. Its XCom is those counts: no key and no value of a person.

    Args:
        company_id: Nmbrs company id, one of the configuration.
    """

    template_fields = ("company_id",)
    operator_extra_links = (EmployeesLink(),)

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
        is_done = outcome.exit_code == outcome.exit_code.DONE
        say_result(context, company.id, outcome.message, "info" if is_done else "critical")
        fail_unless_done(outcome.exit_code, outcome.message)
        extra = {"company": company.id, "state": "synced", "run": outcome.run_id} | dict(outcome.counts)
        say(context, SAYS_PEOPLE_HERE, PEOPLE_HERE, extra)
        return dict(outcome.counts)

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_nmbrs_to_people(self.company_id)
