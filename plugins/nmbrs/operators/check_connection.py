"""Operator that tries what the export needs from Nmbrs, before the night does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from nmbrs.operators.company_ending import say_result
from nmbrs.operators.dag_run import this_company
from nmbrs.operators.links import SetUpLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.sentences import check_as_table, check_in_one_line, severity_of_check

if TYPE_CHECKING:
    from airflow.sdk import Context


class NmbrsCheckConnectionOperator(BaseOperator):
    """Try every reading call for one company, and hold period kind and mapped codes against Nmbrs. Nothing is written.

    The log shows every call as a table for the accountant. Its XCom is the company's current wage period.

    Args:
        company_id: Nmbrs company id, one of the configuration.
    """

    template_fields = ("company_id",)
    operator_extra_links = (SetUpLink(),)

    def __init__(self, *, company_id: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.company_id = company_id

    def execute(self, context: Context) -> str:
        """Check, and fail with every problem in one text."""
        from payroll.steps.check_connection import check_company_connection

        with task_services() as services:
            company = this_company(services, context, self.company_id)
            check = check_company_connection(services, company)
        self.log.info("%s", check_as_table(company, check))
        problems = " ".join(check.problems)
        say_result(context, company.id, check_in_one_line(check), severity_of_check(check))
        fail_unless_done(check.exit_code, problems)
        return check.wage_period
