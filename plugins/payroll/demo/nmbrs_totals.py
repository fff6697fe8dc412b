"""The same totals twice: added up from what the local Nmbrs itself holds, and as the control report says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from payroll.delivery.hundredths import to_hundredths
from payroll.reports.control_report import CompanyReport

Totals = dict[tuple[str, int], int]
_READING: Final = "_Get"
_QUANTITY: Final = {"hours": ("hour_components", "hours"), "wage": ("wage_components", "value")}


@dataclass(frozen=True, slots=True)
class TotalDifference:
    """One code on which report and Nmbrs do not agree, in whole hundredths."""

    component: str
    code: int
    reported_hundredths: int
    held_hundredths: int


def held_by_nmbrs(company: Mapping[str, Any], year: int, period: int, user: str) -> Totals:
    """Hundredths per (component, code) of one period that our user entered, with all the days.

    Args:
        company: one of `companies` of the sandbox's state.
        year: of the wage period.
        period: its number.
        user: the API user; what others entered is left out.
    """
    totals: Totals = defaultdict(int)
    for employee in company["employees"]:
        for component, (lines, quantity) in _QUANTITY.items():
            for line in _of_period(employee[lines], year, period):
                if line["entered_by"] == user:
                    totals[component, line["code"]] += to_hundredths(Decimal(line[quantity]))
        for line in _of_period(employee["days"], year, period):
            totals["days", 0] += line["days"] * 100
    return {key: total for key, total in sorted(totals.items()) if total}


def reported(report: CompanyReport) -> Totals:
    """What the control report says of the same; the days of others stand in a column of their own there."""
    totals = {
        (one.component, one.code): one.nmbrs_hundredths + (one.foreign_hundredths if one.component == "days" else 0)
        for one in report.totals
    }
    return {key: total for key, total in sorted(totals.items()) if total}


def differences(said: Totals, held: Totals) -> list[TotalDifference]:
    """The codes on which the two do not agree."""
    return [
        TotalDifference(*key, said.get(key, 0), held.get(key, 0))
        for key in sorted(said.keys() | held.keys())
        if said.get(key, 0) != held.get(key, 0)
    ]


def lines_of_others(state: Mapping[str, Any], user: str) -> frozenset[tuple[str, int, str]]:
    """Every line that somebody else entered: (component, id, quantity). An export leaves them as they are."""
    return frozenset(
        (component, line["id"], line[quantity])
        for company in state["companies"]
        for employee in company["employees"]
        for component, (lines, quantity) in _QUANTITY.items()
        for line in employee[lines]
        if line["entered_by"] != user
    )


def lines_of_user(state: Mapping[str, Any], user: str) -> int:
    """How many hour and wage components the user has entered."""
    return sum(
        line["entered_by"] == user
        for company in state["companies"]
        for employee in company["employees"]
        for lines, _ in _QUANTITY.values()
        for line in employee[lines]
    )


def writing_calls(calls: Iterable[Mapping[str, Any]]) -> list[str]:
    """The operations that may change something: every one whose name does not say that it only gets."""
    return [str(call["operation"]) for call in calls if _READING not in str(call["operation"])]


def _of_period(lines: Iterable[Mapping[str, Any]], year: int, period: int) -> list[Mapping[str, Any]]:
    return [line for line in lines if (line["year"], line["period"]) == (year, period)]
