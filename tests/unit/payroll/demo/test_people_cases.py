"""The demo's people meet the sync with every case of matching and service (semantics G)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from payroll.demo.companies import current_period
from payroll.demo.people_cases import TO_BE_CREATED, with_people_cases
from payroll.demo.people_results import people_in_one_line
from payroll.demo.world import World, generate


@pytest.fixture(scope="module")
def world() -> World:
    return with_people_cases(generate(1, 2, 25, 2))


@pytest.fixture(scope="module")
def in_nmbrs(world: World) -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        one | {"company_id": str(company["id"])}
        for company in world.nmbrs_seed["companies"]
        for one in company["employees"]
    ]
    return pd.DataFrame(rows)


def test_somebody_is_known_by_each_key(world: World, in_nmbrs: pd.DataFrame) -> None:
    people = world.tables["employees"]
    without_id = people[people["nmbrs_id"].isna() & people["is_active"].astype(bool)]
    by_bsn = without_id["bsn"].isin(in_nmbrs["bsn"]) & without_id["work_email"].isna()
    by_email = without_id["work_email"].isin(in_nmbrs["work_email"]) & without_id["bsn"].isna()
    assert (by_bsn.sum(), by_email.sum()) == (1, 1)
    assert people["nmbrs_id"].isin(in_nmbrs["id"].astype(str)).sum() > 40


def test_somebody_is_here_alone_so_that_hr_can_create_them(world: World, in_nmbrs: pd.DataFrame) -> None:
    people = world.tables["employees"]
    alone = people["nmbrs_id"].isna() & ~people["bsn"].isin(in_nmbrs["bsn"])
    alone &= ~people["work_email"].isin(in_nmbrs["work_email"])
    assert alone.sum() == 2


def test_somebody_was_hired_in_the_open_period_so_that_hr_can_create_them_at_once(
    world: World, in_nmbrs: pd.DataFrame
) -> None:
    (person,) = world.tables["employees"].query("id == @TO_BE_CREATED").to_dict("records")
    assert person["hire_date"].date() >= current_period(world.config.companies[0]).first_day
    assert person["work_email"] not in set(in_nmbrs["work_email"])
    assert person["employee_number"] not in set(in_nmbrs["number"].astype(str))
    assert TO_BE_CREATED in set(world.tables["contracts"]["employee_id"])


def test_one_contradicts_itself_one_has_no_address_and_one_is_double(world: World, in_nmbrs: pd.DataFrame) -> None:
    cases = in_nmbrs[in_nmbrs["id"].between(410_001, 410_099)].set_index("id")
    people = world.tables["employees"]
    doubtful = cases.loc[410_001]
    by_bsn = set(people.loc[people["bsn"] == doubtful["bsn"], "id"])
    by_email = set(people.loc[people["work_email"] == doubtful["work_email"], "id"])
    assert len(by_bsn) == len(by_email) == 1
    assert by_bsn != by_email
    assert cases.loc[410_003, "work_email"] == ""
    double = cases.loc[410_002]
    alike = people[(people["last_name"] == double["last_name"]) & (people["first_name"] == double["first_name"])]
    assert double["birth_date"] in set(alike["birth_date"].dt.strftime("%Y-%m-%d"))


def test_one_has_left_and_one_is_back(world: World, in_nmbrs: pd.DataFrame) -> None:
    stretches = in_nmbrs.dropna(subset="employments").set_index("id")["employments"]
    ended = [one for one in stretches if len(one) == 1 and "end_date" in one[0]]
    back = [one for one in stretches if len(one) == 2 and "end_date" in one[0] and "end_date" not in one[1]]
    assert (len(ended), len(back)) == (2, 1)


def test_the_line_about_people_leaves_out_what_is_nothing() -> None:
    assert people_in_one_line({"in_nmbrs": 104, "new": 5, "activated": 0}) == "104 in Nmbrs, 5 new here"
