"""Who in Nmbrs may be whom of the people on a page, from what the last sync found: nothing is asked of Nmbrs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.person_list import people_in_nmbrs
from payroll.matching import suggestions
from transforms.people.frames import NMBRS_KEY, joined_keys

_PAIR: Final = ("company_id", "employee_id", "nmbrs_employee_id")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A Nmbrs employee who may be a person: how sure that is (50 to 100), and what agrees."""

    nmbrs_employee_id: str
    score: int
    because: tuple[str, ...]


def suggested(
    connection: LedgerConnection, people: pd.DataFrame, connected: Mapping[str, Mapping[str, str]]
) -> dict[Pair, list[Suggestion]]:
    """Suggestions for people who are not connected, the best first.

    Args:
        connection: to the ledger, for reading.
        people: company_id, and the columns that `PersonList.people` gives.
        connected: company id to our keys to Nmbrs employee ids.

    Returns:
        (company_id, employee_id) to the suggestions; BSNs are not compared here.
    """
    if people.empty:
        return {}
    companies = sorted(set(people["company_id"]))
    theirs = people_in_nmbrs(connection, companies)
    pairs = [(one, ours, id_) for one in companies for ours, id_ in connected.get(one, {}).items()]
    known = pd.DataFrame(pairs, columns=list(_PAIR), dtype="str")
    if joined_keys(theirs, NMBRS_KEY).isin(joined_keys(known, NMBRS_KEY)).all():
        return {}
    found = suggestions(people.assign(bsn_key=""), theirs.assign(bsn_key=""), known)
    by_person: dict[Pair, list[Suggestion]] = {}
    for company_id, ours, *rest in zip(*(found[name] for name in found.columns), strict=True):
        nmbrs_employee_id, score, because = rest
        one = Suggestion(nmbrs_employee_id, int(score), tuple(because.split(",")))
        by_person.setdefault((company_id, ours), []).append(one)
    return by_person
