"""Who could be who: pairs of a Nmbrs employee and one of our people, with the key that says so. Semantics G3."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from transforms.people.comparable import email_keys
from transforms.people.frames import NMBRS_KEY, texts

CONNECTION: Final = "connection"
NMBRS_ID: Final = "nmbrs_id"
BSN: Final = "bsn"
EMAIL: Final = "email"
# In order: the first key that finds anybody decides.
KEYS: Final = (CONNECTION, NMBRS_ID, BSN, EMAIL)
# Keys by which somebody decided already who a person is.
DECIDED: Final = (KEYS.index(CONNECTION), KEYS.index(NMBRS_ID))
NOBODY: Final = -1
# A value that so many people share says nothing of any of them, and would make very many pairs.
MOST_PEOPLE_PER_VALUE: Final = 20


@dataclass(frozen=True)
class Candidates:
    """All pairs, by row number.

    pairs: nmbrs (row), person (row; -1 = a connected person whom we do not know), key (number in KEYS).
    shared: rows of Nmbrs employees with a value that too many of our people have.
    disconnected: nmbrs, person: pairs found that a person has taken apart by hand.
    """

    pairs: pd.DataFrame
    shared: pd.Index
    disconnected: pd.DataFrame


def candidates(
    nmbrs: pd.DataFrame, people: pd.DataFrame, connections: pd.DataFrame, disconnected: pd.DataFrame
) -> Candidates:
    """Find the pairs by every key; rows are numbered from 0 in both frames.

    Args:
        nmbrs, people, connections, disconnected: as in `match.match_employees`.
    """
    ids = texts(nmbrs["nmbrs_employee_id"])
    found = [
        _connected(nmbrs, people, connections),
        _pairs(ids, texts(people["nmbrs_id"]), NMBRS_ID),
        _pairs(texts(nmbrs["bsn_key"]), texts(people["bsn_key"]), BSN),
        _pairs(_addresses(nmbrs), _addresses(people), EMAIL),
    ]
    pairs = pd.concat([each for each, _ in found], ignore_index=True)
    shared = pd.Index([], dtype="int64").append([rows for _, rows in found]).unique()
    apart = _disconnected(pairs, nmbrs, people, disconnected)
    is_decided = pairs["key"] == KEYS.index(CONNECTION)
    is_left = is_decided | ~apart
    return Candidates(
        pairs[is_left].reset_index(drop=True), shared, pairs.loc[apart & ~is_decided, ["nmbrs", "person"]]
    )


def _connected(nmbrs: pd.DataFrame, people: pd.DataFrame, connections: pd.DataFrame) -> tuple[pd.DataFrame, pd.Index]:
    rows = nmbrs[NMBRS_KEY].assign(nmbrs=range(len(nmbrs))).merge(connections, on=NMBRS_KEY)
    numbers = pd.Series(range(len(people)), index=texts(people["employee_id"]), dtype="int64")
    person = texts(rows["employee_id"]).map(numbers).fillna(NOBODY).astype("int64")
    pairs = pd.DataFrame({"nmbrs": rows["nmbrs"], "person": person}).drop_duplicates()
    return pairs.assign(key=KEYS.index(CONNECTION)), pd.Index([], dtype="int64")


def _addresses(frame: pd.DataFrame) -> "pd.Series[str]":
    """Both e-mail addresses of each row, with the row as index."""
    return pd.concat([email_keys(frame["work_email"]), email_keys(frame["private_email"])])


def _pairs(theirs: "pd.Series[str]", ours: "pd.Series[str]", key: str) -> tuple[pd.DataFrame, pd.Index]:
    """Pairs with an equal value that is not blank, and the rows whose value too many have."""
    left, right = _values(theirs, "nmbrs"), _values(ours, "person")
    owners = right["value"].value_counts()
    crowded = owners.index[owners > MOST_PEOPLE_PER_VALUE]
    is_crowded = left["value"].isin(crowded)
    pairs = left[~is_crowded].merge(right, on="value")[["nmbrs", "person"]].drop_duplicates()
    return pairs.assign(key=KEYS.index(key)), pd.Index(left.loc[is_crowded, "nmbrs"].unique())


def _values(side: "pd.Series[str]", row: str) -> pd.DataFrame:
    filled = side[(side != "").to_numpy(dtype=bool)]
    return pd.DataFrame({"value": filled.array, row: filled.index}).drop_duplicates()


def _disconnected(
    pairs: pd.DataFrame, nmbrs: pd.DataFrame, people: pd.DataFrame, disconnected: pd.DataFrame
) -> "pd.Series[bool]":
    """Whether each pair is one that somebody took apart."""
    known = pairs["person"] != NOBODY
    row = pairs["nmbrs"].to_numpy(dtype="int64")
    ids = pd.DataFrame(
        {
            "company_id": texts(nmbrs["company_id"]).take(row).array,
            "nmbrs_employee_id": texts(nmbrs["nmbrs_employee_id"]).take(row).array,
            "employee_id": texts(people["employee_id"]).reindex(pairs["person"]).fillna("").array,
        }
    )
    apart = disconnected[list(ids.columns)].astype("str").drop_duplicates().assign(is_apart=True)
    is_apart = ids.merge(apart, on=list(ids.columns), how="left", validate="many_to_one")["is_apart"].notna()
    return is_apart & known
