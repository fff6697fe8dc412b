"""Operators for the beginning and the side of a DAG run: which companies, and which venues nobody has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from nmbrs.operators.company_group import groups_of
from nmbrs.operators.dag_run import runs_of, started_by
from nmbrs.operators.outcomes import foreseen_errors, task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import NO_WAGE_PERIOD, UNDO_IS_ALONE, UNDO_NAMES_COMPANIES

if TYPE_CHECKING:
    from airflow.sdk import Context


class ChooseCompaniesOperator(BaseOperator):
    """Say which companies a run is for, and refuse a form that asks for two things at once. Its XCom is their ids.

    Args:
        companies: Nmbrs company ids; none means all of the configuration.
        wage_period: as asked for; a run that names none is refused.
        retroactive: open an earlier wage period; needs a reason and a key.
        reason: why.
        undo: remove what was written; names its companies, and goes with nothing else.
        dry_run, measures: what the form says of them.
        in_groups: whether a task takes as many of them as `companies_per_task` says; then the XCom is a list of lists.
    """

    template_fields = ("companies", "wage_period", "retroactive", "reason", "undo", "dry_run", "measures")

    def __init__(
        self,
        *,
        companies: Sequence[str] | Later = (),
        wage_period: str | Later = "current",
        retroactive: bool | Later = False,
        reason: str | Later | None = None,
        undo: bool | Later = False,
        dry_run: bool | Later = False,
        measures: Sequence[str] | Later = (),
        in_groups: bool = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.in_groups = in_groups
        self.companies: Any = companies
        self.wage_period: Any = wage_period
        self.retroactive: Any = retroactive
        self.reason: Any = reason
        self.undo: Any = undo
        self.dry_run: Any = dry_run
        self.measures: Any = measures

    def execute(self, context: Context) -> list[str] | list[list[str]]:
        """Choose; only the configuration is read."""
        from payroll.steps.choose import choose_companies, retroactive_reason
        from payroll.steps.open_services import config_from

        if not self.wage_period:
            raise AirflowFailException(NO_WAGE_PERIOD)
        if self.undo and any((self.dry_run, self.measures, self.retroactive, (self.reason or "").strip())):
            raise AirflowFailException(UNDO_IS_ALONE)
        if self.undo and not self.companies:
            raise AirflowFailException(UNDO_NAMES_COMPANIES)
        with foreseen_errors():
            retroactive_reason(retroactive=self.retroactive, reason=self.reason, wage_period=self.wage_period)
            config = config_from(os.environ)
            chosen = choose_companies(config, self.companies or ())
        self.log.info("Chosen: %s.", ", ".join(f"{company.name} ({company.id})" for company in chosen))
        company_ids = [company.id for company in chosen]
        return groups_of(company_ids, config.companies_per_task) if self.in_groups else company_ids


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
