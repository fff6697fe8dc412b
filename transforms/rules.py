"""What the configuration says about wages, as frames for many companies at once: the second argument of every rule."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Final

import pandas as pd

DATE: Final = "datetime64[s]"

FRAMES: Final[dict[str, dict[str, str]]] = {
    "venue_links": {"venue_id": "str", "company_id": "str", "cost_center_id": "str"},
    "company_periods": {
        "company_id": "str",
        "wage_period": "str",
        "first_day": DATE,
        "last_day": DATE,
        "past_midnight": "str",
    },
    "measures_on": {"company_id": "str", "measure": "str"},
    "code_table": {
        "company_id": "str",
        "contract_kind": "str",
        "measure": "str",
        "type": "str",
        "component": "str",
        "code": "int64",
        "pays": "str",
        "unit": "str",
    },
    "prices": {
        "company_id": "str",
        "contract_kind": "str",
        "measure": "str",
        "type": "str",
        "valid_from": DATE,
        "cents": "int64",
    },
    "connections": {"company_id": "str", "employee_id": "str", "nmbrs_employee_id": "str"},
    "already_paid": {"time_entry_id": "str", "measure": "str", "type": "str"},
    "history": {"time_entry_id": "str"},
}
KEYS: Final = {
    "venue_links": ["venue_id"],
    "company_periods": ["company_id"],
    "code_table": ["company_id", "contract_kind", "measure", "type"],
    "prices": ["company_id", "contract_kind", "measure", "type", "valid_from"],
    "connections": ["company_id", "employee_id"],
}


class WageRulesError(ValueError):
    """Frames of rules that contradict themselves."""


def empty_rules(name: str) -> pd.DataFrame:
    """An empty frame of one of the WageRules fields, with its columns and types."""
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in FRAMES[name].items()})


def _empty(name: str) -> Callable[[], pd.DataFrame]:
    return lambda: empty_rules(name)


@dataclass(frozen=True)
class WageRules:
    """The rules of one run, one or many companies; building it raises WageRulesError when they contradict themselves.

    Args:
        venue_links: venue_id, company_id, cost_center_id ("" = none). The company of an entry is its venue's (B3, C8).
        company_periods: company_id, wage_period (key), first_day, last_day, past_midnight (start_day | split).
        measures_on: company_id, measure. The company's configured measures (C2).
        code_table: company_id, contract_kind, measure, type ("" for worked_hours and sick_hours),
            component (hours | wage), code, pays ("" | supplement | full_rate), unit (minutes | count) (C5, C7).
        prices: company_id, contract_kind, measure, type, valid_from, cents (per meal, or per hour) (C4, C5).
        connections: company_id, employee_id, nmbrs_employee_id (D3).
        already_paid: time_entry_id, measure, type of what an earlier export has paid for good (D1).
        history: time_entry_id of entries with ledger history in the period (D1).
        timezone: where midnight is (B1).
    """

    venue_links: pd.DataFrame
    company_periods: pd.DataFrame
    measures_on: pd.DataFrame
    code_table: pd.DataFrame
    prices: pd.DataFrame = field(default_factory=_empty("prices"))
    connections: pd.DataFrame = field(default_factory=_empty("connections"))
    already_paid: pd.DataFrame = field(default_factory=_empty("already_paid"))
    history: pd.DataFrame = field(default_factory=_empty("history"))
    timezone: str = "Europe/Amsterdam"

    def __post_init__(self) -> None:
        for each in fields(self):
            if each.name in FRAMES:
                _check_columns(each.name, getattr(self, each.name))
        for name, key in KEYS.items():
            _check_key(name, getattr(self, name), key)
        linked = set(self.venue_links["company_id"])
        without_period = sorted(linked - set(self.company_periods["company_id"]))
        if without_period:
            raise WageRulesError(f"Companies with venues and without a wage period: {', '.join(without_period)}.")


def _check_columns(name: str, frame: pd.DataFrame) -> None:
    missing = [column for column in FRAMES[name] if column not in frame.columns]
    if missing:
        raise WageRulesError(f"The rules' frame {name} lacks {', '.join(missing)}; it has {', '.join(frame.columns)}.")


def _check_key(name: str, frame: pd.DataFrame, key: list[str]) -> None:
    doubled = frame.loc[frame.duplicated(key), key].drop_duplicates()
    if len(doubled):
        first = ", ".join(f"{column} {doubled.iloc[0][column]}" for column in key)
        raise WageRulesError(f"The rules' frame {name} has {len(doubled)} keys more than once, the first: {first}.")
