"""What Nmbrs said of a company, as the ledger keeps it: one row per record, the history with its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from payroll.ledger.people.synced import content_columns
from payroll.steps.people.nmbrs_frames import PeopleFrames
from transforms.people.frames import NMBRS_KEY
from transforms.people.in_force import dated_by_period

DAY: Final = pd.Timedelta(days=1)


def said_by_nmbrs(frames: PeopleFrames, people: pd.DataFrame, contracts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Per table of `payroll.ledger.schema.SYNCED` but the costs: all that Nmbrs says now.

    Bank accounts are in it where they were asked for; otherwise what is kept of them stays as it is.

    Args:
        frames: what was read.
        people: the people with bsn_key and not_imported.
        contracts: the contracts with kind and kind_from, one row per contract id.
    """
    periods = frames.periods
    dated = dated_by_period(frames.addresses, periods)
    numbers = [f"{side}_{part}" for side in ("start", "end") for part in ("year", "period")]
    addresses = dated.assign(**{name: frames.addresses[name] for name in numbers})
    placements = until_the_next(_with_first_day(frames.placements, periods), [*NMBRS_KEY, "kind"])
    given: Mapping[str, tuple[pd.DataFrame, list[str]]] = {
        "synced_people": (people, []),
        "synced_employments": (frames.employments, ["employment_id"]),
        "synced_contracts": (contracts, ["contract_id"]),
        "synced_schedules": (until_the_next(frames.schedules), ["schedule_id"]),
        "synced_salaries": (until_the_next(frames.salaries), ["salary_id"]),
        "synced_addresses": (addresses, ["address_id"]),
        "synced_placements": (placements, ["kind", "unit_id", "start_year", "start_period"]),
        **({} if frames.accounts is None else {"synced_bank_accounts": (frames.accounts, ["account_id"])}),
    }
    return {name: _once(frame, record)[content_columns(name)] for name, (frame, record) in given.items()}


def until_the_next(history: pd.DataFrame, key: Sequence[str] = NMBRS_KEY) -> pd.DataFrame:
    """A history in which each version ends on the day before the next one of its key starts."""
    by_start = [*key, "starts_on"]
    rows = history.sort_values([*by_start, "created_at"], na_position="first", kind="stable")
    starts = rows[by_start].drop_duplicates()
    next_start = starts.groupby(list(key))["starts_on"].shift(-1)
    ends = starts.assign(ends_on=next_start - DAY)
    return rows.merge(ends, on=by_start, how="left", validate="many_to_one")


def _with_first_day(placements: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Placements with starts_on, the first day of the period in which they start."""
    start = {"year": "start_year", "period": "start_period", "first_day": "starts_on"}
    days = periods[["company_id", *start]].rename(columns=start)
    return placements.merge(days, on=["company_id", "start_year", "start_period"], how="left", validate="many_to_one")


def _once(frame: pd.DataFrame, record: list[str]) -> pd.DataFrame:
    """Each record once; of several with one id the one made last."""
    key = [*NMBRS_KEY, *record]
    if not frame.duplicated(key).any():
        return frame
    order = [*key, *(["created_at"] if "created_at" in frame.columns else [])]
    return frame.sort_values(order, na_position="first", kind="stable").drop_duplicates(key, keep="last")
