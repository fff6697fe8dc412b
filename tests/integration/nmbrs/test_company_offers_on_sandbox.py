"""What a company has to choose from, its runs, and what a debtor has, over HTTP."""

from __future__ import annotations

from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsRefused
from nmbrs.records import (
    Company,
    Debtor,
    Employee,
    LabourAgreement,
    LabourAgreementSettings,
    RunEmployee,
    RunRequest,
    SalaryScale,
    SalaryStep,
    SalaryTable,
    Tag,
)

OCTOBER = {"year": 2026, "period": 10}
AGREEMENT = "3f2504e0-4f89-11d3-9a0c-0305e82c3302"
GUIDS = [f"3f2504e0-4f89-11d3-9a0c-0305e82c340{number}" for number in (1, 2, 3)]
SCALE = SalaryScale(GUIDS[1], "II", "Service", Decimal(15), Decimal(110), Decimal(90))
CUSTOMER = Debtor("31", "D1", "Payroll customer")


def test_the_full_time_schedules_have_their_place(nmbrs):
    (schedule,) = nmbrs.full_time_schedules("1201")
    assert (schedule.number, schedule.calculation, sum(schedule.hours)) == (1, "hours_of_year", Decimal(12))


def test_the_labour_agreements_of_a_company_are_listed(nmbrs):
    first, _ = nmbrs.labour_agreements("1201")
    assert first == LabourAgreement("91", AGREEMENT, 7, "Horeca")
    assert nmbrs.labour_agreements("1202") == []


def test_the_salary_table_has_scales_and_steps(nmbrs):
    assert nmbrs.salary_table("1201", **OCTOBER) == SalaryTable(GUIDS[0], 3, "Horeca 2026")
    assert nmbrs.salary_scales("1201", **OCTOBER) == [SCALE]
    assert nmbrs.salary_steps("1201", SCALE, **OCTOBER) == [SalaryStep(GUIDS[2], "3", "Third", Decimal("15.60"))]


def test_a_company_without_a_salary_table_has_none(nmbrs):
    assert nmbrs.salary_table("1202", **OCTOBER) is None
    assert nmbrs.salary_scales("1202", **OCTOBER) == nmbrs.salary_steps("1202", SCALE, **OCTOBER) == []
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.salary_table("1201", year=2026, period=13)
    assert caught.value.code == 2006


def test_who_is_in_a_run_is_listed(nmbrs):
    assert nmbrs.run_employees("1201", "9001", 2026) == [RunEmployee("5001", "1")]


def test_a_run_is_asked_for_and_waits(nmbrs):
    assert nmbrs.run_requests("1201", 2026) == []
    nmbrs.request_run("1201")
    assert nmbrs.run_requests("1201", 2026) == [RunRequest(2026, 10, "pending", None)]


def test_what_belongs_to_a_debtor_is_listed(nmbrs):
    assert nmbrs.debtor_companies("31") == [Company("1201", "1", "Caf\u00e9 De Kroon B.V.")]
    assert nmbrs.debtor_employees("31") == [
        Employee("5001", "", "1", "Noor van der Meer", "Payroll"),
        Employee("5002", "", "2", "Sem Bakker", "Former payroll"),
    ]


def test_a_debtor_is_found_by_its_number(nmbrs):
    assert nmbrs.debtors_with_number("D1") == [CUSTOMER]
    assert nmbrs.debtors_with_number("D9") == []
    assert nmbrs.debtor("31") == CUSTOMER
    with pytest.raises(NmbrsRefused, match="debtor 99") as caught:
        nmbrs.debtor("99")
    assert caught.value.code == 2009


def test_a_debtor_is_created_and_renamed(nmbrs):
    new = nmbrs.insert_debtor(number="D2", name="Another")
    nmbrs.update_debtor(Debtor(new, "D3", ""))
    assert nmbrs.debtor(new) == Debtor(new, "D3", "")


def test_whether_the_user_owns_the_environment(sandbox, nmbrs):
    assert nmbrs.is_owner() is True
    sandbox.post(
        "seed", {"users": [{"username": "user@example.nl", "token": "token", "domain": "demo", "companies": [1201]}]}
    )
    assert nmbrs.is_owner() is False


def test_a_debtor_has_managers_titles_tags_and_settings(nmbrs):
    (manager,) = nmbrs.debtor_managers("31")
    assert (manager.number, manager.last_name, manager.email) == ("1", "Baas", "mo@example.nl")
    assert "Baas" not in repr(manager)
    assert nmbrs.debtor_titles("31") == ["ir."]
    assert nmbrs.debtor_tags("31") == [Tag(1, "Catering", "#ff0000")]
    settings = LabourAgreementSettings("64", AGREEMENT, 7, "Horeca")
    assert nmbrs.labour_agreement_settings("31", **OCTOBER) == [settings]
