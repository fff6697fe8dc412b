"""Fixed hours, amounts and days over SOAP. Hours end by their object, amounts by their id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nmbrs.calls import Call
from nmbrs.calls import fixed as calls
from nmbrs.calls.wage_period import HOURS_UPDATE, WAGES_UPDATE
from nmbrs.records import Component, ComponentKind, NewComponent
from nmbrs.soap import answers, elements
from nmbrs.soap.elements import soap_id
from nmbrs.soap.speaker import Speaker, about_employee, in_period, until_period
from nmbrs.soap.wage_period import confirm_update


class FixedSpeaker(Speaker):
    """Fills `nmbrs.port.FixedPort`."""

    def fixed_components(
        self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int
    ) -> list[Component]:
        call = calls.HOURS_READ if kind == "hours" else calls.WAGES_READ
        return self._components(call, kind, nmbrs_employee_id, in_period(year, period))

    def current_fixed_components(self, kind: ComponentKind, nmbrs_employee_id: str) -> list[Component]:
        call = calls.CURRENT_HOURS_READ if kind == "hours" else calls.CURRENT_WAGES_READ
        return self._components(call, kind, nmbrs_employee_id, {})

    def insert_fixed_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        call = calls.HOURS_INSERT if component.kind == "hours" else calls.WAGES_INSERT
        when = {**in_period(year, period), "UnprotectedMode": unprotected}
        return self._insert(call, nmbrs_employee_id, component, when)

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
        is_hours = component.kind == "hours"
        start = in_period(year, period) if is_hours else _from_period(year, period)
        when = {**start, **until_period(end_year, end_period), "UnprotectedMode": unprotected}
        call = calls.HOURS_INSERT_UNTIL if is_hours else calls.WAGES_INSERT_UNTIL
        return self._insert(call, nmbrs_employee_id, component, when)

    def insert_current_fixed_component(self, nmbrs_employee_id: str, component: NewComponent) -> str:
        call = calls.CURRENT_HOURS_INSERT if component.kind == "hours" else calls.CURRENT_WAGES_INSERT
        return self._insert(call, nmbrs_employee_id, component, {})

    def insert_current_fixed_wage_until(
        self, nmbrs_employee_id: str, component: NewComponent, *, end_year: int, end_period: int
    ) -> str:
        wage = elements.of_kind("wage", component)
        end = until_period(end_year, end_period)
        return self._insert(calls.CURRENT_WAGES_INSERT_UNTIL, nmbrs_employee_id, wage, end)

    def insert_fixed_components(
        self,
        kind: ComponentKind,
        items: Sequence[tuple[str, NewComponent]],
        *,
        year: int,
        period: int,
        unprotected: bool = False,
    ) -> None:
        self._channel.call(
            calls.HOURS_INSERT_BATCH if kind == "hours" else calls.WAGES_INSERT_BATCH,
            answers.nothing,
            **elements.batch(kind, items),
            **in_period(year, period),
            UnprotectedMode=unprotected,
        )

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
        self._channel.call(
            calls.WAGES_INSERT_BATCH_UNTIL,
            answers.nothing,
            **elements.batch("wage", items),
            **_from_period(year, period),
            **until_period(end_year, end_period),
            UnprotectedMode=unprotected,
        )

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
        is_hours = component.kind == "hours"
        call = HOURS_UPDATE if is_hours else WAGES_UPDATE
        answer = self._channel.call(
            call,
            answers.new_id_or_yes,
            **about_employee(nmbrs_employee_id),
            **elements.component(component, soap_id("component", component_id)),
            **until_period(end_year, end_period),
            UnprotectedMode=unprotected,
        )
        confirm_update(call, nmbrs_employee_id, component_id, answer)

    def stop_fixed_component(
        self, nmbrs_employee_id: str, component: Component, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        number = soap_id("component", component.component_id)
        is_hours = component.kind == "hours"
        same = NewComponent(component.kind, component.code, component.quantity)
        what = elements.component(same, number) if is_hours else {"WageComponentId": number}
        self._channel.call(
            calls.HOURS_STOP if is_hours else calls.WAGES_STOP,
            answers.nothing,
            **about_employee(nmbrs_employee_id),
            **what,
            **in_period(year, period),
            UnprotectedMode=unprotected,
        )

    def fixed_days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.DAYS_READ, answers.whole_number, **employee, **in_period(year, period))

    def current_fixed_days(self, nmbrs_employee_id: str) -> int:
        return self._channel.call(calls.CURRENT_DAYS_READ, answers.whole_number, **about_employee(nmbrs_employee_id))

    def set_fixed_days(
        self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        self._channel.call(
            calls.DAYS_SET,
            answers.nothing,
            **about_employee(nmbrs_employee_id),
            Days=days,
            **in_period(year, period),
            UnprotectedMode=unprotected,
        )

    def set_current_fixed_days(self, nmbrs_employee_id: str, days: int) -> None:
        self._channel.call(calls.CURRENT_DAYS_SET, answers.nothing, **about_employee(nmbrs_employee_id), Days=days)

    def set_fixed_days_of(
        self, items: Sequence[tuple[str, int]], *, year: int, period: int, unprotected: bool = False
    ) -> None:
        worked = elements.days_of(items, year=year, period=period)
        self._channel.call(calls.DAYS_SET_BATCH, answers.nothing, **worked, UnprotectedMode=unprotected)

    def stop_fixed_days(self, nmbrs_employee_id: str, *, year: int, period: int, unprotected: bool = False) -> None:
        employee = about_employee(nmbrs_employee_id)
        last = in_period(year, period)
        self._channel.call(calls.DAYS_STOP, answers.nothing, **employee, **last, UnprotectedMode=unprotected)

    def _components(
        self, call: Call, kind: ComponentKind, nmbrs_employee_id: str, when: dict[str, int]
    ) -> list[Component]:
        read = answers.hour_components if kind == "hours" else answers.wage_components
        return self._channel.call(call, read, **about_employee(nmbrs_employee_id), **when)

    def _insert(self, call: Call, nmbrs_employee_id: str, component: NewComponent, when: dict[str, Any]) -> str:
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(call, answers.new_id, **employee, **elements.component(component, 0), **when)


def _from_period(year: int, period: int) -> dict[str, int]:
    """The start of an amount that has an end: its elements have names of their own."""
    return {"StartPeriod": period, "StartYear": year}
