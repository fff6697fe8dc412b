"""What the gate judges for one company and wage period."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from transforms.rules import WageRules
from transforms.wage_lines import Calculation
from transforms.wage_period import WagePeriod


@dataclass(frozen=True)
class GateInputs:
    """What was read and computed for one company and wage period.

    Args:
        company_id: Nmbrs company.
        wage_period: its wage period.
        entries, entry_meals, entry_allowances: as the workforce reader gave them, of this company's venues only.
        calculation: what the wage rules made of them; rows of other companies are left alone.
        rules: the wage rules that the calculation was made with: mapped codes and prices.
        source_totals: what SQL counted over the same rows: entries, minutes (sum of the column), meals (sum of
            quantity), allowance_minutes; also known are break_minutes, approved_entries,
            paid_minutes (B2), meal_rows and allowance_rows.
        nmbrs_codes: component (hours | wage), code: both models of the company in Nmbrs.
        history: employee_id, component, code, median_hundredths: what employees usually have; None = unknown.
    """

    company_id: str
    wage_period: WagePeriod
    entries: pd.DataFrame
    entry_meals: pd.DataFrame
    entry_allowances: pd.DataFrame
    calculation: Calculation
    rules: WageRules
    source_totals: Mapping[str, object]
    nmbrs_codes: pd.DataFrame
    history: pd.DataFrame | None = None
