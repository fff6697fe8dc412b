"""What a person reads on the review list: who, why, and what to do next; keys and names of fields, never a value."""

import re
from typing import Final

import pandas as pd

from transforms.people.findings import who

REVIEW: Final = "review"
_SAYS: Final = {
    "person_unknown": "is connected with a person who is not in the workforce database any more. Disconnect, or bring "
    "the person back.",
    "several_candidates": "matches several people{candidates}. Match by hand, or correct the field {key}.",
    "keys_contradict": "matches one person by {key} and not by {conflicts}{candidates}. Correct the wrong field, "
    "or match by hand.",
    "connected_elsewhere": "matches somebody who is connected with another employee of the company{candidates}. "
    "Disconnect that one first, or correct the field {key}.",
    "matched_twice": "matches somebody whom another employee of the company matches too{candidates}. Match by hand, or "
    "correct the field {key}.",
    "name_and_birth_date_differ": "has the e-mail address of somebody with another first name and birth "
    "date{candidates}. Match by hand, or give each their own address.",
    "disconnected_by_hand": "was disconnected by hand{candidates}. Match by hand if they belong together after all.",
    "same_person_twice": "is new, and shares BSN or e-mail address with another new employee who may be somebody else. "
    "Join or correct the two in Nmbrs, or match by hand.",
}
_PLACES: Final = re.compile(r"(\{\w+\})")


def sentences(rows: pd.DataFrame) -> "pd.Series[str]":
    """The sentence of every review row; "" for the others.

    Args:
        rows: company_id, nmbrs_employee_id, outcome, reason, key, conflicts, candidates.
    """
    asked = rows[rows["outcome"] == REVIEW]
    people = (" (" + asked["candidates"].str.replace(",", ", ") + ")").where(asked["candidates"] != "", "")
    parts = {"{key}": asked["key"], "{conflicts}": asked["conflicts"].str.replace(",", ", "), "{candidates}": people}
    says = pd.Series("", index=asked.index, dtype="str")
    for reason in asked["reason"].unique():
        filled = pd.Series("", index=asked.index, dtype="str")
        for piece in _PLACES.split(_SAYS[reason]):
            filled = filled + parts.get(piece, piece)
        says = says.where(asked["reason"] != reason, filled)
    keys = asked[["company_id", "nmbrs_employee_id"]].assign(employee_id="")
    return (who(keys) + " " + says).reindex(rows.index).fillna("").astype("str")
