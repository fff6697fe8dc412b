"""Which version of a record counts on a day: semantics G1.

The one with the latest start not after the day counts; of equal starts the one made last. A version that has ended
does not count, one without a start always has.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.findings import findings
from transforms.people.frames import NMBRS_KEY, joined_keys

HOME: Final = "home"


def in_force(history: pd.DataFrame, asked: pd.DataFrame, key: Sequence[str] = NMBRS_KEY) -> pd.DataFrame:
    """The version that counts, one row per row of `asked` that has one.

    Args:
        history: the key, starts_on and created_at where there are such, ends_on where versions end (itself inside),
            and whatever else a version has.
        asked: the key, on (the day asked about), and further columns that come back.
        key: whose history it is.

    Returns:
        the columns of `asked` and of `history`, in the order of `asked`, with its index.
    """
    rows = asked.assign(asked_row=np.arange(len(asked)), asked_index=asked.index)
    rows = rows.merge(history, on=list(key), how="inner")
    rows = rows[_counts(rows)]
    newest = ["asked_row", *_precedence(history, key)]
    rows = rows.sort_values(newest, na_position="first", kind="stable").drop_duplicates("asked_row", keep="last")
    return rows.set_index("asked_index").rename_axis(None).drop(columns="asked_row")


def in_force_on(history: pd.DataFrame, day: pd.Timestamp, key: Sequence[str] = NMBRS_KEY) -> pd.DataFrame:
    """The version of each key that counts on one day, sorted by key."""
    asked = history[list(key)].drop_duplicates().sort_values(list(key), ignore_index=True)
    asked = asked.assign(on=pd.Series(day, index=asked.index, dtype="datetime64[s]"))
    return in_force(history, asked, key).drop(columns="on").reset_index(drop=True)


def dated_by_period(history: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Give a history with start_year, start_period, end_year, end_period its days starts_on and ends_on.

    Args:
        history: company_id and the four numbers (null = open).
        periods: company_id, year, period, first_day, last_day: the company's calendar.
    """
    numbers = ["company_id", "year", "period"]
    first = periods.set_axis([{"first_day": "starts_on"}.get(name, name) for name in periods.columns], axis=1)
    last = periods.set_axis([{"last_day": "ends_on"}.get(name, name) for name in periods.columns], axis=1)
    dated = history
    for side, days, day in (("start", first, "starts_on"), ("end", last, "ends_on")):
        of_side = {"year": f"{side}_year", "period": f"{side}_period"}
        named = days[[*numbers, day]].rename(columns=of_side)
        dated = dated.merge(named, on=["company_id", *of_side.values()], how="left", validate="many_to_one")
    return dated.drop(columns=["start_year", "start_period", "end_year", "end_period"])


def home_addresses(addresses: pd.DataFrame, periods: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The home address of each person that counts on a day; another kind of address never stands in for it.

    Args:
        addresses, periods: as in `frames.FRAMES`.
    """
    at_home = addresses[(addresses["kind"] == HOME).to_numpy(dtype=bool)]
    return in_force_on(dated_by_period(at_home, periods), day)


def one_per_contract_id(contracts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keep one row per contract id, the one made last; say which ids came with different contents.

    Returns:
        the contracts, and findings (rule `contract_id_twice`); rows that are alike are no finding.
    """
    distinct = contracts.drop_duplicates()
    key = [*NMBRS_KEY, "contract_id"]
    twice = distinct[distinct.duplicated(key, keep=False)].drop_duplicates(key)
    says = (
        "has contract " + twice["contract_id"].astype("str") + " more than once in Nmbrs, with different contents "
        "(field contract_id); the one made last is used. Correct the contracts in Nmbrs."
    )
    order = [*key, "created_at", *(name for name in contracts.columns if name not in (*key, "created_at"))]
    newest = distinct.sort_values(order, na_position="first").drop_duplicates(key, keep="last")
    return newest.reset_index(drop=True), findings(twice, "contract_id", "contract_id_twice", says)


def nothing_listed(people: pd.DataFrame, history: pd.DataFrame, listed: str) -> pd.DataFrame:
    """Findings for people for whom Nmbrs answered a list with nothing in it (rule `nothing_listed`).

    Args:
        people: company_id, nmbrs_employee_id of those who should have one.
        history: the frame of that list. listed: its name, such as `contracts`.
    """
    is_listed = joined_keys(people, NMBRS_KEY).isin(joined_keys(history, NMBRS_KEY))
    says = f"has nothing in Nmbrs' list of {listed}. Add it in Nmbrs if it should be there; the others go on."
    return findings(people[~is_listed], listed, "nothing_listed", says)


def _counts(rows: pd.DataFrame) -> "pd.Series[bool]":
    counts = pd.Series(True, index=rows.index, dtype=bool)
    if "starts_on" in rows.columns:
        counts &= rows["starts_on"].isna() | (rows["starts_on"] <= rows["on"])
    if "ends_on" in rows.columns:
        counts &= rows["ends_on"].isna() | (rows["ends_on"] >= rows["on"])
    return counts


def _precedence(history: pd.DataFrame, key: Sequence[str]) -> list[str]:
    """Start, then creation, then whatever else there is, so that the order of the rows never decides."""
    first = [column for column in ("starts_on", "created_at") if column in history.columns]
    return [*first, *(column for column in history.columns if column not in (*first, *key))]
