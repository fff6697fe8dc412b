"""Whose records Nmbrs speaks of: looks for our people by their keys, and matches them (semantics G3, D3, G6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.connections import connections_of, connections_of_people, disconnections_of
from payroll.ledger.people.synced import people_with_bsn_keys, present
from payroll.matching import bsn_keys, match_employees, matching_review, possible_duplicates
from payroll.workforce.people import PeopleKeys, WorkforcePeople, person_key
from transforms.people.bsn import bsn_digits
from transforms.people.comparable import as_text, email_keys, name_keys
from transforms.people.findings import FINDING_COLUMNS, all_findings, findings
from transforms.people.frames import NMBRS_KEY, joined_keys

_PAIR = ["company_id", "employee_id", "nmbrs_employee_id"]


@dataclass(frozen=True)
class Known:
    """Our people who may be the ones that Nmbrs speaks of.

    people        every column of `employees`, and bsn_key: the keyed hash of the BSN here
    said_bsns     company_id, employee_id, bsn_key: what Nmbrs said of them before, in any company
    connections   the pairs of these companies that are kept already, with connected_at
    apart         the pairs of these companies that a person took apart
    """

    people: pd.DataFrame = field(repr=False)
    said_bsns: pd.DataFrame = field(repr=False)
    connections: pd.DataFrame = field(repr=False)
    apart: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Matched:
    """Who is who in some companies.

    matches       as `match_employees` gives them; new people have the employee_id that they get
    people        our people who may be meant, with every column of `employees`
    connections   the pairs of these companies that are kept already, with connected_at
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


def look_up(
    connection: LedgerConnection,
    workforce: WorkforcePeople,
    company_ids: Sequence[str],
    nmbrs: pd.DataFrame,
    secret: bytes | None,
) -> Known:
    """Read our people who may be the employees of some companies.

    Args:
        connection: of the ledger, for reading.
        workforce: our people.
        company_ids: of the companies.
        nmbrs: everybody in them, with bsn, bsn_key and not_imported; wrong values are blank.
        secret: the key for hashing BSNs; None: BSNs are not compared.
    """
    connections = connections_of(connection, *company_ids)
    said = people_with_bsn_keys(connection, nmbrs["bsn_key"])
    people = workforce.find(_keys(nmbrs, connections, said, with_bsn=secret is not None))
    people = pd.concat([people, _namesakes(workforce, nmbrs, people)], ignore_index=True)
    hashed = pd.Series("", index=people.index, dtype="str") if secret is None else bsn_keys(people["bsn"], secret)
    return Known(people.assign(bsn_key=hashed), said, connections, disconnections_of(connection, *company_ids))


def match_companies(
    connection: LedgerConnection, known: Known, company_ids: Sequence[str], nmbrs: pd.DataFrame
) -> Matched:
    """Match the employees of some companies, of whom nobody is in two (`sharing`), with our people.

    Args:
        connection: of the ledger, for reading.
        known: what `look_up` gives for these companies.
        company_ids, nmbrs: as there.
    """
    people = known.people.assign(bsn_key=_known_bsn_keys(known, company_ids))
    matches = match_employees(nmbrs, people, known.connections[_PAIR], known.apart)
    matches, already_there = _with_new_keys(matches, people)
    elsewhere = connections_of_people(connection, matches.loc[matches["employee_id"] != "", "employee_id"])
    review = matching_review(matches)
    doubles, vanished = _duplicates(matches, nmbrs, people), _vanished(known.connections, nmbrs)
    return Matched(
        matches=matches,
        people=people,
        connections=known.connections,
        elsewhere=elsewhere[~elsewhere["company_id"].isin(list(company_ids))].reset_index(drop=True),
        pairs=_new_pairs(matches, known.connections),
        findings=all_findings(review, already_there, doubles, vanished),
    )


def other_employments(connection: LedgerConnection, elsewhere: pd.DataFrame) -> pd.DataFrame:
    """What Nmbrs last said of the same people's employments in other companies."""
    return present(connection, "synced_employments", elsewhere)


def _keys(nmbrs: pd.DataFrame, connections: pd.DataFrame, said: pd.DataFrame, *, with_bsn: bool) -> PeopleKeys:
    """By what our people are looked for."""
    emails = pd.concat([email_keys(nmbrs["work_email"]), email_keys(nmbrs["private_email"])])
    digits = bsn_digits(nmbrs["bsn"]) if with_bsn else pd.Series(dtype="str")
    own = person_key(nmbrs["company_id"], nmbrs["nmbrs_employee_id"])
    return PeopleKeys(
        employee_ids={*connections["employee_id"], *said["employee_id"], *own},
        nmbrs_ids=set(nmbrs["nmbrs_employee_id"]),
        bsns=set(digits[digits != ""]),
        emails=set(emails[emails != ""]),
    )


def _namesakes(workforce: WorkforcePeople, nmbrs: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Who has name and birth date of one of these, and is not among our people found: maybe one with another address.

    Others who were only born on such a day are left: of all people there may be very many.
    """
    born = workforce.find(PeopleKeys(birth_dates=set(nmbrs["birth_date"].dropna().dt.date)))
    same = name_and_birth(born)
    is_same = same.isin([*name_and_birth(nmbrs), *name_and_birth(people)]) & (same != "")
    return born[is_same & ~born["employee_id"].isin(people["employee_id"])]


def name_and_birth(people: pd.DataFrame) -> pd.Series[str]:
    """Name and birth date as one text, however the name is written; blank where one is missing."""
    name = name_keys(people["first_name"], people["prefix"], people["last_name"])
    born = as_text(people["birth_date"])
    return (name + born).where((name != "") & (born != ""), "")


def _known_bsn_keys(known: Known, company_ids: Sequence[str]) -> pd.Series[str]:
    """The keyed hash of each person's BSN: from the BSN here, else from what Nmbrs said in another company."""
    elsewhere = known.said_bsns[~known.said_bsns["company_id"].isin(list(company_ids))]
    said = elsewhere.drop_duplicates("employee_id").set_index("employee_id")["bsn_key"]
    hashed, employee_id = known.people["bsn_key"], known.people["employee_id"]
    return hashed.where(hashed != "", employee_id.map(said).astype("str").fillna("")).astype("str")


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
    rows = rows[~joined_keys(rows, NMBRS_KEY).isin(joined_keys(connections, NMBRS_KEY)).to_numpy()]
    # Whoever came from Nmbrs keeps the name of that, also when the sync that brought them was cut off.
    is_from_nmbrs = rows["employee_id"] == person_key(rows["company_id"], rows["nmbrs_employee_id"])
    key = rows["key"].where(~is_from_nmbrs, "imported")
    return rows[_PAIR].assign(connected_by_key=key).reset_index(drop=True)


def _duplicates(matches: pd.DataFrame, nmbrs: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """People who may be somebody else in the list, by the key that they have from now on.

    Of our own people only those who have to do with one of these companies; the others are another company's matter.
    """
    facts = ["first_name", "prefix", "last_name", "birth_date"]
    is_new = matches["outcome"] == "new"
    coming = matches.loc[is_new, [*NMBRS_KEY, "employee_id"]].merge(nmbrs[[*NMBRS_KEY, *facts]], on=NMBRS_KEY)
    everybody = pd.concat([people[["employee_id", *facts]], coming[["employee_id", *facts]]], ignore_index=True)
    found = possible_duplicates(matches.assign(outcome=matches["outcome"].mask(is_new, "connected")), nmbrs, everybody)
    ours = matches[matches["employee_id"] != ""].set_index("employee_id")["company_id"]
    ours = ours[~ours.index.duplicated()]
    birth_dates = everybody.set_index("employee_id")["birth_date"]
    found = found.assign(
        company_id=found["employee_id"].map(ours).fillna(found["of_employee_id"].map(ours)),
        birth_date=birth_dates.reindex(found["employee_id"]).array,
    )
    # Only of people with such a birth date all are looked up, whichever companies are read together.
    born = ["company_id", "birth_date"]
    is_whole = joined_keys(found, born).isin(joined_keys(nmbrs, born)).to_numpy()
    return found[is_whole][list(FINDING_COLUMNS)].astype("str")


def _vanished(connections: pd.DataFrame, nmbrs: pd.DataFrame) -> pd.DataFrame:
    gone = connections[~joined_keys(connections, NMBRS_KEY).isin(joined_keys(nmbrs, NMBRS_KEY)).to_numpy()]
    says = "is connected, and Nmbrs does not list that employee any more; nothing is changed. Disconnect the person."
    return findings(gone[_PAIR], "nmbrs_employee_id", "not_in_nmbrs_any_more", says)
