"""Companies over SOAP: their period, codes, runs, cost centres and lists of people."""

from __future__ import annotations

from functools import partial

from nmbrs.calls import Call
from nmbrs.calls import company as calls
from nmbrs.records import Company, CostCenter, Employee, EmployeeType, PayrollRun, WageModelCode
from nmbrs.soap import answers
from nmbrs.soap.speaker import Speaker, about_company


class CompanySpeaker(Speaker):
    """Fills `nmbrs.port.CompanyPort`."""

    def companies(self) -> list[Company]:
        return self._channel.call(calls.COMPANY_LIST, answers.companies)

    def current_period(self, company_id: str) -> str:
        return self._channel.call(calls.CURRENT_PERIOD, answers.words, **about_company(company_id))

    def hour_codes(self, company_id: str) -> list[WageModelCode]:
        return self._codes(company_id, calls.HOUR_CODES, calls.HOUR_CODES_2)

    def wage_codes(self, company_id: str) -> list[WageModelCode]:
        return self._codes(company_id, calls.WAGE_CODES, calls.WAGE_CODES_2)

    def runs(self, company_id: str, year: int) -> list[PayrollRun]:
        return self._channel.call(calls.RUNS, answers.runs, **about_company(company_id), Year=year)

    def cost_centers(self, company_id: str) -> list[CostCenter]:
        return self._channel.call(calls.COST_CENTERS, answers.cost_centers, **about_company(company_id))

    def employee_types(self) -> list[EmployeeType]:
        return self._channel.call(calls.EMPLOYEE_TYPES, answers.employee_types)

    def employees(self, company_id: str) -> list[Employee]:
        company = about_company(company_id)
        found: dict[str, Employee] = {}
        for kind in self.employee_types():
            read = partial(answers.employees, company_id=company_id, employee_type=kind.description)
            listed = self._channel.call(calls.EMPLOYEE_LIST, read, **company, EmployeeType=int(kind.type_id))
            for employee in listed:
                found.setdefault(employee.nmbrs_employee_id, employee)
        return list(found.values())

    def _codes(self, company_id: str, *models: Call) -> list[WageModelCode]:
        company = about_company(company_id)
        found: dict[int, WageModelCode] = {}
        for call in models:
            for code in self._channel.call(call, answers.model_codes, **company):
                found.setdefault(code.code, code)
        return sorted(found.values(), key=lambda code: code.code)
