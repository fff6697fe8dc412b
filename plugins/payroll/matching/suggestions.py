"""Nmbrs employees who may be a person that is not connected, for whoever matches by hand. Semantics H1."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from transforms.people.comparable import EMAILS, email_keys, name_keys
from transforms.people.frames import NMBRS_KEY, OUR_KEY, joined_keys, texts

SUGGESTION_COLUMNS: Final = (*OUR_KEY, "nmbrs_employee_id", "score", "because")
LOWEST_SCORE: Final = 50
MOST_PER_PERSON: Final = 5
# What so many share brings too many together to be worth a suggestion.
MOST_PER_VALUE: Final = 50
# How much each agreement says; a part of one counts only where the whole does not agree.
POINTS: Final = {
    "bsn": 90,
    "email": 60,
    "birth_date": 40,
    "last_name": 30,
    "first_name": 25,
    "day_and_month_swapped": 20,
    "start_of_last_name": 15,
    "first_letter": 10,
}
_START: Final = 3
# What brings two people together, and under which name: one's address at work may be the other's private one.
_MEETING: Final = {
    "bsn": "bsn",
    "email_1": "email",
    "email_2": "email",
    "either_date": "either_date",
    "name": "name",
}
_COMPARED: Final = ("bsn_key", *EMAILS, "first_name", "prefix", "last_name", "birth_date")
_SAME: Final = ("bsn", "birth_date", "last_name", "first_name", "either_date")


def suggestions(people: pd.DataFrame, nmbrs: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """Who in Nmbrs may be whom of those who are not connected, the best first; a person decides.

    Two with different BSNs are never suggested.

    Args:
        people: company_id, employee_id, bsn_key, work_email, private_email, first_name, prefix, last_name, birth_date.
        nmbrs: company_id, nmbrs_employee_id and the same facts.
        connections: company_id, employee_id, nmbrs_employee_id; whoever is in it is left out on both sides.

    Returns:
        company_id, employee_id, nmbrs_employee_id, score (int64, 50 to 100), because (names of POINTS, joined by
        commas), at most five per person.
    """
    sides = [_not_in(people, connections, OUR_KEY), _not_in(nmbrs, connections, NMBRS_KEY)]
    facts = _facts(pd.concat(sides, ignore_index=True))
    pairs = _meeting(facts, len(sides[0]))
    left, right = (facts.loc[pairs[side]].reset_index(drop=True) for side in ("ours", "theirs"))
    found = left[["company_id"]].assign(employee_id=left["id"], nmbrs_employee_id=right["id"])
    found = _scored(found, left, right)
    order = ["company_id", "employee_id", "score", "nmbrs_employee_id"]
    found = found.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    kept = found[(found.groupby(OUR_KEY).cumcount() < MOST_PER_PERSON) & (found["score"] >= LOWEST_SCORE)]
    return kept[list(SUGGESTION_COLUMNS)].reset_index(drop=True)


def _not_in(frame: pd.DataFrame, connections: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Those who are not connected: company_id, id, and what is compared."""
    is_known = joined_keys(frame, key).isin(joined_keys(connections, key))
    left = frame.loc[~is_known, [*key, *_COMPARED]].set_axis(["company_id", "id", *_COMPARED], axis=1)
    return left.astype({"company_id": "str", "id": "str"})


def _facts(people: pd.DataFrame) -> pd.DataFrame:
    """What is compared, blank where it is not known; `either_date` is the same for a date and its swapped form."""
    first, last = name_keys(people["first_name"]), name_keys(people["prefix"], people["last_name"])
    born = people["birth_date"]
    day, month = born.dt.day, born.dt.month
    either = born.dt.year * 10_000 + day.where(day > month, month) * 100 + day.where(day < month, month)
    emails = {f"email_{place}": email_keys(people[field]) for place, field in enumerate(EMAILS, start=1)}
    return pd.DataFrame(
        {
            "company_id": texts(people["company_id"]),
            "id": texts(people["id"]),
            "bsn": texts(people["bsn_key"]),
            "first_name": first,
            "last_name": last,
            "name": (first + " " + last).where((first != "") & (last != ""), ""),
            "birth_date": born.dt.strftime("%Y%m%d").astype("str").fillna(""),
            "either_date": either.astype("Int64").astype("str").fillna(""),
            **emails,
        }
    )


def _meeting(facts: pd.DataFrame, ours: int) -> pd.DataFrame:
    """Pairs of one company that agree in a fact, unless very many have it; either e-mail address may be the other's.

    Args:
        facts: of both sides, without a gap in the index; the first `ours` are our people.
    """
    values = pd.concat([facts[fact] for fact in _MEETING], ignore_index=True)
    codes, texts_found = pd.factorize(values)
    companies, _ = pd.factorize(facts["company_id"])
    called = pd.factorize(pd.Series(list(_MEETING.values())))[0]
    rows = pd.DataFrame(
        {
            "place": np.tile(np.arange(len(facts)), len(_MEETING)),
            "fact": np.repeat(np.arange(len(_MEETING)), len(facts)),
            "what": np.repeat(called, len(facts)) * (len(texts_found) + 1) + codes,
            "company": np.tile(companies, len(_MEETING)),
        }
    )[(values != "").to_numpy(dtype=bool)]
    is_ours = rows["place"] < ours
    sharing = rows.groupby([is_ours, "fact", "company", "what"])["place"].transform("size")
    kept = rows[sharing <= MOST_PER_VALUE]
    both = [kept.loc[mine, ["company", "what", "place"]] for mine in (is_ours, ~is_ours)]
    met = both[0].merge(both[1], on=["company", "what"], suffixes=("_ours", "_theirs"))
    met = met.rename(columns={"place_ours": "ours", "place_theirs": "theirs"})
    return met[["ours", "theirs"]].drop_duplicates(ignore_index=True)


def _scored(found: pd.DataFrame, left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Points for every agreement, to at most 100, and what agrees."""
    score = pd.Series(0, index=found.index, dtype="int64")
    because = pd.Series("", index=found.index, dtype="str")
    for fact, agrees in _agreements(left, right).items():
        score = score + agrees.astype("int64") * POINTS[fact]
        because = because + pd.Series(f",{fact}", index=found.index).where(agrees, "")
    is_other = (left["bsn"] != "") & (right["bsn"] != "") & (left["bsn"] != right["bsn"])
    return found.assign(score=score.clip(upper=100), because=because.str.lstrip(","))[~is_other]


def _agreements(left: pd.DataFrame, right: pd.DataFrame) -> dict[str, "pd.Series[bool]"]:
    same = {fact: (left[fact] != "") & (left[fact] == right[fact]) for fact in _SAME}
    emails = [
        (left[f"email_{ours}"] != "") & (left[f"email_{ours}"] == right[f"email_{theirs}"])
        for ours in (1, 2)
        for theirs in (1, 2)
    ]
    starts = {
        fact: (left[fact] != "") & (left[fact].str.slice(0, size) == right[fact].str.slice(0, size)) & ~same[fact]
        for fact, size in (("last_name", _START), ("first_name", 1))
    }
    return {
        "bsn": same["bsn"],
        "email": emails[0] | emails[1] | emails[2] | emails[3],
        "birth_date": same["birth_date"],
        "last_name": same["last_name"],
        "first_name": same["first_name"],
        "day_and_month_swapped": same["either_date"] & ~same["birth_date"],
        "start_of_last_name": starts["last_name"],
        "first_letter": starts["first_name"],
    }
