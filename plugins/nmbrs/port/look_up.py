"""The port for what no run needs: setting up, comparing absence and leave, and the ids of the REST API."""

from __future__ import annotations

from typing import Literal, Protocol

from nmbrs.records import Absence, CostUnit, Debtor, Environment, Leave, OrganisationUnit

GuidEntity = Literal["Employee", "Company", "Debtor"]


class LookUpPort(Protocol):
    """Reads what people ask about, and nothing of it changes a payment."""

    def debtors(self) -> list[Debtor]:
        """Every debtor that this user may see."""
        ...

    def debtor_departments(self, debtor_id: str) -> list[OrganisationUnit]:
        """The departments of a debtor."""
        ...

    def debtor_functions(self, debtor_id: str) -> list[OrganisationUnit]:
        """The functions of a debtor."""
        ...

    def environment(self) -> Environment:
        """The environment of this user and token, whatever domain the connection says."""
        ...

    def cost_units(self, company_id: str) -> list[CostUnit]:
        """The cost units of the company."""
        ...

    def company_guids(self, company_id: str, entity: GuidEntity) -> dict[str, str]:
        """SOAP id to REST id, of all things of one kind in a company."""
        ...

    def debtor_guids(self) -> dict[str, str]:
        """SOAP id to REST id of the debtors."""
        ...

    def absences(self, nmbrs_employee_id: str) -> list[Absence]:
        """The absences of one employee."""
        ...

    def company_absences(self, company_id: str) -> list[Absence]:
        """The absences of everyone in a company."""
        ...

    def leaves(self, nmbrs_employee_id: str, year: int) -> list[Leave]:
        """The leave of one employee in a year, of every kind."""
        ...
