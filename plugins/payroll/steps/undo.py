"""Undo the export of the current wage period: our lines go, days become what they were (semantics F10)."""

from __future__ import annotations

from payroll.config.models import CompanyConfig
from payroll.ledger.runs import Run
from payroll.steps.deliver import Delivered, deliver_wage_period
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod


def start_undo(
    services: Services, company: CompanyConfig, period: WagePeriod, *, started_by: str, person: str = ""
) -> Run:
    """Begin a run that is to undo what we wrote into a wage period.

    Args:
        services: the open services.
        company: whose export is undone.
        period: the wage period; delivering the run refuses any but the current one without a locked run.
        started_by: who or what started it, for the audit trail.
        person: the person among them; empty when nobody did.
    """
    run = services.ledger.runs.start(
        company_id=company.id,
        wage_period=period.key,
        year=period.year,
        period=period.number,
        kind="undo",
        measures=company.measures,
        started_by=started_by,
        person=person,
        now=services.now(),
    )
    services.ledger.runs.mark(run.run_id, "calculated", entries_read=0)
    return run


def undo_export(
    services: Services, company: CompanyConfig, period: WagePeriod, *, started_by: str, person: str = ""
) -> Delivered:
    """Remove every line of ours from the current wage period, corrections of earlier ones included, and prove it.

    Lines of others stay. Scheduled runs skip the period from then on, until somebody exports it by hand.

    Raises:
        WriterBusy, PeriodRefused, NmbrsError: as `deliver_wage_period`.
    """
    run = start_undo(services, company, period, started_by=started_by, person=person)
    return deliver_wage_period(services, company, run.run_id)
