"""Debtors over SOAP: what belongs to one, what one offers to choose from, and debtors themselves."""

from __future__ import annotations

from functools import partial

from nmbrs.calls import debtors as calls
from nmbrs.calls.company import EMPLOYEE_TYPES
from nmbrs.records import Company, Debtor, Employee, LabourAgreementSettings, Manager, Tag
from nmbrs.soap import answers, debtor_answers, look_up_answers
from nmbrs.soap.elements import soap_id
from nmbrs.soap.speaker import Speaker, about_debtor, in_period


class DebtorSpeaker(Speaker):
    """Fills `nmbrs.port.DebtorPort`."""

    def debtor_companies(self, debtor_id: str) -> list[Company]:
        return self._channel.call(calls.COMPANIES, answers.companies, **about_debtor(debtor_id))

    def debtor_employees(self, debtor_id: str) -> list[Employee]:
        debtor = about_debtor(debtor_id)
        found: dict[str, Employee] = {}
        for kind in self._channel.call(EMPLOYEE_TYPES, answers.employee_types):
            read = partial(answers.employees, company_id="", employee_type=kind.description)
            for one in self._channel.call(calls.EMPLOYEES, read, **debtor, EmployeeType=int(kind.type_id)):
                found.setdefault(one.nmbrs_employee_id, one)
        return list(found.values())

    def debtors_with_number(self, number: str) -> list[Debtor]:
        return self._channel.call(calls.DEBTORS_BY_NUMBER, look_up_answers.debtors, Number=number)

    def debtor(self, debtor_id: str) -> Debtor:
        return self._channel.call(calls.DEBTOR, look_up_answers.debtor, **about_debtor(debtor_id))

    def insert_debtor(self, *, number: str, name: str) -> str:
        new = {"Id": 0, "Number": number, "Name": name}
        return self._channel.call(calls.DEBTOR_INSERT, answers.new_id, Debtor=new)

    def update_debtor(self, debtor: Debtor) -> None:
        whole = {"Id": soap_id("debtor", debtor.debtor_id), "Number": debtor.number, "Name": debtor.name}
        self._channel.call(calls.DEBTOR_UPDATE, answers.nothing, Debtor=whole)

    def is_owner(self) -> bool:
        return self._channel.call(calls.IS_OWNER, answers.yes_or_no)

    def debtor_managers(self, debtor_id: str) -> list[Manager]:
        return self._channel.call(calls.MANAGERS, debtor_answers.managers, **about_debtor(debtor_id))

    def debtor_titles(self, debtor_id: str) -> list[str]:
        return self._channel.call(calls.TITLES, debtor_answers.titles, **about_debtor(debtor_id))

    def debtor_tags(self, debtor_id: str) -> list[Tag]:
        return self._channel.call(calls.TAGS, debtor_answers.tags, **about_debtor(debtor_id))

    def labour_agreement_settings(self, debtor_id: str, *, year: int, period: int) -> list[LabourAgreementSettings]:
        read = debtor_answers.labour_agreement_settings
        when = in_period(year, period)
        return self._channel.call(calls.LABOUR_AGREEMENT_SETTINGS, read, **about_debtor(debtor_id), **when)
