"""From time entries to wage lines: the one call that applies semantics B, C and D to many companies at once."""

from dataclasses import dataclass

import pandas as pd

from transforms.rules import WageRules


@dataclass(frozen=True)
class Calculation:
    """What became of every time entry. Frames, all with a fresh RangeIndex, sorted by their keys.

    details: one row per (time_entry_id, part, measure, type), D1:
        time_entry_id, part (1; 2 = after midnight, B1), measure, type, company_id ("" = venue not linked), employee_id,
        nmbrs_employee_id (""), work_date, contract_kind (""), component (""), code (0), cost_center_id (""),
        unit (minutes | count), quantity (int64), paid_minutes (Int64 of the part, NA when B2 finds none), bucket.
    lines: one row per wage line (B3), only where quantity_hundredths is not 0:
        company_id, wage_period, employee_id, nmbrs_employee_id, component, code, cost_center_id,
        measures (sorted, comma-joined), exact_sixtieths (int64: minutes, sixtieths of a cent, sixtieths of a day),
        quantity_hundredths (int64: hundredths of an hour, of a euro, of a day),
        rounding_sixtieths (int64: sent less exact, in sixtieths of a hundredth).
    entry_parts: one row per entry read and part, for the gate (B2, C5):
        time_entry_id, part, kind, company_id, employee_id, work_date, is_approved, contract_kind,
        paid_minutes (Int64), full_rate_minutes (int64, of the whole entry, given with part 1).
    contract_conflicts: employee_id, work_date, contract_kinds (sorted, comma-joined): days of entries read on which
        contracts of different kinds overlap (C1).
    coverage: company_id, measure, type, bucket, rows (D2).
    entries_read, expected_rows: the two numbers of D2, counted without looking at details.
    """

    details: pd.DataFrame
    lines: pd.DataFrame
    entry_parts: pd.DataFrame
    contract_conflicts: pd.DataFrame
    coverage: pd.DataFrame
    entries_read: int
    expected_rows: int


def calculate(
    entries: pd.DataFrame,
    entry_meals: pd.DataFrame,
    entry_allowances: pd.DataFrame,
    contracts: pd.DataFrame,
    rules: WageRules,
) -> Calculation:
    """Apply the wage rules to the entries of one run (B, C, D)."""
    raise NotImplementedError
