"""One person at a time over HTTP: what counts now, and what counted in a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsRefused
from nmbrs.records import AgreedSalary, CostCenterShare, LabourAgreement, OrganisationUnit

OCTOBER = {"year": 2026, "period": 10}
BEFORE = {"year": 2024, "period": 12}
SALARY = AgreedSalary("5001", Decimal("14.71"), "gross_per_hour", date(2025, 1, 1), "", "")
KITCHEN = OrganisationUnit("41", 1, "Kitchen")
COOK = OrganisationUnit("51", 2, "Cook")
HORECA = LabourAgreement("91", "3f2504e0-4f89-11d3-9a0c-0305e82c3302", 7, "Horeca")


def test_personal_data_of_a_period_is_read_whole(nmbrs):
    read = nmbrs.personal_info_of("5001", **OCTOBER)
    assert (read.record.last_name, read.record.bsn) == ("Meer", "111222333")
    assert read.everything["InCaseOfEmergencyPhone"] == "010-7654321"


def test_the_addresses_and_bank_accounts_of_a_period_are_read(nmbrs):
    assert [one.record.street for one in nmbrs.addresses_of("5001", **OCTOBER)] == ["Kerkstraat"]
    assert [one.account_id for one in nmbrs.bank_accounts_of("5001", **OCTOBER)] == ["602"]


def test_only_the_contracts_of_the_current_period_are_read(nmbrs):
    (contract,) = nmbrs.current_contracts("5001")
    assert (contract.contract_id, contract.nmbrs_employee_id) == ("603", "5001")
    assert nmbrs.current_contracts("5002") == []


def test_the_salary_is_read_now_in_a_period_and_up_to_one(nmbrs):
    assert nmbrs.current_salary("5001") == nmbrs.salary_of("5001", **OCTOBER) == SALARY
    assert nmbrs.salaries_until("5001", **OCTOBER) == [SALARY]
    assert nmbrs.salary_of("5001", **BEFORE) is nmbrs.current_salary("5002") is None
    assert nmbrs.salaries_until("5001", **BEFORE) == []


def test_the_schedule_is_read_now_in_a_period_and_up_to_one(nmbrs):
    schedule = nmbrs.current_schedule("5001")
    assert (sum(schedule.hours), schedule.starts_on) == (Decimal("12.25"), date(2025, 1, 1))
    assert nmbrs.schedule_of("5001", **OCTOBER) == schedule
    assert nmbrs.schedules_until("5001", **OCTOBER) == [schedule]
    assert nmbrs.schedule_of("5001", **BEFORE) is nmbrs.current_schedule("5002") is None


def test_how_the_cost_is_divided_is_read(nmbrs):
    share = CostCenterShare("5001", "77", "77", Decimal(60), True)
    assert nmbrs.current_cost_centers("5001") == nmbrs.cost_centers_of("5001", **OCTOBER) == [share]
    assert nmbrs.current_cost_centers("5002") == []


def test_department_and_function_are_read_or_are_none(nmbrs):
    assert (nmbrs.current_department("5001"), nmbrs.current_function("5001")) == (KITCHEN, COOK)
    assert (nmbrs.current_department("5002"), nmbrs.current_function("5002")) == (None, None)


def test_wage_tax_settings_are_read_or_are_none(nmbrs):
    settings = nmbrs.current_wage_tax("5001").record
    assert (settings.is_withheld, settings.has_tax_credit, settings.table_colour) == (True, True, 2)
    assert settings.annual_wage_for_special_rate == Decimal(30000)
    assert nmbrs.current_wage_tax("5002") is None
    assert repr(settings) == "WageTax(nmbrs_employee_id='5001')"


def test_the_labour_agreement_is_read_or_is_none(nmbrs):
    assert (nmbrs.current_labour_agreement("5001"), nmbrs.current_labour_agreement("5002")) == (HORECA, None)


def test_a_person_has_a_period_and_a_company(nmbrs):
    assert (nmbrs.current_period_of("5001"), nmbrs.company_of("5001")) == ("2026-10-M", "1201")
    with pytest.raises(NmbrsRefused, match="employee 99999") as caught:
        nmbrs.company_of("99999")
    assert caught.value.code == 2003


def test_a_period_that_the_company_does_not_have_is_refused(nmbrs):
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.salary_of("5001", year=2026, period=13)
    assert caught.value.code == 2006
