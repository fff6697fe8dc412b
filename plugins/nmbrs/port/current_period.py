"""The port for the current wage period without naming it, and for days worked with a difference."""

from __future__ import annotations

from typing import Protocol

from nmbrs.records import Component, ComponentKind, NewComponent, WorkedDays


class CurrentPeriodPort(Protocol):
    """Reads and writes in whatever period is current when the call arrives, which may have moved on since it was read.

    What has to land in a certain period goes through `WagePeriodPort`.
    """

    def current_components(self, kind: ComponentKind, nmbrs_employee_id: str) -> list[Component]:
        """The variable components of one employee in the current period."""
        ...

    def insert_current_component(self, nmbrs_employee_id: str, component: NewComponent) -> str:
        """Add one variable component to the current period; returns its id."""
        ...

    def current_days(self, nmbrs_employee_id: str) -> int:
        """The variable days worked in the current period; 0 when unset."""
        ...

    def set_current_days(self, nmbrs_employee_id: str, days: int) -> None:
        """Replace the variable days worked in the current period."""
        ...

    def worked_days(self, nmbrs_employee_id: str, *, year: int, period: int) -> WorkedDays:
        """The days worked in a period, with their difference for wage components."""
        ...

    def set_worked_days(
        self, nmbrs_employee_id: str, worked: WorkedDays, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        """Replace the days worked in a period, with their difference for wage components."""
        ...

    def current_worked_days(self, nmbrs_employee_id: str) -> WorkedDays:
        """The days worked in the current period, with their difference for wage components."""
        ...

    def set_current_worked_days(self, nmbrs_employee_id: str, worked: WorkedDays) -> None:
        """Replace the days worked in the current period, with their difference for wage components."""
        ...
