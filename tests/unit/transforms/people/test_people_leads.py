"""Three-way comparison and records in force, tried on many small cases."""

from __future__ import annotations

import pandas as pd
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from tests.spec.people_tables import given, leads_of
from transforms.people.frames import FRAMES
from transforms.people.in_force import in_force, in_force_on
from transforms.people.leads import all_leads, compare_sides

VALUES = st.sampled_from(["", "Breda", "Goes", "Tilburg"])
KEY = ["company_id", "employee_id"]


def side(values: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {"company_id": "1201", "employee_id": [f"e{place}" for place in range(len(values))], "city": values}
    ).astype("str")


@settings(max_examples=60)
@for_all(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=12), st.booleans())
def test_after_the_changes_both_sides_agree_but_for_review_and_blanks(
    rows: list[tuple[str, str, str]], hr_leads: bool
) -> None:
    synced, nmbrs, here = (side([row[place] for row in rows]) for place in range(3))
    found = compare_sides(synced, nmbrs, here, leads_of(*(["address"] if hr_leads else [])))
    for place, (last, theirs, ours) in enumerate(rows):
        change = found.changes[found.changes["employee_id"] == f"e{place}"].to_dict("records")
        in_review = f"e{place}" in set(found.review["employee_id"])
        leader, follower = (ours, theirs) if hr_leads else (theirs, ours)
        assert in_review == (last != theirs and last != ours and theirs != ours)
        if change:
            assert (change[0]["after"], change[0]["before"]) == (leader, follower)
            assert change[0]["write_to"] == ("nmbrs" if hr_leads else "workforce")
        assert bool(change) == (theirs != ours and not in_review and (leader != "" or last != ""))


def test_somebody_of_one_side_only_is_not_compared() -> None:
    found = compare_sides(side([]), side(["Breda"]), side(["Breda", "Goes"]), leads_of())
    assert found.changes.empty
    assert found.review.empty


def test_contracts_are_compared_by_contract() -> None:
    rows = pd.DataFrame(
        {"company_id": "1201", "employee_id": "anna", "contract_id": ["c1", "c2"], "kind": ["fixed", "zero_hours"]}
    ).astype("str")
    here = rows.assign(kind=["fixed", "fixed"]).astype("str")
    found = compare_sides(rows, rows, here, leads_of(), [*KEY, "contract_id"])
    assert found.changes[["contract_id", "write_to", "before", "after"]].to_numpy().tolist() == [
        ["c2", "workforce", "fixed", "zero_hours"]
    ]
    changed = rows.assign(kind=["zero_hours", "zero_hours"]).astype("str")
    both = compare_sides(
        rows, changed, here.assign(kind=["payroll_agency", "zero_hours"]), leads_of(), [*KEY, "contract_id"]
    )
    assert both.review[["contract_id", "field"]].to_numpy().tolist() == [["c1", "kind"]]


def test_days_and_amounts_are_compared_as_such() -> None:
    read = given(
        theirs="employee_id | salary_amount_cents | salary_effective_date\n anna | 1600 | 2026-03-01\n bob | 1500 |",
        ours="employee_id | salary_amount_cents | salary_effective_date\n anna | 1500 | 2026-01-01\n bob | 1500 |",
        synced="employee_id | salary_amount_cents | salary_effective_date\n anna | 1500 | 2026-01-01\n bob | 1500 |",
    )
    found = compare_sides(read["synced"], read["theirs"], read["ours"], leads_of()).changes
    assert found[["field", "before", "after"]].to_numpy().tolist() == [
        ["salary_amount_cents", "1500", "1600"],
        ["salary_effective_date", "2026-01-01", "2026-03-01"],
    ]


def test_the_setting_of_many_companies_becomes_rows() -> None:
    setting = pd.DataFrame({"company_id": ["1", "2"], "address": ["hr", "nmbrs"], "bank": ["nmbrs", "hr"]})
    rows = set(map(tuple, all_leads(setting).to_numpy().tolist()))
    assert rows == {("1", "address", "hr"), ("2", "address", "nmbrs"), ("1", "bank", "nmbrs"), ("2", "bank", "hr")}


days = st.integers(0, 5) | st.none()


@settings(max_examples=60)
@for_all(st.lists(st.tuples(st.sampled_from(["501", "502"]), days, days, st.integers(0, 2)), max_size=8), st.randoms())
def test_the_version_in_force_is_the_one_of_the_plain_reading(rows: list, random: object) -> None:
    first = pd.Timestamp(2026, 3, 1)

    def day(number: int | None) -> pd.Timestamp:
        return pd.NaT if number is None else first + pd.Timedelta(days=number)

    history = pd.DataFrame(
        {
            "company_id": "1201",
            "nmbrs_employee_id": pd.Series([row[0] for row in rows], dtype="str"),
            "employment_id": pd.Series([f"{place:02}" for place in range(len(rows))], dtype="str"),
            "starts_on": pd.Series([day(row[1]) for row in rows], dtype="datetime64[s]"),
            "ends_on": pd.Series([day(row[2]) for row in rows], dtype="datetime64[s]"),
            "created_at": pd.Series([day(row[3]) for row in rows], dtype="datetime64[us]").dt.tz_localize("UTC"),
        }
    )
    asked = first + pd.Timedelta(days=3)
    expected = {}
    for place, (person, start, end, created) in enumerate(rows):
        if (start is None or start <= 3) and (end is None or end >= 3):
            rank = (-1 if start is None else start, created, place)
            expected[person] = max(expected.get(person, (rank, place)), (rank, place))
    shuffled = history.sample(frac=1, random_state=random.randrange(1000)) if len(history) else history  # type: ignore[attr-defined]
    for frame in (history, shuffled):
        found = in_force_on(frame, asked.as_unit("s"))
        shown = dict(zip(found["nmbrs_employee_id"], found["employment_id"], strict=True))
        assert {person: f"{place:02}" for person, (_, place) in expected.items()} | shown == shown
        assert set(shown) == set(expected)


def test_every_row_asked_for_keeps_its_place() -> None:
    read = given(schedules="nmbrs_employee_id | starts_on | two_weeks_hundredths\n 501 | 2026-01-01 | 7600")
    asked = pd.DataFrame(
        {
            "company_id": "1201",
            "nmbrs_employee_id": ["502", "501", "501"],
            "on": pd.Series(pd.to_datetime(["2026-03-01", "2026-03-01", "2025-03-01"])).dt.as_unit("s").array,
        },
        index=[5, 6, 7],
    ).astype({"company_id": "str", "nmbrs_employee_id": "str"})
    assert in_force(read["schedules"], asked).index.tolist() == [6]


def test_every_frame_has_a_type_for_every_column() -> None:
    assert all(kind for columns in FRAMES.values() for kind in columns.values())
