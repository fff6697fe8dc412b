"""Creating and changing people over HTTP: what is changed, and above all what is not lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsPeriodClosed, NmbrsRefused
from nmbrs.records import Address, BankAccount, Contract

OCTOBER = date(2026, 10, 1)
HOME = Address("Nieuweweg", "1", "", "4321 BA", "Zwolle", "NL", is_default=False)


def test_a_person_is_created_and_listed(nmbrs):
    new = nmbrs.insert_employee("1201", first_name="Sam", last_name="Nieuw", starts_on=OCTOBER)
    (listed,) = [one for one in nmbrs.employees("1201") if one.nmbrs_employee_id == new]
    assert (listed.number, listed.employee_type) == ("3", "Payroll")
    assert [one.starts_on for one in nmbrs.services(new)] == [OCTOBER]


def test_a_person_is_created_from_a_template(nmbrs):
    (template,) = nmbrs.employee_templates("1201")
    assert template.description == "Hourly"
    person = {"first_name": "Sam", "last_name": "Nieuw", "starts_on": OCTOBER}
    new = nmbrs.insert_employee_from_template("1201", template.template_id, **person)
    assert new in {one.nmbrs_employee_id for one in nmbrs.employees("1201")}
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.insert_employee_from_template("1201", "another", **person)
    assert caught.value.code == 2030


def test_a_start_in_the_past_needs_to_be_meant(nmbrs):
    person = {"first_name": "Sam", "last_name": "Nieuw", "starts_on": date(2026, 3, 1)}
    with pytest.raises(NmbrsPeriodClosed):
        nmbrs.insert_employee("1201", **person)
    assert nmbrs.insert_employee("1201", **person, unprotected=True)


def test_a_lost_answer_to_a_creation_is_unknown_and_not_repeated(sandbox, nmbrs):
    sandbox.post("faults", [{"operation": "Employee_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    with pytest.raises(NmbrsOutcomeUnknown) as caught:
        nmbrs.insert_employee("1201", first_name="Sam", last_name="Nieuw", starts_on=OCTOBER)
    assert "Nieuw" not in str(caught.value)
    assert len(nmbrs.employees("1201")) == 3


def test_a_change_of_personal_info_loses_nothing_that_we_do_not_know(sandbox, nmbrs):
    before = sandbox.employee()["personal_infos"][-1]
    read = nmbrs.current_personal_info("5001")
    nmbrs.update_personal_info("5001", read, {"email_work": "new@example.nl", "birth_date": date(1999, 5, 1)})
    after = sandbox.employee()["personal_infos"][-1]
    changed = {key for key in before if before[key] != after[key]}
    assert changed - {"id", "creation_date", "start_year", "start_period"} == {"work_email", "birth_date"}
    assert (after["marital_status"], after["emergency_phone"]) == (2, "010-7654321")
    assert nmbrs.current_personal_info("5001").record.email_work == "new@example.nl"


def test_a_personnel_number_is_changed_in_both_its_places(nmbrs):
    nmbrs.update_personal_info("5001", nmbrs.current_personal_info("5001"), {"employee_number": "42"})
    assert nmbrs.current_personal_info("5001").record.employee_number == "42"
    with pytest.raises(NmbrsRefused, match="no personnel id"):
        nmbrs.update_personal_info("5001", nmbrs.current_personal_info("5001"), {"employee_number": "A42"})


def test_an_address_is_added_and_changed_and_keeps_its_province(sandbox, nmbrs):
    (read,) = nmbrs.current_addresses("5001")
    assert (read.record.street, read.record.is_default) == ("Kerkstraat", True)
    nmbrs.update_address("5001", read, {"house_number": "14", "house_number_addition": ""})
    (kept,) = sandbox.employee()["addresses"]
    assert (kept["street"], kept["house_number"], kept["house_number_addition"]) == ("Kerkstraat", "14", "")
    assert kept["state_province"] == "Utrecht"
    added = nmbrs.insert_address("5001", HOME)
    assert added in {one.record.address_id for one in nmbrs.current_addresses("5001")}


def test_a_bank_account_is_added_read_back_and_removed(nmbrs):
    account = BankAccount("0417164300", "NL91ABNA0417164300", "ABNANL2A", holder="N. van der Meer")
    added = nmbrs.insert_bank_account("5001", account)
    (read,) = [one for one in nmbrs.bank_accounts("5001") if one.account_id == added]
    assert (read.number, read.iban, read.holder, read.kind) == (
        account.number,
        account.iban,
        "N. van der Meer",
        "standard",
    )
    nmbrs.delete_bank_account("5001", added)
    assert added not in {one.account_id for one in nmbrs.bank_accounts("5001")}


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (BankAccount("", "NL00ABNA0417164300", ""), 2014),
        (BankAccount("x", "NL91ABNA0417164300", ""), 2015),
        (BankAccount("", "NL91ABNA0417164300", "", kind="none"), 2016),
        (BankAccount("123", "", ""), 2032),
    ],
)
def test_a_wrong_bank_account_is_refused_with_its_reason_and_without_its_number(nmbrs, account, code):
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.insert_bank_account("5001", account)
    assert caught.value.code == code
    assert "0417164300" not in str(caught.value)


def test_a_salary_and_a_schedule_start_on_a_day_and_leave_the_earlier_ones(nmbrs):
    nmbrs.update_salary("5001", value=Decimal("15.50"), salary_type="gross_per_hour", starts_on=OCTOBER)
    salaries = [one for one in nmbrs.salaries("1201") if one.nmbrs_employee_id == "5001"]
    assert [(one.value, one.starts_on) for one in salaries] == [
        (Decimal("14.71"), date(2025, 1, 1)),
        (Decimal("15.50"), OCTOBER),
    ]
    hours = [Decimal(8)] * 5 + [Decimal(0)] * 9
    nmbrs.update_schedule("5001", hours=hours, part_time_percentage=Decimal(50), starts_on=OCTOBER)
    schedules = [one for one in nmbrs.schedules("1201") if one.nmbrs_employee_id == "5001"]
    assert [sum(one.hours) for one in schedules] == [Decimal("12.25"), Decimal(40)]
    with pytest.raises(ValueError, match="fourteen|14 days"):
        nmbrs.update_schedule("5001", hours=hours[:7], part_time_percentage=Decimal(50), starts_on=OCTOBER)


def test_a_contract_is_added_and_ended(nmbrs):
    added = nmbrs.insert_contract("5001", Contract(OCTOBER, None, Decimal("16.5"), is_written=True))
    (read,) = [one for one in nmbrs.contracts_of("5001") if one.record.contract_id == added]
    assert (read.record.starts_on, read.record.ends_on, read.record.hours_per_week) == (OCTOBER, None, Decimal("16.5"))
    nmbrs.update_contract("5001", read, {"ends_on": date(2027, 3, 31)})
    (ended,) = [one for one in nmbrs.contracts_of("5001") if one.record.contract_id == added]
    assert ended.record.ends_on == date(2027, 3, 31)
    assert (ended.record.hours_per_week, ended.record.is_written) == (Decimal("16.5"), True)


def test_somebody_leaves_and_comes_back(nmbrs):
    (reason, *_) = nmbrs.end_reasons()
    nmbrs.stop_service("5001", ends_on=date(2026, 10, 15), reason_id=reason.reason_id)
    (ended,) = nmbrs.services("5001")
    assert (ended.ends_on, ended.end_reason) == (date(2026, 10, 15), reason.description)
    nmbrs.insert_service("5001", starts_on=date(2026, 10, 20))
    assert [one.ends_on for one in nmbrs.services("5001")] == [date(2026, 10, 15), None]


def test_the_first_day_of_all_is_set(nmbrs):
    nmbrs.set_initial_start("5001", date(2020, 2, 3))
    (employment,) = [one for one in nmbrs.employments("1201") if one.nmbrs_employee_id == "5001"]
    assert employment.initial_starts_on == date(2020, 2, 3)
