"""The daily look at deadlines: before wages are paid, the period is to be approved and proven (semantics A7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from payroll.config.models import CompanyConfig
from payroll.ledger import Ledger
from payroll.ledger.notices import Notice
from payroll.steps.services import Services
from transforms.wage_period import WagePeriod

NOTICE_FROM: Final = timedelta(days=3)


def deadline_notice(services: Services, company: CompanyConfig, period: WagePeriod) -> Notice | None:
    """A notice from three days before the deadline on, while the period is not proven or entries are not approved.

    Args:
        services: the open services.
        company: whose period it is; without `remuneration_day` it has no deadline.
        period: the company's current wage period in Nmbrs.
    """
    payday = company.wage_period.remuneration_day
    if payday is None:
        return None
    deadline = company.calendar.deadline(period, payday.rule)
    today = services.now().astimezone(ZoneInfo(services.config.timezone)).date()
    if today < deadline - NOTICE_FROM:
        return None
    if missing := _missing(services.ledger, company.id, period.key):
        return Notice("warning", _sentence(company.id, period.key, deadline, missing), _STEP, company.id, period.key)
    return None


_STEP: Final = "Have the entries approved, export the period, and look at its control report before wages are paid."


def _missing(ledger: Ledger, company_id: str, wage_period: str) -> str:
    """What still stands between the period and its payment; empty when nothing does."""
    run = ledger.runs.latest_compared(company_id, wage_period)
    if run is None:
        return "nothing was exported yet"
    proof = ledger.results.proof(run.run_id)
    if proof is None or not proof.passed:
        return "the last export is not proven"
    coverage = ledger.wage_lines.coverage_of(run.run_id)
    waiting = int(coverage.loc[coverage["bucket"] == "not_approved", "rows"].sum())
    return f"{waiting} rows of time entries are not approved" if waiting else ""


def _sentence(company_id: str, wage_period: str, deadline: date, missing: str) -> str:
    return f"Company {company_id}: {wage_period} is to be paid on {deadline.isoformat()}, and {missing}."
