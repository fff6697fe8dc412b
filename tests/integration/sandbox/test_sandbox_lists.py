"""The reading calls: lists of debtors, companies, employees, codes, runs and cost centres, and the days worked."""

from __future__ import annotations

import pytest
from lxml import etree


def test_debtors_have_id_number_and_name(nmbrs):
    (debtor,) = nmbrs.call("List_GetAll", service="DebtorService")
    assert (debtor.Id, debtor.Number, debtor.Name) == (12, "12", "Horeca Groep Voorbeeld")


def test_the_demo_has_four_companies_with_their_declaration_interval(nmbrs):
    found = nmbrs.call("List_GetAll", service="CompanyService")
    assert [(company.ID, company.Number, company.Name, company.LoonaangifteTijdvak) for company in found] == [
        (1201, 1, "Café De Kroon B.V.", "Month"),
        (1202, 2, "Brasserie Het Anker B.V.", "Week4"),
        (1203, 3, "Strandpaviljoen Zilt B.V.", "Week4"),
        (1204, 4, "Hotel De Linde B.V.", "Month"),
    ]


def test_companies_can_be_asked_for_by_debtor(nmbrs, control):
    control.post("seed", {"debtors": [{"id": 13, "name": "Andere Klant"}]})
    assert len(nmbrs.call("List_GetByDebtor", 12, service="CompanyService")) == 4
    assert nmbrs.call("List_GetByDebtor", 13, service="CompanyService") is None


def codes(nmbrs, operation):
    return {one.Code for one in nmbrs.call(operation, 1201, service="CompanyService")}


def test_codes_are_spread_over_two_models_and_some_are_in_the_second_only(nmbrs):
    first, second = codes(nmbrs, "HourModel_GetHourCodes"), codes(nmbrs, "HourModel2_GetHourCodes")
    assert first | second == {2100, 2110, 2120, 2130, 2200, 3070, 3170, 4100, 4110}
    assert second - first == {2130, 2200, 4110}
    first, second = codes(nmbrs, "WageModel_GetWageCodes"), codes(nmbrs, "WageModel2_GetWageCodes")
    assert first | second == {5100, 5110, 5200, 5210}
    assert second - first == {5200}


def test_runs_are_told_by_year_with_their_lock_and_a_moment_without_zone(envelopes, request_body, text_of, nmbrs):
    (run,) = nmbrs.call("Run_GetList", 1201, 2026, service="CompanyService")
    assert (run.Number, run.Year, run.PeriodStart, run.PeriodEnd, run.IsLocked) == (9, 2026, 9, 9, True)
    body = request_body("Run_GetList", "CompanyService", CompanyId=1201, Year=2026)
    assert text_of(envelopes.send(body, service="CompanyService"), "RunAt") == "2026-09-25T09:00:00"
    assert nmbrs.call("Run_GetList", 1201, 2025, service="CompanyService") is None


def test_cost_centers_have_the_id_that_components_carry(nmbrs):
    found = nmbrs.call("CostCenter_GetList", 1201, service="CompanyService")
    assert [(one.Id, one.Code) for one in found] == [(77, "77"), (78, "78")]


def test_employees_are_listed_by_type_with_their_name_as_one_text(nmbrs, control):
    gone = {"id": 5003, "first_name": "Fleur", "last_name": "de Wit", "employee_type": 4, "number": 17}
    control.post("seed", {"companies": [{"id": 1201, "employees": [gone]}]})
    found = nmbrs.call("List_GetByCompany", CompanyId=1201, EmployeeType=2)
    assert [(one.Id, one.Number, one.DisplayName) for one in found] == [
        (5001, 1, "Noor van der Meer"),
        (5002, 2, "Sem Bakker"),
    ]
    assert [(one.Id, one.Number) for one in nmbrs.call("List_GetByCompany", 1201, 4)] == [(5003, 17)]
    assert nmbrs.call("List_GetByCompany", 1201, 99) is None


def test_employee_types_are_data(nmbrs, control):
    control.post("seed", {"employee_types": [{"id": 9, "description": "Intern"}]})
    types = {one.Id: one.Description for one in nmbrs.call("EmployeeType_GetList")}
    assert types[2] == "Payroll"
    assert types[4] == "Former payroll"
    assert types[9] == "Intern"


@pytest.mark.parametrize(("switch", "elements"), [("element", 1), ("absent", 0)])
def test_an_empty_list_is_an_empty_result_element_or_none_at_all(control, envelopes, request_body, switch, elements):
    control.settings(empty_list=switch)
    answer = envelopes.send(request_body("HourComponentVar_Get", EmployeeId=5001, Period=10, Year=2026))
    found = list(etree.fromstring(answer.content).iter("{*}HourComponentVar_GetResult"))
    assert [len(one) for one in found] == [0] * elements


def test_days_are_zero_until_set_and_a_set_replaces(nmbrs):
    assert nmbrs.call("DaysVar_Get", 5001, 10, 2026) == 0
    nmbrs.call("DaysVar_Set", 5001, 12, 10, 2026, False)
    assert nmbrs.call("DaysVar_Set", 5001, -2, 10, 2026, False) is None
    assert nmbrs.call("DaysVar_Get", 5001, 10, 2026) == -2


def test_days_in_a_batch_have_a_period_each(nmbrs):
    items = [(5001, 4, 10), (5001, 5, 11), (5002, 6, 10)]
    rows = [{"EmployeeId": who, "Days": days, "Period": period, "Year": 2026} for who, days, period in items]
    assert nmbrs.call("DaysVar_Set_Batch", {"DaysWorked": rows}, False) is None
    assert [nmbrs.call("DaysVar_Get", who, period, 2026) for who, _, period in items] == [4, 5, 6]
