"""What goes over the wire, element by element: casing, order, nil, two places; and how answers become records."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused
from nmbrs.records import NewComponent
from nmbrs.soap import connect

NAMESPACE = "{https://api.nmbrs.nl/soap/v3/EmployeeService}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
HOURS = NewComponent("hours", 2100, Decimal("7.50"))


def said(element) -> list:
    """An element as nested pairs: name and text, name and children, or name and None for nil."""
    name = etree.QName(element).localname
    if element.get(NIL) == "true":
        return [name, None]
    return [name, [said(child) for child in element] if len(element) else element.text]


def test_an_insert_of_hours_has_the_contract_s_elements_in_order(wire, nmbrs):
    wire.will_answer("HourComponentVar_Insert", "9001")
    component = NewComponent("hours", 2100, Decimal("7.5"), cost_center_id="77", comment="March")
    assert nmbrs.insert_component("5012", component, year=2026, period=3) == "9001"
    assert said(wire.last_body) == [
        "HourComponentVar_Insert",
        [
            ["EmployeeId", "5012"],
            [
                "Hourcomponent",
                [
                    ["Id", "0"],
                    ["HourCode", "2100"],
                    ["Hours", "7.50"],
                    ["CostCenterId", "77"],
                    ["CostUnitId", None],
                    ["Comment", "March"],
                ],
            ],
            ["Period", "3"],
            ["Year", "2026"],
            ["UnprotectedMode", "false"],
        ],
    ]


def test_an_insert_of_an_amount_without_a_cost_centre_sends_nil(wire, nmbrs):
    wire.will_answer("WageComponentVar_Insert", "9002")
    nmbrs.insert_component("5012", NewComponent("wage", 5100, Decimal("-3.95")), year=2026, period=2, unprotected=True)
    component, unprotected = wire.last_body[1], wire.last_body[4]
    assert said(component) == [
        "WageComponent",
        [["Id", "0"], ["Code", "5100"], ["Value", "-3.95"], ["CostCenterId", None], ["CostUnitId", None]],
    ]
    assert said(unprotected) == ["UnprotectedMode", "true"]


@pytest.mark.parametrize(
    ("quantity", "sent"),
    [("1", "1.00"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("1E+2", "100.00"), ("12345678.9", "12345678.90")],
)
def test_quantities_have_two_places_halves_away_from_zero(wire, nmbrs, quantity, sent):
    wire.will_answer("HourComponentVar_Insert", "1")
    nmbrs.insert_component("5012", replace(HOURS, quantity=Decimal(quantity)), year=2026, period=3)
    assert wire.last_body.findtext(f".//{NAMESPACE}Hours") == sent


@pytest.mark.parametrize("quantity", ["NaN", "Infinity", "1E+40"])
def test_a_quantity_that_is_no_number_is_never_sent(wire, nmbrs, quantity):
    with pytest.raises(NmbrsRefused, match="no finite number"):
        nmbrs.insert_component("5012", replace(HOURS, quantity=Decimal(quantity)), year=2026, period=3)
    assert wire.requests == []


def test_an_update_names_the_component_and_sends_it_whole(wire, nmbrs):
    wire.will_answer("HourComponent_Update", "71")
    nmbrs.update_component("5012", "71", HOURS)
    assert said(wire.last_body) == [
        "HourComponent_Update",
        [
            ["EmployeeId", "5012"],
            [
                "Hourcomponent",
                [["Id", "71"], ["HourCode", "2100"], ["Hours", "7.50"], ["CostCenterId", None], ["CostUnitId", None]],
            ],
            ["EndPeriod", "0"],
            ["EndYear", "0"],
            ["UnprotectedMode", "false"],
        ],
    ]


def test_a_batch_of_hours_has_the_hours_after_the_cost_fields(wire, nmbrs):
    wire.will_answer("HourComponentVar_Insert_Batch")
    items = [("5012", HOURS), ("5013", NewComponent("hours", 2110, Decimal(1), cost_center_id="77", comment="March"))]
    nmbrs.insert_components("hours", items, year=2026, period=3)
    first = [["Id", "0"], ["HourCode", "2100"], ["CostCenterId", None], ["CostUnitId", None], ["Hours", "7.50"]]
    second = [["Id", "0"], ["HourCode", "2110"], ["CostCenterId", "77"], ["CostUnitId", None], ["Hours", "1.00"]]
    assert said(wire.last_body) == [
        "HourComponentVar_Insert_Batch",
        [
            [
                "HourComponents",
                [
                    ["EmployeeHourComponent", [["EmployeeId", "5012"], *first]],
                    ["EmployeeHourComponent", [["EmployeeId", "5013"], *second, ["Comment", "March"]]],
                ],
            ],
            ["Period", "3"],
            ["Year", "2026"],
            ["UnprotectedMode", "false"],
        ],
    ]


def test_a_batch_of_amounts_has_the_value_before_the_cost_fields(wire, nmbrs):
    wire.will_answer("WageComponentVar_Insert_Batch")
    items = [("5012", NewComponent("wage", 5100, Decimal("3.95")))]
    nmbrs.insert_components("wage", items, year=2026, period=2, unprotected=True)
    line = [["Id", "0"], ["Code", "5100"], ["Value", "3.95"], ["CostCenterId", None], ["CostUnitId", None]]
    batch, unprotected = wire.last_body[0], wire.last_body[3]
    assert said(batch) == ["WageComponents", [["EmployeeWageComponent", [["EmployeeId", "5012"], *line]]]]
    assert said(unprotected) == ["UnprotectedMode", "true"]


def test_a_batch_holds_one_kind_only(wire, nmbrs):
    with pytest.raises(ValueError, match="other kind"):
        nmbrs.insert_components("wage", [("5012", HOURS)], year=2026, period=3)
    assert wire.requests == []


def test_the_days_of_many_are_set_in_one_call_each_with_its_period(wire, nmbrs):
    wire.will_answer("DaysVar_Set_Batch")
    nmbrs.set_days_of([("5012", 4), ("5013", -1)], year=2026, period=3)
    period = [["Period", "3"], ["Year", "2026"]]
    first, second = [["EmployeeId", "5012"], ["Days", "4"]], [["EmployeeId", "5013"], ["Days", "-1"]]
    assert said(wire.last_body) == [
        "DaysVar_Set_Batch",
        [
            ["EmployeesDaysWorked", [["DaysWorked", first + period], ["DaysWorked", second + period]]],
            ["UnprotectedMode", "false"],
        ],
    ]


def test_an_update_says_when_the_period_is_written_on_purpose(wire, nmbrs):
    wire.will_answer("HourComponent_Update", "71")
    nmbrs.update_component("5012", "71", HOURS, unprotected=True)
    assert said(wire.last_body)[1][-1] == ["UnprotectedMode", "true"]


@pytest.mark.parametrize(
    ("kind", "operation", "answer"),
    [
        ("hours", "HourComponent_Update", "72"),
        ("hours", "HourComponent_Update", "0"),
        ("wage", "WageComponent_Update", "false"),
    ],
)
def test_an_update_that_is_not_confirmed_is_unknown(wire, nmbrs, kind, operation, answer):
    wire.will_answer(operation, answer)
    with pytest.raises(NmbrsOutcomeUnknown):
        nmbrs.update_component("5012", "71", NewComponent(kind, 2100, Decimal(1)))


@pytest.mark.parametrize(
    ("kind", "operation", "element"),
    [
        ("hours", "HourComponent_Delete", "HourComponentID"),
        ("wage", "WageComponent_Delete", "WageComponentID"),
    ],
)
def test_a_delete_has_the_id_with_a_capital_d(wire, nmbrs, kind, operation, element):
    wire.will_answer(operation, "true")
    nmbrs.delete_component(kind, "5012", "71")
    assert said(wire.last_body) == [operation, [["EmployeeId", "5012"], [element, "71"]]]


def test_a_delete_that_removed_nothing_is_refused_so_that_the_caller_reads_back(wire, nmbrs):
    wire.will_answer("HourComponent_Delete", "false")
    with pytest.raises(NmbrsRefused, match="absent is done"):
        nmbrs.delete_component("hours", "5012", "71")
    wire.will_fault("Server was unable to process request. ---> 2001: Invalid hour component")
    with pytest.raises(NmbrsRefused, match="2001"):
        nmbrs.delete_component("hours", "5012", "71")


def test_days_are_set_and_read(wire, nmbrs):
    wire.will_answer("DaysVar_Set")
    nmbrs.set_days("5012", -2, year=2026, period=3)
    assert said(wire.last_body)[1] == [
        ["EmployeeId", "5012"],
        ["Days", "-2"],
        ["Period", "3"],
        ["Year", "2026"],
        ["UnprotectedMode", "false"],
    ]
    wire.will_answer("DaysVar_Get", "-2")
    assert nmbrs.days("5012", year=2026, period=3) == -2


def test_days_that_nobody_set_are_0(wire, nmbrs):
    wire.will_answer("DaysVar_Get")
    assert nmbrs.days("5012", year=2026, period=3) == 0


def test_every_call_carries_user_token_and_domain_in_its_own_namespace(wire, nmbrs):
    wire.will_answer("List_GetAll")
    nmbrs.companies()
    header = etree.fromstring(wire.requests[-1].partition(b"\r\n\r\n")[2])[0][0]
    assert header.tag == "{https://api.nmbrs.nl/soap/v3/CompanyService}AuthHeaderWithDomain"
    assert said(header)[1] == [["Username", "user@example.nl"], ["Token", "s3cret-token"], ["Domain", "demo"]]
    assert b'SOAPAction: "https://api.nmbrs.nl/soap/v3/CompanyService/List_GetAll"' in wire.requests[-1]


def test_calls_go_to_the_connection_s_host_whatever_the_wsdl_says(wire, nmbrs):
    wire.will_answer("List_GetAll")
    assert nmbrs.companies() == []
    assert wire.requests[-1].startswith(b"POST /soap/v3/CompanyService.asmx ")


def test_companies_and_runs_become_records(wire, nmbrs):
    wire.will_answer(
        "List_GetAll",
        "<Company><ID>1201</ID><Number>12</Number><Name>Caf\u00e9 De Kroon B.V.</Name>"
        "<LoonaangifteTijdvak>Month</LoonaangifteTijdvak></Company>",
    )
    (company,) = nmbrs.companies()
    assert (company.company_id, company.number, company.name) == ("1201", "12", "Caf\u00e9 De Kroon B.V.")
    wire.will_answer(
        "Run_GetList",
        "<RunInfo><ID>8</ID><Number>2</Number><Year>2026</Year><PeriodStart>3</PeriodStart><PeriodEnd>4</PeriodEnd>"
        "<RunAt>2026-04-02T13:45:00</RunAt><IsLocked>true</IsLocked></RunInfo>",
    )
    (run,) = nmbrs.runs("1201", 2026)
    assert (run.run_id, run.first_period, run.last_period, run.run_on) == ("8", 3, 4, date(2026, 4, 2))
    assert run.is_locked is True
    assert run.description == ""


def test_codes_of_both_models_come_once_each_in_order(wire, nmbrs):
    wire.will_answer(
        "HourModel_GetHourCodes",
        "<HourCode><Code>3170</Code><Description>Sick</Description></HourCode>"
        "<HourCode><Code>2100</Code><Description>Worked</Description></HourCode>",
    )
    wire.will_answer(
        "HourModel2_GetHourCodes", "<HourCode><Code>2100</Code><Description>Again</Description></HourCode>"
    )
    assert [(code.code, code.description) for code in nmbrs.hour_codes("1201")] == [(2100, "Worked"), (3170, "Sick")]


def test_employees_of_every_type_come_once_each(wire, nmbrs):
    wire.will_answer(
        "EmployeeType_GetList",
        "<EmployeeType><Id>2</Id><Description>Payroll</Description></EmployeeType><EmployeeType><Id>4</Id></EmployeeType>",
    )
    five = "<Employee><Id>5</Id><Number>1</Number><DisplayName>S. Jansen</DisplayName></Employee>"
    wire.will_answer("List_GetByCompany", five)
    wire.will_answer("List_GetByCompany", f"{five}<Employee><Id>6</Id><Number>2</Number></Employee>")
    found = nmbrs.employees("1201")
    assert [(e.nmbrs_employee_id, e.number, e.employee_type) for e in found] == [("5", "1", "Payroll"), ("6", "2", "4")]
    assert [body.count(b"EmployeeType>4<") for body in wire.requests] == [0, 0, 1]


@pytest.mark.parametrize("text", ["3f2504e0-4f89-11d3-9a0c-0305e82c3301", "", "-5", "\u0665", "5 "])
def test_an_id_that_soap_cannot_have_is_refused_before_anything_is_sent(wire, nmbrs, text):
    with pytest.raises(NmbrsRefused, match="no company id of the SOAP API"):
        nmbrs.current_period(text)
    assert wire.requests == []


def test_the_wsdl_is_read_once_per_service_whoever_asks(wire, access):
    with ThreadPoolExecutor(8) as pool:
        for _ in range(16):
            wire.will_answer("List_GetAll")
        clients = [connect(access) for _ in range(16)]
        assert list(pool.map(lambda client: client.companies(), clients)) == [[]] * 16
    assert wire.wsdls_served == 1
