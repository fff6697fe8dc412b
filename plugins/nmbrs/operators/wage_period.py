"""Operators for one company's wage period: calculate, then deliver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowSkipException

from nmbrs.operators.dag_run import ledger_run_id, started_by, this_company
from nmbrs.operators.links import ControlReportLink, DataChecksLink
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import calculated_in_one_line, no_such_period

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.ledger.runs import RunKind


class NmbrsCalculateWageLinesOperator(BaseOperator):
    """Read one company's wage period, apply the wage rules, check the data, and keep the wage lines in the ledger.

    Its XCom is the id of the run in the ledger.

    Args:
        company_id: Nmbrs company id, one of the configuration.
        wage_period: a key such as `2026-M03`, or `current`. A key of another kind of calendar skips the company.
        measures: what the run may write; none means all that the company has (semantics C2).
        kind: `export`, `dry_run` or `reconcile`.
    """

    template_fields = ("company_id", "wage_period", "measures", "kind")
    operator_extra_links = (DataChecksLink(),)

    def __init__(
        self,
        *,
        company_id: str,
        wage_period: str | Later = "current",
        measures: Sequence[str] | Later = (),
        kind: str = "export",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_id = company_id
        self.wage_period: Any = wage_period
        self.measures: Any = measures
        self.kind = kind
        self.ledger_run_id = ""

    def execute(self, context: Context) -> str:
        """Calculate. The link to the data checks is there above all when they stop the company."""
        from payroll.steps.calculate import calculate_wage_period
        from payroll.steps.choose import choose_measures, choose_period

        with task_services() as services:
            company = this_company(services, context, self.company_id)
            period = choose_period(services, company, self.wage_period)
            if period is None:
                raise AirflowSkipException(no_such_period(company, self.wage_period))
            kind, measures = cast("RunKind", self.kind), choose_measures(company, self.measures or ())
            try:
                starter = started_by(context)
                done = calculate_wage_period(
                    services, company, period, measures=measures, kind=kind, started_by=starter
                )
            finally:
                self.ledger_run_id = ledger_run_id(services, context, company.id)
        self.log.info(calculated_in_one_line(done))
        return done.run_id


class NmbrsDeliverWagePeriodOperator(BaseOperator):
    """Bring Nmbrs to what a calculated run wants, and prove it; a dry run only compares.

    Its XCom holds the run's id, the number of writes and the difference that is left.

    Args:
        company_id: Nmbrs company id, one of the configuration.
        run_id: of the run that `NmbrsCalculateWageLinesOperator` has filled.
    """

    template_fields = ("company_id", "run_id")
    operator_extra_links = (ControlReportLink(),)

    def __init__(self, *, company_id: str, run_id: str | Later, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.company_id = company_id
        self.run_id: Any = run_id
        self.ledger_run_id = ""

    def execute(self, context: Context) -> dict[str, Any]:
        """Deliver, and end as the outcome asks."""
        from payroll.delivery.hundredths import to_decimal
        from payroll.steps.deliver import deliver_wage_period

        self.ledger_run_id = self.run_id
        with task_services() as services:
            company = this_company(services, context, self.company_id)
            done = deliver_wage_period(services, company, self.run_id)
        self.log.info(done.message)
        fail_unless_done(done.exit_code, done.message)
        difference = str(to_decimal(done.difference_hundredths))
        return {"run_id": done.run_id, "written": done.written, "difference": difference}
