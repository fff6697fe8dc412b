"""The port for reading people: whole companies in one call each (semantics G1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

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


class PeoplePort(Protocol):
    """Reads who works in a company, on which terms. Every version is given, not only the one in force."""

    def personal_info(self, company_id: str, *, with_bsn: bool) -> list[PersonalInfo]:
        """Personal data; without BSN it is another call with its own right, and `bsn` stays empty."""
        ...

    def person_summaries(self, company_id: str) -> list[PersonSummary]:
        """One row per employee: person, address, contract and wage of today."""
        ...

    def contracts(self, company_id: str) -> list[Contract]:
        """Contracts; a contract that Nmbrs lists twice, alike, comes once."""
        ...

    def schedules(self, company_id: str) -> list[Schedule]:
        """Schedules of two weeks."""
        ...

    def salaries(self, company_id: str) -> list[Salary]:
        """Salaries."""
        ...

    def employments(self, company_id: str) -> list[Employment]:
        """Stretches of service; one without an end lasts."""
        ...

    def addresses(self, company_id: str) -> list[AddressVersion]:
        """Addresses with the periods in which they count."""
        ...

    def departments(self, company_id: str) -> list[Placement]:
        """Departments of employees."""
        ...

    def functions(self, company_id: str) -> list[Placement]:
        """Functions of employees."""
        ...

    def cost_center_shares(self, company_id: str, *, year: int, period: int) -> list[CostCenterShare]:
        """How the cost of each employee is divided in one period."""
        ...

    def bank_accounts(self, nmbrs_employee_id: str) -> list[BankAccount]:
        """The bank accounts of one employee that count now."""
        ...

    def estimated_cost_per_hour(self, nmbrs_employee_id: str, *, year: int, period: int) -> Decimal:
        """What an hour of one employee is expected to cost the employer, in euros."""
        ...
