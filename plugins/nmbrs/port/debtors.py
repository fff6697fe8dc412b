"""The port for debtors: what belongs to one, what one offers to choose from, and debtors themselves."""

from __future__ import annotations

from typing import Protocol

from nmbrs.records import Company, Debtor, Employee, LabourAgreementSettings, Manager, Tag


class DebtorPort(Protocol):
    """Reads and changes the customers of a payroll office. Departments and functions are in `LookUpPort`."""

    def debtor_companies(self, debtor_id: str) -> list[Company]:
        """The companies of a debtor that this user may see."""
        ...

    def debtor_employees(self, debtor_id: str) -> list[Employee]:
        """The employees of a debtor, of every employee type; of which company they are is not told."""
        ...

    def debtors_with_number(self, number: str) -> list[Debtor]:
        """The debtors of a number."""
        ...

    def debtor(self, debtor_id: str) -> Debtor:
        """One debtor."""
        ...

    def insert_debtor(self, *, number: str, name: str) -> str:
        """Create a debtor; returns its id."""
        ...

    def update_debtor(self, debtor: Debtor) -> None:
        """Change a debtor, whole: what is empty here is empty afterwards."""
        ...

    def is_owner(self) -> bool:
        """Whether this user owns the environment."""
        ...

    def debtor_managers(self, debtor_id: str) -> list[Manager]:
        """The managers of a debtor."""
        ...

    def debtor_titles(self, debtor_id: str) -> list[str]:
        """The titles of a debtor."""
        ...

    def debtor_tags(self, debtor_id: str) -> list[Tag]:
        """The tags of a debtor."""
        ...

    def labour_agreement_settings(self, debtor_id: str, *, year: int, period: int) -> list[LabourAgreementSettings]:
        """The settings of labour agreements that a debtor has in a period."""
        ...
