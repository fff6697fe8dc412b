"""The client port: what the rest of the code asks of Nmbrs, whichever transport speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nmbrs.calls import CallCheck
from nmbrs.records import Company, Component, ComponentKind, Employee, NewComponent, PayrollRun, WageModelCode


class NmbrsPort(Protocol):
    """One signed-in Nmbrs user.

    Every method raises `nmbrs.errors.NmbrsError` and nothing else; which kind says what happens next:
    `NmbrsUnavailable` (nothing was written, try again), `NmbrsRefused` (a person must change something),
    `NmbrsOutcomeUnknown` (a write whose answer was lost: read back first).
    """

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

    def components(self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int) -> list[Component]:
        """The variable components of one employee in one period."""
        ...

    def insert_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        """Add one variable component and return its id. Never retried here: Nmbrs has no idempotency key."""
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


class NmbrsCallChecker(Protocol):
    """What a check run asks (semantics I1)."""

    def check_calls(self, company_id: str) -> list[CallCheck]:
        """Try every reading call of `nmbrs.calls.CALLS` for one company; writing calls come back `unknown`.

        Raises:
            NmbrsError: the sign-in itself fails, or Nmbrs cannot be reached.
        """
        ...


class NmbrsClient(NmbrsPort, NmbrsCallChecker, Protocol):
    """A client that both works and can be checked; every transport fills it."""
