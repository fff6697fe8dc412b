"""Operator that ends a DAG run of an export: it says how every company ended, plans that people answered included."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from nmbrs.operators.company_ending import CompanyEnding, announce
from nmbrs.operators.company_group import in_one_row
from nmbrs.operators.dag_run import ended_in_this_try, runs_of
from nmbrs.operators.outcomes import task_services
from nmbrs.operators.rendered import Later
from nmbrs.operators.sentences import answered_in_one_line, ended_well, ending, no_such_period

if TYPE_CHECKING:
    from airflow.sdk import Context
    from payroll.config.models import CompanyConfig
    from payroll.ledger.runs import Run
    from payroll.steps.services import Services

    from nmbrs.operators.alerts.alert import Severity

NOTHING_CHOSEN: Final = "Nothing was exported: no company was chosen; the task choose_companies says why."


class ConcludeExportOperator(BaseOperator):
    """Say how every chosen company ended; fail when one has not ended well, so that the run shows it.

    A wage period that is held after an undo, and a plan that a person rejected, have ended well: that is what somebody
    asked for. A plan that still waits has not.

    Args:
        company_ids: the companies chosen for the run, in groups or not; none when the choice itself failed.
        task_ids: of the mapped calculation and delivery; a company of which neither came to an end in this try is not
            done, whatever an earlier try has left in the ledger.
        wage_period: as asked for.
    """

    template_fields = ("company_ids", "wage_period")

    def __init__(
        self,
        *,
        company_ids: Sequence[str | Sequence[str]] | Later | None,
        task_ids: Sequence[str],
        wage_period: str | Later = "current",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.company_ids: Any = company_ids
        self.task_ids = list(task_ids)
        self.wage_period: Any = wage_period

    def execute(self, context: Context) -> None:
        """Read the ledger, and judge."""
        company_ids = in_one_row(self.company_ids)
        if not company_ids:
            announce(context, self.log, [CompanyEnding("", NOTHING_CHOSEN, "critical")], asked=0)
            raise AirflowFailException(NOTHING_CHOSEN)
        with task_services() as services:
            runs = self._runs_of_this_try(services, context)
            chosen = [services.config.company(company_id) for company_id in company_ids]
            skipped = [company for company in chosen if company.id not in runs and self._skips(services, company)]
            endings = [_endings(services, company, runs) for company in chosen if company not in skipped]
        for company in skipped:
            self.log.info(no_such_period(company, self.wage_period))
        announce(context, self.log, list(chain.from_iterable(endings)), asked=len(endings))
        _fail_unless_all_ended_well(endings)

    def _runs_of_this_try(self, services: Services, context: Context) -> dict[str, Run]:
        ended = ended_in_this_try(context, self.task_ids)
        runs = runs_of(services, context)
        return {id_: run for id_, run in runs.items() if run.run_id in ended or not ended_well(run)}

    def _skips(self, services: Services, company: CompanyConfig) -> bool:
        from payroll.steps.choose import CURRENT, choose_period

        return self.wage_period != CURRENT and choose_period(services, company, self.wage_period) is None


def _endings(services: Services, company: CompanyConfig, runs: dict[str, Run]) -> list[CompanyEnding]:
    """How a company's run and those for its late changes ended, and whether well.

    A correction that the data checks stop is told with a critical notice; the current wage period is done without it.
    """
    run = runs.get(company.id)
    if run is None:
        return [CompanyEnding(company.id, ending(company.id, None), "critical")]
    late_runs = services.ledger.runs.follow_ups(run.run_id)
    return [
        _ending(services, run, "info" if ended_well(run) else "critical"),
        *(_ending(services, late, _severity_of_late(late)) for late in late_runs),
    ]


def _severity_of_late(late: Run) -> Severity:
    return "info" if ended_well(late) else "warning" if late.state == "blocked" else "critical"


def _ending(services: Services, run: Run, severity: Severity) -> CompanyEnding:
    """With the person who answered only inside Airflow."""
    approval = services.ledger.approvals.of_run(run.run_id)
    text = ending(run.company_id, run, approval)
    told = answered_in_one_line(run) if approval is not None and approval.decided_by else ""
    return CompanyEnding(run.company_id, text, severity, told)


def _fail_unless_all_ended_well(endings: Sequence[list[CompanyEnding]]) -> None:
    bad = [one for one in endings if not all(each.is_well for each in one)]
    if bad:
        texts = [each.text for each in chain.from_iterable(bad) if not each.is_well]
        raise AirflowFailException(f"{len(bad)} of {len(endings)} companies have not ended well. {' '.join(texts)}")
