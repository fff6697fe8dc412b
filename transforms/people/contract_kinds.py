"""What kind of contract each contract of Nmbrs is: derived from hours and schedule, unless overridden. Semantics G4.

Nmbrs has no field for it: a contract of no hours with an empty schedule is a zero-hours contract.
"""

from typing import Final

import numpy as np
import pandas as pd

from transforms.columns import FIXED, ZERO_HOURS
from transforms.people.findings import all_findings, findings
from transforms.people.frames import NMBRS_KEY
from transforms.people.in_force import in_force

DERIVED: Final = "derived"
BY_EMPLOYEE: Final = "by_employee"
BY_HOURS: Final = "by_hours"


def contract_kinds(
    contracts: pd.DataFrame,
    schedules: pd.DataFrame,
    by_employee: pd.DataFrame,
    by_hours: pd.DataFrame,
    today: pd.Timestamp,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give every contract its kind, by the schedule in force on the day of the contract that is nearest to today.

    Args:
        contracts: as in `frames.FRAMES`, and employee_id ("" = nobody of ours yet).
        schedules: as in `frames.FRAMES`; two_weeks_hundredths is the sum of the fourteen days.
        by_employee: company_id, employee_id, kind: the setting `contract_kind.by_employee`; wins over by_hours.
        by_hours: company_id, hours_per_week_hundredths, kind: the setting `contract_kind.by_hours`.
        today: the day of the run.

    Returns:
        the contracts with kind and kind_from (derived | by_employee | by_hours), and findings (rules
        `hours_without_schedule`, `no_schedule_in_force`) of those whose kind was derived.
    """
    found = contracts.reset_index(drop=True)
    hours = found["hours_per_week_hundredths"]
    scheduled = _two_weeks(found, schedules, today)
    is_empty = scheduled.eq(0).fillna(False).astype(bool)
    has_no_hours = hours.isna() | hours.eq(0).fillna(False).astype(bool)
    found["kind"] = pd.Series(np.where(has_no_hours & is_empty, ZERO_HOURS, FIXED), dtype="str")
    found["kind_from"] = pd.Series(DERIVED, index=found.index, dtype="str")
    found = _overridden(found, by_hours, "hours_per_week_hundredths", BY_HOURS)
    found = _overridden(found, by_employee, "employee_id", BY_EMPLOYEE)
    derived = found["kind_from"] == DERIVED
    return found, all_findings(
        _without_schedule(found[derived & ~has_no_hours & is_empty]), _unknown(found[derived & scheduled.isna()])
    )


def _two_weeks(contracts: pd.DataFrame, schedules: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Hundredths of hours in the two weeks of the schedule that counts for each contract; null = no schedule."""
    on = pd.Series(today, index=contracts.index, dtype="datetime64[s]")
    on = on.where(~(contracts["ends_on"] < on), contracts["ends_on"])
    on = on.where(~(contracts["starts_on"] > on), contracts["starts_on"])
    counting = in_force(schedules, contracts[NMBRS_KEY].assign(on=on))
    return counting["two_weeks_hundredths"].reindex(contracts.index)


def _overridden(contracts: pd.DataFrame, overrides: pd.DataFrame, column: str, kind_from: str) -> pd.DataFrame:
    """Contracts with the kinds that a setting gives; a missing number of hours is no number."""
    given = overrides[overrides[column].notna()].rename(columns={"kind": "given"})
    key = ["company_id", column]
    kind = contracts[key].merge(given[[*key, "given"]], on=key, how="left", validate="many_to_one")["given"]
    is_given = kind.notna() & contracts[column].notna()
    return contracts.assign(
        kind=contracts["kind"].where(~is_given, kind).astype("str"),
        kind_from=contracts["kind_from"].where(~is_given, kind_from),
    )


def _without_schedule(contracts: pd.DataFrame) -> pd.DataFrame:
    says = (
        "has contract "
        + contracts["contract_id"].astype("str")
        + " with hours per week and an empty schedule in Nmbrs "
        "(field two_weeks_hundredths), and counts as fixed. Fill the schedule in Nmbrs, or set contract_kind."
    )
    return findings(contracts, "two_weeks_hundredths", "hours_without_schedule", says)


def _unknown(contracts: pd.DataFrame) -> pd.DataFrame:
    says = (
        "has contract " + contracts["contract_id"].astype("str") + " and no schedule in force in Nmbrs (field "
        "two_weeks_hundredths), and counts as fixed. Give a schedule in Nmbrs, or set contract_kind."
    )
    return findings(contracts, "two_weeks_hundredths", "no_schedule_in_force", says)
