"""The port for what a company has to choose from, and for the runs that are asked for."""

from __future__ import annotations

from typing import Protocol

from nmbrs.records import (
    FullTimeSchedule,
    LabourAgreement,
    RunEmployee,
    RunRequest,
    SalaryScale,
    SalaryStep,
    SalaryTable,
)


class CompanyOfferPort(Protocol):
    """Reads the lists of a company, and asks the payroll office for a run."""

    def full_time_schedules(self, company_id: str) -> list[FullTimeSchedule]:
        """The full-time schedules of the company, at most four."""
        ...

    def labour_agreements(self, company_id: str) -> list[LabourAgreement]:
        """The labour agreements of the company."""
        ...

    def salary_table(self, company_id: str, *, year: int, period: int) -> SalaryTable | None:
        """The salary table of the company in a period; None where it has none."""
        ...

    def salary_scales(self, company_id: str, *, year: int, period: int) -> list[SalaryScale]:
        """The scales of the company's salary table in a period."""
        ...

    def salary_steps(self, company_id: str, scale: SalaryScale, *, year: int, period: int) -> list[SalaryStep]:
        """The steps of a scale in a period."""
        ...

    def run_employees(self, company_id: str, run_id: str, year: int) -> list[RunEmployee]:
        """Who is in a wage run."""
        ...

    def run_requests(self, company_id: str, year: int) -> list[RunRequest]:
        """The wage runs that were asked for in a year."""
        ...

    def request_run(self, company_id: str) -> None:
        """Ask the payroll office for a run of the current period. Nmbrs gives no id back."""
        ...
