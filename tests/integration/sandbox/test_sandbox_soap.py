"""The protocol itself: WSDL, both versions of SOAP, faults, and the leniency of an ASMX server."""

from __future__ import annotations

import httpx
import pytest
import zeep
from lxml import etree

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
SERVICES = ("EmployeeService", "CompanyService", "DebtorService")
ACTION = "https://api.nmbrs.nl/soap/v3/EmployeeService/DaysVar_Get"


@pytest.mark.parametrize("service", SERVICES)
def test_zeep_loads_each_service_with_a_soap_11_port_before_the_soap_12_port(zeep_clients, service):
    ports = list(zeep_clients[service].wsdl.services[service].ports.values())
    assert [port.name for port in ports] == [f"{service}Soap", f"{service}Soap12"]
    assert [type(port.binding).__name__ for port in ports] == ["Soap11Binding", "Soap12Binding"]


@pytest.mark.parametrize("query", ["WSDL", "wsdl", "Wsdl"])
def test_the_wsdl_is_given_whatever_the_case_of_the_question(sandbox_url, http, query):
    answer = http.get(f"{sandbox_url}/soap/v3/EmployeeService.asmx?{query}")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert etree.fromstring(answer.content).tag == "{http://schemas.xmlsoap.org/wsdl/}definitions"


def test_the_address_in_the_wsdl_is_the_one_that_was_asked(sandbox_url, http):
    answer = http.get(f"{sandbox_url}/soap/v3/DebtorService.asmx?WSDL", headers={"Host": "sandbox.example:8080"})
    addresses = {element.get("location") for element in etree.fromstring(answer.content).iter("{*}address")}
    assert addresses == {"http://sandbox.example:8080/soap/v3/DebtorService.asmx"}


def test_without_a_question_the_address_tells_its_operations(sandbox_url, http):
    assert "Environment_Get" in http.get(f"{sandbox_url}/soap/v3/DebtorService.asmx").text


def test_zeep_can_speak_soap_12(nmbrs):
    service = nmbrs.clients["EmployeeService"].bind("EmployeeService", "EmployeeServiceSoap12")
    login = {"AuthHeaderWithDomain": nmbrs.login}
    service.DaysVar_Set(5001, 7, 10, 2026, False, _soapheaders=login)
    assert service.DaysVar_Get(5001, 10, 2026, _soapheaders=login) == 7
    with pytest.raises(zeep.exceptions.Fault, match="---> 2003: "):
        service.DaysVar_Get(1, 10, 2026, _soapheaders=login)


def test_an_answer_names_the_service_as_its_default_namespace(envelopes, request_body):
    answer = envelopes.send(request_body("DaysVar_Get", EmployeeId=5001, Period=10, Year=2026))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    expected = (
        '<DaysVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">'
        "<DaysVar_GetResult>0</DaysVar_GetResult></DaysVar_GetResponse>"
    )
    assert expected in answer.text
    assert answer.text.startswith('<?xml version="1.0" encoding="utf-8"?><soap:Envelope')


def test_a_fault_in_soap_11_is_http_500_with_code_and_text(envelopes, request_body):
    answer = envelopes.send(request_body("DaysVar_Get", EmployeeId=1, Period=10, Year=2026))
    fault = etree.fromstring(answer.content).find(f".//{{{SOAP11}}}Fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert [(child.tag, child.text) for child in fault] == [
        ("faultcode", "soap:Server"),
        ("faultstring", "Server was unable to process request. ---> 2003: Unauthorized access to the employee."),
        ("detail", None),
    ]


def test_a_fault_in_soap_12_has_receiver_and_reason(envelopes, request_body):
    answer = envelopes.send(request_body("DaysVar_Get", EmployeeId=1, Period=10, Year=2026), soap=SOAP12)
    root = etree.fromstring(answer.content)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/soap+xml; charset=utf-8"
    assert root.findtext(f".//{{{SOAP12}}}Code/{{{SOAP12}}}Value") == "soap:Receiver"
    reason = root.findtext(f".//{{{SOAP12}}}Reason/{{{SOAP12}}}Text")
    assert reason.startswith("Server was unable to process request. ---> 2003: ")


def test_an_envelope_of_12_sent_as_text_xml_without_action_is_answered_in_12(envelopes, request_body):
    body = request_body("DaysVar_Get", EmployeeId=5001, Period=10, Year=2026)
    answer = envelopes.send(body, soap=SOAP12, Content_Type="text/xml")
    assert answer.status_code == 200
    assert etree.fromstring(answer.content).tag == f"{{{SOAP12}}}Envelope"


@pytest.mark.parametrize("action", [ACTION, f'"{ACTION}"'])
def test_the_action_may_be_quoted_or_not(envelopes, request_body, text_of, action):
    body = request_body("DaysVar_Get", EmployeeId=5001, Period=10, Year=2026)
    assert text_of(envelopes.send(body, SOAPAction=action), "DaysVar_GetResult") == "0"


def test_the_action_of_12_is_read_from_the_media_type(envelopes, request_body, text_of):
    body = request_body("Whatever", EmployeeId=5001, Period=10, Year=2026)
    media_type = f'application/soap+xml; charset=utf-8; action="{ACTION}"'
    assert text_of(envelopes.send(body, soap=SOAP12, Content_Type=media_type), "DaysVar_GetResult") == "0"


@pytest.mark.parametrize(
    ("operation", "action"),
    [("DaysVar_Get", ACTION + "s"), ("DaysVar_Get", "DaysVar_Get"), ("Nonsense", ""), ("List_GetAll", "")],
)
def test_an_unknown_action_is_a_fault_of_the_client(envelopes, request_body, text_of, operation, action):
    answer = envelopes.send(request_body(operation), **({"SOAPAction": action} if action else {}))
    assert (answer.status_code, text_of(answer, "faultcode")) == (500, "soap:Client")


@pytest.mark.parametrize(
    "content",
    [
        "<s:Envelope",
        "",
        "<html/>",
        f'<s:Envelope xmlns:s="{SOAP11}"><s:Body/></s:Envelope>',
        f'<s:Envelope xmlns:s="{SOAP11}"/>',
        f'<!DOCTYPE x [<!ENTITY e "x">]><s:Envelope xmlns:s="{SOAP11}"><s:Body><a>&e;</a></s:Body></s:Envelope>',
    ],
)
def test_what_is_no_envelope_is_a_fault_of_the_client(envelopes, text_of, content):
    answer = envelopes.post(content)
    assert (answer.status_code, text_of(answer, "faultcode")) == (500, "soap:Client")


def test_a_fault_of_the_client_in_12_is_a_bad_request_by_the_sender(envelopes, text_of):
    answer = envelopes.post("<s:Envelope", soap=SOAP12)
    assert (answer.status_code, text_of(answer, "Value")) == (400, "soap:Sender")


def test_another_media_type_is_415(envelopes):
    assert envelopes.post("{}", Content_Type="application/json").status_code == 415


@pytest.mark.parametrize(
    ("field", "text"),
    [("EmployeeId", "five"), ("EmployeeId", ""), ("Period", "1.0"), ("Year", "3000000000"), ("EmployeeId", "1e3")],
)
def test_a_value_that_does_not_fit_its_type_is_a_fault_of_the_client_even_without_login(
    envelopes, request_body, text_of, field, text
):
    fields = {"EmployeeId": 5001, "Period": 10, "Year": 2026} | {field: text}
    answer = envelopes.send(request_body("DaysVar_Get", **fields), login={})
    assert (answer.status_code, text_of(answer, "faultcode")) == (500, "soap:Client")
    assert field in text_of(answer, "faultstring")


def hours_request(text: str) -> str:
    component = f"<Hourcomponent><HourCode>2100</HourCode><Hours>{text}</Hours></Hourcomponent>"
    return (
        '<HourComponentVar_Insert xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><EmployeeId>5001</EmployeeId>'
        f"{component}<Period>10</Period><Year>2026</Year></HourComponentVar_Insert>"
    )


@pytest.mark.parametrize("text", ["1,25", "1e1", "NaN", "INF", "1 000"])
def test_a_decimal_is_written_with_a_point_and_without_exponent(envelopes, text_of, text):
    assert text_of(envelopes.send(hours_request(text)), "faultcode") == "soap:Client"


def test_a_misspelt_element_is_read_as_company_zero_or_employee_zero(envelopes, request_body, text_of):
    company = envelopes.send(request_body("List_GetByCompany", companyid=1201, EmployeeType=2))
    employee = envelopes.send(request_body("DaysVar_Get", EmployeeID=5001, Period=10, Year=2026))
    assert "---> 2004: " in text_of(company, "faultstring")
    assert "---> 2003: " in text_of(employee, "faultstring")


def test_an_absent_flag_is_false_and_unknown_elements_are_passed_over(envelopes, request_body, text_of):
    past = request_body("DaysVar_Set", EmployeeId=5001, Days=3, Period=9, Year=2026, Sender="rota")
    now = request_body("DaysVar_Set", EmployeeId=5001, Days=3, Period=10, Year=2026, Sender="rota")
    assert "---> 2011: " in text_of(envelopes.send(past), "faultstring")
    assert envelopes.send(now).status_code == 200


def test_elements_may_come_in_any_order(envelopes, request_body, text_of):
    envelopes.send(request_body("DaysVar_Set", Year=2026, Period=10, Days=9, EmployeeId=5001))
    answer = envelopes.send(request_body("DaysVar_Get", Year=2026, EmployeeId=5001, Period=10))
    assert text_of(answer, "DaysVar_GetResult") == "9"


def test_nil_is_read_as_null(control, envelopes):
    nil = '<CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="1"/><Comment xsi:nil="true"/></Hourcomponent>'
    envelopes.send(hours_request("1").replace("</Hourcomponent>", nil))
    (stored,) = control.employee()["hour_components"]
    assert (stored["cost_center_id"], stored["cost_unit_id"], stored["comment"]) == (None, None, "")


def test_text_with_signs_of_xml_and_accents_comes_back_whole(control, nmbrs):
    nmbrs.insert_hours(component={"Comment": "Café <De Kroon> & co"})
    assert control.employee()["hour_components"][0]["comment"] == "Café <De Kroon> & co"


def test_an_unknown_service_is_not_found(sandbox_url, http):
    answer: httpx.Response = http.get(f"{sandbox_url}/soap/v3/SingleSignOn.asmx?WSDL")
    assert answer.status_code == 404
