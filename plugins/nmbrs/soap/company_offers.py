"""What a company has to choose from over SOAP, and the runs that are asked for."""

from __future__ import annotations

from nmbrs.calls import company_offers as calls
from nmbrs.records import (
    FullTimeSchedule,
    LabourAgreement,
    RunEmployee,
    RunRequest,
    SalaryScale,
    SalaryStep,
    SalaryTable,
)
from nmbrs.soap import company_offer_answers as answers
from nmbrs.soap.answers import nothing
from nmbrs.soap.elements import soap_id
from nmbrs.soap.speaker import Speaker, about_company, in_period


class CompanyOfferSpeaker(Speaker):
    """Fills `nmbrs.port.CompanyOfferPort`."""

    def full_time_schedules(self, company_id: str) -> list[FullTimeSchedule]:
        read = answers.full_time_schedules
        return self._channel.call(calls.FULL_TIME_SCHEDULES, read, **about_company(company_id))

    def labour_agreements(self, company_id: str) -> list[LabourAgreement]:
        read = answers.labour_agreements
        return self._channel.call(calls.LABOUR_AGREEMENTS, read, **about_company(company_id))

    def salary_table(self, company_id: str, *, year: int, period: int) -> SalaryTable | None:
        company, when = about_company(company_id), in_period(year, period)
        return self._channel.call(calls.SALARY_TABLE, answers.salary_table, **company, **when)

    def salary_scales(self, company_id: str, *, year: int, period: int) -> list[SalaryScale]:
        company, when = about_company(company_id), in_period(year, period)
        return self._channel.call(calls.SALARY_SCALES, answers.salary_scales, **company, **when)

    def salary_steps(self, company_id: str, scale: SalaryScale, *, year: int, period: int) -> list[SalaryStep]:
        """The scale goes back as it was read."""
        asked = {
            "Scale": scale.scale,
            "SchaalDescription": scale.description,
            "ScaleValue": scale.value,
            "ScalePercentageMax": scale.percentage_max,
            "ScalePercentageMin": scale.percentage_min,
        }
        company, when = about_company(company_id), in_period(year, period)
        return self._channel.call(calls.SALARY_STEPS, answers.salary_steps, **company, Scale=asked, **when)

    def run_employees(self, company_id: str, run_id: str, year: int) -> list[RunEmployee]:
        company, number = about_company(company_id), soap_id("run", run_id)
        return self._channel.call(calls.RUN_EMPLOYEES, answers.run_employees, **company, RunId=number, Year=year)

    def run_requests(self, company_id: str, year: int) -> list[RunRequest]:
        return self._channel.call(calls.RUN_REQUESTS, answers.run_requests, **about_company(company_id), Year=year)

    def request_run(self, company_id: str) -> None:
        self._channel.call(calls.RUN_REQUEST_INSERT, nothing, **about_company(company_id))
