"""What is exported for whom"""

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from tests.spec.tables import expect, given


def test_c1_the_contract_of_the_day_counts() -> None:
    """The contract that counts is the one that is active on the `work_date` of each entry, not the one active today;
    its `ends_on` is its last day. A contract change in the middle of a period splits the entries by day."""
    result = given(
        entries="""
            time_entry_id | work_date  | minutes
            e1            | 2026-03-15 | 60
            e2            | 2026-03-16 | 120
        """,
        contracts="""
            contract_id | kind       | starts_on  | ends_on
            c1          | zero_hours | 2026-01-01 | 2026-03-15
            c2          | fixed      | 2026-03-16 |
        """,
    )
    expect(
        result,
        entries_end_in="""
            time_entry_id | measure      | contract_kind | bucket
            e1            | worked_hours | zero_hours    | exported
            e1            | worked_days  | zero_hours    | exported
            e2            | worked_hours | fixed         | contract_kind_excluded
            e2            | worked_days  | fixed         | exported
        """,
        lines="""
            component | quantity
            hours     | 1.00
            days      | 2.00
        """,
    )


def test_c1_of_two_contracts_on_one_day_the_later_counts() -> None:
    """Of two contracts on one day the one with the later `starts_on` counts, then the one with the greater id as text
    (so `c9` before `c10`). Different kinds on one day are a warning."""
    result = given(
        entries="""
            time_entry_id | employee_id | work_date
            e1            | anna        | 2026-03-02
            e2            | bob         | 2026-03-02
            e3            | carl        | 2026-03-02
        """,
        contracts="""
            contract_id | employee_id | kind       | starts_on
            c1          | anna        | zero_hours | 2026-02-01
            c2          | anna        | fixed      | 2026-01-01
            c10         | bob         | fixed      | 2026-01-01
            c9          | bob         | zero_hours | 2026-01-01
            c3          | carl        | zero_hours | 2026-01-01
            c4          | carl        | zero_hours | 2026-02-01
        """,
    )
    expect(
        result,
        parts="""
            employee_id | contract_kind
            anna        | zero_hours
            bob         | zero_hours
            carl        | zero_hours
        """,
        conflicts="""
            employee_id | work_date  | counted_kind
            anna        | 2026-03-02 | zero_hours
            bob         | 2026-03-02 | zero_hours
        """,
    )


def test_c1_what_is_exported_depends_on_the_kind_of_contract() -> None:
    """Worked hours are exported for zero-hours contracts only. Worked days, meals, allowances, leave hours and sick
    hours are exported for zero-hours and fixed contracts. Nothing is exported for the self-employed and for people on
    the contract of a payroll agency."""
    result = given(
        entries="""
            time_entry_id | employee_id | kind   | leave_type
            zero          | zara        | worked |
            fixed         | fred        | worked |
            self          | sem         | worked |
            agency        | aya         | worked |
            zero_leave    | zara        | leave  | vacation
            fixed_leave   | fred        | leave  | vacation
            self_leave    | sem         | leave  | vacation
            fixed_sick    | fred        | sick   |
            agency_sick   | aya         | sick   |
        """,
        meals="""
            time_entry_id | meal
            fixed         | dinner
            self          | dinner
        """,
        contracts="""
            contract_id | employee_id | kind           | starts_on
            c1          | zara        | zero_hours     | 2026-01-01
            c2          | fred        | fixed          | 2026-01-01
            c3          | sem         | self_employed  | 2026-01-01
            c4          | aya         | payroll_agency | 2026-01-01
        """,
    )
    expect(
        result,
        entries_end_in="""
        time_entry_id | measure      | bucket
        zero          | worked_hours | exported
        zero          | worked_days  | exported
        fixed         | worked_hours | contract_kind_excluded
        fixed         | worked_days  | exported
        fixed         | meals        | exported
        self          | worked_hours | contract_kind_excluded
        self          | worked_days  | contract_kind_excluded
        self          | meals        | contract_kind_excluded
        agency        | worked_hours | contract_kind_excluded
        agency        | worked_days  | contract_kind_excluded
        zero_leave    | leave_hours  | exported
        fixed_leave   | leave_hours  | exported
        self_leave    | leave_hours  | contract_kind_excluded
        fixed_sick    | sick_hours   | exported
        agency_sick   | sick_hours   | contract_kind_excluded
    """,
    )


def test_c2_a_measure_can_be_switched_off() -> None:
    """Each measure can be switched on and off per company. Lines are always computed from the company's configured
    measures; a run that selects fewer of them limits what is written, not what is computed. (Selecting a part of the
    measures that share a code, or only one of worked hours and allowances where `full_rate` is in use, is refused
    before the run.)"""
    result = given(
        entries="""
            time_entry_id | minutes
            e1            | 60
        """,
        measures_off="""
            measure
            worked_days
        """,
    )
    expect(
        result,
        lines="""
            component | quantity
            hours     | 1.00
        """,
        entries_end_in="""
            time_entry_id | measure      | bucket
            e1            | worked_hours | exported
            e1            | worked_days  | measure_off
        """,
    )


def test_c3_a_day_counts_once() -> None:
    """Worked days are the distinct `work_date`s with an approved worked entry of more than 0 paid minutes, once per
    employee and company: a whole number, never per code or cost centre."""
    result = given(
        entries="""
            time_entry_id | venue_id | work_date  | minutes | is_approved | kind
            morning       | kroon    | 2026-03-02 | 240     | yes         | worked
            evening       | markt    | 2026-03-02 | 240     | yes         | worked
            empty         | kroon    | 2026-03-03 | 0       | yes         | worked
            open          | kroon    | 2026-03-04 | 240     | no          | worked
            ill           | kroon    | 2026-03-05 | 240     | yes         | sick
        """,
        venues="""
            venue_id | company_id | cost_center_id
            kroon    | 1201       | 77
            markt    | 1201       | 78
        """,
    )
    expect(
        result,
        lines="""
        component | code | cost_center_id | quantity
        hours     | 2100 | 77             | 4.00
        hours     | 2100 | 78             | 4.00
        hours     | 3170 | 77             | 4.00
        days      | 0    |                | 1.00
    """,
    )


def test_c4_meals_are_counted_or_priced() -> None:
    """Meals are a count per meal name. A meal that maps to an hour code sends the count as quantity; one that maps to a
    wage code sends the count times an amount in cents per meal. Products are summed exactly and rounded once per line.
    Meals and allowances count on worked entries only."""
    result = given(
        entries="""
            time_entry_id | kind   | minutes
            e1            | worked | 60
            e2            | sick   | 60
        """,
        meals="""
            time_entry_id | meal   | quantity
            e1            | dinner | 2
            e1            | lunch  | 3
            e2            | dinner | 1
        """,
        codes="""
            contract_kind | measure | type   | component | code
            zero_hours    | meals   | dinner | wage      | 5100
            zero_hours    | meals   | lunch  | hours     | 2190
        """,
        prices="""
            contract_kind | measure | type   | valid_from | cents
            zero_hours    | meals   | dinner | 2026-01-01 | 395
        """,
    )
    expect(
        result,
        lines="""
        component | code | quantity
        wage      | 5100 | 7.90
        hours     | 2190 | 3.00
        days      | 0    | 1.00
    """,
    )


def test_c4_the_price_is_the_one_valid_on_the_day() -> None:
    """The price is the one valid on the entry's `work_date`. Amounts are never built in: without a valid price the meal
    ends as `code_not_mapped`."""
    result = given(
        entries="""
            time_entry_id | work_date
            too_early     | 2026-03-01
            first         | 2026-03-02
            last          | 2026-03-15
            second        | 2026-03-16
        """,
        meals="""
            time_entry_id | meal
            too_early     | dinner
            first         | dinner
            last          | dinner
            second        | dinner
        """,
        codes="""
            contract_kind | measure | type   | component | code
            zero_hours    | meals   | dinner | wage      | 5100
        """,
        prices="""
            contract_kind | measure | type   | valid_from | cents
            zero_hours    | meals   | dinner | 2026-03-02 | 395
            zero_hours    | meals   | dinner | 2026-03-16 | 400
        """,
        measures_off="""
            measure
            worked_hours
            worked_days
        """,
    )
    expect(
        result,
        lines="""
            component | code | exact_sixtieths | quantity
            wage      | 5100 | 71400           | 11.90
        """,
        coverage="""
            measure      | type   | bucket          | rows
            worked_hours |        | measure_off     | 4
            worked_days  |        | measure_off     | 4
            meals        | dinner | code_not_mapped | 1
            meals        | dinner | exported        | 3
        """,
    )


def test_c5_allowances_come_on_top_or_instead() -> None:
    """Allowances (toeslagen) are minutes per allowance name. A `supplement` comes on top of the worked hours; minutes
    at `full_rate` are paid by their own code and are taken out of the worked hours. A wage code takes an amount in
    cents per hour, and is always a supplement."""
    result = given(
        entries="""
            time_entry_id | minutes
            e1            | 480
        """,
        allowances="""
            time_entry_id | allowance | minutes
            e1            | evening   | 120
            e1            | sunday    | 180
            e1            | standby   | 90
        """,
        codes="""
            contract_kind | measure      | type    | component | code | pays
            zero_hours    | worked_hours |         | hours     | 2100 |
            zero_hours    | allowances   | evening | hours     | 2110 | supplement
            zero_hours    | allowances   | sunday  | hours     | 2120 | full_rate
            zero_hours    | allowances   | standby | wage      | 5200 | supplement
        """,
        prices="""
            contract_kind | measure    | type    | valid_from | cents
            zero_hours    | allowances | standby | 2026-01-01 | 250
        """,
    )
    expect(
        result,
        lines="""
        component | code | quantity
        hours     | 2100 | 5.00
        hours     | 2110 | 2.00
        hours     | 2120 | 3.00
        wage      | 5200 | 3.75
        days      | 0    | 1.00
    """,
    )


def test_c5_minutes_leave_the_worked_hours_only_where_the_allowance_pays_them() -> None:
    """Full-rate minutes leave the worked hours only where the allowance is mapped and configured. For fixed contracts,
    which send no worked hours, nothing is taken out."""
    result = given(
        entries="""
            time_entry_id | employee_id | minutes
            e1            | anna        | 480
            e2            | fred        | 480
        """,
        allowances="""
            time_entry_id | allowance   | minutes
            e1            | not_mapped  | 180
            e2            | sunday      | 180
        """,
        contracts="""
            contract_id | employee_id | kind       | starts_on
            c1          | anna        | zero_hours | 2026-01-01
            c2          | fred        | fixed      | 2026-01-01
        """,
    )
    expect(
        result,
        lines="""
        employee_id | component | code | quantity
        anna        | hours     | 2100 | 8.00
        anna        | days      | 0    | 1.00
        fred        | hours     | 2120 | 3.00
        fred        | days      | 0    | 1.00
    """,
    )


def test_c5_a_measure_switched_off_takes_nothing_out() -> None:
    result = given(
        entries="time_entry_id | minutes\n e1 | 480",
        allowances="time_entry_id | allowance | minutes\n e1 | sunday | 180",
        measures_off="measure\n allowances",
    )
    expect(result, lines="component | quantity\n hours | 8.00\n days | 1.00")


def test_c5_more_full_rate_minutes_than_the_entry_has_stay_visible() -> None:
    """More full-rate minutes than the entry has are refused by the validation; the numbers stay visible."""
    result = given(
        entries="""
            time_entry_id | minutes
            e1            | 60
        """,
        allowances="""
            time_entry_id | allowance | minutes
            e1            | sunday    | 90
        """,
    )
    expect(
        result,
        parts="""
            time_entry_id | paid_minutes | full_rate_minutes
            e1            | 60           | 90
        """,
        entries_end_in="""
            time_entry_id | measure      | type   | quantity | bucket
            e1            | worked_hours |        | -30      | exported
            e1            | worked_days  |        | 1        | exported
            e1            | allowances   | sunday | 90       | exported
        """,
    )


def test_c5_full_rate_minutes_fill_the_part_of_the_day_first() -> None:
    """Of an entry that is cut at midnight, full-rate minutes are taken from the part on `work_date` first and then from
    the part after midnight. What neither can hold stays with the first part, where the validation finds it."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at
            e1            | 2026-03-10 | 2026-03-10 22:00 | 2026-03-11 06:00
            e2            | 2026-03-12 | 2026-03-12 23:00 | 2026-03-13 01:00
        """,
        allowances="""
            time_entry_id | allowance | minutes
            e1            | sunday    | 300
            e2            | sunday    | 150
        """,
        periods="""
            company_id | wage_period | first_day  | last_day   | past_midnight
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | split
        """,
    )
    expect(
        result,
        parts="""
            time_entry_id | part | paid_minutes | full_rate_minutes
            e1            | 1    | 120          | 120
            e1            | 2    | 360          | 180
            e2            | 1    | 60           | 90
            e2            | 2    | 60           | 60
        """,
        lines="""
            component | code | quantity
            hours     | 2100 | 2.50
            hours     | 2120 | 7.50
            days      | 0    | 4.00
        """,
    )


@settings(max_examples=30, deadline=None)
@for_all(st.integers(1, 959), st.integers(0, 960), st.sampled_from(["start_day", "split"]), st.integers(0, 60))
def test_c5_no_minute_is_paid_twice_and_none_is_lost(minutes: int, full_rate: int, midnight: str, pause: int) -> None:
    """No minute is paid twice, and none is lost: the worked hours and the full-rate hours of an entry add up to its
    paid minutes, also when the entry is cut at midnight."""
    pause = min(pause, minutes)
    paid = minutes - pause
    full_rate = min(full_rate, paid)
    end = f"2026-03-{10 + (22 * 60 + minutes) // 1440} {(22 * 60 + minutes) // 60 % 24:02d}:{minutes % 60:02d}"
    result = given(
        entries=f"""
            time_entry_id | work_date  | starts_at        | ends_at | break_minutes
            e1            | 2026-03-10 | 2026-03-10 22:00 | {end}   | {pause}
        """,
        allowances=f"time_entry_id | allowance | minutes\n e1 | sunday | {full_rate}",
        periods=f"""
            company_id | wage_period | first_day  | last_day   | past_midnight
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | {midnight}
        """,
    )
    hours = result.lines[result.lines["component"] == "hours"]
    assert hours["exact_sixtieths"].sum() == paid
    assert (result.details["quantity"] >= 0).all()


def test_c6_leave_and_sickness_go_to_the_code_of_the_contract_kind() -> None:
    """Leave hours per leave type, and sick hours, go to the hour code that is mapped for the contract kind: a code that
    lowers the salary must not be used for people without a schedule."""
    result = given(
        entries="""
            employee_id | kind  | leave_type | minutes
            anna        | leave | vacation   | 90
            anna        | sick  |            | 60
            fred        | leave | vacation   | 120
            fred        | sick  |            | 30
        """,
        contracts="""
            contract_id | employee_id | kind       | starts_on
            c1          | anna        | zero_hours | 2026-01-01
            c2          | fred        | fixed      | 2026-01-01
        """,
        codes="""
            contract_kind | measure     | type     | component | code
            zero_hours    | leave_hours | vacation | hours     | 4100
            fixed         | leave_hours | vacation | hours     | 4101
            zero_hours    | sick_hours  |          | hours     | 3170
            fixed         | sick_hours  |          | hours     | 3070
        """,
    )
    expect(
        result,
        lines="""
        employee_id | measures    | code | quantity
        anna        | leave_hours | 4100 | 1.50
        anna        | sick_hours  | 3170 | 1.00
        fred        | leave_hours | 4101 | 2.00
        fred        | sick_hours  | 3070 | 0.50
    """,
    )


def test_c7_codes_are_mapped_per_company_and_contract_kind() -> None:
    """Codes are mapped per company, per contract kind, per measure and type. What has no code ends as
    `code_not_mapped`. (A mapped code that is in neither of the company's models in Nmbrs stops that company before
    anything is written; the validation sees to that.)"""
    result = given(
        entries="""
            time_entry_id | venue_id | kind  | leave_type
            e1            | kroon    | leave | vacation
            e2            | haven    | leave | vacation
            e3            | kroon    | leave | special
        """,
        venues="""
            venue_id | company_id
            kroon    | 1201
            haven    | 1202
        """,
        periods="""
            company_id | wage_period | first_day  | last_day
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31
            1202       | 2026-M03    | 2026-03-01 | 2026-03-31
        """,
        codes="""
            company_id | contract_kind | measure     | type     | component | code
            1201       | zero_hours    | leave_hours | vacation | hours     | 4100
            1202       | zero_hours    | leave_hours | vacation | hours     | 4200
            1201       | fixed         | leave_hours | special  | hours     | 4300
        """,
    )
    expect(
        result,
        entries_end_in="""
        time_entry_id | company_id | type     | code | bucket
        e1            | 1201       | vacation | 4100 | exported
        e2            | 1202       | vacation | 4200 | exported
        e3            | 1201       | special  | 0    | code_not_mapped
    """,
    )


@pytest.mark.parametrize("center", ["", "77"])
def test_c8_one_cost_center_gives_one_line(center: str) -> None:
    venues = f"venue_id | company_id | cost_center_id\n kroon | 1201 | {center}\n markt | 1201 | {center}"
    result = given(entries="venue_id | minutes\n kroon | 20\n markt | 40", venues=venues)
    expect(result, lines=f"component | cost_center_id | quantity\n hours | {center} | 1.00\n days | | 1.00")


def test_c8_lines_are_kept_apart_per_cost_center() -> None:
    """With the setting `cost_center`, a venue has a cost centre, and lines are kept apart per cost centre; days are
    not."""
    result = given(
        entries="""
            venue_id | minutes
            kroon    | 60
            markt    | 90
            plein    | 30
        """,
        venues="""
            venue_id | company_id | cost_center_id
            kroon    | 1201       | 77
            markt    | 1201       | 78
            plein    | 1201       |
        """,
    )
    expect(
        result,
        lines="""
        component | code | cost_center_id | quantity
        hours     | 2100 | 77             | 1.00
        hours     | 2100 | 78             | 1.50
        hours     | 2100 |                | 0.50
        days      | 0    |                | 1.00
    """,
    )
