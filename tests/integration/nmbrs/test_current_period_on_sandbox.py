"""The current wage period without naming it, over HTTP, and days worked with a difference."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsPeriodClosed, NmbrsRefused
from nmbrs.records import Component, NewComponent, WorkedDays

OCTOBER = {"year": 2026, "period": 10}
SEPTEMBER = {"year": 2026, "period": 9}
HOURS = NewComponent("hours", 2100, Decimal("7.50"), cost_center_id="77", comment="2026-M10")
MEALS = NewComponent("wage", 5100, Decimal("3.95"))


@pytest.mark.parametrize("component", [HOURS, MEALS], ids=["hours", "wage"])
def test_a_component_lands_in_the_current_period(nmbrs, component):
    number = nmbrs.insert_current_component("5001", component)
    expected = [Component(number, component.kind, component.code, component.quantity)]
    assert nmbrs.current_components(component.kind, "5001") == expected
    assert nmbrs.components(component.kind, "5001", **OCTOBER) == expected


def test_the_current_period_moves_on_when_its_run_is_locked(sandbox, nmbrs):
    nmbrs.insert_current_component("5001", HOURS)
    sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert nmbrs.current_components("hours", "5001") == []
    assert nmbrs.current_period_of("5001") == "2026-11-M"


@pytest.mark.parametrize(("component", "code"), [(HOURS, 2001), (MEALS, 2002)], ids=["hours", "wage"])
def test_a_code_that_the_company_lacks_is_refused(nmbrs, component, code):
    with pytest.raises(NmbrsRefused, match="code 4999") as caught:
        nmbrs.insert_current_component("5001", replace(component, code=4999))
    assert caught.value.code == code


def test_the_days_of_the_current_period_are_replaced(nmbrs):
    assert nmbrs.current_days("5001") == 0
    nmbrs.set_current_days("5001", 4)
    nmbrs.set_current_days("5001", -2)
    assert nmbrs.current_days("5001") == nmbrs.days("5001", **OCTOBER) == -2


def test_days_worked_keep_their_difference_and_stand_apart_from_variable_days(nmbrs):
    assert nmbrs.worked_days("5001", **OCTOBER) == WorkedDays(0, 0)
    nmbrs.set_worked_days("5001", WorkedDays(20, -3), **OCTOBER)
    assert nmbrs.current_worked_days("5001") == WorkedDays(20, -3)
    nmbrs.set_current_worked_days("5001", WorkedDays(19, 1))
    assert nmbrs.worked_days("5001", **OCTOBER) == WorkedDays(19, 1)
    assert nmbrs.current_days("5001") == 0


def test_days_worked_of_an_earlier_period_need_to_be_meant(nmbrs):
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.set_worked_days("5001", WorkedDays(20, 0), **SEPTEMBER)
    nmbrs.set_worked_days("5001", WorkedDays(20, 0), **SEPTEMBER, unprotected=True)
    assert nmbrs.worked_days("5001", **SEPTEMBER) == WorkedDays(20, 0)
