"""Reading a company's people over HTTP: every field in its place, odd casing and all; and what people ask about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsRefused
from nmbrs.records import (
    Absence,
    BankAccount,
    CostCenter,
    CostCenterShare,
    CostUnit,
    Debtor,
    EmployeeType,
    Environment,
    OrganisationUnit,
)

OCTOBER = {"year": 2026, "period": 10}
IN_BULK = ("person_summaries", "contracts", "schedules", "salaries", "employments", "addresses", "departments")


def of_noor(records):
    return [one for one in records if one.nmbrs_employee_id == "5001"]


def test_personal_info_is_read_with_bsn_and_without(nmbrs):
    (noor,) = of_noor(nmbrs.personal_info("1201", with_bsn=True))
    assert (noor.employee_number, noor.first_name, noor.prefix, noor.last_name) == ("1", "Noor", "van der", "Meer")
    assert (noor.gender, noor.birth_date, noor.birth_country) == ("female", date(1999, 4, 30), "NL")
    assert (noor.email_work, noor.email_private, noor.bsn) == ("noor@example.nl", "noor@example.org", "111222333")
    assert (noor.phone_private, noor.phone_work, noor.mobile_work) == ("010-1234567", "", "06-12345678")
    assert noor.nationality_code == 1
    (without,) = of_noor(nmbrs.personal_info("1201", with_bsn=False))
    assert (without.last_name, without.bsn) == ("Meer", "")


def test_a_summary_has_person_address_contract_and_wage_in_one_row(nmbrs):
    (noor,) = of_noor(nmbrs.person_summaries("1201"))
    assert (noor.street, noor.house_number, noor.house_number_addition) == ("Kerkstraat", "12", "a")
    assert (noor.postal_code, noor.city) == ("1234 AB", "Utrecht")
    assert (noor.contract_starts_on, noor.contract_ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (noor.salary_type, noor.salary_value, noor.hourly_wage) == (
        "gross_per_hour",
        Decimal("14.71"),
        Decimal("14.71"),
    )
    (sem,) = [one for one in nmbrs.person_summaries("1201") if one.nmbrs_employee_id == "5002"]
    assert (sem.contract_starts_on, sem.salary_type, sem.salary_value, sem.birth_date) == (None, None, None, None)


def test_contracts_come_with_their_hours_and_open_ends(nmbrs):
    now, before = of_noor(nmbrs.contracts("1201"))
    assert (now.contract_id, now.starts_on, now.ends_on) == ("603", date(2026, 1, 1), date(2026, 12, 31))
    assert (now.hours_per_week, now.is_written, now.is_indefinite) == (Decimal(0), True, None)
    assert (before.contract_id, before.hours_per_week) == ("604", Decimal("24.50"))


def test_schedules_are_fourteen_days(nmbrs):
    (one,) = of_noor(nmbrs.schedules("1201"))
    assert (one.schedule_id, one.starts_on, len(one.hours)) == ("605", date(2025, 1, 1), 14)
    assert (one.hours[0], one.hours[13], sum(one.hours)) == (Decimal(8), Decimal("4.25"), Decimal("12.25"))
    assert one.is_empty is False


def test_salaries_and_employments_are_read(nmbrs):
    (salary,) = of_noor(nmbrs.salaries("1201"))
    assert (salary.value, salary.salary_type, salary.starts_on) == (
        Decimal("14.71"),
        "gross_per_hour",
        date(2025, 1, 1),
    )
    (employment,) = of_noor(nmbrs.employments("1201"))
    assert (employment.starts_on, employment.ends_on) == (date(2025, 1, 1), None)
    assert employment.initial_starts_on == date(2024, 6, 1)


def test_addresses_departments_functions_and_cost_centres_are_read(nmbrs):
    (version,) = of_noor(nmbrs.addresses("1201"))
    assert (version.address.address_id, version.address.kind, version.address.country) == ("601", "home", "NL")
    assert (version.start_year, version.start_period, version.end_year) == (2020, 1, None)
    (department,) = of_noor(nmbrs.departments("1201"))
    assert (department.unit_id, department.code, department.description) == ("41", 1, "Kitchen")
    (function,) = of_noor(nmbrs.functions("1201"))
    assert (function.unit_id, function.code, function.description) == ("51", 2, "Cook")
    shares = of_noor(nmbrs.cost_center_shares("1201", **OCTOBER))
    assert shares == [CostCenterShare("5001", "77", "77", Decimal(60), True)]


def test_bank_accounts_and_the_cost_of_an_hour_are_read_per_person(nmbrs):
    assert nmbrs.bank_accounts("5001") == [
        BankAccount("", "NL91ABNA0417164300", "ABNANL2A", kind="standard", account_id="602")
    ]
    assert nmbrs.estimated_cost_per_hour("5001", **OCTOBER) == Decimal("20.15")


@pytest.mark.parametrize("empty_list", ["element", "absent"])
def test_a_company_without_people_has_empty_lists_in_either_form(sandbox, nmbrs, empty_list):
    sandbox.post("settings", {"empty_list": empty_list})
    assert [getattr(nmbrs, name)("1202") for name in IN_BULK] == [[]] * len(IN_BULK)
    assert nmbrs.personal_info("1202", with_bsn=True) == nmbrs.personal_info("1202", with_bsn=False) == []
    assert nmbrs.cost_center_shares("1202", **OCTOBER) == nmbrs.functions("1202") == []


@pytest.mark.parametrize("name", IN_BULK)
def test_a_company_that_may_not_be_seen_is_refused(nmbrs, name):
    with pytest.raises(NmbrsRefused, match="company 9999") as caught:
        getattr(nmbrs, name)("9999")
    assert caught.value.code == 2004


def test_types_cost_centres_and_units_are_listed(nmbrs):
    assert {EmployeeType("2", "Payroll"), EmployeeType("4", "Former payroll")} <= set(nmbrs.employee_types())
    assert nmbrs.cost_centers("1201") == [CostCenter("77", "77", "Plein")]
    assert nmbrs.cost_units("1201") == [CostUnit("88", "88", "Terrace")]


def test_debtors_their_departments_and_functions_are_listed(nmbrs):
    assert nmbrs.debtors() == [Debtor("31", "D1", "Payroll customer")]
    assert nmbrs.debtor_departments("31") == [OrganisationUnit("41", 1, "Kitchen")]
    assert nmbrs.debtor_functions("31") == [OrganisationUnit("51", 2, "Cook")]


def test_the_environment_is_found_without_a_domain(nmbrs, access):
    found = nmbrs.environment()
    assert isinstance(found, Environment)
    assert found.sub_domain == access.domain


def test_the_rest_ids_are_found_for_people_and_debtors(nmbrs):
    people = nmbrs.company_guids("1201", "Employee")
    assert set(people) == {"5001", "5002"}
    assert {len(one) for one in people.values()} == {36}
    assert set(nmbrs.debtor_guids()) == {"31"}


def test_absence_and_leave_come_without_causes_and_remarks(nmbrs):
    absence = Absence("5001", "611", 50, date(2026, 10, 5), None)
    assert nmbrs.absences("5001") == nmbrs.company_absences("1201") == [absence]
    (leave,) = nmbrs.leaves("5001", 2026)
    assert (leave.leave_id, leave.leave_type, leave.usage, leave.status) == ("612", "Type1", "withdrawal", "approved")
    assert (leave.hours, leave.starts_on, leave.ends_on) == (Decimal(8), date(2026, 10, 12), date(2026, 10, 12))


def test_no_record_of_a_person_shows_more_than_ids(nmbrs):
    shown = repr(
        [
            nmbrs.personal_info("1201", with_bsn=True),
            nmbrs.person_summaries("1201"),
            nmbrs.contracts("1201"),
            nmbrs.salaries("1201"),
            nmbrs.schedules("1201"),
            nmbrs.addresses("1201"),
            nmbrs.bank_accounts("5001"),
            nmbrs.current_personal_info("5001"),
            nmbrs.current_addresses("5001"),
            nmbrs.contracts_of("5001"),
            nmbrs.absences("5001"),
            nmbrs.leaves("5001", 2026),
            nmbrs.employees("1201"),
        ]
    )
    assert "PersonalInfo(nmbrs_employee_id='5001')" in shown
    for secret in ("Noor", "Meer", "111222333", "NL91", "noor@", "Kerkstraat", "14.71", "24.50", "1999", "06-12345678"):
        assert secret not in shown
