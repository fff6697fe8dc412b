"""Read what the wage rules need for one company and wage period, with the source's own totals beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from expectations.membership import is_among
from payroll.config.models import CompanyConfig
from payroll.workforce.reader import EntryOptions, SourceTotals, WorkforceReader
from transforms.wage_period import WagePeriod


@dataclass(frozen=True)
class PeriodRead:
    """Frames as `payroll.workforce.reader` gives them, of one company's venues."""

    entries: pd.DataFrame
    entry_meals: pd.DataFrame
    entry_allowances: pd.DataFrame
    contracts: pd.DataFrame
    employees: pd.DataFrame
    source_totals: SourceTotals


def read_period(
    reader: WorkforceReader, company: CompanyConfig, period: WagePeriod, exported_before: pd.Series
) -> PeriodRead:
    """Read the time entries of a period, their meals and allowances, and the people who made them.

    Args:
        reader: the workforce database.
        company: whose venues count.
        period: the wage period.
        exported_before: entries that the ledger has exported in this period; they are read wherever they are now (D1).
    """
    selection = (company.venues, period.first_day, period.last_day)
    options: EntryOptions = {"past_midnight": company.past_midnight}
    entries = reader.time_entries(*selection, **options)
    moved = exported_before.loc[~is_among(exported_before, entries["time_entry_id"])]
    if len(moved):
        options["extra_entry_ids"] = sorted(moved)
        entries = reader.time_entries(*selection, **options)
    people = list(entries["employee_id"].dropna().unique())
    return PeriodRead(
        entries=entries,
        entry_meals=reader.entry_meals(*selection, **options),
        entry_allowances=reader.entry_allowances(*selection, **options),
        contracts=reader.contracts(people),
        employees=reader.employees(people),
        source_totals=reader.source_totals(*selection, **options),
    )
