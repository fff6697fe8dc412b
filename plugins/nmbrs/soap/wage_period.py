"""Variable hours, amounts and days of a wage period over SOAP."""

from __future__ import annotations

from collections.abc import Sequence

from nmbrs.calls import Call
from nmbrs.calls import wage_period as calls
from nmbrs.errors import NmbrsRefused
from nmbrs.records import Component, ComponentKind, NewComponent
from nmbrs.soap import answers, elements
from nmbrs.soap.elements import soap_id
from nmbrs.soap.speaker import Speaker, about_employee, not_confirmed


class WagePeriodSpeaker(Speaker):
    """Fills `nmbrs.port.WagePeriodPort`."""

    def components(self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int) -> list[Component]:
        is_hours = kind == "hours"
        call = calls.HOURS_READ if is_hours else calls.WAGES_READ
        read = answers.hour_components if is_hours else answers.wage_components
        return self._channel.call(call, read, **about_employee(nmbrs_employee_id), Period=period, Year=year)

    def insert_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        return self._channel.call(
            calls.HOURS_INSERT if component.kind == "hours" else calls.WAGES_INSERT,
            answers.new_id,
            **about_employee(nmbrs_employee_id),
            **elements.component(component, 0),
            Period=period,
            Year=year,
            UnprotectedMode=unprotected,
        )

    def insert_components(
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
            Period=period,
            Year=year,
            UnprotectedMode=unprotected,
        )

    def update_component(
        self, nmbrs_employee_id: str, component_id: str, component: NewComponent, *, unprotected: bool = False
    ) -> None:
        call = calls.HOURS_UPDATE if component.kind == "hours" else calls.WAGES_UPDATE
        answer = self._channel.call(
            call,
            answers.new_id_or_yes,
            **about_employee(nmbrs_employee_id),
            **elements.component(component, soap_id("component", component_id)),
            EndPeriod=0,
            EndYear=0,
            UnprotectedMode=unprotected,
        )
        confirm_update(call, nmbrs_employee_id, component_id, answer)

    def delete_component(self, kind: ComponentKind, nmbrs_employee_id: str, component_id: str) -> None:
        is_hours = kind == "hours"
        call = calls.HOURS_DELETE if is_hours else calls.WAGES_DELETE
        number = {"HourComponentID" if is_hours else "WageComponentID": soap_id("component", component_id)}
        if not self._channel.call(call, answers.yes_or_no, **about_employee(nmbrs_employee_id), **number):
            raise NmbrsRefused(
                f"{call.label} (employee {nmbrs_employee_id}, component {component_id}) answered that nothing was "
                "removed. Read the employee's components back: absent is done.",
                operation=call.operation,
            )

    def days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.DAYS_READ, answers.whole_number, **employee, Period=period, Year=year)

    def set_days(self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False) -> None:
        self._channel.call(
            calls.DAYS_SET,
            answers.nothing,
            **about_employee(nmbrs_employee_id),
            Days=days,
            Period=period,
            Year=year,
            UnprotectedMode=unprotected,
        )

    def set_days_of(
        self, items: Sequence[tuple[str, int]], *, year: int, period: int, unprotected: bool = False
    ) -> None:
        worked = elements.days_of(items, year=year, period=period)
        self._channel.call(calls.DAYS_SET_BATCH, answers.nothing, **worked, UnprotectedMode=unprotected)


def confirm_update(call: Call, nmbrs_employee_id: str, component_id: str, answer: str | bool) -> None:
    """Hours answer with an id, wages with yes or no; anything but this id or yes is settled by reading back."""
    if answer is not True and answer != component_id:
        raise not_confirmed(call, f"employee {nmbrs_employee_id}, component {component_id}")
