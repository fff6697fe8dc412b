"""The outcome for every Nmbrs employee: connected, new, for review, or not imported. Semantics G3.

The first key that finds anybody decides; whatever speaks against it makes it a matter for a person.
"""

from typing import Final

import numpy as np
import pandas as pd

from payroll.matching.candidates import BSN, DECIDED, KEYS, NOBODY, Candidates, candidates
from payroll.matching.new_people import new_people
from payroll.matching.sentences import REVIEW, sentences
from transforms.id_numbers import Flags, Ints
from transforms.people.comparable import name_keys
from transforms.people.findings import findings
from transforms.people.frames import NMBRS_KEY, check_columns, texts

CONNECTED: Final = "connected"
NEW: Final = "new"
NOT_IMPORTED: Final = "not_imported"

NMBRS_COLUMNS: Final = (
    *NMBRS_KEY,
    *("bsn_key", "work_email", "private_email", "first_name", "prefix", "last_name", "birth_date", "not_imported"),
)
PEOPLE_COLUMNS: Final = (
    *("employee_id", "nmbrs_id", "bsn_key", "work_email", "private_email"),
    *("first_name", "prefix", "last_name", "birth_date"),
)
MATCH_COLUMNS: Final = (
    *(*NMBRS_KEY, "outcome", "employee_id", "key", "score", "reason"),
    *("conflicts", "candidates", "new_person", "sentence"),
)
_SCORES: Final = np.array([100, 100, 90, 70], dtype=np.int64)
_CONFIRMED: Final = np.array([0, 0, 5, 15], dtype=np.int64)
_REASONS: Final = np.array(["existing_connection", "same_nmbrs_id", "same_bsn", "same_email"])
# An e-mail address alone, with another first name and another birth date, is one that two people share.
LOWEST_SCORE: Final = 50


def match_employees(
    nmbrs: pd.DataFrame, people: pd.DataFrame, connections: pd.DataFrame, disconnected: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Match the employees of one or many companies with our people; one row per Nmbrs employee.

    Keys in order: existing connection, Nmbrs id, BSN, e-mail. One candidate is connected. Several candidates, keys that
    contradict each other, two Nmbrs employees of one company for one person, or a pair that was taken apart by hand are
    for review. Nobody is matched twice in a company. The order of the rows changes nothing.

    Args:
        nmbrs: company_id, nmbrs_employee_id, bsn_key (`bsn_keys`, "" = none), work_email, private_email, first_name,
            prefix, last_name, birth_date, not_imported (why not; "" = imported): `imported.who_is_imported`. All
            employees of these companies, imported or not.
        people: employee_id, nmbrs_id, bsn_key, work_email, private_email, first_name, prefix, last_name, birth_date.
        connections: company_id, employee_id, nmbrs_employee_id of those companies.
        disconnected: pairs with the same columns, taken apart by hand; they are not connected again by any key.

    Returns:
        company_id, nmbrs_employee_id, sorted by these, and
        outcome      connected | new | review | not_imported
        employee_id  of whom is connected; of who is not imported, the person who is connected already; else ""
        key          connection | nmbrs_id | bsn | email: what decided, also for review; else ""
        score        int64, 0 to 100: the key, and for BSN and e-mail whether name and birth date agree; 0 = nobody
        reason       existing_connection | same_nmbrs_id | same_bsn | same_email; no_candidate; several_candidates |
                     keys_contradict | matched_twice | connected_elsewhere | person_unknown | disconnected_by_hand |
                     name_and_birth_date_differ | same_person_twice; or why it is not imported
        conflicts    the keys that speak against it, joined by commas
        candidates   employee_ids of review rows, joined by commas
        new_person   of new rows: "company/employee" of the first Nmbrs employee who is the same person; else ""
        sentence     for review: who, why, what to do next; else ""
    """
    check_columns("nmbrs", nmbrs, NMBRS_COLUMNS)
    check_columns("people", people, PEOPLE_COLUMNS)
    nmbrs = nmbrs.sort_values(NMBRS_KEY, ignore_index=True)
    people = people.sort_values("employee_id", ignore_index=True)
    disconnected = connections.iloc[:0] if disconnected is None else disconnected
    found = candidates(nmbrs, people, connections, disconnected)
    rows = _chosen(nmbrs, people, found)
    rows = _claimed_once(rows)
    rows = _with_outcome(rows, found)
    rows = new_people(rows, nmbrs)
    named = _named(rows, people, found)
    named["sentence"] = sentences(named)
    return named[list(MATCH_COLUMNS)]


def matching_review(matches: pd.DataFrame) -> pd.DataFrame:
    """The review list as findings: one per Nmbrs employee that a person must look at."""
    rows = matches[matches["outcome"] == REVIEW].drop(columns="employee_id")
    field = rows["key"].where(rows["key"] != "", "nmbrs_employee_id")
    return findings(rows, field, rows["reason"], "").assign(sentence=rows["sentence"].array)


def _chosen(nmbrs: pd.DataFrame, people: pd.DataFrame, found: Candidates) -> pd.DataFrame:
    """Per Nmbrs employee: the key that decides, the person it finds, and what speaks against it."""
    is_imported = (texts(nmbrs["not_imported"]) == "").to_numpy(dtype=bool)
    pairs = found.pairs[is_imported[_rows(found.pairs)] | found.pairs["key"].isin(DECIDED).to_numpy(dtype=bool)]
    best = pairs.groupby("nmbrs")["key"].min().reindex(nmbrs.index).fillna(NOBODY).astype("int64")
    at_best = pairs[pairs["key"].to_numpy() == best.to_numpy()[_rows(pairs)]]
    of_nmbrs = at_best.groupby("nmbrs")["person"]
    count, person = (of_nmbrs.agg(how).reindex(nmbrs.index) for how in ("nunique", "min"))
    rows = nmbrs[NMBRS_KEY].assign(
        not_imported=texts(nmbrs["not_imported"]),
        key_number=best,
        person=person.fillna(NOBODY).astype("int64"),
        people_found=count.fillna(0).astype("int64"),
    )
    return _judged(rows, nmbrs, people, pairs)


def _judged(rows: pd.DataFrame, nmbrs: pd.DataFrame, people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Conflicting keys and score of the one person found."""
    person = rows["person"].where(rows["people_found"] == 1, NOBODY)
    chosen = people.reindex(person).reset_index(drop=True)
    against = _against(person, pairs)
    theirs, ours = texts(nmbrs["bsn_key"]), texts(chosen["bsn_key"])
    against[:, KEYS.index(BSN)] |= ((theirs != "") & (ours != "") & (theirs != ours)).to_numpy(dtype=bool)
    key = rows["key_number"].to_numpy()
    agreement = _agreement(nmbrs["birth_date"], chosen["birth_date"]) + _agreement(
        name_keys(nmbrs["first_name"]), name_keys(chosen["first_name"])
    )
    score = np.where(key == NOBODY, 0, np.minimum(_SCORES[key] + agreement * _CONFIRMED[key], 100))
    return rows.assign(against=_joined(against, rows["people_found"] == 1), score=score)


def _against(person: "pd.Series[int]", pairs: pd.DataFrame) -> Flags:
    """A table [Nmbrs employee, key]: whether the key finds people, and the one person is not among them."""
    row, key = _rows(pairs), pairs["key"].to_numpy()
    finds, agrees = (np.zeros((len(person), len(KEYS)), dtype=bool) for _ in range(2))
    finds[row, key] = True
    is_chosen = pairs["person"].to_numpy() == person.to_numpy()[row]
    agrees[row[is_chosen], key[is_chosen]] = True
    return finds & ~agrees


def _rows(pairs: pd.DataFrame) -> Ints:
    """The rows of Nmbrs employees, to index arrays with."""
    return pairs["nmbrs"].to_numpy(dtype=np.int64)


def _agreement(theirs: pd.Series, ours: pd.Series) -> np.ndarray:
    """1 where both are known and equal, -1 where they differ, 0 where one is not known."""
    is_known = ((theirs.notna() & (theirs != "")) & (ours.notna() & (ours != ""))).to_numpy(dtype=bool)
    is_equal = theirs.to_numpy() == ours.to_numpy()
    return np.where(is_known, np.where(is_equal, 1, -1), 0).astype(np.int64)


def _joined(against: Flags, is_one: "pd.Series[bool]") -> "pd.Series[str]":
    """The names of the keys that speak against the one person found, joined by commas."""
    conflicts = pd.Series("", index=is_one.index, dtype="str")
    for number, key in enumerate(KEYS):
        conflicts = conflicts + pd.Series(f",{key}", index=is_one.index).where(is_one & against[:, number], "")
    return conflicts.str.lstrip(",")


def _claimed_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Of several Nmbrs employees of a company for one person, only one that somebody decided on can keep the person."""
    claims = rows[(rows["people_found"] == 1) & (rows["person"] != NOBODY)]
    of_person = claims.groupby(["company_id", "person"])["key_number"]
    strongest, claimants = of_person.transform("min"), of_person.transform("size")
    is_strongest = claims["key_number"] == strongest
    rivals = is_strongest.groupby([claims["company_id"], claims["person"]]).transform("sum")
    is_decided = strongest.isin(DECIDED)
    keeps = (claimants == 1) | (is_strongest & (rivals == 1) & is_decided)
    return rows.assign(
        is_twice=(~keeps & ~is_decided).reindex(rows.index, fill_value=False),
        is_taken=(~keeps & is_decided).reindex(rows.index, fill_value=False),
    )


def _with_outcome(rows: pd.DataFrame, found: Candidates) -> pd.DataFrame:
    """Outcome and reason; the gravest reason for review comes first."""
    number = pd.Series(range(len(rows)), index=rows.index)
    is_one = rows["people_found"] == 1
    is_shared = number.isin(found.shared)
    was_apart = number.isin(found.disconnected["nmbrs"])
    reviews = {
        "person_unknown": (rows["people_found"] > 0) & (rows["person"] == NOBODY),
        "several_candidates": (rows["people_found"] > 1) | (is_shared & ~is_one),
        "keys_contradict": rows["against"] != "",
        "connected_elsewhere": rows["is_taken"],
        "matched_twice": rows["is_twice"],
        "name_and_birth_date_differ": is_one & (rows["score"] < LOWEST_SCORE),
        "disconnected_by_hand": was_apart & ~is_one,
    }
    is_left_out = rows["not_imported"] != ""
    is_review = np.logical_or.reduce([mask.to_numpy(dtype=bool) for mask in reviews.values()])
    by_key = pd.Series(_REASONS).reindex(rows["key_number"]).fillna("no_candidate").to_numpy()
    reason = np.select(
        [is_left_out, *(mask.to_numpy(dtype=bool) for mask in reviews.values())],
        [rows["not_imported"].to_numpy(dtype=object), *reviews],
        by_key,
    )
    outcome = np.select([is_left_out, is_review, is_one], [NOT_IMPORTED, REVIEW, CONNECTED], NEW)
    # Who is not imported still shows a connection that nothing speaks against: deactivation goes by it.
    is_matched = is_one & ~is_review
    return rows.assign(
        outcome=pd.Series(outcome, index=rows.index, dtype="str"),
        reason=pd.Series(reason, index=rows.index, dtype="str"),
        person=rows["person"].where(is_matched, NOBODY),
        found_person=rows["person"],
    )


def _named(rows: pd.DataFrame, people: pd.DataFrame, found: Candidates) -> pd.DataFrame:
    """Numbers become names: our employee ids, the key, and who the candidates of a review are."""
    ids = texts(people["employee_id"])
    is_review = rows["outcome"] == REVIEW
    asked = pd.concat([found.pairs[["nmbrs", "person"]], found.disconnected], ignore_index=True).drop_duplicates()
    asked = asked[is_review.to_numpy(dtype=bool)[_rows(asked)] & (asked["person"] != NOBODY).to_numpy(dtype=bool)]
    asked = asked.sort_values(["nmbrs", "person"])
    joined = ids.take(asked["person"].to_numpy(dtype=np.int64)).groupby(_rows(asked)).agg(",".join)
    return rows.assign(
        employee_id=ids.reindex(rows["person"]).fillna("").astype("str").array,
        key=pd.Series(KEYS).reindex(rows["key_number"]).fillna("").astype("str").array,
        score=rows["score"].where(rows["outcome"] != NOT_IMPORTED, 0).astype("int64"),
        conflicts=rows["against"],
        candidates=joined.reindex(rows.index).fillna("").astype("str"),
    )
