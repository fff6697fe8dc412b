"""Several Nmbrs employees who are one new person: in two companies, or twice in one. Semantics G3 and D3.

Nobody here can tell them together, so they are held against each other: by BSN, and by e-mail.
"""

import numpy as np
import pandas as pd

from transforms.people.comparable import EMAILS, email_keys, name_keys
from transforms.people.frames import texts

TWICE = "same_person_twice"


def new_people(rows: pd.DataFrame, nmbrs: pd.DataFrame) -> pd.DataFrame:
    """Name the new person of each new row; those who cannot be told apart go to review.

    One person in two companies is one new person with two connections. Two rows of one company, two BSNs, or two first
    names with two birth dates behind one address: review (reason `same_person_twice`).

    Args:
        rows: company_id, nmbrs_employee_id, outcome, reason, against; sorted by key.
        nmbrs: the same rows, with bsn_key, work_email, private_email, first_name, birth_date.

    Returns:
        the rows with new_person: "company/employee" of the first of them, "" for rows that are not new.
    """
    is_new = rows["outcome"] == "new"
    new = nmbrs[is_new]
    if new.empty:
        return rows.assign(new_person=pd.Series("", index=rows.index, dtype="str"))
    group = pd.Series(_groups(new), index=new.index)
    is_doubtful = _is_doubtful(new, group).reindex(rows.index, fill_value=False)
    name = texts(nmbrs["company_id"]) + "/" + texts(nmbrs["nmbrs_employee_id"])
    first = name.take(group.to_numpy()).set_axis(new.index)
    return rows.assign(
        outcome=rows["outcome"].where(~is_doubtful, "review"),
        reason=rows["reason"].where(~is_doubtful, TWICE),
        new_person=first.reindex(rows.index).where(is_new & ~is_doubtful).fillna("").astype("str"),
    )


def _groups(new: pd.DataFrame) -> np.ndarray:
    """The first row that each row hangs together with, over any chain of equal BSNs and addresses."""
    values = pd.concat([texts(new["bsn_key"]), *(email_keys(new[field]) for field in EMAILS)])
    row, (value, different) = np.tile(np.arange(len(new)), 3), pd.factorize(values.replace("", None))
    row, value = row[value >= 0], value[value >= 0]
    group = np.arange(len(new))
    while True:
        lowest = np.full(len(different), len(new))
        np.minimum.at(lowest, value, group[row])
        joined = group.copy()
        np.minimum.at(joined, row, lowest[value])
        joined = joined[joined]
        if np.array_equal(joined, group):
            return new.index.to_numpy()[group]
        group = joined


def _is_doubtful(new: pd.DataFrame, group: "pd.Series[int]") -> "pd.Series[bool]":
    """Whether the rows of a group may be different people, or are one person twice in a company."""
    facts = pd.DataFrame(
        {
            "group": group,
            "company": texts(new["company_id"]),
            "bsn": texts(new["bsn_key"]).replace("", None),
            "first_name": name_keys(new["first_name"]).replace("", None),
            "birth_date": new["birth_date"],
        }
    )
    of_group = facts.groupby("group")
    size, different = of_group["group"].transform("size"), of_group.transform("nunique")
    is_one_bsn = (different["bsn"] == 1) & (of_group["bsn"].transform("count") == size)
    is_other = (different["first_name"] > 1) & (different["birth_date"] > 1) & ~is_one_bsn
    return (size > 1) & ((different["company"] < size) | (different["bsn"] > 1) | is_other)
