"""Fixed hours, amounts and days over HTTP: from when they count, until when, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsPeriodClosed, NmbrsRefused
from nmbrs.records import NewComponent

SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER, JANUARY = (
    {"year": year, "period": period} for year, period in ((2026, 9), (2026, 10), (2026, 11), (2026, 12), (2027, 1))
)
UNTIL_NOVEMBER = {"end_year": 2026, "end_period": 11}
HOURS = NewComponent("hours", 2100, Decimal("7.50"), cost_center_id="77")
MEALS = NewComponent("wage", 5100, Decimal("3.95"))
BOTH = pytest.mark.parametrize("component", [HOURS, MEALS], ids=["hours", "wage"])


def read(nmbrs, component, *periods) -> list[list[Decimal]]:
    """The quantities that count in each period."""
    return [[line.quantity for line in nmbrs.fixed_components(component.kind, "5001", **one)] for one in periods]


@BOTH
def test_a_fixed_component_runs_on_from_its_period(nmbrs, component):
    number = nmbrs.insert_fixed_component("5001", component, **NOVEMBER)
    assert read(nmbrs, component, OCTOBER, NOVEMBER, JANUARY) == [[], [component.quantity], [component.quantity]]
    assert nmbrs.components(component.kind, "5001", **NOVEMBER) == []
    assert nmbrs.current_fixed_components(component.kind, "5001") == []
    nmbrs.delete_component(component.kind, "5001", number)
    assert read(nmbrs, component, NOVEMBER) == [[]]


@BOTH
def test_a_fixed_component_with_an_end_stops_after_it(nmbrs, component):
    assert nmbrs.insert_fixed_component_until("5001", component, **OCTOBER, **UNTIL_NOVEMBER)
    assert read(nmbrs, component, OCTOBER, NOVEMBER, DECEMBER) == [[component.quantity], [component.quantity], []]


@BOTH
def test_a_fixed_component_from_the_current_period_on_is_stopped(nmbrs, component):
    number = nmbrs.insert_current_fixed_component("5001", component)
    (line,) = nmbrs.current_fixed_components(component.kind, "5001")
    assert line.component_id == number
    nmbrs.stop_fixed_component("5001", line, **NOVEMBER)
    assert read(nmbrs, component, NOVEMBER, DECEMBER) == [[component.quantity], []]


def test_a_fixed_amount_from_the_current_period_on_may_have_an_end(nmbrs):
    nmbrs.insert_current_fixed_wage_until("5001", MEALS, **UNTIL_NOVEMBER)
    assert read(nmbrs, MEALS, OCTOBER, NOVEMBER, DECEMBER) == [[MEALS.quantity], [MEALS.quantity], []]
    with pytest.raises(ValueError, match="kind wage, not hours"):
        nmbrs.insert_current_fixed_wage_until("5001", HOURS, **UNTIL_NOVEMBER)


@BOTH
def test_the_fixed_components_of_many_go_in_one_call(nmbrs, component):
    other = replace(component, quantity=Decimal("0.25"))
    nmbrs.insert_fixed_components(component.kind, [("5001", component), ("5001", other), ("5002", other)], **OCTOBER)
    assert read(nmbrs, component, DECEMBER) == [[component.quantity, Decimal("0.25")]]
    assert len(nmbrs.current_fixed_components(component.kind, "5002")) == 1


def test_the_fixed_amounts_of_many_may_have_an_end(nmbrs):
    nmbrs.insert_fixed_wages_until([("5001", MEALS), ("5002", MEALS)], **OCTOBER, **UNTIL_NOVEMBER)
    assert read(nmbrs, MEALS, NOVEMBER, DECEMBER) == [[MEALS.quantity], []]
    with pytest.raises(ValueError, match="other kind"):
        nmbrs.insert_fixed_wages_until([("5001", HOURS)], **OCTOBER, **UNTIL_NOVEMBER)


@BOTH
def test_a_fixed_component_is_changed_whole_with_its_end(nmbrs, component):
    number = nmbrs.insert_fixed_component("5001", component, **OCTOBER)
    nmbrs.update_fixed_component("5001", number, replace(component, quantity=Decimal(2)), **UNTIL_NOVEMBER)
    assert read(nmbrs, component, NOVEMBER, DECEMBER) == [[Decimal(2)], []]


@pytest.mark.parametrize(("component", "code"), [(HOURS, 2001), (MEALS, 2002)], ids=["hours", "wage"])
def test_a_code_that_the_company_lacks_is_refused(nmbrs, component, code):
    with pytest.raises(NmbrsRefused, match="code 4999") as caught:
        nmbrs.insert_fixed_component("5001", replace(component, code=4999), **OCTOBER)
    assert caught.value.code == code


def test_an_end_before_the_start_is_refused(nmbrs):
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.insert_fixed_component_until("5001", MEALS, **DECEMBER, **UNTIL_NOVEMBER)
    assert caught.value.code == 2028


@BOTH
def test_an_earlier_period_needs_to_be_meant(nmbrs, component):
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_fixed_component("5001", component, **SEPTEMBER)
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_fixed_component_until("5001", component, **SEPTEMBER, **UNTIL_NOVEMBER)
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_fixed_components(component.kind, [("5001", component)], **SEPTEMBER)
    assert nmbrs.insert_fixed_component("5001", component, **SEPTEMBER, unprotected=True)


def test_fixed_days_hold_until_they_are_stopped(nmbrs):
    nmbrs.set_fixed_days("5001", 20, **OCTOBER)
    nmbrs.set_fixed_days_of([("5001", 21), ("5002", 10)], **NOVEMBER)
    assert [nmbrs.fixed_days("5001", **one) for one in (OCTOBER, NOVEMBER, JANUARY)] == [20, 21, 21]
    nmbrs.stop_fixed_days("5001", **DECEMBER)
    assert [nmbrs.fixed_days("5001", **one) for one in (DECEMBER, JANUARY)] == [21, 0]
    assert nmbrs.fixed_days("5002", **JANUARY) == 10


def test_fixed_days_are_set_from_the_current_period_on(nmbrs):
    assert nmbrs.current_fixed_days("5001") == 0
    nmbrs.set_current_fixed_days("5001", 18)
    assert nmbrs.current_fixed_days("5001") == nmbrs.fixed_days("5001", **DECEMBER) == 18
    assert nmbrs.current_days("5001") == 0
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.set_fixed_days("5001", 18, **SEPTEMBER)
