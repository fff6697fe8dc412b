"""Operator that brings the people of one company from HR into Nmbrs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator

from nmbrs.operators.assets import PEOPLE_THERE, SAYS_PEOPLE_THERE, say
from nmbrs.operators.company_ending import CompanyEnding, say_results
from nmbrs.operators.dag_run import person, started_by, this_company
from nmbrs.operators.lineage import from_people_to_nmbrs
from nmbrs.operators.links import EmployeesLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later

if TYPE_CHECKING:
    from airflow.sdk import Context

    from nmbrs.operators.alerts.alert import Severity
    from nmbrs.operators.lineage import Lineage


class NmbrsExportEmployeesOperator(BaseOperator):
    """Update the connected people of one company in Nmbrs, or create and update those who are named.

    The log names people by their keys, with what a person must look at. Its XCom is counts: no key, no value.

    Args:
        company_id: Nmbrs company id, one of the configuration.
        employees: people of the workforce database, by id; those of other companies are left to their own task. None:
            everybody who is connected.
        is_dry_run: only show which fields would be sent.
        create_anyway: create the people named even where Nmbrs has somebody who looks the same.
        retroactive: ask for starts before the current wage period; they wait until another person approves.
        reason: why, where `retroactive` is given.
        approves: the run that asked for them, which who triggered this DAG run approves.
    """

    template_fields = ("company_id", "employees", "is_dry_run", "create_anyway", "retroactive", "reason", "approves")
    operator_extra_links = (EmployeesLink(),)

    def __init__(
        self,
        *,
        company_id: str,
        employees: Sequence[str] | Later = (),
        is_dry_run: bool | Later = False,
        create_anyway: bool | Later = False,
        retroactive: bool | Later = False,
        reason: str | None | Later = None,
        approves: str | None | Later = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_id = company_id
        self.employees: Any = employees
        self.is_dry_run: Any = is_dry_run
        self.create_anyway: Any = create_anyway
        self.retroactive: Any = retroactive
        self.reason: Any = reason
        self.approves: Any = approves

    def execute(self, context: Context) -> dict[str, int]:
        """Export, and fail with the sentence that says why not."""
        from payroll.steps.people.export_companies import check_chosen, of_no_company
        from payroll.steps.people.export_employees import export_employees
        from payroll.steps.people.export_wish import Wish
        from payroll.steps.people.preview import fields_by_person
        from payroll.steps.people.retroactive import why_earlier

        wish = Wish(
            started_by=started_by(context),
            person=person(context),
            employees=tuple(self.employees or ()),
            is_dry_run=bool(self.is_dry_run),
            create_anyway=bool(self.create_anyway),
            approves=(self.approves or "").strip(),
        )
        with task_services() as services:
            wish = replace(wish, reason=why_earlier(retroactive=bool(self.retroactive), reason=self.reason))
            company = this_company(services, context, self.company_id)
            check_chosen(services, services.config.companies, wish.employees)
            done = export_employees(services, company, wish)
            left = of_no_company(services, wish.employees)
        for line in fields_by_person(done):
            self.log.info("%s", line)
        for sentence in done.points["sentence"]:
            self.log.info("%s", sentence)
        self.log.info("%s", done.message)
        is_done = done.exit_code == done.exit_code.DONE and left is None
        severity: Severity = "info" if is_done else "warning" if done.is_waiting and left is None else "critical"
        said = done.message if left is None else f"{done.message} {left.message}"
        say_results(context, [CompanyEnding(company.id, said, severity)])
        if not done.is_waiting:
            fail_unless_done(done.exit_code, done.message)
        if left is not None:
            fail_unless_done(left.exit_code, left.message)
        counts = {name: getattr(done, name) for name in ("created", "updated", "unchanged", "writes")}
        if not wish.is_dry_run:
            extra = {
                "company": company.id,
                "state": "waiting" if done.is_waiting else "sent",
                "run": done.run_id,
            } | counts
            say(context, SAYS_PEOPLE_THERE, PEOPLE_THERE, extra)
        return counts

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_people_to_nmbrs(self.company_id)
