"""The port for fixed hours, amounts and days: what runs on from its period until it ends.

A start is `year` and `period`, an end is the last period, inside: `end_year` and `end_period`. Hours have no call with
an end in the current period, nor one for many with an end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nmbrs.records import Component, ComponentKind, NewComponent


class FixedPort(Protocol):
    """Reads and writes what an employee is paid in every period. Removing goes by id, through `WagePeriodPort`."""

    def fixed_components(
        self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int
    ) -> list[Component]:
        """The fixed components that count in a period."""
        ...

    def current_fixed_components(self, kind: ComponentKind, nmbrs_employee_id: str) -> list[Component]:
        """The fixed components that count in the current period."""
        ...

    def insert_fixed_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """Add one fixed component; returns its id."""
        ...

    def insert_fixed_component_until(
        self,
        nmbrs_employee_id: str,
        component: NewComponent,
        *,
        year: int,
        period: int,
        end_year: int,
        end_period: int,
        unprotected: bool = False,
    ) -> str:
        """Add one fixed component that ends; returns its id."""
        ...

    def insert_current_fixed_component(self, nmbrs_employee_id: str, component: NewComponent) -> str:
        """Add one fixed component from the current period on; returns its id."""
        ...

    def insert_current_fixed_wage_until(
        self, nmbrs_employee_id: str, component: NewComponent, *, end_year: int, end_period: int
    ) -> str:
        """Add one fixed amount from the current period to another; returns its id."""
        ...

    def insert_fixed_components(
        self,
        kind: ComponentKind,
        items: Sequence[tuple[str, NewComponent]],
        *,
        year: int,
        period: int,
        unprotected: bool = False,
    ) -> None:
        """Add fixed components of many in one call; after any error, every employee in it is read back first."""
        ...

    def insert_fixed_wages_until(
        self,
        items: Sequence[tuple[str, NewComponent]],
        *,
        year: int,
        period: int,
        end_year: int,
        end_period: int,
        unprotected: bool = False,
    ) -> None:
        """Add fixed amounts of many, with an end, in one call; after any error, everybody is read back first."""
        ...

    def update_fixed_component(
        self,
        nmbrs_employee_id: str,
        component_id: str,
        component: NewComponent,
        *,
        end_year: int,
        end_period: int,
        unprotected: bool = False,
    ) -> None:
        """Replace one fixed component, whole, by its id. A change that is not confirmed is `NmbrsOutcomeUnknown`."""
        ...

    def stop_fixed_component(
        self, nmbrs_employee_id: str, component: Component, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        """Let a fixed component that was read end; the period is the last one that it counts in."""
        ...

    def fixed_days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        """The fixed days that count in a period; 0 when unset."""
        ...

    def current_fixed_days(self, nmbrs_employee_id: str) -> int:
        """The fixed days that count in the current period; 0 when unset."""
        ...

    def set_fixed_days(
        self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        """Set the fixed days from a period on."""
        ...

    def set_current_fixed_days(self, nmbrs_employee_id: str, days: int) -> None:
        """Set the fixed days from the current period on."""
        ...

    def set_fixed_days_of(
        self, items: Sequence[tuple[str, int]], *, year: int, period: int, unprotected: bool = False
    ) -> None:
        """Set the fixed days of many in one call: Nmbrs employee id and days."""
        ...

    def stop_fixed_days(self, nmbrs_employee_id: str, *, year: int, period: int, unprotected: bool = False) -> None:
        """Let the fixed days end; the period is the last one that they count in."""
        ...
