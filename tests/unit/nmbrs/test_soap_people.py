"""People over the wire: exact casing, odd answers that must not become facts, and changes that lose nothing."""

from __future__ import annotations

import pytest
from lxml import etree
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsUnavailable
from nmbrs.records import PersonalInfo, Whole

NAMESPACE = "{https://api.nmbrs.nl/soap/v3/EmployeeService}"
EMPLOYMENTS = "Employment_GetAll_AllEmployeesByCompany"
CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"
CONTRACT = """<EmployeeContract><ContractID>7</ContractID><StartDate>2026-01-01T00:00:00</StartDate>
    <EmployementType>1</EmployementType><EmploymentSequenceTaxId>1</EmploymentSequenceTaxId></EmployeeContract>"""
PERSON = """<Id>5012</Id><Number>1</Number><DisplayName>x</DisplayName><BSN>111222333</BSN>
    <FirstName>Noor</FirstName><LastName>Meer</LastName><Gender>unknown</Gender>
    <IdentificationType>3</IdentificationType><BurgerlijkeStaat>Gehuwd</BurgerlijkeStaat>
    <DeceasedDate>0001-01-01T00:00:00</DeceasedDate><InCaseOfEmergency>a friend</InCaseOfEmergency>"""


def names(element) -> list[str]:
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize(
    ("method", "operation"),
    [
        ("person_summaries", "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany"),
        ("contracts", CONTRACTS),
        ("schedules", "Schedule_GetAll_AllEmployeesByCompany"),
        ("salaries", "Salary_GetAll_AllEmployeesByCompany"),
        ("employments", EMPLOYMENTS),
        ("addresses", "Address_GetAll_AllEmployeesByCompany"),
        ("departments", "Department_GetAll_AllEmployeesByCompany"),
        ("functions", "Function_GetAll_AllEmployeesByCompany_V2"),
    ],
)
def test_bulk_reads_name_the_company_with_a_capital_d(wire, nmbrs, method, operation):
    wire.will_answer(operation)
    assert getattr(nmbrs, method)("1201") == []
    assert etree.QName(wire.last_body).localname == operation
    assert names(wire.last_body) == ["CompanyID"]


def test_two_company_reads_name_it_without(wire, nmbrs):
    wire.will_answer("CostCenter_GetAllEmployeesByCompany")
    nmbrs.cost_center_shares("1201", year=2026, period=3)
    assert names(wire.last_body) == ["CompanyId", "Period", "Year"]
    wire.will_answer("Absence_GetAll_AllEmployeesByCompany")
    nmbrs.company_absences("1201")
    assert names(wire.last_body) == ["CompanyId"]


def test_the_cost_of_an_hour_is_asked_with_small_letters(wire, nmbrs):
    wire.will_answer("Salary_GetEstimatedCostPerHour", "20.15")
    nmbrs.estimated_cost_per_hour("5012", year=2026, period=3)
    assert names(wire.last_body) == ["employeeId", "period", "year"]


def test_the_environment_is_asked_without_a_domain(wire, nmbrs):
    wire.will_answer("Environment_Get", "<Domain>acme.nmbrs.nl</Domain><SubDomain>acme</SubDomain>")
    assert nmbrs.environment().sub_domain == "acme"
    assert b"AuthHeader>" in wire.requests[-1]
    assert b"AuthHeaderWithDomain" not in wire.requests[-1]
    assert b"Domain>demo" not in wire.requests[-1]


def test_leave_is_asked_of_every_kind(wire, nmbrs):
    wire.will_answer("Leave_GetList_V2")
    assert nmbrs.leaves("5012", 2026) == []
    assert [child.get("{http://www.w3.org/2001/XMLSchema-instance}nil") for child in wire.last_body] == [
        None,
        "true",
        "true",
        None,
    ]


def employment(end: str) -> str:
    fields = f"<EmploymentId>7</EmploymentId><StartDate>2025-01-01T00:00:00</StartDate>{end}"
    inner = f"<EmployeeEmployments><Employment>{fields}</Employment></EmployeeEmployments>"
    return f"<EmployeeEmploymentItem><EmployeeId>5012</EmployeeId>{inner}</EmployeeEmploymentItem>"


@pytest.mark.parametrize(
    "end",
    ["", '<EndDate xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true" />', "<EndDate></EndDate>"]
    + ["<EndDate>0001-01-01T00:00:00</EndDate>"],
)
def test_an_employment_without_an_end_lasts(wire, nmbrs, end):
    wire.will_answer(EMPLOYMENTS, employment(end))
    (one,) = nmbrs.employments("1201")
    assert one.ends_on is None


@pytest.mark.parametrize("end", ["31-12-2025", "2025-02-31T00:00:00", "soon"])
def test_an_end_that_cannot_be_read_is_never_taken_for_no_end(wire, nmbrs, end):
    wire.will_answer(EMPLOYMENTS, employment(f"<EndDate>{end}</EndDate>"))
    with pytest.raises(NmbrsUnavailable, match="not one that this call gives"):
        nmbrs.employments("1201")


@pytest.mark.parametrize("locked", ["perhaps", "TRUE"])
def test_a_run_that_is_neither_locked_nor_open_is_no_answer(wire, nmbrs, locked):
    numbers = "<ID>8</ID><Number>2</Number><Year>2026</Year><PeriodStart>3</PeriodStart><PeriodEnd>3</PeriodEnd>"
    run = f"<RunInfo>{numbers}<RunAt>2026-04-02T13:45:00</RunAt><IsLocked>{locked}</IsLocked></RunInfo>"
    wire.will_answer("Run_GetList", run)
    with pytest.raises(NmbrsUnavailable):
        nmbrs.runs("1201", 2026)


@pytest.mark.parametrize("lists", ["", "<EmployeeContracts />"])
def test_people_without_a_contract_have_none(wire, nmbrs, lists):
    person = f"<EmployeeContractItemGlobal><EmployeeId>5</EmployeeId>{lists}</EmployeeContractItemGlobal>"
    wire.will_answer(CONTRACTS, person)
    assert nmbrs.contracts("1201") == []


def test_a_contract_that_is_listed_twice_comes_once(wire, nmbrs):
    lists = f"<EmployeeContracts>{CONTRACT}{CONTRACT}</EmployeeContracts>"
    person = f"<EmployeeContractItemGlobal><EmployeeId>5</EmployeeId>{lists}</EmployeeContractItemGlobal>"
    wire.will_answer(CONTRACTS, person)
    assert [one.contract_id for one in nmbrs.contracts("1201")] == ["7"]


def read_person(wire, nmbrs, more: str = "") -> Whole[PersonalInfo]:
    wire.will_answer("PersonalInfo_GetCurrent", PERSON + more)
    return nmbrs.current_personal_info("5012")


def test_an_unnamed_gender_and_a_missing_number_do_not_stop_a_person(wire, nmbrs):
    person = read_person(wire, nmbrs).record
    assert (person.gender, person.employee_number, person.birth_date) == ("undefined", "1", None)


def test_a_change_sends_everything_back_with_only_the_change_in_it(wire, nmbrs):
    read = read_person(wire, nmbrs, "<TelephonePrivate>010-1</TelephonePrivate>")
    wire.will_answer("PersonalInfo_UpdateCurrent")
    nmbrs.update_personal_info("5012", read, {"first_name": "Nora"})
    sent = {etree.QName(child).localname: child.text for child in wire.last_body[1]}
    given = {
        "Id": "5012",
        "Number": "1",
        "DisplayName": "x",
        "BSN": "111222333",
        "FirstName": "Nora",
        "LastName": "Meer",
        "Gender": "unknown",
        "IdentificationType": "3",
        "TelephonePrivate": "010-1",
        "BurgerlijkeStaat": "Gehuwd",
        "DeceasedDate": "0001-01-01T00:00:00",
        "InCaseOfEmergency": "a friend",
    }
    assert {name: text for name, text in sent.items() if text is not None} == given


def test_an_address_that_is_not_confirmed_is_unknown(wire, nmbrs):
    fields = "<Id>9</Id><Default>true</Default><Street>Kerkstraat</Street><Type>HomeAddress</Type>"
    wire.will_answer("Address_GetListCurrent", f"<EmployeeAddress>{fields}</EmployeeAddress>")
    (read,) = nmbrs.current_addresses("5012")
    wire.will_answer("Address_Update", "false")
    with pytest.raises(NmbrsOutcomeUnknown, match="employee 5012, address 9"):
        nmbrs.update_address("5012", read, {"street": "Nieuweweg"})


def test_an_untyped_postal_code_is_read_whatever_it_holds(wire, nmbrs):
    operation = "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany"
    for inner in ("1234 AB", "<a>1234 AB</a>"):
        who = "<EmployeeID>5</EmployeeID><EmployeeNumber>1</EmployeeNumber><Gender>male</Gender>"
        work = "<HourlyWage>1</HourlyWage><ContractHours>1</ContractHours>"
        person = f"{who}<PostCode>{inner}</PostCode>{work}"
        wire.will_answer(operation, f"<PersonalInfoContractSalaryAddress>{person}</PersonalInfoContractSalaryAddress>")
        (one,) = nmbrs.person_summaries("1201")
        assert one.postal_code == "1234 AB"


def test_a_record_shows_its_ids_only(wire, nmbrs):
    read = read_person(wire, nmbrs)
    assert repr(read) == "Whole(record=PersonalInfo(nmbrs_employee_id='5012'))"
