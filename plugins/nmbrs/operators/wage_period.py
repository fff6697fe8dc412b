"""Operators for one company's wage period: calculate, then deliver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowSkipException

from nmbrs.operators.assets import say_wage_lines
from nmbrs.operators.dag_run import is_scheduled, ledger_run_id, person, say_ended, started_by, this_company
from nmbrs.operators.lineage import from_hours_to_wage_lines, from_wage_lines_to_nmbrs
from nmbrs.operators.links import ControlReportLink, DataChecksLink, DataDocsLink, PayrollPageLink
from nmbrs.operators.log_fields import say_in_log
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import calculated_in_one_line, is_only_waiting, no_such_period, undo_in_one_line

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import RunKind
    from payroll.steps.deliver import Delivered
    from payroll.steps.services import Services

    from nmbrs.operators.lineage import Lineage


class NmbrsCalculateWageLinesOperator(BaseOperator):
    """Read one company's wage period, apply the wage rules, check the data, and keep the wage lines in the ledger.

    Its XCom is the id of the run in the ledger. A run of the schedule skips a wage period whose export was undone.

    Args:
        company_id: Nmbrs company id, one of the configuration.
        wage_period: a key such as `2026-M03`, or `current`. A key of another kind of calendar skips the company.
        measures: what the run may write; none means all that the company has (semantics C2).
        kind: `export`, `dry_run` or `reconcile`; `undo` begins an undo, for which nothing is calculated.
        reason: why an earlier wage period is opened (semantics F7); none where none is.
    """

    template_fields = ("company_id", "wage_period", "measures", "kind", "reason")
    operator_extra_links = (PayrollPageLink(), DataChecksLink(), DataDocsLink())

    def __init__(
        self,
        *,
        company_id: str,
        wage_period: str | Later = "current",
        measures: Sequence[str] | Later = (),
        kind: str = "export",
        reason: str | Later | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_id = company_id
        self.wage_period: Any = wage_period
        self.measures: Any = measures
        self.kind = kind
        self.reason: Any = reason
        self.ledger_run_id = ""

    def execute(self, context: Context) -> str:
        """Calculate. The link to the data checks is there above all when they stop the company."""
        from payroll.steps.errors import PeriodHeld

        with task_services() as services:
            company = this_company(services, context, self.company_id)
            try:
                return self._calculate(services, context, company)
            except PeriodHeld as held:
                say_ended(context, ledger_run_id(services, context, company.id))
                raise AirflowSkipException(str(held)) from None
            finally:
                self.ledger_run_id = ledger_run_id(services, context, company.id)

    def _calculate(self, services: Services, context: Context, company: CompanyConfig) -> str:
        from payroll.steps.calculate import calculate_wage_period
        from payroll.steps.choose import choose_measures, choose_period, refuse_impossible_period
        from payroll.steps.undo import start_undo

        period = choose_period(services, company, self.wage_period)
        if period is None:
            raise AirflowSkipException(no_such_period(company, self.wage_period))
        say_in_log(wage_period=period.key)
        starter, who = started_by(context), person(context)
        if self.kind == "undo":
            self.log.info(undo_in_one_line(company, period.key))
            return start_undo(services, company, period, started_by=starter, person=who).run_id
        kind, reason = cast("RunKind", self.kind), (self.reason or "").strip() or None
        if kind == "export":
            refuse_impossible_period(services, company, period, is_retroactive=reason is not None)
        done = calculate_wage_period(
            services,
            company,
            period,
            measures=choose_measures(company, self.measures or ()),
            kind=kind,
            started_by=starter,
            person=who,
            reason=reason,
            is_scheduled=is_scheduled(context),
        )
        say_in_log(ledger_run=done.run_id)
        self.log.info(calculated_in_one_line(done))
        return done.run_id

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_hours_to_wage_lines()


class NmbrsDeliverWagePeriodOperator(BaseOperator):
    """Bring Nmbrs to what a calculated run wants, and prove it; a dry run only compares.

    Where a person must approve first, the plan is stored and the task is skipped with the sentence that says so. Its
    XCom holds the run's id, the number of writes and the difference that is left.

    Args:
        company_id: Nmbrs company id, one of the configuration.
        run_id: of the run that `NmbrsCalculateWageLinesOperator` has begun.
    """

    template_fields = ("company_id", "run_id")
    operator_extra_links = (PayrollPageLink(), ControlReportLink())

    def __init__(self, *, company_id: str, run_id: str | Later, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.company_id = company_id
        self.run_id: Any = run_id
        self.ledger_run_id = ""

    def execute(self, context: Context) -> dict[str, Any]:
        """Deliver, and end as the outcome asks."""
        from payroll.steps.deliver import deliver_wage_period

        self.ledger_run_id = self.run_id
        with task_services() as services:
            company = this_company(services, context, self.company_id)
            say_in_log(wage_period=services.ledger.runs.get(self.run_id).wage_period, ledger_run=self.run_id)
            done = deliver_wage_period(services, company, self.run_id)
            runs = [services.ledger.runs.get(self.run_id), *services.ledger.runs.follow_ups(self.run_id)]
        if done.waits and is_only_waiting(runs):
            say_ended(context, self.run_id)
            raise AirflowSkipException(done.message)
        self.log.info(done.message)
        fail_unless_done(done.exit_code, done.message)
        say_ended(context, self.run_id)
        say_wage_lines(context, runs, done.written)
        return delivered_in_numbers(done)

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_wage_lines_to_nmbrs(self.company_id)


def delivered_in_numbers(done: Delivered) -> dict[str, Any]:
    """The XCom of a delivery."""
    from payroll.delivery.hundredths import to_decimal

    difference = str(to_decimal(done.difference_hundredths))
    return {"run_id": done.run_id, "written": done.written, "difference": difference}
