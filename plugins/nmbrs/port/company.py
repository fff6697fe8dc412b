"""The port for what an export has to know of a company before it writes."""

from __future__ import annotations

from typing import Protocol

from nmbrs.records import Company, CostCenter, Employee, EmployeeType, PayrollRun, WageModelCode


class CompanyPort(Protocol):
    """Reads companies, their period, codes, runs and people."""

    def companies(self) -> list[Company]:
        """Every company that this user may see."""
        ...

    def current_period(self, company_id: str) -> str:
        """The company's current wage period in Nmbrs' own words, such as `2026-3-M`."""
        ...

    def hour_codes(self, company_id: str) -> list[WageModelCode]:
        """The hour codes of both hour models of the company, each code once."""
        ...

    def wage_codes(self, company_id: str) -> list[WageModelCode]:
        """The wage codes of both wage models of the company, each code once."""
        ...

    def runs(self, company_id: str, year: int) -> list[PayrollRun]:
        """The wage runs of a year."""
        ...

    def employees(self, company_id: str) -> list[Employee]:
        """The employees of the company, of every employee type."""
        ...

    def employee_types(self) -> list[EmployeeType]:
        """The kinds of employee that there are."""
        ...

    def cost_centers(self, company_id: str) -> list[CostCenter]:
        """The cost centres of the company."""
        ...
