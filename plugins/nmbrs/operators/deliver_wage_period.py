"""Operator that brings Nmbrs to what the wage lines of companies say, and proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.assets import say_wage_lines
from nmbrs.operators.company_group import is_retry, one_after_the_other
from nmbrs.operators.dag_run import say_ended, these_companies
from nmbrs.operators.lineage import from_wage_lines_to_nmbrs
from nmbrs.operators.links import ControlReportLink, PayrollPageLink
from nmbrs.operators.log_fields import say_in_log
from nmbrs.operators.outcomes import fail_unless_done, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import is_only_waiting

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.deliver import Delivered
    from payroll.steps.services import Services

    from nmbrs.operators.calculate_wage_lines import Calculations
    from nmbrs.operators.lineage import Lineage


class NmbrsDeliverWagePeriodOperator(BaseOperator):
    """Bring Nmbrs to what calculated runs want, and prove it; a dry run only compares.

    Where a person must approve first, the plan is stored and the company is skipped with the sentence that says so;
    when all of the task's companies are, so is the task. A retry leaves alone what an earlier try has ended. Its XCom
    holds, for each company that is done, the run's id, the number of writes and the difference that is left.

    Args:
        company_ids: Nmbrs company ids of the configuration.
        calculations: the XCom of `NmbrsCalculateWageLinesOperator`.
    """

    template_fields = ("company_ids", "calculations")
    operator_extra_links = (PayrollPageLink(), ControlReportLink())

    def __init__(
        self,
        *,
        company_ids: Sequence[str] | Later,
        calculations: Calculations | Later,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.calculations: Any = calculations
        self.ledger_run_id = ""

    def execute(self, context: Context) -> list[dict[str, Any]]:
        """Deliver one company after the other, and end as their outcomes ask."""
        run_ids: dict[str, str] = self.calculations["runs"]
        ended: list[str] = []
        with task_services() as services:
            companies = these_companies(services, context, self.company_ids)
            calculated = [company for company in companies if company.id in run_ids]

            def deliver(company: CompanyConfig) -> dict[str, Any]:
                return self._deliver(services, context, company, run_ids[company.id], ended)

            try:
                group = one_after_the_other(calculated, deliver, self.log)
            finally:
                say_ended(context, ended)
        self.ledger_run_id = run_ids[next(iter(group.stopped), calculated[0].id)]
        group.stopped |= {id_: AirflowFailException(text) for id_, text in self.calculations["stopped"].items()}
        group.end()
        return list(group.done.values())

    def _deliver(
        self, services: Services, context: Context, company: CompanyConfig, run_id: str, ended: list[str]
    ) -> dict[str, Any]:
        from payroll.steps.deliver import deliver_wage_period

        run, *follow_ups = _with_follow_ups(services, run_id)
        say_in_log(wage_period=run.wage_period, ledger_run=run_id)
        is_export = run.kind not in ("dry_run", "reconcile")
        if is_export and is_retry(context, self.retries or 0) and is_only_waiting([run, *follow_ups]):
            done = _of_earlier_try(services, run, follow_ups)
        else:
            done = deliver_wage_period(services, company, run_id)
            run, *follow_ups = _with_follow_ups(services, run_id)
        if done.waits and is_only_waiting([run, *follow_ups]):
            ended.append(run_id)
            raise AirflowSkipException(done.message)
        self.log.info(done.message)
        fail_unless_done(done.exit_code, done.message)
        ended.append(run_id)
        say_wage_lines(context, [run, *follow_ups], done.written)
        return delivered_in_numbers(done)

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_wage_lines_to_nmbrs(self.company_ids)


def delivered_in_numbers(done: Delivered) -> dict[str, Any]:
    """What an XCom says of a delivery."""
    from payroll.delivery.hundredths import to_decimal

    difference = str(to_decimal(done.difference_hundredths))
    return {"run_id": done.run_id, "written": done.written, "difference": difference}


def _with_follow_ups(services: Services, run_id: str) -> list[Run]:
    return [services.ledger.runs.get(run_id), *services.ledger.runs.follow_ups(run_id)]


def _of_earlier_try(services: Services, run: Run, follow_ups: Sequence[Run]) -> Delivered:
    """A delivery that ended well, or waits for a person, before the task was tried again for another company."""
    from payroll.steps.deliver import Delivered
    from payroll.steps.exit_codes import ExitCode

    every = [run, *follow_ups]
    writes = [write for one in every for write in services.ledger.writes.of_run(one.run_id)]
    written = sum(write.state == "confirmed" for write in writes)
    message = " ".join(one.message for one in every)
    waits = any(one.state == "waiting" for one in every)
    return Delivered(run.run_id, run.company_id, run.wage_period, ExitCode.DONE, message, {}, written, 0, waits)
