"""The client as a whole: it fills its ports, opens no period by itself, and writes names as Nmbrs spells them."""

from __future__ import annotations

import inspect
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from nmbrs import port
from nmbrs.records import Absence, BankAccount, Component, CostCenterShare, NewAbsence, NewComponent
from nmbrs.soap import SoapNmbrs

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
OCTOBER = {"year": 2026, "period": 10}
UNTIL = {"end_year": 2026, "end_period": 12}
DAY = date(2026, 10, 1)
GUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"
HOURS = NewComponent("hours", 2100, Decimal("7.5"))
MEALS = NewComponent("wage", 5100, Decimal("3.95"))


def port_methods() -> dict[str, object]:
    found = {}
    for protocol in port.NmbrsWholeClient.__mro__:
        found |= {name: one for name, one in vars(protocol).items() if inspect.isfunction(one) and name[0] != "_"}
    return found


@pytest.mark.parametrize(("name", "promised"), sorted(port_methods().items()))
def test_a_method_of_the_client_is_as_its_port_promises(name, promised):
    assert inspect.signature(getattr(SoapNmbrs, name)) == inspect.signature(promised)


@pytest.mark.parametrize("name", sorted(name for name, _ in inspect.getmembers(SoapNmbrs, inspect.isfunction)))
def test_no_period_is_opened_without_the_caller_s_word(name):
    parameter = inspect.signature(getattr(SoapNmbrs, name)).parameters.get("unprotected")
    assert parameter is None or (parameter.default, parameter.kind) == (False, inspect.Parameter.KEYWORD_ONLY)


def said(element) -> list:
    """An element as nested pairs: name and text, name and children, or name and None for nil."""
    name = etree.QName(element).localname
    if element.get(NIL) == "true":
        return [name, None]
    return [name, [said(child) for child in element] if len(element) else element.text]


def names(element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def test_fixed_hours_with_an_end_begin_at_a_period_and_fixed_amounts_at_a_start_period(wire, nmbrs):
    wire.will_answer("HourComponentFixed_Insert_With_End", "1")
    nmbrs.insert_fixed_component_until("5012", HOURS, **OCTOBER, **UNTIL)
    periods = ["Period", "Year", "EndPeriod", "EndYear", "UnprotectedMode"]
    assert names(wire.last_body) == ["EmployeeId", "Hourcomponent", *periods]
    wire.will_answer("WageComponentFixed_Insert_With_End", "1")
    nmbrs.insert_fixed_component_until("5012", MEALS, **OCTOBER, **UNTIL, unprotected=True)
    assert [said(one) for one in wire.last_body[2:]] == [
        ["StartPeriod", "10"],
        ["StartYear", "2026"],
        ["EndPeriod", "12"],
        ["EndYear", "2026"],
        ["UnprotectedMode", "true"],
    ]
    assert [said(one) for one in wire.last_body[1]][-2:] == [["EndYear", None], ["EndPeriod", None]]


def test_an_end_stands_before_the_amount_when_it_begins_now(wire, nmbrs):
    wire.will_answer("WageComponentFixed_InsertCurrent_With_End", "1")
    nmbrs.insert_current_fixed_wage_until("5012", MEALS, **UNTIL)
    assert names(wire.last_body) == ["EmployeeId", "EndPeriod", "EndYear", "WageComponent"]


def test_fixed_hours_end_by_their_object_and_fixed_amounts_by_their_id(wire, nmbrs):
    wire.will_answer("HourComponentFixed_Stop")
    nmbrs.stop_fixed_component("5012", Component("71", "hours", 2100, Decimal("7.5")), **OCTOBER)
    assert [said(one) for one in wire.last_body[1]][:3] == [["Id", "71"], ["HourCode", "2100"], ["Hours", "7.50"]]
    wire.will_answer("WageComponentFixed_Stop")
    nmbrs.stop_fixed_component("5012", Component("72", "wage", 5100, Decimal("3.95")), **OCTOBER)
    assert said(wire.last_body[1]) == ["WageComponentId", "72"]


def test_a_bank_account_from_a_period_on_has_the_period_in_small_letters(wire, nmbrs):
    wire.will_answer("BankAccount_Insert", "1")
    nmbrs.insert_bank_account_from("5012", BankAccount("", "NL91ABNA0417164300", ""), **OCTOBER)
    assert names(wire.last_body) == ["EmployeeId", "BankAccount", "period", "year", "UnprotectedMode"]


def test_cost_shares_have_a_dutch_name_in_one_call_only(wire, nmbrs):
    shares = [CostCenterShare("", "77", "", Decimal(60), True)]
    wire.will_answer("CostCenter_Update")
    nmbrs.update_cost_centers("5012", shares, **OCTOBER)
    assert names(wire.last_body) == ["EmployeeId", "CostCenteren", "Period", "Year"]
    wire.will_answer("CostCenter_UpdateCurrent")
    nmbrs.update_current_cost_centers("5012", shares)
    assert names(wire.last_body) == ["EmployeeId", "CostCenters"]


def test_the_seniority_of_service_has_a_dutch_name(wire, nmbrs):
    wire.will_answer("Service_Insert2")
    nmbrs.insert_service_with_seniority("5012", starts_on=DAY, senior_since=date(2024, 6, 1))
    assert said(wire.last_body)[1][2] == ["Ancienniteitsdatum", "2024-06-01T00:00:00"]


def test_a_labour_agreement_stands_before_the_employee(wire, nmbrs):
    wire.will_answer("LabourAgreements_UpdateCurrent")
    nmbrs.update_labour_agreement("5012", GUID.upper())
    assert said(wire.last_body)[1] == [["labourAgreementSettingsGroupGuid", GUID], ["EmployeeId", "5012"]]


def test_a_cause_of_absence_is_a_text_in_one_call_and_an_object_in_the_other(wire, nmbrs):
    wire.will_answer("Absence_Insert", "1")
    nmbrs.insert_absence("5012", NewAbsence(DAY, 8))
    assert ["Dossier", "8"] in [said(one) for one in wire.last_body[1]]
    wire.will_answer("Absence2_Insert", "1")
    nmbrs.insert_absence_with_cause("5012", NewAbsence(DAY, 8))
    assert said(wire.last_body[1][-1]) == ["AbsenceCause", [["CauseId", "8"]]]
    assert "Dossier" not in names(wire.last_body[1])


def test_the_dates_of_a_recovery_are_spelt_as_nmbrs_spells_them(wire, nmbrs):
    ill = Absence("5012", "9", 50, DAY, None)
    wire.will_answer("Absence_RecoveryInsert", "true")
    nmbrs.insert_recovery("5012", ill, last_day=DAY, reported_on=DAY)
    assert names(wire.last_body) == ["EmployeeId", "AbsenceID", "Lastdayabsence", "Reportdate"]


@pytest.mark.parametrize("method", ["current_salary", "current_schedule", "current_department", "current_wage_tax"])
def test_what_a_person_does_not_have_is_none(wire, nmbrs, method):
    operations = {"current_salary": "Salary", "current_schedule": "Schedule", "current_department": "Department"}
    wire.will_answer(f"{operations.get(method, 'WageTax')}_GetCurrent", service="EmployeeService")
    assert getattr(nmbrs, method)("5012") is None


def test_the_contracts_of_the_current_period_stand_in_the_answer_itself(wire, nmbrs):
    contract = (
        "<EmployeeContract><ContractID>7</ContractID><EmployementType>1</EmployementType>"
        "<EmploymentSequenceTaxId>1</EmploymentSequenceTaxId></EmployeeContract>"
    )
    item = f"<EmployeeId>5012</EmployeeId><EmployeeContracts>{contract}</EmployeeContracts>"
    space = "https://api.nmbrs.nl/soap/v3/EmployeeService"
    answer = '<Contract_GetCurrentPeriodResponse xmlns="{}">{}</Contract_GetCurrentPeriodResponse>'
    wire.will_send_in_envelope(answer.format(space, f"<EmployeeContractItem>{item}</EmployeeContractItem>"))
    assert [one.contract_id for one in nmbrs.current_contracts("5012")] == ["7"]
    wire.will_send_in_envelope(answer.format(space, ""))
    assert nmbrs.current_contracts("5012") == []
