"""Who may do what: login, rights, visibility, and the order in which a call is checked."""

from __future__ import annotations

import pytest
import zeep


@pytest.mark.parametrize(
    "login",
    [
        {"Username": "user@example.nl", "Token": "wrong", "Domain": "demo"},
        {"Username": "nobody@example.nl", "Token": "token", "Domain": "demo"},
        {"Username": "user@example.nl", "Token": "token", "Domain": "elsewhere"},
        {"Username": "user@example.nl", "Token": "token"},
        {"Token": "token", "Domain": "demo"},
    ],
)
def test_a_wrong_or_missing_user_token_or_domain_is_1001(nmbrs, login):
    nmbrs.login = login
    assert nmbrs.refusal("List_GetByCompany", 1201, 2) == "1001"


def test_a_missing_domain_can_be_switched_to_be_allowed(nmbrs, control):
    control.settings(domain_required=False)
    nmbrs.login = {"Username": "user@example.nl", "Token": "token"}
    assert len(nmbrs.call("List_GetByCompany", 1201, 2)) == 2


def test_a_header_in_the_namespace_of_another_service_is_not_seen(envelopes, request_body, text_of):
    content = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'
        '<AuthHeaderWithDomain xmlns="https://api.nmbrs.nl/soap/v3/CompanyService"><Username>user@example.nl</Username>'
        "<Token>token</Token><Domain>demo</Domain></AuthHeaderWithDomain></s:Header>"
        f"<s:Body>{request_body('EmployeeType_GetList')}</s:Body></s:Envelope>"
    )
    assert "---> 1001: " in text_of(envelopes.post(content), "faultstring")


def test_the_environment_is_found_without_a_domain(nmbrs):
    login = {"AuthHeader": {"Username": "user@example.nl", "Token": "token"}}
    environment = nmbrs.clients["DebtorService"].service.Environment_Get(_soapheaders=login)
    assert environment.SubDomain == "demo"


def test_the_environment_is_not_told_to_a_wrong_token(nmbrs):
    login = {"AuthHeader": {"Username": "user@example.nl", "Token": "wrong"}}
    with pytest.raises(zeep.exceptions.Fault, match="---> 1001: "):
        nmbrs.clients["DebtorService"].service.Environment_Get(_soapheaders=login)


def seed_user(control, **attributes):
    user = {"username": "user@example.nl", "token": "token", "domain": "demo"} | attributes
    control.post("seed", {"users": [user]})


def test_a_call_that_is_turned_off_is_1002_and_the_others_go_on(nmbrs, control):
    seed_user(control, rights={"EmployeeService: DaysVar_Get": False})
    assert nmbrs.refusal("DaysVar_Get", 5001, 10, 2026) == "1002"
    assert nmbrs.hours() == []


def test_a_call_that_is_turned_on_again_works_at_once(nmbrs, control):
    seed_user(control, rights={"EmployeeService: DaysVar_Get": False})
    seed_user(control, rights={"EmployeeService: DaysVar_Get": True})
    assert nmbrs.call("DaysVar_Get", 5001, 10, 2026) == 0


def test_the_same_call_of_two_services_has_two_rights(nmbrs, control):
    seed_user(control, rights={"DebtorService: List_GetAll": False})
    assert nmbrs.refusal("List_GetAll", service="DebtorService") == "1002"
    assert len(nmbrs.call("List_GetAll", service="CompanyService")) == 4


def test_lists_leave_out_what_the_user_may_not_see(nmbrs, control):
    control.post("seed", {"debtors": [{"id": 13, "name": "Andere Klant"}]})
    seed_user(control, companies=[1202, 1204])
    assert [company.ID for company in nmbrs.call("List_GetAll", service="CompanyService")] == [1202, 1204]
    assert [debtor.Id for debtor in nmbrs.call("List_GetAll", service="DebtorService")] == [12]


@pytest.mark.parametrize("id_is_there", [True, False])
def test_what_is_out_of_sight_is_not_told_apart_from_what_is_not_there(nmbrs, control, id_is_there):
    seed_user(control, companies=[1202])
    employee, company = (5001, 1201) if id_is_there else (1, 2)
    assert nmbrs.refusal("DaysVar_Get", employee, 10, 2026) == "2003"
    assert nmbrs.refusal("List_GetByCompany", company, 2) == "2004"
    assert nmbrs.refusal("Company_GetCurrentPeriod", company, service="CompanyService") == "2004"


def test_a_debtor_out_of_sight_is_2009(nmbrs):
    assert nmbrs.refusal("List_GetByDebtor", 999, service="CompanyService") == "2009"


def test_out_of_sight_can_be_switched_to_the_general_1003(nmbrs, control):
    control.settings(visibility_fault="general")
    assert nmbrs.refusal("DaysVar_Get", 1, 10, 2026) == "1003"
    assert nmbrs.refusal("List_GetByCompany", 1, 2) == "1003"
    assert nmbrs.refusal("List_GetByDebtor", 1, service="CompanyService") == "1003"


def test_checks_go_from_login_to_rights_to_visibility_to_period_to_protection_to_code_to_cost_center(nmbrs, control):
    """Each step mends one thing, so that the next one shows."""
    seed_user(control, rights={"EmployeeService: HourComponentVar_Insert": False})
    wrong = {"employee_id": 1, "Period": 13, "code": 9, "component": {"CostCenterId": 9}}
    nmbrs.login["Token"] = "wrong"
    seen = [nmbrs.refused_hours(**wrong)]
    nmbrs.login["Token"] = "token"
    seen.append(nmbrs.refused_hours(**wrong))
    seed_user(control, rights={"EmployeeService: HourComponentVar_Insert": True})
    for mended in ({}, {"employee_id": 5001}, {"Period": 9}, {"Period": 10}, {"code": 2100}):
        wrong |= mended
        seen.append(nmbrs.refused_hours(**wrong))
    assert seen == ["1001", "1002", "2003", "2006", "2011", "2001", "2037"]
