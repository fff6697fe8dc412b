"""What must be so before an import sheet may be written: nothing of ours in Nmbrs, and an open wage period."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from nmbrs.errors import NmbrsRefused

from payroll.config.models import CompanyConfig
from payroll.delivery.period_guard import PeriodRefused
from payroll.ledger import Ledger
from payroll.steps.choose import current_period
from payroll.steps.services import Services
from payroll.steps.sheet_numbers import if_allowed
from transforms.wage_period import WagePeriod


def check_nothing_of_ours(ledger: Ledger, company: CompanyConfig, period: WagePeriod) -> None:
    """Refuse what the API has written, or may have written, and the sheet would bring once more (semantics F2, F4).

    Raises:
        PeriodRefused: the ledger has lines, days or unsettled writes of this company and period.
    """
    writes, key = ledger.writes, period.key
    unsettled = [one for one in writes.unsettled(company.id) if one.wage_period == key]
    if unsettled:
        raise PeriodRefused(
            f"Company {company.id}, {key}: the outcome of {len(unsettled)} writes to Nmbrs is not known yet, so a "
            "sheet could pay twice. No sheet was written. Settle them first: run "
            f"`payroll export --wage-period {key} --company {company.id}`."
        )
    days = [one for one in writes.own_days(company.id, key) if one.days_hundredths != one.before_hundredths]
    ours = len(writes.own_lines(company.id, key)) + len(days)
    if ours:
        raise PeriodRefused(
            f"Company {company.id}, {key}: an export wrote {ours} lines of this period to Nmbrs, and a sheet would pay "
            "them twice. No sheet was written. Go on with `payroll export`, or take them out first with "
            f"`payroll undo --wage-period {key} --company {company.id}`."
        )


def check_open(services: Services, company: CompanyConfig, period: WagePeriod, refused: list[NmbrsRefused]) -> None:
    """Let only the current period without a locked run through, as far as Nmbrs may be asked (semantics F7).

    Args:
        services: the open services.
        company: whose period it is.
        period: the wage period of the sheet; one that has not begun is refused whatever Nmbrs says.
        refused: refusals of Nmbrs are added here.

    Raises:
        PeriodRefused: with the current period, its first day, or the date of the locked run.
    """
    start = f"Company {company.id}: "
    current = if_allowed(partial(current_period, services, company), refused)
    if current is not None and current.key != period.key:
        raise PeriodRefused(
            f"{start}{period.key} is not the current wage period in Nmbrs, {current.key} is. No sheet was written. "
            f"Write the sheet of {current.key}, or let the payroll officer open {period.key} again."
        )
    today = services.now().astimezone(ZoneInfo(services.config.timezone)).date()
    if current is None and period.first_day > today:
        raise PeriodRefused(
            f"{start}{period.key} begins on {period.first_day.isoformat()}. No sheet was written. Wait until then."
        )
    runs = if_allowed(partial(services.nmbrs.runs, company.id, period.year), refused) or []
    for run in runs:
        if run.is_locked and run.year == period.year and run.first_period <= period.number <= run.last_period:
            raise PeriodRefused(
                f"{start}the wage run of {period.key} was locked on {run.run_on.isoformat()} (run {run.number}). No "
                "sheet was written. Ask the payroll officer to unlock the run, or let the next period carry the "
                "correction."
            )
