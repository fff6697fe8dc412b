"""Matching where the spec tables stay silent: nothing to match, very many alike, frames that lack columns, speed."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from payroll.demo.numbers import bsns
from payroll.matching import match_employees, matching_review, possible_duplicates, suggestions
from payroll.matching.match import MATCH_COLUMNS

from tests.spec.people_tables import given, matched
from transforms.people.frames import PeopleFrameError

NOBODY = ""


def test_nobody_on_either_side_is_no_error() -> None:
    assert matched("", "").columns.tolist() == list(MATCH_COLUMNS)
    assert matched("nmbrs_employee_id | work_email\n 501 | a@example.nl", "")["outcome"].tolist() == ["new"]
    assert matched("", "employee_id\n anna").empty
    read = given(nmbrs="", people="", connections="")
    assert possible_duplicates(matched("", ""), read["nmbrs"], read["people"]).empty
    assert suggestions(read["people"], read["nmbrs"], read["connections"]).empty
    assert matching_review(matched("", "")).empty


def test_a_frame_that_lacks_columns_is_named() -> None:
    read = given(nmbrs="", people="", connections="")
    with pytest.raises(PeopleFrameError, match="people lacks bsn_key"):
        match_employees(read["nmbrs"], read["people"].drop(columns="bsn_key"), read["connections"])


def test_somebody_connected_with_a_person_who_is_gone_is_for_a_person() -> None:
    found = matched(
        "nmbrs_employee_id | work_email\n 501 | a@example.nl",
        "employee_id | work_email\n anna | a@example.nl",
        connections="nmbrs_employee_id | employee_id\n 501 | gone",
    )
    assert found[["outcome", "reason", "employee_id"]].to_numpy().tolist() == [["review", "person_unknown", ""]]


def test_a_connection_in_another_company_says_nothing_here() -> None:
    found = matched(
        "company_id | nmbrs_employee_id\n 1201 | 501\n 1202 | 502",
        "employee_id\n anna",
        connections="company_id | nmbrs_employee_id | employee_id\n 1202 | 501 | anna",
    )
    assert found["outcome"].tolist() == ["new", "new"]


def test_an_address_of_very_many_identifies_nobody_and_costs_nothing() -> None:
    many = "\n".join(f" e{number} | info@example.nl" for number in range(3000))
    theirs = "\n".join(f" {number} | Info@example.nl" for number in range(3000))
    found = matched(f"nmbrs_employee_id | work_email\n{theirs}", f"employee_id | work_email\n{many}")
    assert set(found["reason"]) == {"several_candidates"}


def test_a_long_chain_of_shared_addresses_is_one_group() -> None:
    rows = "\n".join(
        f" {1000 + place} | {place:04} | a{place}@example.nl | a{place + 1}@example.nl" for place in range(500)
    )
    found = matched(f"company_id | nmbrs_employee_id | work_email | private_email\n{rows}", "")
    assert set(found["new_person"]) == {"1000/0000"}


def test_two_new_employees_at_one_address_with_two_bsns_are_told_apart_by_a_person() -> None:
    found = matched(
        """
        company_id | nmbrs_employee_id | bsn       | work_email
        1201       | 501               | 111222333 | a@example.nl
        1202       | 601               | 123456782 | a@example.nl
        """,
        "",
    )
    assert found["reason"].tolist() == ["same_person_twice"] * 2
    assert "shares BSN or e-mail address" in found["sentence"][0]


def test_no_sentence_shows_a_value_of_a_person() -> None:
    nmbrs = """
        nmbrs_employee_id | bsn       | work_email       | first_name | last_name | birth_date
        501               | 111222333 | secret@example.nl | Xerxes    | Quispel   | 1990-05-01
        502               |           | other@example.nl  | Xerxes    | Quispel   | 1990-05-01
        503               |           | other@example.nl  | Yasmin    | Quispel   | 1991-05-01
    """
    people = """
        employee_id | bsn       | work_email        | first_name | last_name | birth_date
        anna        | 123456782 | secret@example.nl | Xerxes     | Quispel   | 1990-05-01
    """
    read = given(nmbrs=nmbrs, people=people)
    found = matched(nmbrs, people)
    texts = [*found["sentence"], *possible_duplicates(found, read["nmbrs"], read["people"])["sentence"]]
    assert len([text for text in texts if text]) >= 3
    for value in ("111222333", "123456782", "example.nl", "Xerxes", "Quispel", "1990"):
        assert not [text for text in texts if value in text]


def test_people_without_name_or_birth_date_are_nobodys_duplicate() -> None:
    read = given(
        nmbrs="nmbrs_employee_id | birth_date\n 501 | 1990-05-01\n 502 | 1990-05-01",
        people="""
            employee_id | first_name | last_name | birth_date
            no-name-1   |            |           | 1990-05-01
            no-name-2   |            |           | 1990-05-01
            no-date-1   | Anna       | Bakker    |
            no-date-2   | Anna       | Bakker    |
        """,
        connections="",
    )
    found = match_employees(read["nmbrs"], read["people"], read["connections"])
    assert possible_duplicates(found, read["nmbrs"], read["people"]).empty


def test_suggestions_are_at_most_five_and_need_fifty_points() -> None:
    rows = "\n".join(f" {number} | Anna | Bakker | 1990-05-01" for number in range(501, 511))
    read = given(
        people="employee_id | first_name | last_name | birth_date\n anna | Anna | Bakker | 1990-05-01",
        nmbrs=f"nmbrs_employee_id | first_name | last_name | birth_date\n{rows}",
        connections="",
    )
    found = suggestions(read["people"], read["nmbrs"], read["connections"])
    assert found["nmbrs_employee_id"].tolist() == ["501", "502", "503", "504", "505"]
    assert (found["score"] == 95).all()


def test_a_suggestion_by_an_address_that_is_private_there_and_at_work_here() -> None:
    read = given(
        people="company_id | employee_id | work_email\n 1201 | anna | a@example.nl",
        nmbrs="nmbrs_employee_id | private_email\n 501 | A@example.nl",
        connections="",
    )
    found = suggestions(read["people"], read["nmbrs"], read["connections"])
    assert found[["nmbrs_employee_id", "score", "because"]].to_numpy().tolist() == [["501", 60, "email"]]


def test_ten_thousand_people_are_matched_without_a_pair_of_every_two() -> None:
    """A pair of every two would be 100 million rows: 1.5 GiB for two columns of numbers alone."""
    count = 10_000
    number = pd.Series(np.arange(count)).astype("str")
    facts = {"first_name": "Anna", "prefix": "", "last_name": "Bakker", "private_email": NOBODY}
    born = pd.Series(np.datetime64("1960-01-01", "s") + np.arange(count).astype("timedelta64[D]"))
    people = pd.DataFrame({"employee_id": "e" + number, "nmbrs_id": "", "bsn_key": bsns(count), **facts})
    people = people.assign(work_email="p" + number + "@example.nl", birth_date=born)
    nmbrs = people.drop(columns=["employee_id", "nmbrs_id"]).assign(
        company_id="1201", nmbrs_employee_id="5" + number, not_imported=""
    )
    nmbrs["bsn_key"] = nmbrs["bsn_key"].where(nmbrs.index % 2 == 0, "")
    connections = pd.DataFrame(columns=["company_id", "employee_id", "nmbrs_employee_id"], dtype="str")
    tracemalloc.start()
    found = match_employees(nmbrs, people, connections)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 256 * 2**20
    assert (found["outcome"] == "connected").all()
