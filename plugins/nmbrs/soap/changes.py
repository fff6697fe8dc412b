"""Creating and changing people over SOAP. Changes replace whole objects, so what was read goes back with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from nmbrs.calls import changes as calls
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
from nmbrs.soap import change_answers, elements
from nmbrs.soap.answers import new_id, nothing, yes_or_no
from nmbrs.soap.elements import midnight, soap_id
from nmbrs.soap.speaker import Speaker, about_company, about_employee, not_confirmed


class ChangeSpeaker(Speaker):
    """Fills `nmbrs.port.PeopleChangePort`."""

    def employee_templates(self, company_id: str) -> list[EmployeeTemplate]:
        return self._channel.call(calls.TEMPLATES, change_answers.employee_templates, **about_company(company_id))

    def insert_employee(
        self, company_id: str, *, first_name: str, last_name: str, starts_on: date, unprotected: bool = False
    ) -> str:
        return self._channel.call(
            calls.EMPLOYEE_INSERT,
            new_id,
            FirstName=first_name,
            LastName=last_name,
            StartDate=midnight(starts_on),
            **about_company(company_id),
            UnprotectedMode=unprotected,
        )

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
        nothing_yet = dict.fromkeys(("CreationDate", "EndDate", "InitialStartDate"))
        return self._channel.call(
            calls.EMPLOYEE_INSERT_FROM_TEMPLATE,
            new_id,
            **about_company(company_id),
            DefaultEmployeeTemplate=template_id,
            FirstName=first_name,
            LastName=last_name,
            employment={"EmploymentId": 0, "StartDate": midnight(starts_on), **nothing_yet},
            UnprotectedMode=unprotected,
        )

    def current_personal_info(self, nmbrs_employee_id: str) -> Whole[PersonalInfo]:
        read = change_answers.current_personal_info
        return self._channel.call(calls.PERSONAL_INFO_CURRENT, read, **about_employee(nmbrs_employee_id))

    def update_personal_info(self, nmbrs_employee_id: str, read: Whole[PersonalInfo], changes: PersonalChanges) -> None:
        whole = elements.changed_person(read.everything, changes)
        employee = about_employee(nmbrs_employee_id)
        self._channel.call(calls.PERSONAL_INFO_UPDATE, nothing, **employee, PersonalInfo=whole)

    def current_addresses(self, nmbrs_employee_id: str) -> list[Whole[Address]]:
        read = change_answers.current_addresses
        return self._channel.call(calls.ADDRESSES_CURRENT, read, **about_employee(nmbrs_employee_id))

    def insert_address(self, nmbrs_employee_id: str, address: Address) -> str:
        new = elements.new_address(address)
        return self._channel.call(calls.ADDRESS_INSERT, new_id, **about_employee(nmbrs_employee_id), Address=new)

    def update_address(self, nmbrs_employee_id: str, read: Whole[Address], changes: AddressChanges) -> None:
        whole = elements.changed_address(read.everything, changes)
        employee = about_employee(nmbrs_employee_id)
        if not self._channel.call(calls.ADDRESS_UPDATE, yes_or_no, **employee, Address=whole):
            subject = f"employee {nmbrs_employee_id}, address {read.record.address_id}"
            raise not_confirmed(calls.ADDRESS_UPDATE, subject)

    def insert_bank_account(self, nmbrs_employee_id: str, account: BankAccount) -> str:
        new = elements.new_bank_account(account)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.BANK_ACCOUNT_INSERT, new_id, **employee, BankAccount=new)

    def delete_bank_account(self, nmbrs_employee_id: str, account_id: str) -> None:
        number = soap_id("bank account", account_id)
        employee = about_employee(nmbrs_employee_id)
        self._channel.call(calls.BANK_ACCOUNT_DELETE, nothing, **employee, BankAccountID=number)

    def update_salary(
        self, nmbrs_employee_id: str, *, value: Decimal, salary_type: SalaryType, starts_on: date
    ) -> None:
        self._channel.call(
            calls.SALARY_UPDATE,
            nothing,
            **about_employee(nmbrs_employee_id),
            Salary=elements.salary(value, salary_type),
            Start=midnight(starts_on),
        )

    def update_schedule(
        self,
        nmbrs_employee_id: str,
        *,
        hours: Sequence[Decimal],
        part_time_percentage: Decimal,
        starts_on: date,
        company_schedule: int = 0,
    ) -> None:
        self._channel.call(
            calls.SCHEDULE_UPDATE,
            nothing,
            **about_employee(nmbrs_employee_id),
            Schedule=elements.schedule(hours, part_time_percentage, starts_on),
            Start=midnight(starts_on),
            CompanyRoosterNr=company_schedule,
        )

    def contracts_of(self, nmbrs_employee_id: str) -> list[Whole[Contract]]:
        read = partial(change_answers.contracts_of, nmbrs_employee_id=nmbrs_employee_id)
        return self._channel.call(calls.CONTRACTS_OF_ONE, read, **about_employee(nmbrs_employee_id))

    def insert_contract(self, nmbrs_employee_id: str, contract: Contract, *, unprotected: bool = False) -> str:
        new = elements.new_contract(contract)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(
            calls.CONTRACT_INSERT, new_id, **employee, EmployeeContract=new, UnprotectedMode=unprotected
        )

    def update_contract(
        self, nmbrs_employee_id: str, read: Whole[Contract], changes: ContractChanges, *, unprotected: bool = False
    ) -> None:
        whole = elements.changed_contract(read.everything, changes)
        employee = about_employee(nmbrs_employee_id)
        self._channel.call(
            calls.CONTRACT_UPDATE, nothing, **employee, EmployeeContract=whole, UnprotectedMode=unprotected
        )

    def services(self, nmbrs_employee_id: str) -> list[ServiceInterval]:
        return self._channel.call(calls.SERVICES, change_answers.services, **about_employee(nmbrs_employee_id))

    def insert_service(self, nmbrs_employee_id: str, *, starts_on: date, unprotected: bool = False) -> None:
        employee = about_employee(nmbrs_employee_id)
        start = midnight(starts_on)
        self._channel.call(calls.SERVICE_INSERT, nothing, **employee, Start=start, UnprotectedMode=unprotected)

    def stop_service(self, nmbrs_employee_id: str, *, ends_on: date, reason_id: str, unprotected: bool = False) -> None:
        self._channel.call(
            calls.SERVICE_STOP,
            nothing,
            **about_employee(nmbrs_employee_id),
            End=midnight(ends_on),
            EndServiceReasonId=soap_id("reason", reason_id),
            UnprotectedMode=unprotected,
        )

    def end_reasons(self) -> list[EndReason]:
        return self._channel.call(calls.END_REASONS, change_answers.end_reasons)

    def set_initial_start(self, nmbrs_employee_id: str, initial_starts_on: date) -> None:
        day = midnight(initial_starts_on)
        employee = about_employee(nmbrs_employee_id)
        self._channel.call(calls.INITIAL_START_UPDATE, nothing, **employee, InitialStartDate=day)
