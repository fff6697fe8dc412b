"""Bad values in the workforce database never crash the wage rules, and never vanish: the gate must see them."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.spec.tables import Inputs, expect, given, inputs

ENTRIES = """
    time_entry_id | work_date  | minutes
    e1            | 2026-03-02 | 60
    e2            | 2026-03-03 | 120
"""


def changed(column: str, values: list[object]) -> Inputs:
    """Two good entries, one column of them replaced."""
    good = inputs(ENTRIES)
    column_type = good.entries[column].dtype
    return replace(good, entries=good.entries.assign(**{column: pd.Series(values, dtype=column_type)}))


def test_no_entries_give_empty_frames() -> None:
    result = inputs("time_entry_id").calculate()
    assert (len(result.lines), len(result.details), len(result.coverage), result.entries_read) == (0, 0, 0, 0)
    assert result.expected_rows == 0


def test_an_entry_without_minutes_and_instants_has_unknown_minutes_and_sends_nothing() -> None:
    result = changed("minutes", [None, 120]).calculate()
    assert result.details.loc[result.details["time_entry_id"] == "e1", "paid_minutes"].isna().all()
    expect(result, lines="component | quantity\n hours | 2.00\n days | 1.00")


def test_negative_minutes_stay_negative() -> None:
    result = changed("minutes", [-60, 120]).calculate()
    expect(result, parts="time_entry_id | paid_minutes\n e1 | -60\n e2 | 120")
    assert result.details.loc[result.details["measure"] == "worked_hours", "quantity"].tolist() == [-60, 120]


def test_an_entry_without_a_day_is_read_and_is_outside_the_period() -> None:
    result = changed("work_date", [pd.NaT, pd.Timestamp("2026-03-03")]).calculate()
    assert result.entries_read == 2
    assert result.details.loc[result.details["time_entry_id"] == "e1", "bucket"].unique().tolist() == ["outside_period"]
    assert result.details.loc[result.details["time_entry_id"] == "e1", "work_date"].isna().all()


@pytest.mark.parametrize(
    ("column", "bucket"), [("employee_id", "employee_not_connected"), ("venue_id", "venue_not_linked")]
)
def test_an_entry_without_a_person_or_a_venue_is_counted(column: str, bucket: str) -> None:
    values = ["anna", None] if column == "employee_id" else ["kroon", None]
    result = changed(column, values).calculate()
    assert result.details.loc[result.details["time_entry_id"] == "e2", "bucket"].unique().tolist() == [bucket]
    assert len(result.details) == result.expected_rows


def test_a_doubled_entry_keeps_all_its_rows_and_its_meals_once() -> None:
    result = given(entries="time_entry_id\n e1\n e1", meals="time_entry_id | meal\n e1 | dinner")
    assert result.entries_read == 2
    assert len(result.details) == result.expected_rows == 5


def test_a_null_break_is_no_break() -> None:
    good = inputs("time_entry_id | starts_at | ends_at\n e1 | 2026-03-02 09:00 | 2026-03-02 10:00")
    entries = good.entries.assign(break_minutes=pd.Series([None], dtype="Int64"))
    expect(replace(good, entries=entries).calculate(), parts="time_entry_id | paid_minutes\n e1 | 60")


def test_meals_of_an_entry_that_was_not_given_do_not_count() -> None:
    result = given(entries="time_entry_id\n e1", meals="time_entry_id | meal\n unknown | dinner")
    assert "meals" not in set(result.coverage["measure"])


def test_an_unapproved_flag_that_is_missing_is_not_approved() -> None:
    good = inputs("time_entry_id\n e1")
    entries = good.entries.assign(is_approved=pd.Series([None], dtype="boolean"))
    assert set(replace(good, entries=entries).calculate().details["bucket"]) == {"not_approved"}


def test_an_unknown_contract_kind_is_excluded() -> None:
    result = given(entries="time_entry_id\n e1", contracts="contract_id | kind | starts_on\n c1 | intern | 2026-01-01")
    assert set(result.details["bucket"]) == {"contract_kind_excluded"}
    assert set(result.details["contract_kind"]) == {"intern"}


@pytest.mark.parametrize("column", ["employee_id", "venue_id", "kind", "leave_type", "time_entry_id"])
def test_categories_are_read_like_text(column: str) -> None:
    plain = inputs(ENTRIES)
    as_category = replace(plain, entries=plain.entries.astype({column: "category"}))
    pd.testing.assert_frame_equal(plain.calculate().details, as_category.calculate().details)
    pd.testing.assert_frame_equal(plain.calculate().lines, as_category.calculate().lines)


def test_the_entries_handed_in_are_not_changed() -> None:
    good = inputs(ENTRIES)
    before = good.entries.copy(deep=True)
    good.calculate()
    pd.testing.assert_frame_equal(good.entries, before)


def test_the_index_of_the_frames_does_not_matter() -> None:
    good = inputs(ENTRIES, meals="time_entry_id | meal\n e2 | dinner\n e1 | lunch")
    moved = replace(
        good,
        entries=good.entries.set_axis([7, 7]),
        entry_meals=good.entry_meals.set_axis([3, 1]),
        contracts=good.contracts,
    )
    pd.testing.assert_frame_equal(good.calculate().details, moved.calculate().details)
