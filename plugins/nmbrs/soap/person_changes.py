"""Changing one person over SOAP, beyond what this product changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from nmbrs.calls import Call
from nmbrs.calls import person_changes as calls
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
from nmbrs.soap import elements, person_elements
from nmbrs.soap.answers import new_id, nothing, yes_or_no
from nmbrs.soap.elements import midnight, soap_guid, soap_id
from nmbrs.soap.speaker import Speaker, about_employee, in_period, nothing_done


class PersonChangeSpeaker(Speaker):
    """Fills `nmbrs.port.PersonChangePort`."""

    def update_personal_info_from(
        self,
        nmbrs_employee_id: str,
        read: Whole[PersonalInfo],
        changes: PersonalChanges,
        *,
        year: int,
        period: int,
    ) -> None:
        whole = elements.changed_person(read.everything, changes)
        self._write(calls.PERSONAL_INFO_UPDATE, nmbrs_employee_id, PersonalInfo=whole, **in_period(year, period))

    def insert_address_from(
        self, nmbrs_employee_id: str, address: Address, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        return self._channel.call(
            calls.ADDRESS_INSERT,
            new_id,
            **about_employee(nmbrs_employee_id),
            Address=elements.new_address(address),
            **in_period(year, period),
            UnprotectedMode=unprotected,
        )

    def delete_address(self, nmbrs_employee_id: str, address_id: str) -> None:
        self._do(
            calls.ADDRESS_DELETE,
            f"employee {nmbrs_employee_id}, address {address_id}",
            **about_employee(nmbrs_employee_id),
            AddressID=soap_id("address", address_id),
        )

    def insert_bank_account_from(
        self, nmbrs_employee_id: str, account: BankAccount, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """The elements of the period begin with a small letter."""
        return self._channel.call(
            calls.BANK_ACCOUNT_INSERT,
            new_id,
            **about_employee(nmbrs_employee_id),
            BankAccount=elements.new_bank_account(account),
            period=period,
            year=year,
            UnprotectedMode=unprotected,
        )

    def insert_current_contract(self, nmbrs_employee_id: str, contract: Contract) -> str:
        new = elements.new_contract(contract)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.CONTRACT_INSERT, new_id, **employee, EmployeeContract=new)

    def delete_contract(self, nmbrs_employee_id: str, contract_id: str) -> None:
        self._write(calls.CONTRACT_DELETE, nmbrs_employee_id, Id=soap_id("contract", contract_id))

    def update_current_salary(self, nmbrs_employee_id: str, *, value: Decimal, salary_type: SalaryType) -> None:
        self._write(calls.SALARY_UPDATE, nmbrs_employee_id, Salary=elements.salary(value, salary_type))

    def insert_salary_step(
        self, nmbrs_employee_id: str, *, table_id: str, scale_id: str, step_id: str, starts_on: date
    ) -> None:
        step = person_elements.salary_step(table_id, scale_id, step_id)
        self._write(calls.SALARY_STEP_INSERT, nmbrs_employee_id, **step, StartDate=midnight(starts_on))

    def insert_current_salary_step(self, nmbrs_employee_id: str, *, table_id: str, scale_id: str, step_id: str) -> None:
        step = person_elements.salary_step(table_id, scale_id, step_id)
        self._write(calls.CURRENT_SALARY_STEP_INSERT, nmbrs_employee_id, **step)

    def update_current_schedule(
        self,
        nmbrs_employee_id: str,
        *,
        hours: Sequence[Decimal],
        part_time_percentage: Decimal,
        starts_on: date,
        company_schedule: int = 0,
    ) -> None:
        self._write(
            calls.SCHEDULE_UPDATE,
            nmbrs_employee_id,
            Schedule=elements.schedule(hours, part_time_percentage, starts_on),
            CompanyRoosterNr=company_schedule,
        )

    def insert_service_with_seniority(
        self, nmbrs_employee_id: str, *, starts_on: date, senior_since: date, unprotected: bool = False
    ) -> None:
        self._write(
            calls.SERVICE_INSERT,
            nmbrs_employee_id,
            Start=midnight(starts_on),
            Ancienniteitsdatum=midnight(senior_since),
            UnprotectedMode=unprotected,
        )

    def undo_stop_of_service(self, nmbrs_employee_id: str, *, unprotected: bool = False) -> None:
        employee = about_employee(nmbrs_employee_id)
        self._do(calls.SERVICE_STOP_UNDO, f"employee {nmbrs_employee_id}", **employee, UnprotectedMode=unprotected)

    def delete_service(self, nmbrs_employee_id: str) -> None:
        employee = about_employee(nmbrs_employee_id)
        self._do(calls.SERVICE_DELETE, f"employee {nmbrs_employee_id}", **employee)

    def update_cost_centers(
        self, nmbrs_employee_id: str, shares: Sequence[CostCenterShare], *, year: int, period: int
    ) -> None:
        """The list has another name here than in the call for the current period."""
        divided = person_elements.cost_center_shares(shares)
        when = in_period(year, period)
        self._write(calls.COST_CENTERS_UPDATE, nmbrs_employee_id, CostCenteren=divided, **when)

    def update_current_cost_centers(self, nmbrs_employee_id: str, shares: Sequence[CostCenterShare]) -> None:
        divided = person_elements.cost_center_shares(shares)
        self._write(calls.CURRENT_COST_CENTERS_UPDATE, nmbrs_employee_id, CostCenters=divided)

    def update_department(self, nmbrs_employee_id: str, department_id: str) -> None:
        number = soap_id("department", department_id)
        self._write(calls.DEPARTMENT_UPDATE, nmbrs_employee_id, DepartmentId=number)

    def update_function(self, nmbrs_employee_id: str, function_id: str) -> None:
        self._write(calls.FUNCTION_UPDATE, nmbrs_employee_id, FunctionId=soap_id("function", function_id))

    def update_wage_tax(self, nmbrs_employee_id: str, read: Whole[WageTax], changes: WageTaxChanges) -> None:
        whole = person_elements.changed_wage_tax(read.everything, changes)
        self._write(calls.WAGE_TAX_UPDATE, nmbrs_employee_id, LoonheffingSettings=whole)

    def update_labour_agreement(self, nmbrs_employee_id: str, agreement_guid: str) -> None:
        guid = soap_guid("labour agreement", agreement_guid)
        self._write(calls.LABOUR_AGREEMENT_UPDATE, nmbrs_employee_id, labourAgreementSettingsGroupGuid=guid)

    def _write(self, call: Call, nmbrs_employee_id: str, **arguments: object) -> None:
        self._channel.call(call, nothing, **about_employee(nmbrs_employee_id), **arguments)

    def _do(self, call: Call, subject: str, **arguments: object) -> None:
        if not self._channel.call(call, yes_or_no, **arguments):
            raise nothing_done(call, subject)
