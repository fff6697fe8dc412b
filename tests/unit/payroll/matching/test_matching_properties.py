"""Matching, tried on many small companies and held against a plain and slow reading of the rule."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from payroll.matching import match_employees
from payroll.matching.match import NMBRS_COLUMNS, PEOPLE_COLUMNS

BSNS = ["", "hash-1", "hash-2", "hash-3"]
EMAILS = ["", "a@example.nl", "b@example.nl", "c@example.nl"]
NAMES = ["", "Anna", "Bob"]
DAYS = [pd.NaT, pd.Timestamp(1990, 5, 1), pd.Timestamp(1991, 5, 1)]


@dataclass(frozen=True)
class World:
    """What matching is given, as rows of plain values."""

    nmbrs: list[dict[str, object]]
    people: list[dict[str, object]]
    connections: list[tuple[str, str, str]] = field(default_factory=list)
    apart: list[tuple[str, str, str]] = field(default_factory=list)

    def match(self, connections: list[tuple[str, str, str]] | None = None) -> pd.DataFrame:
        known = self.connections if connections is None else connections
        return match_employees(
            frame(self.nmbrs, NMBRS_COLUMNS), frame(self.people, PEOPLE_COLUMNS), pairs(known), pairs(self.apart)
        )


def frame(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    found = pd.DataFrame({column: [row.get(column, "") for row in rows] for column in columns})
    born = pd.Series([row["birth_date"] for row in rows], dtype="datetime64[s]")
    return found.drop(columns="birth_date").astype("str").assign(birth_date=born)


def pairs(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["company_id", "nmbrs_employee_id", "employee_id"], dtype="str")


def facts() -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "bsn_key": st.sampled_from(BSNS),
            "work_email": st.sampled_from(EMAILS),
            "private_email": st.sampled_from(EMAILS),
            "first_name": st.sampled_from(NAMES),
            "birth_date": st.sampled_from(DAYS),
        }
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    nmbrs = [
        {
            **draw(facts()),
            "company_id": draw(st.sampled_from(["1201", "1202"])),
            "nmbrs_employee_id": f"n{number}",
            "not_imported": draw(st.sampled_from(["", "", "", "out_of_service"])),
        }
        for number in range(draw(st.integers(0, 5)))
    ]
    ids = [str(row["nmbrs_employee_id"]) for row in nmbrs]
    people = [
        {**draw(facts()), "employee_id": f"e{number}", "nmbrs_id": draw(st.sampled_from(["", "", "gone", *ids]))}
        for number in range(draw(st.integers(0, 5)))
    ]
    all_pairs = [
        (str(n["company_id"]), str(n["nmbrs_employee_id"]), str(p["employee_id"])) for n in nmbrs for p in people
    ]
    some = st.lists(st.sampled_from(all_pairs), unique=True, max_size=3) if all_pairs else st.just([])
    connections = draw(some)
    apart = [pair for pair in draw(some) if pair not in connections]
    return World(nmbrs, people, connections, apart)


@settings(max_examples=100)
@for_all(worlds())
def test_matching_does_what_the_rule_says_read_slowly(world: World) -> None:
    found = world.match()
    shown = {
        row["nmbrs_employee_id"]: (row["outcome"], row["employee_id"])
        for row in found.to_dict("records")
        if row["reason"] != "same_person_twice"
    }
    expected = slowly(world)
    for nmbrs_employee_id, outcome in shown.items():
        assert outcome == expected[nmbrs_employee_id]
    for row in found[found["reason"] == "same_person_twice"].to_dict("records"):
        assert expected[row["nmbrs_employee_id"]] == ("new", "")


@settings(max_examples=40)
@for_all(worlds())
def test_every_employee_has_one_outcome_and_nobody_is_matched_twice_in_a_company(world: World) -> None:
    found = world.match()
    assert found["nmbrs_employee_id"].tolist() == [row["nmbrs_employee_id"] for row in _sorted(world.nmbrs)]
    connected = found[found["outcome"] == "connected"]
    assert not connected.duplicated(["company_id", "employee_id"]).any()
    assert (connected["employee_id"] != "").all()
    assert (found.loc[found["outcome"].isin(["new", "review"]), "employee_id"] == "").all()
    assert (found.loc[found["outcome"] == "new", "new_person"] != "").all()


@settings(max_examples=40)
@for_all(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(world: World, random: object) -> None:
    shuffled = World(*(_shuffled(rows, random) for rows in (world.nmbrs, world.people, world.connections, world.apart)))
    pd.testing.assert_frame_equal(world.match(), shuffled.match())


@settings(max_examples=40)
@for_all(worlds())
def test_an_existing_connection_stays_or_goes_to_a_person(world: World) -> None:
    found = world.match().set_index("nmbrs_employee_id")
    for _, nmbrs_employee_id, employee_id in world.connections:
        row = found.loc[nmbrs_employee_id]
        assert row["outcome"] != "new"
        assert row["outcome"] in ("review", "not_imported") or row["employee_id"] == employee_id


@settings(max_examples=40)
@for_all(worlds())
def test_what_was_connected_is_found_connected_the_next_night(world: World) -> None:
    found = world.match()
    made = found[found["outcome"] == "connected"]
    kept = set(world.connections) | set(
        made[["company_id", "nmbrs_employee_id", "employee_id"]].itertuples(index=False, name=None)
    )
    again = world.match(sorted(kept)).set_index("nmbrs_employee_id")
    for row in made.to_dict("records"):
        later = again.loc[row["nmbrs_employee_id"]]
        assert (later["outcome"], later["employee_id"]) == ("connected", row["employee_id"])


@settings(max_examples=40)
@for_all(worlds())
def test_a_new_person_of_several_companies_has_one_row_in_each(world: World) -> None:
    new = world.match().query("outcome == 'new'")
    assert not new.duplicated(["company_id", "new_person"]).any()
    bsns = {row["nmbrs_employee_id"]: row["bsn_key"] for row in world.nmbrs}
    for _, group in new.groupby("new_person"):
        assert len({bsns[each] for each in group["nmbrs_employee_id"]} - {""}) <= 1


def slowly(world: World) -> dict[str, tuple[str, str]]:
    """The outcome and employee_id of every Nmbrs employee, one by one; people who are new twice are not told apart."""
    choices = {str(row["nmbrs_employee_id"]): _choice(row, world) for row in world.nmbrs}
    claims: dict[tuple[object, str], list[tuple[int, str]]] = {}
    for row in world.nmbrs:
        key, people, _ = choices[str(row["nmbrs_employee_id"])]
        if len(people) == 1:
            claims.setdefault((row["company_id"], next(iter(people))), []).append((key, str(row["nmbrs_employee_id"])))
    outcomes = {}
    for row in world.nmbrs:
        mine = str(row["nmbrs_employee_id"])
        key, people, speaks_against = choices[mine]
        person = next(iter(people)) if len(people) == 1 else ""
        rivals = claims.get((row["company_id"], person), [])
        keeps = len(rivals) == 1 or (key <= 1 and [each for each in rivals if each[0] <= key] == [(key, mine)])
        is_review = (
            len(people) > 1 or (person and (speaks_against or not keeps)) or (not people and _is_apart(row, world))
        )
        if row["not_imported"]:
            outcomes[mine] = ("not_imported", "" if is_review else person)
        elif is_review:
            outcomes[mine] = ("review", "")
        else:
            outcomes[mine] = ("connected", person) if person else ("new", "")
    return outcomes


def _found_by(row: dict[str, object], person: dict[str, object], key: int, world: World) -> bool:
    pair = (str(row["company_id"]), str(row["nmbrs_employee_id"]), str(person["employee_id"]))
    if key == 0:
        return pair in world.connections
    if pair in world.apart:
        return False
    return _agrees(row, person, key)


def _agrees(row: dict[str, object], person: dict[str, object], key: int) -> bool:
    if key == 1:
        return bool(person["nmbrs_id"] == row["nmbrs_employee_id"])
    if key == 2:
        return bool(row["bsn_key"]) and row["bsn_key"] == person["bsn_key"]
    return bool(_emails(row) & _emails(person))


def _choice(row: dict[str, object], world: World) -> tuple[int, set[str], bool]:
    """The first key that finds anybody, whom, and whether something speaks against the one."""
    keys = range(2) if row["not_imported"] else range(4)
    found = {key: {str(p["employee_id"]) for p in world.people if _found_by(row, p, key, world)} for key in keys}
    best = next((key for key in keys if found[key]), -1)
    if best < 0 or len(found[best]) > 1:
        return best, found.get(best, set()), False
    (chosen,) = found[best]
    person = next(each for each in world.people if each["employee_id"] == chosen)
    contradicted = any(found[key] and chosen not in found[key] for key in keys)
    two_bsns = bool(row["bsn_key"] and person["bsn_key"] and row["bsn_key"] != person["bsn_key"])
    differ = all(row[fact] and person[fact] and not pd.isna(row[fact]) and not pd.isna(person[fact]) for fact in _WHO)
    is_somebody_else = best == 3 and differ and all(row[fact] != person[fact] for fact in _WHO)
    return best, {chosen}, contradicted or two_bsns or is_somebody_else


_WHO = ("first_name", "birth_date")


def _is_apart(row: dict[str, object], world: World) -> bool:
    """Somebody took this employee and a person apart whom a key would bring together."""
    return any(
        (str(row["company_id"]), str(row["nmbrs_employee_id"]), str(person["employee_id"])) in world.apart
        and any(_agrees(row, person, key) for key in (1, 2, 3))
        for person in world.people
    )


def _emails(row: dict[str, object]) -> set[object]:
    return {row["work_email"], row["private_email"]} - {""}


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: (str(row["company_id"]), str(row["nmbrs_employee_id"])))


def _shuffled(rows: list, random: object) -> list:
    copied = list(rows)
    random.shuffle(copied)  # type: ignore[attr-defined]
    return copied
