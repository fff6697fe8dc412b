"""Reading one person at a time over SOAP."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from nmbrs.calls import Call
from nmbrs.calls import person as calls
from nmbrs.records import (
    Address,
    AgreedSalary,
    AgreedSchedule,
    BankAccount,
    Contract,
    CostCenterShare,
    LabourAgreement,
    OrganisationUnit,
    PersonalInfo,
    WageTax,
    Whole,
)
from nmbrs.soap import answers, change_answers, people_answers, person_answers, placement_answers
from nmbrs.soap.reading import identity
from nmbrs.soap.speaker import Speaker, about_employee, in_period

Answer = TypeVar("Answer")


class PersonSpeaker(Speaker):
    """Fills `nmbrs.port.PersonPort`."""

    def personal_info_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> Whole[PersonalInfo] | None:
        read = person_answers.or_none(change_answers.current_personal_info)
        return self._of(calls.PERSONAL_INFO, read, nmbrs_employee_id, in_period(year, period))

    def addresses_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[Whole[Address]]:
        read = change_answers.current_addresses
        return self._of(calls.ADDRESSES, read, nmbrs_employee_id, in_period(year, period))

    def bank_accounts_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[BankAccount]:
        read = people_answers.bank_accounts
        return self._of(calls.BANK_ACCOUNTS, read, nmbrs_employee_id, in_period(year, period))

    def current_contracts(self, nmbrs_employee_id: str) -> list[Contract]:
        read = partial(person_answers.current_contracts, nmbrs_employee_id=nmbrs_employee_id)
        return self._of(calls.CURRENT_CONTRACTS, read, nmbrs_employee_id)

    def salary_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> AgreedSalary | None:
        read = person_answers.or_none(partial(person_answers.salary, nmbrs_employee_id=nmbrs_employee_id))
        return self._of(calls.SALARY, read, nmbrs_employee_id, in_period(year, period))

    def current_salary(self, nmbrs_employee_id: str) -> AgreedSalary | None:
        read = person_answers.or_none(partial(person_answers.salary, nmbrs_employee_id=nmbrs_employee_id))
        return self._of(calls.CURRENT_SALARY, read, nmbrs_employee_id)

    def salaries_until(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[AgreedSalary]:
        read = partial(person_answers.salaries, nmbrs_employee_id=nmbrs_employee_id)
        return self._of(calls.SALARIES, read, nmbrs_employee_id, in_period(year, period))

    def schedule_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> AgreedSchedule | None:
        read = person_answers.or_none(partial(person_answers.schedule, nmbrs_employee_id=nmbrs_employee_id))
        return self._of(calls.SCHEDULE, read, nmbrs_employee_id, in_period(year, period))

    def current_schedule(self, nmbrs_employee_id: str) -> AgreedSchedule | None:
        read = person_answers.or_none(partial(person_answers.schedule, nmbrs_employee_id=nmbrs_employee_id))
        return self._of(calls.CURRENT_SCHEDULE, read, nmbrs_employee_id)

    def schedules_until(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[AgreedSchedule]:
        read = partial(person_answers.schedules, nmbrs_employee_id=nmbrs_employee_id)
        return self._of(calls.SCHEDULES, read, nmbrs_employee_id, in_period(year, period))

    def cost_centers_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[CostCenterShare]:
        read = partial(placement_answers.shares_of_one, nmbrs_employee_id=nmbrs_employee_id)
        return self._of(calls.COST_CENTERS, read, nmbrs_employee_id, in_period(year, period))

    def current_cost_centers(self, nmbrs_employee_id: str) -> list[CostCenterShare]:
        read = partial(placement_answers.shares_of_one, nmbrs_employee_id=nmbrs_employee_id)
        return self._of(calls.CURRENT_COST_CENTERS, read, nmbrs_employee_id)

    def current_department(self, nmbrs_employee_id: str) -> OrganisationUnit | None:
        return self._of(calls.DEPARTMENT, person_answers.unit_or_none, nmbrs_employee_id)

    def current_function(self, nmbrs_employee_id: str) -> OrganisationUnit | None:
        return self._of(calls.FUNCTION, person_answers.unit_or_none, nmbrs_employee_id)

    def current_wage_tax(self, nmbrs_employee_id: str) -> Whole[WageTax] | None:
        read = person_answers.or_none(partial(person_answers.wage_tax, nmbrs_employee_id=nmbrs_employee_id))
        return self._of(calls.WAGE_TAX, read, nmbrs_employee_id)

    def current_labour_agreement(self, nmbrs_employee_id: str) -> LabourAgreement | None:
        read = person_answers.or_none(person_answers.labour_agreement)
        return self._of(calls.LABOUR_AGREEMENT, read, nmbrs_employee_id)

    def current_period_of(self, nmbrs_employee_id: str) -> str:
        return self._of(calls.PERIOD, answers.words, nmbrs_employee_id)

    def company_of(self, nmbrs_employee_id: str) -> str:
        return self._of(calls.COMPANY, identity, nmbrs_employee_id)

    def _of(
        self, call: Call, read: Callable[[Any], Answer], nmbrs_employee_id: str, when: dict[str, int] | None = None
    ) -> Answer:
        return self._channel.call(call, read, **about_employee(nmbrs_employee_id), **(when or {}))
