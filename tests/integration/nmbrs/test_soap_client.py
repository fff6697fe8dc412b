"""Every method of the client port, over HTTP against the sandbox: what comes back, and what each refusal becomes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import (
    NmbrsOutcomeUnknown,
    NmbrsPeriodClosed,
    NmbrsRefused,
    NmbrsUnavailable,
)
from nmbrs.records import Company, Component, Employee, NewComponent, PayrollRun
from nmbrs.soap import connect

OCTOBER = {"year": 2026, "period": 10}
HOURS = NewComponent("hours", 2100, Decimal("7.50"))
MEALS = NewComponent("wage", 5100, Decimal("3.95"))


def test_the_user_s_companies_are_listed(nmbrs):
    assert nmbrs.companies() == [
        Company("1201", "1", "Caf\u00e9 De Kroon B.V."),
        Company("1202", "2", "Brasserie Het Anker B.V."),
    ]


def test_each_company_names_its_current_period(nmbrs):
    assert (nmbrs.current_period("1201"), nmbrs.current_period("1202")) == ("2026-10-M", "2026-11-4W")


def test_codes_of_both_models_are_listed_once(nmbrs):
    assert [code.code for code in nmbrs.hour_codes("1201")] == [2100, 2110]
    assert [(code.code, code.description) for code in nmbrs.wage_codes("1201")] == [(5100, "Meals"), (5200, "Standby")]


def test_runs_say_which_periods_are_locked(nmbrs):
    assert nmbrs.runs("1201", 2026) == [PayrollRun("9001", 9, 2026, 9, 9, "Run 9 2026", date(2026, 9, 25), True)]


def test_employees_of_every_type_are_listed(nmbrs):
    assert nmbrs.employees("1201") == [
        Employee("5001", "1201", "1", "Noor van der Meer", "Payroll"),
        Employee("5002", "1201", "2", "Sem Bakker", "Former payroll"),
    ]


@pytest.mark.parametrize("empty_list", ["element", "absent"])
def test_nothing_is_an_empty_list_in_either_form(sandbox, nmbrs, empty_list):
    sandbox.post("settings", {"empty_list": empty_list})
    assert nmbrs.employees("1202") == nmbrs.runs("1202", 2026) == nmbrs.hour_codes("1202") == []
    assert nmbrs.components("hours", "5001", **OCTOBER) == nmbrs.components("wage", "5001", **OCTOBER) == []
    assert nmbrs.days("5001", **OCTOBER) == 0


@pytest.mark.parametrize("component", [HOURS, MEALS], ids=["hours", "wage"])
def test_a_component_is_added_changed_and_removed_by_its_id(nmbrs, component):
    identity = nmbrs.insert_component("5001", component, **OCTOBER)
    assert nmbrs.components(component.kind, "5001", **OCTOBER) == [
        Component(identity, component.kind, component.code, component.quantity)
    ]
    nmbrs.update_component("5001", identity, replace(component, quantity=Decimal("-0.25")))
    assert [line.quantity for line in nmbrs.components(component.kind, "5001", **OCTOBER)] == [Decimal("-0.25")]
    nmbrs.delete_component(component.kind, "5001", identity)
    assert nmbrs.components(component.kind, "5001", **OCTOBER) == []


@pytest.mark.parametrize("quantity", ["0.01", "1.25", "-7.50", "0.10", "99999.99"])
def test_quantities_come_back_to_the_cent(nmbrs, quantity):
    nmbrs.insert_component("5001", replace(HOURS, quantity=Decimal(quantity)), **OCTOBER)
    (line,) = nmbrs.components("hours", "5001", **OCTOBER)
    assert str(line.quantity) == quantity


def test_equal_lines_are_two_lines(nmbrs):
    identities = {nmbrs.insert_component("5001", HOURS, **OCTOBER) for _ in range(2)}
    assert {line.component_id for line in nmbrs.components("hours", "5001", **OCTOBER)} == identities
    assert len(identities) == 2


def test_a_cost_centre_and_a_comment_are_kept_and_none_stays_none(sandbox, nmbrs):
    nmbrs.insert_component("5001", replace(HOURS, cost_center_id="77", comment="2026-M10"), **OCTOBER)
    nmbrs.insert_component("5001", HOURS, **OCTOBER)
    kept = [(line["cost_center_id"], line["comment"]) for line in sandbox.employee()["hour_components"]]
    assert kept == [(77, "2026-M10"), (None, "")]


@pytest.mark.parametrize("component", [HOURS, MEALS], ids=["hours", "wage"])
def test_a_batch_adds_the_lines_of_many(nmbrs, component):
    other = replace(component, quantity=Decimal("0.25"))
    items = [("5001", component), ("5002", other), ("5001", other)]
    assert nmbrs.insert_components(component.kind, items, **OCTOBER) is None
    assert [line.quantity for line in nmbrs.components(component.kind, "5001", **OCTOBER)] == [
        component.quantity,
        Decimal("0.25"),
    ]
    assert [line.quantity for line in nmbrs.components(component.kind, "5002", **OCTOBER)] == [Decimal("0.25")]


def test_a_batch_with_one_bad_item_is_refused_with_its_code(nmbrs):
    items = [("5001", HOURS), ("5002", replace(HOURS, code=9998))]
    with pytest.raises(NmbrsRefused, match="hour component") as caught:
        nmbrs.insert_components("hours", items, **OCTOBER)
    assert caught.value.code == 2001


def test_the_days_of_many_are_replaced(nmbrs):
    nmbrs.set_days("5001", 9, **OCTOBER)
    nmbrs.set_days_of([("5001", 4), ("5002", 2)], **OCTOBER)
    assert [nmbrs.days(one, **OCTOBER) for one in ("5001", "5002")] == [4, 2]


def test_days_are_replaced(nmbrs):
    nmbrs.set_days("5001", 4, **OCTOBER)
    nmbrs.set_days("5001", 5, **OCTOBER)
    assert nmbrs.days("5001", **OCTOBER) == 5


def test_a_wrong_token_or_domain_is_1001(access, stranger):
    for client in (stranger, connect(replace(access, domain="elsewhere"))):
        with pytest.raises(NmbrsRefused, match="the user, the token or the domain is wrong") as caught:
            client.companies()
        assert caught.value.code == 1001


@pytest.mark.parametrize(("fault", "code"), [("narrow", 2003), ("general", 1003)])
def test_an_employee_that_may_not_be_seen_is_refused(sandbox, nmbrs, fault, code):
    sandbox.post("settings", {"visibility_fault": fault})
    with pytest.raises(NmbrsRefused, match="employee 99999") as caught:
        nmbrs.components("hours", "99999", **OCTOBER)
    assert caught.value.code == code


@pytest.mark.parametrize(("component", "code"), [(HOURS, 2001), (MEALS, 2002)], ids=["hours", "wage"])
def test_a_code_that_the_company_lacks_is_refused_by_name(nmbrs, component, code):
    with pytest.raises(NmbrsRefused, match="code 4999") as caught:
        nmbrs.insert_component("5001", replace(component, code=4999), **OCTOBER)
    assert caught.value.code == code


@pytest.mark.parametrize(("component", "code"), [(HOURS, 2001), (MEALS, 2002)], ids=["hours", "wage"])
@pytest.mark.parametrize("delete_unknown", ["fault", "false"])
def test_removing_what_is_not_there_is_refused_so_that_the_caller_reads_back(
    sandbox, nmbrs, component, code, delete_unknown
):
    sandbox.post("settings", {"delete_unknown": delete_unknown})
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.delete_component(component.kind, "5001", "424242")
    assert caught.value.code == (code if delete_unknown == "fault" else None)


def test_a_period_that_the_company_does_not_have_is_2006(nmbrs):
    with pytest.raises(NmbrsRefused, match=r"wage_period\.kind") as caught:
        nmbrs.insert_component("5001", HOURS, year=2026, period=13)
    assert caught.value.code == 2006


@pytest.mark.parametrize("retroactive_code", [2011, 9999])
def test_an_earlier_period_is_closed_until_it_is_opened_on_purpose(sandbox, nmbrs, retroactive_code):
    sandbox.post("settings", {"retroactive_code": retroactive_code})
    with pytest.raises(NmbrsPeriodClosed, match="protected") as caught:
        nmbrs.insert_component("5001", HOURS, year=2026, period=9)
    assert caught.value.code == retroactive_code
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.set_days("5001", 3, year=2026, period=9)
    nmbrs.insert_component("5001", HOURS, year=2026, period=9, unprotected=True)
    nmbrs.set_days("5001", 3, year=2026, period=9, unprotected=True)
    assert len(nmbrs.components("hours", "5001", year=2026, period=9)) == 1
    assert nmbrs.days("5001", year=2026, period=9) == 3


def test_a_run_that_is_locked_closes_the_current_period(sandbox, nmbrs):
    sandbox.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    assert nmbrs.current_period("1201") == "2026-11-M"
    assert [(run.first_period, run.is_locked) for run in nmbrs.runs("1201", 2026)][-1] == (10, True)
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_component("5001", HOURS, **OCTOBER)


@pytest.mark.parametrize("effect", [{"lost_answer": True}, {"lost_request": True}, {"http": 503}, {"garbage": True}])
def test_a_write_that_gets_no_answer_is_unknown_whether_saved_or_not(sandbox, nmbrs, effect):
    sandbox.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": effect}])
    with pytest.raises(NmbrsOutcomeUnknown, match="employee 5001"):
        nmbrs.insert_component("5001", HOURS, **OCTOBER)
    assert len(sandbox.employee()["hour_components"]) <= 1


@pytest.mark.parametrize("effect", [{"lost_answer": True}, {"lost_request": True}, {"http": 503}, {"garbage": True}])
def test_a_read_that_gets_no_answer_may_be_tried_again(sandbox, nmbrs, effect):
    sandbox.post("faults", [{"operation": "HourComponentVar_Get", "nth": 1, "effect": effect}])
    with pytest.raises(NmbrsUnavailable):
        nmbrs.components("hours", "5001", **OCTOBER)
    assert nmbrs.components("hours", "5001", **OCTOBER) == []


def test_a_slow_answer_is_not_waited_for_longer_than_the_connection_says(sandbox, access):
    sandbox.post("faults", [{"operation": "DaysVar_Set", "nth": 1, "effect": {"delay_ms": 1500}}])
    with pytest.raises(NmbrsOutcomeUnknown, match="no answer came in time"):
        connect(replace(access, read_timeout_seconds=0.3)).set_days("5001", 1, **OCTOBER)


def test_a_lost_answer_is_never_repeated_by_the_client(sandbox, nmbrs):
    sandbox.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    with pytest.raises(NmbrsOutcomeUnknown):
        nmbrs.insert_component("5001", HOURS, **OCTOBER)
    assert len(sandbox.employee()["hour_components"]) == 1


def test_one_client_serves_many_threads(sandbox, nmbrs):
    people = [{"id": 6000 + n, "first_name": "Test", "last_name": str(n)} for n in range(40)]
    sandbox.post("seed", {"companies": [{"id": 1201, "employees": people}]})

    def deliver(person: int) -> list[tuple[str, Decimal]]:
        quantity = Decimal(person) / 100
        identity = nmbrs.insert_component(str(person), replace(HOURS, quantity=quantity), **OCTOBER)
        (line,) = nmbrs.components("hours", str(person), **OCTOBER)
        return [(identity, quantity), (line.component_id, line.quantity)]

    with ThreadPoolExecutor(16) as pool:
        for sent, found in pool.map(deliver, (person["id"] for person in people)):
            assert sent == found
