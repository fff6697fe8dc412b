"""The port for variable hours, amounts and days of a wage period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nmbrs.records import Component, ComponentKind, NewComponent


class WagePeriodPort(Protocol):
    """Reads and writes what an employee is paid on top of the fixed agreement, per wage period."""

    def components(self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int) -> list[Component]:
        """The variable components of one employee in one period."""
        ...

    def insert_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """Add one variable component and return its id. Never sent twice: Nmbrs has no idempotency key."""
        ...

    def insert_components(
        self,
        kind: ComponentKind,
        items: Sequence[tuple[str, NewComponent]],
        *,
        year: int,
        period: int,
        unprotected: bool = False,
    ) -> None:
        """Add many variable components of one kind in one call, each with its Nmbrs employee id.

        Nmbrs gives no ids back, and whether it keeps a part of a batch that it refuses is not documented: after any
        error, every employee in it is read back first (semantics F4).
        """
        ...

    def update_component(
        self, nmbrs_employee_id: str, component_id: str, component: NewComponent, *, unprotected: bool = False
    ) -> None:
        """Replace one component, whole, by its id. A change that is not confirmed is `NmbrsOutcomeUnknown`."""
        ...

    def delete_component(self, kind: ComponentKind, nmbrs_employee_id: str, component_id: str) -> None:
        """Remove one component by its id.

        What Nmbrs says about a component that is not there any more is not documented: a fault (2001 for hours, 2002
        for wages) or the answer that nothing was removed. Both come as `NmbrsRefused`, and the caller settles them by
        reading back: absent is done (semantics F4).
        """
        ...

    def days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        """The variable days worked of one employee in one period; 0 when unset."""
        ...

    def set_days(self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False) -> None:
        """Replace the variable days worked of one employee in one period."""
        ...

    def set_days_of(
        self, items: Sequence[tuple[str, int]], *, year: int, period: int, unprotected: bool = False
    ) -> None:
        """Replace the variable days worked of many employees in one call: Nmbrs employee id and days.

        After any error, every employee in it is read back first.
        """
        ...
