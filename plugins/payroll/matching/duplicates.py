"""The same person twice: same name and birth date, another e-mail address. Semantics G3.

The classic: somebody has one address in Nmbrs and another one here, is found by no key, and comes in as a new person.
"""

from typing import Final

import pandas as pd

from transforms.people.comparable import name_keys
from transforms.people.findings import findings
from transforms.people.frames import NMBRS_KEY, texts

_FACTS: Final = ("first_name", "prefix", "last_name", "birth_date")
_KEYS: Final = ("company_id", "nmbrs_employee_id", "employee_id")


def possible_duplicates(matches: pd.DataFrame, nmbrs: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Findings (rule `possible_duplicate`) for people who may be somebody else in the list; nothing is changed.

    Of all with one name and birth date, the first of ours is named, and every other one gets a finding that names it:
    another one of ours, or a Nmbrs employee who is new. Case, accents, hyphens and the place of the prefix do not
    count. Somebody without name or birth date is nobody's duplicate.

    Args:
        matches: as `match.match_employees` gives them.
        nmbrs, people: as given to it.

    Returns:
        a frame of findings with two columns more, of_employee_id and of_nmbrs_employee_id: the other of the two.
    """
    outcome = nmbrs[[*NMBRS_KEY, *_FACTS]].merge(
        matches[[*NMBRS_KEY, "outcome", "new_person"]], on=NMBRS_KEY, validate="one_to_one"
    )
    new = outcome[outcome["outcome"] == "new"].drop_duplicates("new_person")
    everyone = pd.concat([people[["employee_id", *_FACTS]], new], ignore_index=True)
    everyone = everyone.assign(**{key: texts(everyone[key]) for key in _KEYS}, name=_names(everyone))
    everyone = everyone[(everyone["name"] != "") & everyone["birth_date"].notna()]
    everyone = everyone.assign(is_theirs=everyone["employee_id"] == "").sort_values(["is_theirs", *_KEYS])
    same = everyone.groupby(["name", "birth_date"])
    other = everyone[(same.cumcount() > 0).to_numpy(dtype=bool)]
    first = same[["company_id", "nmbrs_employee_id", "employee_id"]].transform("first").loc[other.index]
    return _reported(other.reset_index(drop=True), first.reset_index(drop=True))


def _names(people: pd.DataFrame) -> "pd.Series[str]":
    """First and last name; the prefix belongs to the last name wherever it is written."""
    first, last = name_keys(people["first_name"]), name_keys(people["prefix"], people["last_name"])
    return (first + " " + last).where((first != "") & (last != ""), "")


def _reported(other: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    of_ours = "employee " + first["employee_id"]
    of_theirs = "Nmbrs employee " + first["nmbrs_employee_id"] + " of company " + first["company_id"]
    says = (
        "has the name and birth date of "
        + of_ours.where(first["employee_id"] != "", of_theirs)
        + ", with another e-mail address (fields work_email, private_email). If they are one person, match by hand and "
        "end the double."
    )
    found = findings(other, "work_email", "possible_duplicate", says)
    return found.assign(
        of_employee_id=first["employee_id"].array, of_nmbrs_employee_id=first["nmbrs_employee_id"].array
    )
