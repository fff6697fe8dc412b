"""The port for reading one person at a time: what counts now, or what counted in a period.

Whole companies are read with `PeoplePort`, in far fewer calls.
"""

from __future__ import annotations

from typing import Protocol

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


class PersonPort(Protocol):
    """Reads one employee. None is: Nmbrs has nothing of it."""

    def personal_info_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> Whole[PersonalInfo] | None:
        """Personal data as it counts in a period, whole."""
        ...

    def addresses_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[Whole[Address]]:
        """The addresses that count in a period, each whole."""
        ...

    def bank_accounts_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[BankAccount]:
        """The bank accounts that count in a period."""
        ...

    def current_contracts(self, nmbrs_employee_id: str) -> list[Contract]:
        """The contracts that count in the current period."""
        ...

    def salary_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> AgreedSalary | None:
        """The salary that counts in a period."""
        ...

    def current_salary(self, nmbrs_employee_id: str) -> AgreedSalary | None:
        """The salary that counts in the current period."""
        ...

    def salaries_until(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[AgreedSalary]:
        """The salaries that have started by a period."""
        ...

    def schedule_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> AgreedSchedule | None:
        """The schedule that counts in a period."""
        ...

    def current_schedule(self, nmbrs_employee_id: str) -> AgreedSchedule | None:
        """The schedule that counts in the current period."""
        ...

    def schedules_until(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[AgreedSchedule]:
        """The schedules that have started by a period."""
        ...

    def cost_centers_of(self, nmbrs_employee_id: str, *, year: int, period: int) -> list[CostCenterShare]:
        """How the cost of one employee is divided in a period."""
        ...

    def current_cost_centers(self, nmbrs_employee_id: str) -> list[CostCenterShare]:
        """How the cost of one employee is divided in the current period."""
        ...

    def current_department(self, nmbrs_employee_id: str) -> OrganisationUnit | None:
        """The department of one employee."""
        ...

    def current_function(self, nmbrs_employee_id: str) -> OrganisationUnit | None:
        """The function of one employee."""
        ...

    def current_wage_tax(self, nmbrs_employee_id: str) -> Whole[WageTax] | None:
        """The wage tax settings of one employee, whole."""
        ...

    def current_labour_agreement(self, nmbrs_employee_id: str) -> LabourAgreement | None:
        """The labour agreement that one employee falls under."""
        ...

    def current_period_of(self, nmbrs_employee_id: str) -> str:
        """The current wage period of one employee in Nmbrs' own words, such as `2026-3-M`."""
        ...

    def company_of(self, nmbrs_employee_id: str) -> str:
        """The id of the company that one employee is in."""
        ...
