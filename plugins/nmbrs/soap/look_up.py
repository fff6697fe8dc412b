"""What no run asks, over SOAP: debtors, environment, REST ids, absence and leave."""

from __future__ import annotations

from functools import partial

from nmbrs.calls import look_up as calls
from nmbrs.port.look_up import GuidEntity
from nmbrs.records import Absence, CostUnit, Debtor, Environment, Leave, OrganisationUnit
from nmbrs.soap import look_up_answers as answers
from nmbrs.soap.elements import soap_id
from nmbrs.soap.speaker import Speaker, about_company, about_employee


class LookUpSpeaker(Speaker):
    """Fills `nmbrs.port.LookUpPort`."""

    def debtors(self) -> list[Debtor]:
        return self._channel.call(calls.DEBTORS, answers.debtors)

    def debtor_departments(self, debtor_id: str) -> list[OrganisationUnit]:
        number = soap_id("debtor", debtor_id)
        return self._channel.call(calls.DEBTOR_DEPARTMENTS, answers.organisation_units, DebtorId=number)

    def debtor_functions(self, debtor_id: str) -> list[OrganisationUnit]:
        number = soap_id("debtor", debtor_id)
        return self._channel.call(calls.DEBTOR_FUNCTIONS, answers.organisation_units, DebtorId=number)

    def environment(self) -> Environment:
        return self._channel.call(calls.ENVIRONMENT, answers.environment)

    def cost_units(self, company_id: str) -> list[CostUnit]:
        return self._channel.call(calls.COST_UNITS, answers.cost_units, **about_company(company_id))

    def company_guids(self, company_id: str, entity: GuidEntity) -> dict[str, str]:
        return self._channel.call(calls.COMPANY_GUIDS, answers.guids, Entity=entity, **about_company(company_id))

    def debtor_guids(self) -> dict[str, str]:
        return self._channel.call(calls.DEBTOR_GUIDS, answers.guids)

    def absences(self, nmbrs_employee_id: str) -> list[Absence]:
        read = partial(answers.absences, nmbrs_employee_id=nmbrs_employee_id)
        return self._channel.call(calls.ABSENCES, read, **about_employee(nmbrs_employee_id))

    def company_absences(self, company_id: str) -> list[Absence]:
        return self._channel.call(calls.COMPANY_ABSENCES, answers.company_absences, **about_company(company_id))

    def leaves(self, nmbrs_employee_id: str, year: int) -> list[Leave]:
        read = partial(answers.leaves, nmbrs_employee_id=nmbrs_employee_id)
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.LEAVES, read, **employee, Type=None, Soort=None, Year=year)
