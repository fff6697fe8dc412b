"""Operator that tries what the export needs from Nmbrs, before the night does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from nmbrs.operators.company_ending import CompanyEnding, say_results
from nmbrs.operators.company_group import one_after_the_other
from nmbrs.operators.dag_run import these_companies
from nmbrs.operators.links import SetUpLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import check_as_table, check_in_one_line, severity_of_check

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig


class NmbrsCheckConnectionOperator(BaseOperator):
    """Try every reading call for companies, and hold period kind and mapped codes against Nmbrs. Nothing is written.

    The log shows every call as a table for the accountant. Its XCom is the current wage period of each company for
    which all that is needed works.

    Args:
        company_ids: Nmbrs company ids of the configuration.
    """

    template_fields = ("company_ids",)
    operator_extra_links = (SetUpLink(),)

    def __init__(self, *, company_ids: Sequence[str] | Later, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.company_id = ""

    def execute(self, context: Context) -> list[str]:
        """Check, and fail with every problem in one text."""
        from payroll.steps.check_connection import check_company_connection

        endings: list[CompanyEnding] = []
        with task_services() as services:
            companies = these_companies(services, context, self.company_ids)

            def check(company: CompanyConfig) -> str:
                found = check_company_connection(services, company)
                self.log.info("%s", check_as_table(company, found))
                endings.append(CompanyEnding(company.id, check_in_one_line(found), severity_of_check(found)))
                fail_unless_done(found.exit_code, " ".join(found.problems))
                return found.wage_period

            try:
                group = one_after_the_other(companies, check, self.log)
            finally:
                say_results(context, endings)
        self.company_id = next(iter(group.stopped), companies[0].id)
        group.end()
        return list(group.done.values())
