"""Whose records Nmbrs speaks of: looks for our people by their keys, and matches them (semantics G3, D3, G6)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.connections import connections_of, connections_of_people, disconnections_of
from payroll.ledger.people.synced import people_with_bsn_keys, present
from payroll.matching import bsn_keys, match_employees, matching_review, possible_duplicates
from payroll.workforce.people import PeopleKeys, WorkforcePeople, person_key
from transforms.people.bsn import bsn_digits
from transforms.people.comparable import email_keys
from transforms.people.findings import FINDING_COLUMNS, all_findings, findings
from transforms.people.frames import NMBRS_KEY

_PAIR = ["company_id", "employee_id", "nmbrs_employee_id"]


@dataclass(frozen=True)
class Matched:
    """Who is who in one company.

    matches       as `match_employees` gives them; new people have the employee_id that they get
    people        our people who may be meant, with every column of `employees`
    connections   the pairs of this company that are kept already, with connected_at
    elsewhere     the pairs of the same people in other companies, with connected_at
    pairs         company_id, employee_id, nmbrs_employee_id, connected_by_key that are new
    findings      what a person is to look at
    """

    matches: pd.DataFrame = field(repr=False)
    people: pd.DataFrame = field(repr=False)
    connections: pd.DataFrame = field(repr=False)
    elsewhere: pd.DataFrame = field(repr=False)
    pairs: pd.DataFrame = field(repr=False)
    findings: pd.DataFrame = field(repr=False)


def match_company(
    connection: LedgerConnection, workforce: WorkforcePeople, company_id: str, nmbrs: pd.DataFrame, secret: bytes | None
) -> Matched:
    """Match the employees of one company with our people.

    Args:
        connection: of the ledger, for reading.
        workforce: our people.
        company_id: of the company.
        nmbrs: everybody in it, with bsn, bsn_key and not_imported; wrong values are blank.
        secret: the key for hashing BSNs; None: BSNs are not compared.
    """
    connections = connections_of(connection, company_id)
    by_bsn = people_with_bsn_keys(connection, nmbrs["bsn_key"], other_than=company_id)
    people = workforce.find(_keys(nmbrs, connections, by_bsn, with_bsn=secret is not None))
    people = people.assign(bsn_key=_known_bsn_keys(people, by_bsn, secret))
    apart = disconnections_of(connection, company_id)
    matches = match_employees(nmbrs, people, connections[_PAIR], apart)
    matches, already_there = _with_new_keys(matches, people)
    ids = matches.loc[matches["employee_id"] != "", "employee_id"]
    elsewhere = connections_of_people(connection, ids)
    return Matched(
        matches=matches,
        people=people,
        connections=connections,
        elsewhere=elsewhere[elsewhere["company_id"] != company_id].reset_index(drop=True),
        pairs=_new_pairs(matches, connections),
        findings=all_findings(
            matching_review(matches), already_there, _duplicates(matches, nmbrs, people), _vanished(connections, nmbrs)
        ),
    )


def other_employments(connection: LedgerConnection, elsewhere: pd.DataFrame) -> pd.DataFrame:
    """What Nmbrs last said of the same people's employments in other companies."""
    return present(connection, "synced_employments", elsewhere)


def _keys(nmbrs: pd.DataFrame, connections: pd.DataFrame, by_bsn: pd.DataFrame, *, with_bsn: bool) -> PeopleKeys:
    """By what our people are looked for; birth dates find those who may be the same with another address."""
    emails = pd.concat([email_keys(nmbrs["work_email"]), email_keys(nmbrs["private_email"])])
    digits = bsn_digits(nmbrs["bsn"]) if with_bsn else pd.Series(dtype="str")
    own = person_key(nmbrs["company_id"], nmbrs["nmbrs_employee_id"])
    return PeopleKeys(
        employee_ids={*connections["employee_id"], *by_bsn["employee_id"], *own},
        nmbrs_ids=set(nmbrs["nmbrs_employee_id"]),
        bsns=set(digits[digits != ""]),
        emails=set(emails[emails != ""]),
        birth_dates=set(nmbrs["birth_date"].dropna().dt.date),
    )


def _known_bsn_keys(people: pd.DataFrame, by_bsn: pd.DataFrame, secret: bytes | None) -> pd.Series[str]:
    """The keyed hash of each person's BSN: from the BSN here, else from what another company's Nmbrs said."""
    if secret is None:
        return pd.Series("", index=people.index, dtype="str")
    said = by_bsn.drop_duplicates("employee_id").set_index("employee_id")["bsn_key"]
    hashed = bsn_keys(people["bsn"], secret)
    return hashed.where(hashed != "", people["employee_id"].map(said).astype("str").fillna("")).astype("str")


def _with_new_keys(matches: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """New people get their key; one who came before under that key, and was disconnected, is for review."""
    is_new = matches["outcome"] == "new"
    key = person_key(matches["company_id"], matches["nmbrs_employee_id"])
    is_there = is_new & key.isin(people["employee_id"])
    says = (
        "came from Nmbrs before, as employee "
        + key[is_there]
        + ", and was disconnected by hand, so nobody is made anew. Match by hand if they belong together after all."
    )
    found = findings(matches.loc[is_there, NMBRS_KEY], "nmbrs_employee_id", "came_before", says)
    return (
        matches.assign(
            employee_id=matches["employee_id"].where(~is_new | is_there, key),
            outcome=matches["outcome"].where(~is_there, "review"),
        ),
        found,
    )


def _new_pairs(matches: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    rows = matches[matches["outcome"].isin(["connected", "new"])]
    rows = rows[~rows["nmbrs_employee_id"].isin(connections["nmbrs_employee_id"])]
    # Whoever came from Nmbrs keeps the name of that, also when the sync that brought them was cut off.
    is_from_nmbrs = rows["employee_id"] == person_key(rows["company_id"], rows["nmbrs_employee_id"])
    key = rows["key"].where(~is_from_nmbrs, "imported")
    return rows[_PAIR].assign(connected_by_key=key).reset_index(drop=True)


def _duplicates(matches: pd.DataFrame, nmbrs: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """People who may be somebody else in the list, by the key that they have from now on.

    Of our own people only those who have to do with this company; the others are another company's matter.
    """
    facts = ["first_name", "prefix", "last_name", "birth_date"]
    is_new = matches["outcome"] == "new"
    coming = matches.loc[is_new, [*NMBRS_KEY, "employee_id"]].merge(nmbrs[[*NMBRS_KEY, *facts]], on=NMBRS_KEY)
    everybody = pd.concat([people[["employee_id", *facts]], coming[["employee_id", *facts]]], ignore_index=True)
    found = possible_duplicates(matches.assign(outcome=matches["outcome"].mask(is_new, "connected")), nmbrs, everybody)
    of_ours = set(matches["employee_id"]) - {""}
    concerns = found["employee_id"].isin(of_ours) | found["of_employee_id"].isin(of_ours)
    company_id = str(nmbrs["company_id"].iloc[0]) if len(nmbrs) else ""
    return found[concerns].assign(company_id=company_id)[list(FINDING_COLUMNS)]


def _vanished(connections: pd.DataFrame, nmbrs: pd.DataFrame) -> pd.DataFrame:
    gone = connections[~connections["nmbrs_employee_id"].isin(nmbrs["nmbrs_employee_id"])]
    says = "is connected, and Nmbrs does not list that employee any more; nothing is changed. Disconnect the person."
    return findings(gone[_PAIR], "nmbrs_employee_id", "not_in_nmbrs_any_more", says)
