"""Export, dry-run or reconcile one company from beginning to end; what stops it becomes its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from payroll.config.models import CompanyConfig
from payroll.ledger.runs import RunKind
from payroll.steps.calculate import calculate_wage_period
from payroll.steps.choose import choose_measures, choose_period, refuse_impossible_period
from payroll.steps.deliver import Delivered, deliver_wage_period
from payroll.steps.errors import UsageError
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.services import Services
from payroll.steps.undo import undo_export


@dataclass(frozen=True, slots=True)
class CompanyOutcome:
    """How one company ended; `delivered` is None where it was stopped before Nmbrs was read."""

    company_id: str
    wage_period: str
    exit_code: ExitCode
    message: str
    delivered: Delivered | None = None


def export_company(
    services: Services,
    company: CompanyConfig,
    wage_period: str,
    *,
    measures: Sequence[str],
    kind: RunKind,
    started_by: str,
    person: str = "",
    reason: str | None = None,
    recalculate: bool = False,
) -> CompanyOutcome:
    """Calculate and deliver one wage period. A foreseen error is this company's outcome and stops no other one.

    Args:
        services: the open services.
        company: whose period it is.
        wage_period: a key, or `current`.
        measures: the measures to write; none means all that the company has.
        kind: export writes, dry_run and reconcile do not.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
        reason: why an earlier wage period is opened; None where none is.
        recalculate: calculate paid wage periods too of which nothing is different since nothing was found in them.
    """
    try:
        period = choose_period(services, company, wage_period)
        if period is None:
            text = f"Company {company.id}: skipped, its calendar of {company.calendar.in_words} has no {wage_period}."
            return CompanyOutcome(company.id, wage_period, ExitCode.DONE, text)
        if kind == "export":
            refuse_impossible_period(services, company, period, is_retroactive=reason is not None)
        chosen = choose_measures(company, measures)
        calculated = calculate_wage_period(
            services,
            company,
            period,
            measures=chosen,
            kind=kind,
            started_by=started_by,
            person=person,
            reason=reason,
            recalculate=recalculate,
        )
        delivered = deliver_wage_period(services, company, calculated.run_id)
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        return CompanyOutcome(company.id, wage_period, code, str(error))
    return CompanyOutcome(company.id, delivered.wage_period, delivered.exit_code, delivered.message, delivered)


def undo_company(
    services: Services, company: CompanyConfig, wage_period: str, *, started_by: str, person: str = ""
) -> CompanyOutcome:
    """Undo the export of one wage period; a foreseen error is the outcome.

    Args:
        services: the open services.
        company: whose export is undone.
        wage_period: a key, or `current`.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
    """
    try:
        period = choose_period(services, company, wage_period)
        if period is None:
            raise UsageError(
                f"Company {company.id}: its calendar of {company.calendar.in_words} has no {wage_period}. Nothing was "
                f"undone. `payroll periods --company {company.id} --year YEAR` lists its wage periods."
            )
        delivered = undo_export(services, company, period, started_by=started_by, person=person)
    except Exception as error:
        code = meaning(error)
        if code == ExitCode.BUG:
            raise
        return CompanyOutcome(company.id, wage_period, code, str(error))
    return CompanyOutcome(company.id, delivered.wage_period, delivered.exit_code, delivered.message, delivered)
