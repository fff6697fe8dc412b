"""Choose companies, their wage period and their measures, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args
from zoneinfo import ZoneInfo

from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.config.rules import check_measure_selection
from payroll.steps.errors import UsageError
from payroll.steps.services import Services
from transforms.columns import MEASURES
from transforms.wage_period import PeriodKind, WageCalendar, WagePeriod, WagePeriodError

CURRENT = "current"


def choose_companies(config: PayrollConfig, company_ids: Sequence[str]) -> list[CompanyConfig]:
    """The companies asked for, in the order of the configuration; all of them when none is named.

    Raises:
        UsageError: a company that is not in the configuration.
    """
    known = {company.id: company for company in config.companies}
    unknown = [company_id for company_id in company_ids if company_id not in known]
    if unknown:
        raise UsageError(
            f"Company {', '.join(unknown)} is not in the configuration; it has {', '.join(known)}. "
            "Correct the number, or add the company to the file in PAYROLL_CONFIG."
        )
    return [company for company in config.companies if not company_ids or company.id in company_ids]


def choose_measures(company: CompanyConfig, measures: Sequence[str]) -> tuple[str, ...]:
    """The measures that a run writes: those asked for, else all that the company has (semantics C2).

    Raises:
        UsageError: a measure that does not exist.
        ConfigError: a selection that would cut a shared code in two.
    """
    unknown = [measure for measure in measures if measure not in MEASURES]
    if unknown:
        raise UsageError(f"There is no measure {', '.join(unknown)}. Allowed are {', '.join(MEASURES)}.")
    if measures:
        check_measure_selection(company, measures)
    return tuple(measure for measure in company.measures if not measures or measure in measures)


def choose_period(services: Services, company: CompanyConfig, wage_period: str) -> WagePeriod | None:
    """The wage period asked for, or the company's current one in Nmbrs; None for a key of another kind of calendar.

    Raises:
        UsageError: a key that is none, or that no calendar has.
    """
    if wage_period == CURRENT:
        return current_period(services, company)
    try:
        return company.calendar.from_key(wage_period)
    except WagePeriodError as error:
        if _some_calendar_has(wage_period):
            return None
        raise UsageError(f"{error}") from None


def current_period(services: Services, company: CompanyConfig) -> WagePeriod:
    """The company's current wage period, as Nmbrs says.

    Raises:
        UsageError: the configuration has another kind of wage period than Nmbrs.
    """
    try:
        return company.calendar.parse_nmbrs_period(services.nmbrs.current_period(company.id))
    except WagePeriodError as error:
        raise UsageError(
            f"Company {company.id}: {error} Make wage_period.kind in the configuration equal to the company in Nmbrs."
        ) from None


def retroactive_reason(*, retroactive: bool, reason: str | None, wage_period: str) -> str | None:
    """Why an earlier wage period is to be opened, None where none is (semantics F7).

    Raises:
        UsageError: `retroactive` without a reason or a key, or a reason without `retroactive`.
    """
    given = (reason or "").strip()
    if retroactive and not given:
        raise UsageError(
            "Opening an earlier wage period needs a reason, which is kept with the plan. Nothing was read or written. "
            "Give it with `reason`."
        )
    if given and not retroactive:
        raise UsageError(
            "A reason is only for opening an earlier wage period. Nothing was read or written. Set `retroactive` too, "
            "or leave the reason empty."
        )
    if retroactive and wage_period == CURRENT:
        raise UsageError(
            "`retroactive` is for an earlier wage period, and `current` is not one. Nothing was read or written. Name "
            "the wage period, such as 2026-M02."
        )
    return given or None


def refuse_impossible_period(
    services: Services, company: CompanyConfig, period: WagePeriod, *, is_retroactive: bool
) -> None:
    """Let no export begin for a wage period that has not begun, or that was before the company's time in Nmbrs.

    Nmbrs may be ahead of the day: its current period is never too late. It does not say when a company began; what
    can be known is the year of its first wage run, which is looked for from the year before the period on.

    Args:
        services: the open services; nothing is written.
        company: whose period it is.
        period: the wage period asked for.
        is_retroactive: whether an earlier period is to be opened; any other is for the period guard to refuse (F7).

    Raises:
        UsageError: nobody can have worked in it yet, or every wage run of the company is of a later year.
    """
    today = services.now().astimezone(ZoneInfo(services.config.timezone)).date()
    has_begun = period.first_day <= today
    if has_begun and not is_retroactive:
        return
    current = current_period(services, company)
    if not has_begun and period != current:
        raise UsageError(
            f"Company {company.id}: {period} has not begun: it starts on {period.first_day}, and today is {today}. "
            f"Nothing was written. The current wage period in Nmbrs is {current}; give that one or an earlier one."
        )
    if is_retroactive:
        _refuse_before_first_run(services, company, period, current)


def _refuse_before_first_run(
    services: Services, company: CompanyConfig, period: WagePeriod, current: WagePeriod
) -> None:
    """A company may have come to Nmbrs in the middle of a year: only a year before that of its first run is refused."""
    years = range(period.year - 1, current.year + 1)
    runs = [(run.year, run.first_period) for year in years for run in services.nmbrs.runs(company.id, year)]
    if runs and period.year < min(runs)[0]:
        first = company.calendar.period(*min(runs))
        raise UsageError(
            f"Company {company.id}: {period} was before its time: the first wage run in Nmbrs is that of {first}. "
            f"Nothing was written. Open a wage period of {first.year} or later."
        )


def _some_calendar_has(wage_period: str) -> bool:
    return any(_reads(WageCalendar(kind), wage_period) for kind in get_args(PeriodKind))


def _reads(calendar: WageCalendar, wage_period: str) -> bool:
    try:
        calendar.from_key(wage_period)
    except WagePeriodError:
        return False
    return True
