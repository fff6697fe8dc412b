"""The port for creating and changing people (semantics H). Changes replace whole objects: read, change, write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from nmbrs.records import (
    Address,
    AddressChanges,
    BankAccount,
    Contract,
    ContractChanges,
    EmployeeTemplate,
    EndReason,
    PersonalChanges,
    PersonalInfo,
    SalaryType,
    ServiceInterval,
    Whole,
)


class PeopleChangePort(Protocol):
    """Creates and changes people. After `NmbrsOutcomeUnknown` the caller reads back before anything else."""

    def employee_templates(self, company_id: str) -> list[EmployeeTemplate]:
        """The templates that new people can be made from."""
        ...

    def insert_employee(
        self, company_id: str, *, first_name: str, last_name: str, starts_on: date, unprotected: bool = False
    ) -> str:
        """Create a person who enters service on a day; returns the new Nmbrs employee id."""
        ...

    def insert_employee_from_template(
        self,
        company_id: str,
        template_id: str,
        *,
        first_name: str,
        last_name: str,
        starts_on: date,
        unprotected: bool = False,
    ) -> str:
        """Create a person with the settings of a template; returns the new Nmbrs employee id."""
        ...

    def current_personal_info(self, nmbrs_employee_id: str) -> Whole[PersonalInfo]:
        """Personal data as it counts now, whole."""
        ...

    def update_personal_info(self, nmbrs_employee_id: str, read: Whole[PersonalInfo], changes: PersonalChanges) -> None:
        """Write back what was read, with the changes in it."""
        ...

    def current_addresses(self, nmbrs_employee_id: str) -> list[Whole[Address]]:
        """The addresses that count now, each whole."""
        ...

    def insert_address(self, nmbrs_employee_id: str, address: Address) -> str:
        """Add an address from the current period on; returns its id."""
        ...

    def update_address(self, nmbrs_employee_id: str, read: Whole[Address], changes: AddressChanges) -> None:
        """Write back an address that was read, with the changes in it."""
        ...

    def insert_bank_account(self, nmbrs_employee_id: str, account: BankAccount) -> str:
        """Add a bank account from the current period on; returns its id. There is no update: insert, read, delete."""
        ...

    def delete_bank_account(self, nmbrs_employee_id: str, account_id: str) -> None:
        """Remove a bank account. What Nmbrs answers is not documented: read back."""
        ...

    def update_salary(
        self, nmbrs_employee_id: str, *, value: Decimal, salary_type: SalaryType, starts_on: date
    ) -> None:
        """Give a salary from a day on; earlier ones stay as they were."""
        ...

    def update_schedule(
        self,
        nmbrs_employee_id: str,
        *,
        hours: Sequence[Decimal],
        part_time_percentage: Decimal,
        starts_on: date,
        company_schedule: int = 0,
    ) -> None:
        """Give a schedule of fourteen days from a day on.

        `company_schedule`: the roster of the company, 1 to 4, that full time is measured by; 0 is none.
        """
        ...

    def contracts_of(self, nmbrs_employee_id: str) -> list[Whole[Contract]]:
        """The contracts of one employee, each whole."""
        ...

    def insert_contract(self, nmbrs_employee_id: str, contract: Contract, *, unprotected: bool = False) -> str:
        """Add a contract; returns its id."""
        ...

    def update_contract(
        self, nmbrs_employee_id: str, read: Whole[Contract], changes: ContractChanges, *, unprotected: bool = False
    ) -> None:
        """Write back a contract that was read, with the changes in it; then read it back."""
        ...

    def services(self, nmbrs_employee_id: str) -> list[ServiceInterval]:
        """The stretches of service of one employee."""
        ...

    def insert_service(self, nmbrs_employee_id: str, *, starts_on: date, unprotected: bool = False) -> None:
        """Take somebody back into service."""
        ...

    def stop_service(self, nmbrs_employee_id: str, *, ends_on: date, reason_id: str, unprotected: bool = False) -> None:
        """Take somebody out of service, for one of `end_reasons`."""
        ...

    def end_reasons(self) -> list[EndReason]:
        """The reasons for which somebody can leave."""
        ...

    def set_initial_start(self, nmbrs_employee_id: str, initial_starts_on: date) -> None:
        """Set the day on which somebody was first hired."""
        ...
