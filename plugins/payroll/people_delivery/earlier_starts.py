"""Starts before the company's current wage period: whose may be sent, which is only on purpose (semantics F7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True, slots=True)
class EarlierStarts:
    """Whose starts before the current wage period may be sent; unless a run was asked for it and approved, nobody's.

    current_from  first day of the company's current wage period
    opened        employee ids
    """

    current_from: date
    opened: Collection[str] = frozenset()

    def kept_back(self, found: pd.DataFrame) -> pd.DataFrame:
        """Those findings about early starts that are not opened."""
        return found[~found["employee_id"].isin(list(self.opened))].reset_index(drop=True)

    def needs_unprotected(self, employee_id: str, starts_on: date) -> bool:
        """Whether UnprotectedMode goes with the call that carries this start: never without being asked."""
        return employee_id in self.opened and starts_on < self.current_from
