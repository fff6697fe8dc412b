"""The companies of a generated world: those of the demo's configuration, and as many more as asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from payroll.config.load import load_config
from payroll.config.models import CompanyConfig, PayrollConfig
from transforms.wage_period import WagePeriod

TODAY: Final = date(2026, 10, 20)  # lies in the current period of every kind: M10, P11, W43, and 21 Sep to 20 Oct
DEMO_CONFIG: Final = Path(__file__).parents[3] / "config" / "payroll.yaml"
FIRST_FURTHER_ID: Final = 1301
WAGE_PERIODS: Final[tuple[dict[str, Any], ...]] = (
    {"kind": "month"},
    {"kind": "four_weeks"},
    {"kind": "week"},
    {"kind": "month", "first_day_of_month": 21},
)


def demo_config(companies: int = 4, path: Path = DEMO_CONFIG) -> PayrollConfig:
    """The first of the file's companies, then generated ones that use the codes of the first."""
    config = load_config(path)
    further = [_further_company(number, config.companies[0]) for number in range(companies - len(config.companies))]
    return config.model_copy(update={"companies": (*config.companies[:companies], *further)})


def current_period(company: CompanyConfig) -> WagePeriod:
    """The wage period that is open in Nmbrs when the generated world ends."""
    return company.calendar.containing(TODAY)


def first_period(company: CompanyConfig, periods: int) -> WagePeriod:
    """The earliest wage period of a world, which begins `periods` months back, this month counted."""
    months = TODAY.year * 12 + TODAY.month - 1 - (periods - 1)
    earliest = company.calendar.containing(date(months // 12, months % 12 + 1, 1))
    return min(earliest, current_period(company))


def _further_company(number: int, like: CompanyConfig) -> CompanyConfig:
    company_id = FIRST_FURTHER_ID + number
    return CompanyConfig(
        id=str(company_id),
        name=f"Horecazaak {company_id} B.V.",
        venues=(f"zaak-{company_id}-bar", f"zaak-{company_id}-keuken"),
        wage_period=WAGE_PERIODS[number % len(WAGE_PERIODS)],
        codes=like.codes,
    )
