"""Notices about time entries that a person can bring into the export: by key, never by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from transforms.wage_lines import Calculation

_SHOWN: Final = 20


def coverage_notices(run: Run, calculation: Calculation) -> list[Notice]:
    """What was read and not exported, where a person can change that (semantics D1)."""
    details = calculation.details
    return [
        *_unknown_people(run, details.loc[details["bucket"] == "employee_not_connected"]),
        *_unmapped(run, details.loc[details["bucket"] == "code_not_mapped"]),
        *_unapproved(run, details.loc[details["bucket"] == "not_approved"]),
        *_without_contract(run, details.loc[details["bucket"] == "no_contract_on_day"]),
    ]


def _unknown_people(run: Run, rows: pd.DataFrame) -> Iterable[Notice]:
    if len(rows):
        yield Notice(
            "warning",
            f"Not in the employee list of this company in Nmbrs: {_listed(rows['employee_id'])}. "
            f"{rows['time_entry_id'].nunique()} time entries were not exported.",
            "Create or connect these people in Nmbrs, then run again.",
            run.company_id,
            run.wage_period,
        )


def _unmapped(run: Run, rows: pd.DataFrame) -> Iterable[Notice]:
    if len(rows):
        kind, measure, type_ = (rows[name].astype("str") for name in ("contract_kind", "measure", "type"))
        names = kind + " " + measure + " " + type_
        yield Notice(
            "warning",
            f"No code or no valid price for: {_listed(names.str.strip())}. {len(rows)} rows were not exported.",
            "Map them under `codes` of this company in the configuration, or take the measure out of `measures`.",
            run.company_id,
            run.wage_period,
        )


def _unapproved(run: Run, rows: pd.DataFrame) -> Iterable[Notice]:
    if len(rows):
        yield Notice(
            "info",
            f"{rows['time_entry_id'].nunique()} time entries are not approved yet and were not exported.",
            "Approve them in the source; the next run exports them.",
            run.company_id,
            run.wage_period,
        )


def _without_contract(run: Run, rows: pd.DataFrame) -> Iterable[Notice]:
    if len(rows):
        yield Notice(
            "warning",
            f"No contract on the day of the entry: {_listed(rows['employee_id'])}. "
            f"{rows['time_entry_id'].nunique()} time entries were not exported.",
            "Complete the contracts of these people, then run again.",
            run.company_id,
            run.wage_period,
        )


def _listed(values: pd.Series) -> str:
    """The distinct values, the first twenty of them by name."""
    names = sorted(set(values.astype(str)))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
