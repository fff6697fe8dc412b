"""Time entries"""

import pytest

from tests.spec.tables import expect, given, inputs
from transforms.lines import round_half_up

SPLIT = """
    company_id | wage_period | first_day  | last_day   | past_midnight
    1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | split
"""


def test_b1_an_entry_belongs_to_the_day_on_which_it_started() -> None:
    """A time entry belongs, whole, to its `work_date`: the local business day on which it started. A shift that starts
    on the last evening of March is March, all of it."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at
            e1            | 2026-03-31 | 2026-03-31 22:00 | 2026-04-01 06:00
        """
    )
    expect(
        result,
        lines="""
        component | code | quantity
        hours     | 2100 | 8.00
        days      | 0    | 1.00
    """,
    )


def test_b1_split_cuts_an_entry_at_local_midnight() -> None:
    """With `past_midnight: split`, an entry that has both instants and no `minutes` is cut at local midnight. Each part
    has its own day, contract and period. The break comes off the longer part, on a tie off the first; what the longer
    part cannot bear comes off the other. Meals and allowances stay on the entry's `work_date`."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at          | break_minutes | minutes
            across        | 2026-03-10 | 2026-03-10 22:00 | 2026-03-11 06:00 | 30            |
            tie           | 2026-03-10 | 2026-03-10 23:00 | 2026-03-11 01:00 | 15            |
            long_break    | 2026-03-10 | 2026-03-10 23:00 | 2026-03-11 00:30 | 70            |
            until         | 2026-03-10 | 2026-03-10 20:00 | 2026-03-11 00:00 | 0             |
            given         | 2026-03-10 | 2026-03-10 22:00 | 2026-03-11 06:00 | 30            | 400
            month_end     | 2026-03-31 | 2026-03-31 22:00 | 2026-04-01 06:00 | 0             |
        """,
        meals="""
            time_entry_id | meal
            across        | dinner
        """,
        periods="""
            company_id | wage_period | first_day  | last_day   | past_midnight
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | split
        """,
    )
    expect(
        result,
        entries_end_in="""
        time_entry_id | part | measure      | type   | work_date  | quantity | bucket
        across        | 1    | worked_hours |        | 2026-03-10 | 120      | exported
        across        | 1    | worked_days  |        | 2026-03-10 | 1        | exported
        across        | 1    | meals        | dinner | 2026-03-10 | 1        | exported
        across        | 2    | worked_hours |        | 2026-03-11 | 330      | exported
        across        | 2    | worked_days  |        | 2026-03-11 | 1        | exported
        tie           | 1    | worked_hours |        | 2026-03-10 | 45       | exported
        tie           | 1    | worked_days  |        | 2026-03-10 | 1        | exported
        tie           | 2    | worked_hours |        | 2026-03-11 | 60       | exported
        tie           | 2    | worked_days  |        | 2026-03-11 | 1        | exported
        long_break    | 1    | worked_hours |        | 2026-03-10 | 0        | zero_quantity
        long_break    | 1    | worked_days  |        | 2026-03-10 | 0        | zero_quantity
        long_break    | 2    | worked_hours |        | 2026-03-11 | 20       | exported
        long_break    | 2    | worked_days  |        | 2026-03-11 | 1        | exported
        until         | 1    | worked_hours |        | 2026-03-10 | 240      | exported
        until         | 1    | worked_days  |        | 2026-03-10 | 1        | exported
        given         | 1    | worked_hours |        | 2026-03-10 | 400      | exported
        given         | 1    | worked_days  |        | 2026-03-10 | 1        | exported
        month_end     | 1    | worked_hours |        | 2026-03-31 | 120      | exported
        month_end     | 1    | worked_days  |        | 2026-03-31 | 1        | exported
        month_end     | 2    | worked_hours |        | 2026-04-01 | 360      | outside_period
        month_end     | 2    | worked_days  |        | 2026-04-01 | 1        | outside_period
    """,
    )


def test_b1_a_part_after_midnight_of_the_night_before_the_period_is_in_the_period() -> None:
    """The second half of a shift on the night before the period belongs to the period, its first half does not."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at
            e1            | 2026-02-28 | 2026-02-28 22:00 | 2026-03-01 06:00
            not_read      | 2026-02-28 | 2026-02-28 09:00 | 2026-02-28 17:00
        """,
        periods=SPLIT,
    )
    assert result.entries_read == 1
    expect(
        result,
        lines="""
        component | code | quantity
        hours     | 2100 | 6.00
        days      | 0    | 1.00
    """,
    )


def test_b2_paid_minutes_are_given_or_measured() -> None:
    """Paid minutes are the entry's `minutes` where the source gives them (net of the break; 0 is a value). Otherwise
    they are the whole minutes between the two instants, seconds rounded down, less the break. When neither is given, or
    the result is negative, the validation stops the company; nothing is guessed."""
    result = given(
        entries="""
            time_entry_id | starts_at           | ends_at             | break_minutes | minutes
            given         | 2026-03-02 09:00    | 2026-03-02 17:00    | 30            | 300
            zero          | 2026-03-02 09:00    | 2026-03-02 17:00    | 30            | 0
            measured      | 2026-03-02 09:00    | 2026-03-02 17:00    | 30            |
            seconds       | 2026-03-02 09:00:30 | 2026-03-02 10:00:29 | 0             |
            neither       | 2026-03-02 09:00    |                     | 0             |
            negative      | 2026-03-02 09:00    | 2026-03-02 09:10    | 30            |
        """
    )
    expect(
        result,
        parts="""
        time_entry_id | paid_minutes
        given         | 300
        zero          | 0
        measured      | 450
        seconds       | 59
        neither       |
        negative      | -20
    """,
    )


def test_b2_elapsed_means_real_time() -> None:
    """Elapsed time is real time: from 22:00 to 06:00 is seven hours in the night the clock goes forward, and nine in
    the night it goes back."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at
            march         | 2026-03-28 | 2026-03-28 22:00 | 2026-03-29 06:00
            october       | 2026-10-24 | 2026-10-24 22:00 | 2026-10-25 06:00
        """,
        periods="""
            company_id | wage_period | first_day  | last_day
            1201       | 2026-M03    | 2026-03-01 | 2026-10-31
        """,
    )
    expect(
        result,
        parts="""
        time_entry_id | paid_minutes
        march         | 420
        october       | 540
    """,
    )


def test_b3_hours_are_rounded_once_per_line() -> None:
    """Everything inside is whole minutes and whole cents. Hours appear once, at the border to Nmbrs, with two decimals,
    halves up, from the sum of the line: three entries of 20 minutes are 1.00, never 0.99. The rounding difference of
    each line is kept, in sixtieths of a hundredth."""
    result = given(
        entries="""
            employee_id | minutes
            anna        | 20
            anna        | 20
            anna        | 20
            bob         | 20
            carl        | 10
        """
    )
    expect(
        result,
        lines="""
        employee_id | component | code | exact_sixtieths | quantity | rounding_sixtieths
        anna        | hours     | 2100 | 60              | 1.00     | 0
        anna        | days      | 0    | 60              | 1.00     | 0
        bob         | hours     | 2100 | 20              | 0.33     | -20
        bob         | days      | 0    | 60              | 1.00     | 0
        carl        | hours     | 2100 | 10              | 0.17     | 20
        carl        | days      | 0    | 60              | 1.00     | 0
    """,
    )


@pytest.mark.parametrize(("exact", "rounded"), [(30, 1), (29, 0), (-30, -1), (-29, 0), (90, 2), (-90, -2), (0, 0)])
def test_b3_halves_are_rounded_away_from_zero(exact: int, rounded: int) -> None:
    import numpy as np

    assert round_half_up(np.array([exact]), 60).tolist() == [rounded]


def test_b3_what_maps_to_the_same_code_is_one_line() -> None:
    """A line is one per employee, component (hours, wage, days), code and cost centre: whatever maps to the same code
    is added before the one rounding."""
    result = given(
        entries="""
            time_entry_id | minutes
            e1            | 20
        """,
        allowances="""
            time_entry_id | allowance | minutes
            e1            | evening   | 20
            e1            | night     | 20
        """,
        codes="""
            contract_kind | measure      | type    | component | code | pays
            zero_hours    | worked_hours |         | hours     | 2100 |
            zero_hours    | allowances   | evening | hours     | 2100 | supplement
            zero_hours    | allowances   | night   | hours     | 2100 | supplement
        """,
    )
    expect(
        result,
        lines="""
        component | code | measures                | quantity
        hours     | 2100 | allowances,worked_hours | 1.00
        days      | 0    | worked_days             | 1.00
    """,
    )


def test_b3_the_company_of_an_entry_is_the_company_of_its_venue() -> None:
    """The company of an entry is the company of the venue where it was worked."""
    result = given(
        entries="""
            employee_id | venue_id | minutes
            anna        | kroon    | 60
            anna        | haven    | 120
        """,
        venues="""
            venue_id | company_id
            kroon    | 1201
            haven    | 1202
        """,
        periods="""
            company_id | wage_period | first_day  | last_day
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31
            1202       | 2026-P03    | 2026-02-23 | 2026-03-22
        """,
    )
    expect(
        result,
        lines="""
        company_id | wage_period | employee_id | component | quantity
        1201       | 2026-M03    | anna        | hours     | 1.00
        1201       | 2026-M03    | anna        | days      | 1.00
        1202       | 2026-P03    | anna        | hours     | 2.00
        1202       | 2026-P03    | anna        | days      | 1.00
    """,
    )


def test_b4_only_approved_entries_are_exported() -> None:
    """Only approved entries are exported. An entry that is not approved is shown as such."""
    result = given(
        entries="""
            time_entry_id | minutes | is_approved
            e1            | 60      | yes
            e2            | 120     | no
        """
    )
    expect(
        result,
        lines="""
            component | quantity
            hours     | 1.00
            days      | 1.00
        """,
        coverage="""
            measure      | bucket       | rows
            worked_hours | exported     | 1
            worked_hours | not_approved | 1
            worked_days  | exported     | 1
            worked_days  | not_approved | 1
        """,
    )


def test_a_table_with_an_unknown_column_is_refused() -> None:
    with pytest.raises(AssertionError, match="unknown columns"):
        inputs("time_entry_id | minuts\n e1 | 3")
