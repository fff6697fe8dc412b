"""Operator that turns the time entries of companies into wage lines, and checks them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict, cast

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowSkipException

from nmbrs.operators.company_group import GroupEnd, has_tries_left, is_retry, one_after_the_other
from nmbrs.operators.dag_run import (
    is_scheduled,
    ledger_run_id,
    person,
    runs_of_this_series,
    say_ended,
    started_by,
    these_companies,
)
from nmbrs.operators.lineage import from_hours_to_wage_lines
from nmbrs.operators.links import DataChecksLink, DataDocsLink, PayrollPageLink
from nmbrs.operators.log_fields import say_in_log
from nmbrs.operators.outcomes import task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import calculated_in_one_line, no_such_period, undo_in_one_line

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import RunKind
    from payroll.steps.services import Services

    from nmbrs.operators.lineage import Lineage


class Calculations(TypedDict):
    """What a task hands to the one that delivers: company id to its run in the ledger, or to why it has none."""

    runs: dict[str, str]
    stopped: dict[str, str]


class NmbrsCalculateWageLinesOperator(BaseOperator):
    """Read companies' wage periods, apply the wage rules, check the data, and keep the wage lines in the ledger.

    Its XCom is `Calculations`. A run of the schedule skips a wage period whose export was undone. Where only some of
    several companies can be calculated, the task hands those on, and the one that delivers ends red for the others.

    Args:
        company_ids: Nmbrs company ids of the configuration.
        wage_period: a key such as `2026-M03`, or `current`. A key of another kind of calendar skips the company.
        measures: what the run may write; none means all that the company has (semantics C2).
        kind: `export`, `dry_run` or `reconcile`; `undo` begins an undo, for which nothing is calculated.
        reason: why an earlier wage period is opened (semantics F7); none where none is.
        recalculate: look for late changes in paid periods too of which nothing is different since the last look.
    """

    template_fields = ("company_ids", "wage_period", "measures", "kind", "reason", "recalculate")
    operator_extra_links = (PayrollPageLink(), DataChecksLink(), DataDocsLink())

    def __init__(
        self,
        *,
        company_ids: Sequence[str] | Later,
        wage_period: str | Later = "current",
        measures: Sequence[str] | Later = (),
        kind: str = "export",
        reason: str | Later | None = None,
        recalculate: bool | Later = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.wage_period: Any = wage_period
        self.measures: Any = measures
        self.kind = kind
        self.reason: Any = reason
        self.recalculate: Any = recalculate
        self.ledger_run_id = ""

    def execute(self, context: Context) -> Calculations:
        """Calculate. The links lead to the company that was stopped, where there is one."""
        held: list[str] = []
        with task_services() as services:
            companies = these_companies(services, context, self.company_ids)
            known = runs_of_this_series(services, context) if is_retry(context, self.retries or 0) else {}
            calculated = {id_: run.run_id for id_, run in known.items() if run.state == "calculated"}

            def calculate(company: CompanyConfig) -> str:
                return calculated.get(company.id) or self._calculate_unless_held(services, context, company, held)

            group = one_after_the_other(companies, calculate, self.log)
            shown = next(iter(group.stopped), companies[0].id)
            self.ledger_run_id = ledger_run_id(services, context, shown)
        say_ended(context, held)
        if not _others_go_on(group) or (group.may_pass and has_tries_left(context)):
            group.end()
        return {"runs": group.done, "stopped": group.sentences}

    def _calculate_unless_held(
        self, services: Services, context: Context, company: CompanyConfig, held: list[str]
    ) -> str:
        from payroll.steps.errors import PeriodHeld

        try:
            return self._calculate(services, context, company)
        except PeriodHeld as error:
            held.append(ledger_run_id(services, context, company.id))
            raise AirflowSkipException(str(error)) from None

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
            recalculate=bool(self.recalculate),
        )
        say_in_log(ledger_run=done.run_id)
        self.log.info(calculated_in_one_line(done))
        return done.run_id

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Lineage:  # noqa: ANN401
        """What OpenLineage is told, where its provider is installed."""
        return from_hours_to_wage_lines()


def _others_go_on(group: GroupEnd[str]) -> bool:
    return bool(group.stopped and group.done)
