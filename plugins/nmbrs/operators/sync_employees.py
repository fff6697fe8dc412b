"""Operator that brings the people of companies from Nmbrs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowException

from nmbrs.operators.assets import PEOPLE_HERE, SAYS_PEOPLE_HERE, say
from nmbrs.operators.company_ending import CompanyEnding, say_results
from nmbrs.operators.company_group import one_after_the_other
from nmbrs.operators.dag_run import person, started_by, these_companies
from nmbrs.operators.lineage import from_nmbrs_to_people
from nmbrs.operators.links import EmployeesLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.steps.people.sync_employees import SyncedCompany

    from nmbrs.operators.lineage import Lineage


class NmbrsSyncEmployeesOperator(BaseOperator):
    """Bring people, contracts, schedules and salaries of companies; with nothing new, nothing is written.

    The log has one line of counts for each. Its XCom is those counts: no key and no value of a person.

    Args:
        company_ids: Nmbrs company ids of the configuration.
        with_bank_accounts: read bank accounts too, at one call per person.
    """

    template_fields = ("company_ids", "with_bank_accounts")
    operator_extra_links = (EmployeesLink(),)

    def __init__(
        self,
        *,
        company_ids: Sequence[str] | Later,
        with_bank_accounts: bool | Later = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.with_bank_accounts: Any = with_bank_accounts
        self.company_ids: Any = company_ids
        self.company_id = ""

    def execute(self, context: Context) -> list[dict[str, int]]:
        """Sync the companies together, and fail with the sentences that say why not."""
        from payroll.steps.people.sync_employees import sync_companies

        with task_services() as services:
            companies = these_companies(services, context, self.company_ids)
            outcomes = sync_companies(
                services,
                companies,
                started_by=started_by(context),
                person=person(context),
                with_bank_accounts=bool(self.with_bank_accounts),
            )
            endings: list[CompanyEnding] = []

            def end(company: CompanyConfig) -> dict[str, int]:
                """The next outcome is this company's: they come in the order in which they were asked for."""
                outcome = next(outcomes, None)
                if outcome is None:
                    raise AirflowException(f"Company {company.id}: not synced; what stopped the task came before it.")
                endings.append(_ending(outcome))
                self.log.info("%s", outcome.message)
                fail_unless_done(outcome.exit_code, outcome.message)
                extra = {"company": company.id, "state": "synced", "run": outcome.run_id} | dict(outcome.counts)
                say(context, SAYS_PEOPLE_HERE, PEOPLE_HERE, extra)
                return dict(outcome.counts)

            try:
                group = one_after_the_other(companies, end, self.log)
            finally:
                say_results(context, endings)
            self.company_id = next(iter(group.stopped), companies[0].id)
            next(outcomes, None)  # an error that nobody foresaw comes after the last company
        group.end()
        return list(group.done.values())

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_nmbrs_to_people(self.company_ids)


def _ending(outcome: SyncedCompany) -> CompanyEnding:
    is_done = outcome.exit_code == outcome.exit_code.DONE
    return CompanyEnding(outcome.company_id, outcome.message, "info" if is_done else "critical")
