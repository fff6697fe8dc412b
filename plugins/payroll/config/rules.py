"""From the configuration to the frames that the wage rules read, and which measures one run may select."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from payroll.config.errors import ConfigError
from payroll.config.models import CompanyConfig
from transforms import columns as c
from transforms.rules import FRAMES, WageRules
from transforms.wage_period import WagePeriod

CODE_NAME: Final = {c.HOURS: "hour code", c.WAGE: "wage code"}


def wage_rules(
    companies: Sequence[CompanyConfig],
    periods: Mapping[str, WagePeriod],
    *,
    timezone: str,
    connections: pd.DataFrame,
    already_paid: pd.DataFrame | None = None,
    history: pd.DataFrame | None = None,
) -> WageRules:
    """The rules of one run for many companies.

    Args:
        companies: whose venues, codes and measures count.
        periods: company id to the wage period of this run; every company needs one.
        timezone: where midnight is.
        connections: company_id, employee_id, nmbrs_employee_id; one row per person and company (D3).
        already_paid: time_entry_id, measure, type of what is paid for good; left out, nothing is.
        history: time_entry_id of entries with ledger history in their period; left out, none has.
    """
    optional = {"already_paid": already_paid, "history": history}
    return WageRules(
        venue_links=_frame("venue_links", _venue_links(companies)),
        company_periods=_frame("company_periods", _company_periods(companies, periods)),
        measures_on=_frame("measures_on", [(each.id, measure) for each in companies for measure in each.measures]),
        code_table=_frame("code_table", _code_rows(companies)),
        prices=_frame("prices", _price_rows(companies)),
        connections=connections,
        timezone=timezone,
        **{name: frame for name, frame in optional.items() if frame is not None},
    )


def mapped_codes(company: CompanyConfig) -> pd.DataFrame:
    """Every code that the company's configured measures use, to be compared with Nmbrs' models (C7).

    Returns:
        measure, type, contract_kind, component (hours | wage), code (int64); one row per mapping, in the file's order.
    """
    rows = [
        (each.measure, each.type, each.contract_kind, each.component, each.code)
        for each in company.codes.mappings()
        if each.measure in company.measures
    ]
    dtypes = {"measure": "str", "type": "str", "contract_kind": "str", "component": "str", "code": "int64"}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def check_measure_selection(company: CompanyConfig, measures: Iterable[str]) -> None:
    """Refuse a run's selection that would send half of a line (C2).

    Args:
        measures: what the run selects; measures that the company does not export are no part of the question.

    Raises:
        ConfigError: a measure is unknown, a code's measures are selected in part, or only one of worked_hours and
            allowances where full_rate is in use.
    """
    selected = set(measures)
    unknown = sorted(selected - set(c.MEASURES))
    if unknown:
        raise ConfigError(f"There is no measure {', '.join(unknown)}; allowed are {', '.join(c.MEASURES)}.")
    sentences = [*_split_codes(company, selected), *_split_full_rate(company, selected)]
    if sentences:
        raise ConfigError("\n".join(sentences))


def _split_codes(company: CompanyConfig, selected: set[str]) -> list[str]:
    sharing: dict[tuple[str, int], set[str]] = defaultdict(set)
    for mapping in company.codes.mappings():
        if mapping.measure in company.measures:
            sharing[mapping.component, mapping.code].add(mapping.measure)
    return [
        _half_a_line(company, f"share {CODE_NAME[component]} {code}", measures)
        for (component, code), measures in sharing.items()
        if measures & selected and measures - selected
    ]


def _split_full_rate(company: CompanyConfig, selected: set[str]) -> list[str]:
    both = {c.WORKED_HOURS, c.ALLOWANCES}
    uses_full_rate = any(mapping.pays == c.FULL_RATE for mapping in company.codes.mappings())
    if not uses_full_rate or not both <= set(company.measures) or len(both & selected) != 1:
        return []
    return [_half_a_line(company, "are bound by an allowance with pays: full_rate", both)]


def _half_a_line(company: CompanyConfig, why: str, measures: set[str]) -> str:
    names = " and ".join(sorted(measures))
    return f"Company {company.id}: {names} {why}, and only a part of them is selected. Select all of them or none."


def _frame(name: str, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(FRAMES[name])).astype(FRAMES[name])


def _venue_links(companies: Sequence[CompanyConfig]) -> list[tuple[str, str, str]]:
    return [(venue, each.id, each.cost_center.get(venue, "")) for each in companies for venue in each.venues]


def _company_periods(
    companies: Sequence[CompanyConfig], periods: Mapping[str, WagePeriod]
) -> list[tuple[str, str, Any, Any, str]]:
    chosen = [(each, periods[each.id]) for each in companies]
    return [(each.id, period.key, period.first_day, period.last_day, each.past_midnight) for each, period in chosen]


def _code_rows(companies: Sequence[CompanyConfig]) -> list[tuple[Any, ...]]:
    return [
        (company.id, code.contract_kind, code.measure, code.type, code.component, code.code, code.pays, code.unit)
        for company in companies
        for code in company.codes.mappings()
    ]


def _price_rows(companies: Sequence[CompanyConfig]) -> list[tuple[Any, ...]]:
    return [
        (company.id, code.contract_kind, code.measure, code.type, price.valid_from, price.cents)
        for company in companies
        for code in company.codes.mappings()
        for price in code.prices
    ]
