"""Who is who in the import sheet: numbers from Nmbrs, given ones where it may not be asked, and never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsRefused
from nmbrs.port import NmbrsClient
from nmbrs.records import Company, Debtor, Employee
from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.reports.import_sheet import SheetCompany
from payroll.steps.errors import DataRefused, UsageError
from payroll.steps.sheet_numbers import employee_list, if_allowed, personnel_numbers, sheet_company

COMPANY: dict[str, Any] = {
    "id": 1201,
    "name": "Café De Kroon B.V.",
    "venues": ["kroon"],
    "wage_period": {"kind": "month"},
    "codes": {"zero_hours": {"worked_hours": {"hour_code": 2100}}},
}


@dataclass
class FakeNmbrs:
    """Answers, or refuses with a fault code."""

    debtor_numbers: Sequence[str] | int = ("12",)
    company_number: str | int = "1"

    def debtors(self) -> list[Debtor]:
        if isinstance(self.debtor_numbers, int):
            raise NmbrsRefused("no", operation="List_GetAll", code=self.debtor_numbers)
        return [Debtor(str(place), number, "") for place, number in enumerate(self.debtor_numbers)]

    def companies(self) -> list[Company]:
        if isinstance(self.company_number, int):
            raise NmbrsRefused("no", operation="List_GetAll", code=self.company_number)
        return [Company("1201", self.company_number, ""), Company("1202", "2", "")]

    def employees(self, company_id: str) -> list[Employee]:
        raise NmbrsCallNotAllowed(f"List of {company_id}: switched off.", operation="List_GetByCompany", code=1002)


@pytest.fixture
def company() -> CompanyConfig:
    return PayrollConfig.model_validate({"companies": [COMPANY]}).companies[0]


def numbers(company: CompanyConfig, fake: FakeNmbrs, debtor: str = "", number: str = "") -> SheetCompany:
    return sheet_company(cast(NmbrsClient, fake), company, [], debtor=debtor, number=number)


def employee(nmbrs_id: str, number: str) -> Employee:
    return Employee(nmbrs_id, "1201", number, "", "Payroll")


def test_what_nmbrs_says_needs_not_be_given(company: CompanyConfig) -> None:
    assert numbers(company, FakeNmbrs()) == SheetCompany("12", "1")


def test_given_numbers_stand_in_where_nmbrs_refuses(company: CompanyConfig) -> None:
    assert numbers(company, FakeNmbrs(1002, 1003), debtor="0012", number="7") == SheetCompany("0012", "7")


@pytest.mark.parametrize(
    ("fake", "given", "told"),
    [
        (FakeNmbrs(debtor_numbers=1002), {}, "--debtor-number"),
        (FakeNmbrs(company_number=1003), {}, "--company-number"),
        (FakeNmbrs(debtor_numbers=("12", "14")), {}, "12, 14"),
        (FakeNmbrs(), {"debtor": "13"}, "knows no debtor number 13"),
        (FakeNmbrs(), {"number": "2"}, "knows no company number 2"),
        (FakeNmbrs(debtor_numbers=1002), {"debtor": "=1+1"}, "is no number"),
    ],
)
def test_a_number_that_is_not_certain_is_refused(
    company: CompanyConfig, fake: FakeNmbrs, given: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match="Company 1201") as refusal:
        numbers(company, fake, **given)

    assert told in str(refusal.value)


def test_one_of_several_debtors_can_be_chosen(company: CompanyConfig) -> None:
    assert numbers(company, FakeNmbrs(debtor_numbers=("12", "14")), debtor="14").debtor_number == "14"


def test_a_refusal_that_is_not_about_rights_goes_on(company: CompanyConfig) -> None:
    with pytest.raises(NmbrsRefused):
        if_allowed(FakeNmbrs(debtor_numbers=1001).debtors, [])


def test_without_the_employee_list_the_reason_is_told(company: CompanyConfig) -> None:
    with pytest.raises(NmbrsCallNotAllowed, match="no sheet was written") as refusal:
        employee_list(cast(NmbrsClient, FakeNmbrs()), company)

    assert (refusal.value.operation, refusal.value.code) == ("List_GetByCompany", 1002)


def test_people_with_lines_are_named_by_their_number(company: CompanyConfig) -> None:
    people = [employee("501", "1"), employee("502", "2"), employee("503", "3")]

    assert personnel_numbers(company, people, ["501", "503"]) == {"501": "1", "503": "3"}


@pytest.mark.parametrize("number", ["", "2", "=2"])
def test_a_missing_or_shared_number_is_refused_by_id(company: CompanyConfig, number: str) -> None:
    people = [employee("501", number), employee("502", "2")]

    with pytest.raises(DataRefused, match="employee 501 has no personnel number"):
        personnel_numbers(company, people, ["501"])


def test_a_number_shared_by_people_without_lines_is_no_matter(company: CompanyConfig) -> None:
    people = [employee("501", "1"), employee("502", "2"), employee("503", "2")]

    assert personnel_numbers(company, people, ["501"]) == {"501": "1"}
