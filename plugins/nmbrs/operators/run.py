"""Operators for a DAG run as a whole: which companies, which venues nobody has, and how it ended."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.dag_run import runs_of, started_by
from nmbrs.operators.outcomes import foreseen_errors, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import NO_WAGE_PERIOD, RETROACTIVE_COMES_LATER, ended_well, ending, no_such_period

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.services import Services


class ChooseCompaniesOperator(BaseOperator):
    """Say which companies a run is for. Its XCom is the list of their ids.

    Args:
        companies: Nmbrs company ids; none means all of the configuration.
        wage_period: as asked for; a run that names none is refused.
        retroactive: deliver to an earlier period; refused in this release.
        reason: why; refused in this release.
    """

    template_fields = ("companies", "wage_period", "retroactive", "reason")

    def __init__(
        self,
        *,
        companies: Sequence[str] | Later = (),
        wage_period: str | Later = "current",
        retroactive: bool | Later = False,
        reason: str | Later | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.companies: Any = companies
        self.wage_period: Any = wage_period
        self.retroactive: Any = retroactive
        self.reason: Any = reason

    def execute(self, context: Context) -> list[str]:
        """Choose; only the configuration is read."""
        from payroll.steps.choose import choose_companies
        from payroll.steps.open_services import config_from

        if self.retroactive or self.reason:
            raise AirflowFailException(RETROACTIVE_COMES_LATER)
        if not self.wage_period:
            raise AirflowFailException(NO_WAGE_PERIOD)
        with foreseen_errors():
            chosen = choose_companies(config_from(os.environ), self.companies or ())
        self.log.info("Chosen: %s.", ", ".join(f"{company.name} ({company.id})" for company in chosen))
        return [company.id for company in chosen]


class ReportUnlinkedVenuesOperator(BaseOperator):
    """Report time entries of venues that no company has, in the periods of this run (semantics D1).

    Its XCom is the number of time entries.
    """

    def execute(self, context: Context) -> int:
        """Look from the first to the last day of the companies' wage periods, as their runs have them."""
        from payroll.steps.unlinked_venues import report_unlinked_venues

        with task_services() as services:
            periods = {
                company_id: services.config.company(company_id).calendar.from_key(run.wage_period)
                for company_id, run in runs_of(services, context).items()
            }
            if not periods:
                raise AirflowSkipException("No company's wage period is known, so there is nothing to look through.")
            found = report_unlinked_venues(services, periods, started_by=started_by(context))
        venues = ", ".join(found.venue_ids) or "none"
        self.log.info("Venues of no company with time entries: %s; entries: %s.", venues, found.entries)
        return found.entries


class ConcludeExportOperator(BaseOperator):
    """Say how every chosen company ended; fail when one has not ended well, so that the run shows it.

    Args:
        company_ids: the companies chosen for the run; none when the choice itself failed.
        deliver_task_id: of the mapped delivery; a company whose delivery did not end well in this try is not done,
            whatever an earlier try has left in the ledger.
        wage_period: as asked for.
    """

    template_fields = ("company_ids", "wage_period")

    def __init__(
        self,
        *,
        company_ids: Sequence[str] | Later | None,
        deliver_task_id: str,
        wage_period: str | Later = "current",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.deliver_task_id = deliver_task_id
        self.wage_period: Any = wage_period

    def execute(self, context: Context) -> None:
        """Read the ledger, and judge."""
        if not self.company_ids:
            raise AirflowFailException(
                "Nothing was exported: no company was chosen; the task choose_companies says why."
            )
        with task_services() as services:
            runs = self._runs_of_this_try(services, context)
            chosen = [services.config.company(company_id) for company_id in self.company_ids]
            skipped = [company for company in chosen if company.id not in runs and self._skips(services, company)]
        for company in skipped:
            self.log.info(no_such_period(company, self.wage_period))
        endings = {company.id: runs.get(company.id) for company in chosen if company not in skipped}
        for company_id, run in endings.items():
            self.log.info(ending(company_id, run))
        _fail_unless_all_ended_well(endings)

    def _runs_of_this_try(self, services: Services, context: Context) -> dict[str, Run]:
        """A list of task ids, because Airflow gives one mapped instance's XCom bare when asked for one id."""
        delivered = {one["run_id"] for one in context["ti"].xcom_pull(task_ids=[self.deliver_task_id]) if one}
        runs = runs_of(services, context)
        return {id_: run for id_, run in runs.items() if run.run_id in delivered or not ended_well(run)}

    def _skips(self, services: Services, company: CompanyConfig) -> bool:
        from payroll.steps.choose import CURRENT, choose_period

        return self.wage_period != CURRENT and choose_period(services, company, self.wage_period) is None


def _fail_unless_all_ended_well(endings: dict[str, Run | None]) -> None:
    bad = [ending(company_id, run) for company_id, run in endings.items() if run is None or not ended_well(run)]
    if bad:
        raise AirflowFailException(f"{len(bad)} of {len(endings)} companies have not ended well. {' '.join(bad)}")
