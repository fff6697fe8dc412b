"""Control lines and the period guard (semantics F2, F5, F7)."""

from __future__ import annotations

from datetime import date

import pytest
from nmbrs.records import PayrollRun
from payroll.delivery.control import control_lines, total_difference
from payroll.delivery.hundredths import to_decimal, to_hundredths
from payroll.delivery.period_guard import PeriodGuard, PeriodRefused
from payroll.delivery.plan import Plan, plan_employee
from payroll.delivery.present import Present, PresentComponent
from payroll.delivery.wanted import Scope, Wanted
from payroll.ledger.wage_lines import WageLine
from payroll.ledger.writes import OwnDays, OwnLine

from transforms.wage_period import WageCalendar

OUR_CODES = {("hours", 2100), ("hours", 2110)}
EVERYTHING = Scope()
MONTHS = WageCalendar("month")


def rows(wanted: Wanted, present: Present, scope: Scope = EVERYTHING) -> list[tuple[str, int, int, int, int, int]]:
    plan = Plan(tuple(plan_employee(wanted, present, scope)))
    lines = control_lines([wanted], {"500001": present}, plan, scope, OUR_CODES)
    return [
        (
            one.component,
            one.code,
            one.wanted_hundredths,
            one.nmbrs_hundredths,
            one.foreign_hundredths,
            one.difference_hundredths,
        )
        for one in lines
    ]


def hours(code: int, quantity: int) -> WageLine:
    return WageLine("e1", "500001", "hours", code, "", "worked_hours", quantity, quantity)


def own(component_id: str, code: int, quantity: int) -> OwnLine:
    return OwnLine(component_id, "e1", "500001", "hours", code, "", "worked_hours", quantity, "2026-M10", "2026-M10")


def there(component_id: str, code: int, quantity: int) -> PresentComponent:
    return PresentComponent(component_id, "hours", code, quantity)


def test_foreign_quantities_have_a_column_of_their_own_and_do_not_count() -> None:
    wanted = Wanted("e1", "500001", (hours(2100, 800),), (own("7", 2100, 800),))
    present = Present((there("7", 2100, 800), there("99", 2100, 250), there("98", 2110, 100)))

    assert rows(wanted, present) == [("hours", 2100, 800, 800, 250, 0), ("hours", 2110, 0, 0, 100, 0)]


def test_a_foreign_line_on_a_code_that_is_not_ours_is_none_of_our_business() -> None:
    wanted = Wanted("e1", "500001", (hours(2100, 800),), (own("7", 2100, 800),))

    assert rows(wanted, Present((there("7", 2100, 800), there("99", 4200, 250)))) == [("hours", 2100, 800, 800, 0, 0)]


def test_a_missing_line_of_ours_is_a_difference() -> None:
    wanted = Wanted("e1", "500001", (hours(2100, 800),), (own("7", 2100, 800),))

    assert rows(wanted, Present()) == [("hours", 2100, 800, 0, 0, -800)]


def test_a_line_of_ours_that_nobody_wants_is_a_difference() -> None:
    wanted = Wanted("e1", "500001", (), (own("7", 2100, 800),))

    assert rows(wanted, Present((there("7", 2100, 800),))) == [("hours", 2100, 0, 800, 0, 800)]


def test_days_of_others_are_left_out_of_the_proof() -> None:
    days = WageLine("e1", "500001", "days", 0, "", "worked_days", 500, 500)

    assert rows(Wanted("e1", "500001", (days,)), Present(days=7)) == [("days", 0, 500, 0, 700, 0)]


def test_days_of_ours_that_someone_emptied_are_left_out_too() -> None:
    days = WageLine("e1", "500001", "days", 0, "", "worked_days", 600, 600)
    wanted = Wanted("e1", "500001", (days,), own_days=OwnDays("e1", "500001", 500, 0))

    assert rows(wanted, Present(days=0)) == [("days", 0, 600, 0, 0, 0)]


def test_days_of_ours_count() -> None:
    days = WageLine("e1", "500001", "days", 0, "", "worked_days", 600, 600)
    wanted = Wanted("e1", "500001", (days,), own_days=OwnDays("e1", "500001", 500, 0))

    assert rows(wanted, Present(days=5)) == [("days", 0, 600, 500, 0, -100)]


def test_lines_out_of_the_selection_are_left_out() -> None:
    wanted = Wanted("e1", "500001", (hours(2100, 800),), (own("7", 2100, 800),))

    assert rows(wanted, Present((there("7", 2100, 300),)), Scope(frozenset({"meals"}))) == []


def test_differences_of_opposite_sign_do_not_cancel_out() -> None:
    wanted = Wanted("e1", "500001", (hours(2100, 800), hours(2110, 100)), (own("7", 2100, 800), own("8", 2110, 100)))
    present = Present((there("7", 2100, 700), there("8", 2110, 200)))
    lines = control_lines([wanted], {"500001": present}, Plan(), Scope(), OUR_CODES)

    assert total_difference(lines) == 200


def test_the_border_is_exact_and_refuses_a_third_decimal() -> None:
    assert [str(to_decimal(one)) for one in (125, -5, 0)] == ["1.25", "-0.05", "0.00"]
    assert to_hundredths(to_decimal(-1999)) == -1999
    with pytest.raises(ValueError, match="more than two decimals"):
        to_hundredths(to_decimal(1) / 3)


def test_the_current_period_without_a_locked_run_is_open(nmbrs) -> None:
    PeriodGuard(nmbrs, "1201", MONTHS, MONTHS.period(2026, 10)).must_be_open()


def test_another_period_is_refused_with_the_current_one(nmbrs) -> None:
    with pytest.raises(PeriodRefused, match="2026-M09 is not the current wage period in Nmbrs, 2026-M10 is"):
        PeriodGuard(nmbrs, "1201", MONTHS, MONTHS.period(2026, 9)).must_be_open()


@pytest.mark.parametrize(("first", "last"), [(10, 10), (9, 12)])
def test_a_locked_run_over_the_period_is_refused_with_its_date(nmbrs, first: int, last: int) -> None:
    nmbrs.locked = [PayrollRun("1", 10, 2026, first, last, "", date(2026, 10, 28), is_locked=True)]

    with pytest.raises(PeriodRefused, match="was locked on 2026-10-28"):
        PeriodGuard(nmbrs, "1201", MONTHS, MONTHS.period(2026, 10)).must_be_open()


def test_a_run_that_is_open_or_over_another_period_is_no_hindrance(nmbrs) -> None:
    nmbrs.locked = [
        PayrollRun("1", 9, 2026, 9, 9, "", date(2026, 9, 28), is_locked=True),
        PayrollRun("2", 10, 2026, 10, 10, "", date(2026, 10, 28), is_locked=False),
    ]

    PeriodGuard(nmbrs, "1201", MONTHS, MONTHS.period(2026, 10)).must_be_open()
