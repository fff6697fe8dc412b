"""Which companies may be decided together: those of whom nobody may be in two (semantics G3).

Who is met first in one company is the same person in the next one, so companies that share somebody are decided one
after the other, each when what follows from those before it is written.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from payroll.steps.people.who_is_who import Known, name_and_birth
from payroll.workforce.people import person_key
from transforms.people.comparable import EMAILS, email_keys
from transforms.people.frames import texts


def decided_together(company_ids: Sequence[str], nmbrs: pd.DataFrame, known: Known) -> list[list[str]]:
    """Cut companies, in their order, into stretches in which no two share anybody.

    Two share somebody where a chain of equal values leads from one to the other: a BSN, an e-mail address, a Nmbrs id,
    a name with a birth date, one of our people.

    Args:
        company_ids: of the companies.
        nmbrs: everybody in them, with bsn_key.
        known: our people who may be meant.
    """
    rows = pd.concat([_of_nmbrs(nmbrs), _of_ours(known, len(nmbrs)), _of_connections(known)], ignore_index=True)
    rows = rows[rows["value"].str.slice(2) != ""]
    chains = _chains(rows["owner"].to_numpy(), pd.factorize(rows["value"])[0])
    met = rows.assign(chain=chains).loc[rows["company_id"] != "", ["chain", "company_id"]].drop_duplicates()
    shared = met[met.duplicated("chain", keep=False)]
    others = shared.merge(shared, on="chain").groupby("company_id_x")["company_id_y"].agg(set).to_dict()
    stretches: list[list[str]] = []
    for company_id in company_ids:
        if stretches and not (others.get(company_id, set()) & set(stretches[-1])):
            stretches[-1].append(company_id)
        else:
            stretches.append([company_id])
    return stretches


def _of_nmbrs(nmbrs: pd.DataFrame) -> pd.DataFrame:
    own = person_key(nmbrs["company_id"], nmbrs["nmbrs_employee_id"])
    values = {**_values(nmbrs, texts(nmbrs["nmbrs_employee_id"])), "own": "p:" + own}
    return _long(values, np.arange(len(nmbrs)), texts(nmbrs["company_id"]))


def _of_ours(known: Known, first: int) -> pd.DataFrame:
    """Our people, by what is known of them and by what Nmbrs said of them in any company."""
    people = known.people
    owner = pd.Series(np.arange(first, first + len(people)), index=people["employee_id"])
    values = {**_values(people, texts(people["nmbrs_id"])), "own": "p:" + texts(people["employee_id"])}
    said = known.said_bsns[known.said_bsns["employee_id"].isin(owner.index)]
    of_said = {"said": "b:" + said["bsn_key"]}
    blank = pd.Series("", index=people.index, dtype="str")
    return pd.concat(
        [
            _long(values, owner.to_numpy(), blank),
            _long(of_said, owner.loc[said["employee_id"]].to_numpy(), blank.reindex(said.index, fill_value="")),
        ],
        ignore_index=True,
    )


def _of_connections(known: Known) -> pd.DataFrame:
    """What is connected: a company and a Nmbrs id with one of our people; owners of their own, below zero."""
    pairs = known.connections
    values = {"own": "p:" + texts(pairs["employee_id"]), "theirs": "n:" + texts(pairs["nmbrs_employee_id"])}
    return _long(values, -1 - np.arange(len(pairs)), texts(pairs["company_id"]))


def _values(people: pd.DataFrame, nmbrs_id: pd.Series[str]) -> dict[str, pd.Series[str]]:
    """By what two rows may be one person; blank after the second character where there is no such value."""
    return {
        "nmbrs_id": "n:" + nmbrs_id,
        "bsn": "b:" + texts(people["bsn_key"]),
        **{field: "e:" + email_keys(people[field]) for field in EMAILS},
        "name": "d:" + name_and_birth(people),
    }


def _long(values: dict[str, pd.Series[str]], owner: np.ndarray, company_id: pd.Series[str]) -> pd.DataFrame:
    """One row per owner and value."""
    parts = [
        pd.DataFrame({"owner": owner, "company_id": company_id.array, "value": each.astype("str").array})
        for each in values.values()
    ]
    return pd.concat(parts, ignore_index=True)


def _chains(owner: np.ndarray, value: np.ndarray) -> np.ndarray:
    """For every row the number of the chain it is in: rows of one owner or one value are in one chain."""
    owner = pd.factorize(owner)[0]
    chain = np.arange(len(owner))
    while True:
        before = chain
        for side in (owner, value):
            lowest = np.full(int(side.max(initial=-1)) + 1, len(owner))
            np.minimum.at(lowest, side, chain)
            chain = lowest[side]
        if np.array_equal(chain, before):
            return chain
