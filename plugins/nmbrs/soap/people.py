"""Reading people over SOAP, mostly a company in one call, whose element is `CompanyID` here, with a capital D."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from nmbrs.calls import Call
from nmbrs.calls import people as calls
from nmbrs.records import (
    AddressVersion,
    BankAccount,
    Contract,
    CostCenterShare,
    Employment,
    PersonalInfo,
    PersonSummary,
    Placement,
    Salary,
    Schedule,
)
from nmbrs.soap import people_answers as answers
from nmbrs.soap import placement_answers
from nmbrs.soap.elements import soap_id
from nmbrs.soap.reading import exact
from nmbrs.soap.speaker import Speaker, about_company, about_employee

Answer = TypeVar("Answer")


class PeopleSpeaker(Speaker):
    """Fills `nmbrs.port.PeoplePort`."""

    def personal_info(self, company_id: str, *, with_bsn: bool) -> list[PersonalInfo]:
        call = calls.PERSONAL_INFO if with_bsn else calls.PERSONAL_INFO_WITHOUT_BSN
        return self._of_company(call, answers.personal_info, company_id)

    def person_summaries(self, company_id: str) -> list[PersonSummary]:
        return self._of_company(calls.PERSON_SUMMARIES, answers.person_summaries, company_id)

    def contracts(self, company_id: str) -> list[Contract]:
        return self._of_company(calls.CONTRACTS, answers.contracts, company_id)

    def schedules(self, company_id: str) -> list[Schedule]:
        return self._of_company(calls.SCHEDULES, answers.schedules, company_id)

    def salaries(self, company_id: str) -> list[Salary]:
        return self._of_company(calls.SALARIES, answers.salaries, company_id)

    def employments(self, company_id: str) -> list[Employment]:
        return self._of_company(calls.EMPLOYMENTS, answers.employments, company_id)

    def addresses(self, company_id: str) -> list[AddressVersion]:
        return self._of_company(calls.ADDRESSES, answers.address_versions, company_id)

    def departments(self, company_id: str) -> list[Placement]:
        return self._of_company(calls.DEPARTMENTS, placement_answers.departments, company_id)

    def functions(self, company_id: str) -> list[Placement]:
        return self._of_company(calls.FUNCTIONS, placement_answers.functions, company_id)

    def cost_center_shares(self, company_id: str, *, year: int, period: int) -> list[CostCenterShare]:
        company = about_company(company_id)
        call, read = calls.COST_CENTERS_OF_EMPLOYEES, placement_answers.cost_center_shares
        return self._channel.call(call, read, **company, Period=period, Year=year)

    def bank_accounts(self, nmbrs_employee_id: str) -> list[BankAccount]:
        return self._channel.call(calls.BANK_ACCOUNTS, answers.bank_accounts, **about_employee(nmbrs_employee_id))

    def estimated_cost_per_hour(self, nmbrs_employee_id: str, *, year: int, period: int) -> Decimal:
        """The one call whose elements begin with a small letter."""
        employee = soap_id("employee", nmbrs_employee_id)
        return self._channel.call(calls.COST_PER_HOUR, exact, employeeId=employee, period=period, year=year)

    def _of_company(self, call: Call, read: Callable[[Any], Answer], company_id: str) -> Answer:
        return self._channel.call(call, read, **about_company(company_id, "CompanyID"))
