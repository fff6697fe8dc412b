"""Companies are decided together only where nobody may be in two of them; their order stays."""

from __future__ import annotations

import pandas as pd
import pytest
from payroll.steps.people.sharing import decided_together
from payroll.steps.people.who_is_who import Known

COLUMNS = ("company_id", "nmbrs_employee_id", "bsn_key", "work_email", "private_email", "first_name", "prefix")
HERE = ("employee_id", "nmbrs_id", "bsn_key", "work_email", "private_email", "first_name", "prefix", "last_name")
PAIR = ("company_id", "employee_id", "nmbrs_employee_id")


def in_nmbrs(*people: dict[str, str]) -> pd.DataFrame:
    rows = pd.DataFrame(list(people), columns=[*COLUMNS, "last_name", "birth_date"])
    return _typed(rows, (*COLUMNS, "last_name"))


def here(*people: dict[str, str]) -> pd.DataFrame:
    return _typed(pd.DataFrame(list(people), columns=[*HERE, "birth_date"]), HERE)


def _typed(rows: pd.DataFrame, texts: tuple[str, ...]) -> pd.DataFrame:
    filled = {name: rows[name].astype("str").fillna("") for name in texts}
    return rows.assign(**filled, birth_date=pd.to_datetime(rows["birth_date"]).astype("datetime64[s]"))


def frame(columns: tuple[str, ...], *rows: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype="str")


def known(
    people: pd.DataFrame | None = None,
    said: tuple[tuple[str, str, str], ...] = (),
    connections: tuple[tuple[str, str, str], ...] = (),
) -> Known:
    return Known(
        people=here() if people is None else people,
        said_bsns=frame(("company_id", "employee_id", "bsn_key"), *said),
        connections=frame(PAIR, *connections),
        apart=frame(PAIR),
    )


def three(**of_third: str) -> pd.DataFrame:
    """One person in each of three companies."""
    return in_nmbrs(
        {"company_id": "1", "nmbrs_employee_id": "11", "work_email": "an@example.nl", "bsn_key": "k1"},
        {"company_id": "2", "nmbrs_employee_id": "21", "work_email": "bo@example.nl"},
        {"company_id": "3", "nmbrs_employee_id": "31", "work_email": "cas@example.nl"} | of_third,
    )


def test_companies_of_different_people_are_decided_together() -> None:
    assert decided_together(["2", "1", "3"], three(), known()) == [["2", "1", "3"]]


def test_companies_without_people_are_decided_together() -> None:
    assert decided_together(["1", "2"], in_nmbrs(), known()) == [["1", "2"]]


@pytest.mark.parametrize(
    "of_third",
    [
        {"private_email": " AN@example.nl"},
        {"bsn_key": "k1"},
        {"nmbrs_employee_id": "11"},
    ],
)
def test_a_value_that_two_companies_have_cuts_before_the_second(of_third: dict[str, str]) -> None:
    assert decided_together(["1", "2", "3"], three(**of_third), known()) == [["1", "2"], ["3"]]


def test_a_name_with_a_birth_date_is_such_a_value_and_a_name_alone_is_none() -> None:
    an = {"first_name": "An", "last_name": "de Wit"}
    born = {"birth_date": "1990-05-17"}
    first, second = {"company_id": "1", "nmbrs_employee_id": "11"} | an, {"company_id": "2", "nmbrs_employee_id": "21"}

    assert decided_together(["1", "2"], in_nmbrs(first, second | an), known()) == [["1", "2"]]
    both = in_nmbrs(first | born, second | born | {"first_name": "An", "prefix": "de", "last_name": "Wit"})
    assert decided_together(["1", "2"], both, known()) == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("people", "said", "connections"),
    [
        ({"work_email": "an@example.nl", "private_email": "cas@example.nl"}, (), ()),
        ({"work_email": "an@example.nl", "nmbrs_id": "31"}, (), ()),
        ({"work_email": "cas@example.nl"}, (("9", "anna", "k1"),), ()),
        ({"work_email": "cas@example.nl"}, (), (("1", "anna", "12"),)),
        ({}, (), (("1", "anna", "11"), ("3", "anna", "31"))),
    ],
    ids=["two addresses", "address and Nmbrs id", "BSN that a company said", "once in the first", "connected in both"],
)
def test_two_companies_with_one_of_our_people_are_decided_apart(
    people: dict[str, str], said: tuple[tuple[str, str, str], ...], connections: tuple[tuple[str, str, str], ...]
) -> None:
    ours = known(here({"employee_id": "anna"} | people), said, connections)

    assert decided_together(["1", "2", "3"], three(), ours) == [["1", "2"], ["3"]]


def test_somebody_who_came_from_one_company_keeps_it_apart_from_another() -> None:
    ours = known(here({"employee_id": "nmbrs-1-11", "work_email": "cas@example.nl"}))

    assert decided_together(["1", "2", "3"], three(), ours) == [["1", "2"], ["3"]]


def test_a_chain_over_several_people_counts_and_each_cut_begins_anew() -> None:
    chain = here(
        {
            "employee_id": "a",
            "work_email": "an@example.nl",
            "first_name": "A",
            "last_name": "B",
            "birth_date": "1990-1-1",
        },
        {
            "employee_id": "b",
            "work_email": "bo@example.nl",
            "first_name": "A",
            "last_name": "B",
            "birth_date": "1990-1-1",
        },
    )

    assert decided_together(["1", "2", "3"], three(), known(chain)) == [["1"], ["2", "3"]]
