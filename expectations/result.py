"""What the gate found for one company and wage period."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from expectations.rules import CRITICAL, WARNING
from expectations.verdict import Verdict

FAILURE_COLUMNS: Final = ("table", "rule", "severity", "description", "company_id", "wage_period", "key", "found")


@dataclass(frozen=True)
class GateResult:
    """What the gate found for one company and wage period.

    Args:
        company_id, wage_period: of whom, and the key of when.
        verdicts: one per table, with Great Expectations' own results.
        failures: one row per rule and failing row, texts and categories of text: table, rule,
            severity (critical | warning), description, company_id, wage_period,
            key ("time_entry_id=E1, employee_id=P1", "" = the whole table), found.
        unknown_codes: component, code: mapped or used codes that are not in Nmbrs (C7).
        line_sums: what the exported details add up to per wage line, as expectations.line_sums gives it.
    """

    company_id: str
    wage_period: str
    verdicts: tuple[Verdict, ...]
    failures: pd.DataFrame
    unknown_codes: pd.DataFrame
    line_sums: pd.DataFrame

    @property
    def blocked(self) -> bool:
        """Whether nothing may be written for this company."""
        return any(verdict.blocked for verdict in self.verdicts)

    @property
    def rules_run(self) -> int:
        """Number of rules that were evaluated, over all tables."""
        return sum(verdict.rules_run for verdict in self.verdicts)

    @property
    def rows_checked(self) -> int:
        """Number of rows judged, over all tables."""
        return sum(verdict.rows_checked for verdict in self.verdicts)

    def count(self, severity: str) -> int:
        """Number of failures of a severity."""
        return int(self.failures["severity"].eq(severity).sum())

    def summary(self) -> dict[str, Any]:
        """Counts only, fit for logs and XCom: no key, no value of a person."""
        return {
            "company_id": self.company_id,
            "wage_period": self.wage_period,
            "blocked": self.blocked,
            "rules_run": self.rules_run,
            "rows_checked": self.rows_checked,
            "critical": self.count(CRITICAL),
            "warnings": self.count(WARNING),
            "tables": [verdict.summary() for verdict in self.verdicts],
        }


def all_failures(company_id: str, wage_period: str, verdicts: tuple[Verdict, ...]) -> pd.DataFrame:
    """The failures of all tables in one frame, as in GateResult.failures."""
    named = [verdict.failures.assign(table=verdict.table) for verdict in verdicts]
    together = pd.concat(named, ignore_index=True).assign(company_id=company_id, wage_period=wage_period)
    kinds = dict.fromkeys(FAILURE_COLUMNS, "category") | {"key": "str", "found": "str"}
    return together[list(FAILURE_COLUMNS)].astype(kinds)
