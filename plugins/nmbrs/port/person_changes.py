"""The port for changes of one person that this product does not make itself.

After `NmbrsOutcomeUnknown` the caller reads back before anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from nmbrs.records import (
    Address,
    BankAccount,
    Contract,
    CostCenterShare,
    PersonalChanges,
    PersonalInfo,
    SalaryType,
    WageTax,
    WageTaxChanges,
    Whole,
)


class PersonChangePort(Protocol):
    """Changes one employee, from a period on or from the current one on."""

    def update_personal_info_from(
        self,
        nmbrs_employee_id: str,
        read: Whole[PersonalInfo],
        changes: PersonalChanges,
        *,
        year: int,
        period: int,
    ) -> None:
        """Write back what was read, with the changes in it, from a period on."""
        ...

    def insert_address_from(
        self, nmbrs_employee_id: str, address: Address, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """Add an address from a period on; returns its id."""
        ...

    def delete_address(self, nmbrs_employee_id: str, address_id: str) -> None:
        """Remove an address; `NmbrsRefused` when nothing was removed."""
        ...

    def insert_bank_account_from(
        self, nmbrs_employee_id: str, account: BankAccount, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """Add a bank account from a period on; returns its id."""
        ...

    def insert_current_contract(self, nmbrs_employee_id: str, contract: Contract) -> str:
        """Add a contract in the current period; returns its id."""
        ...

    def delete_contract(self, nmbrs_employee_id: str, contract_id: str) -> None:
        """Remove a contract."""
        ...

    def update_current_salary(self, nmbrs_employee_id: str, *, value: Decimal, salary_type: SalaryType) -> None:
        """Give a salary from the current period on; earlier ones stay as they were."""
        ...

    def insert_salary_step(
        self, nmbrs_employee_id: str, *, table_id: str, scale_id: str, step_id: str, starts_on: date
    ) -> None:
        """Give the salary of a step of the company's salary table from a day on; the ids are those of the table."""
        ...

    def insert_current_salary_step(self, nmbrs_employee_id: str, *, table_id: str, scale_id: str, step_id: str) -> None:
        """Give the salary of a step of the company's salary table from the current period on."""
        ...

    def update_current_schedule(
        self,
        nmbrs_employee_id: str,
        *,
        hours: Sequence[Decimal],
        part_time_percentage: Decimal,
        starts_on: date,
        company_schedule: int = 0,
    ) -> None:
        """Give a schedule of fourteen days from the current period on; `starts_on` is only written into it."""
        ...

    def insert_service_with_seniority(
        self, nmbrs_employee_id: str, *, starts_on: date, senior_since: date, unprotected: bool = False
    ) -> None:
        """Take somebody back into service, with the seniority of an earlier day."""
        ...

    def undo_stop_of_service(self, nmbrs_employee_id: str, *, unprotected: bool = False) -> None:
        """Undo that somebody left; `NmbrsRefused` when there was nothing to undo."""
        ...

    def delete_service(self, nmbrs_employee_id: str) -> None:
        """Remove the last stretch of service; `NmbrsRefused` when nothing was removed."""
        ...

    def update_cost_centers(
        self, nmbrs_employee_id: str, shares: Sequence[CostCenterShare], *, year: int, period: int
    ) -> None:
        """Divide the cost of one employee from a period on; what was there is replaced."""
        ...

    def update_current_cost_centers(self, nmbrs_employee_id: str, shares: Sequence[CostCenterShare]) -> None:
        """Divide the cost of one employee from the current period on; what was there is replaced."""
        ...

    def update_department(self, nmbrs_employee_id: str, department_id: str) -> None:
        """Place somebody in one of `LookUpPort.debtor_departments`."""
        ...

    def update_function(self, nmbrs_employee_id: str, function_id: str) -> None:
        """Give somebody one of `LookUpPort.debtor_functions`."""
        ...

    def update_wage_tax(self, nmbrs_employee_id: str, read: Whole[WageTax], changes: WageTaxChanges) -> None:
        """Write back wage tax settings that were read, with the changes in them."""
        ...

    def update_labour_agreement(self, nmbrs_employee_id: str, agreement_guid: str) -> None:
        """Put somebody under one of `CompanyOfferPort.labour_agreements`, by its `guid`."""
        ...
