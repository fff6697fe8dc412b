"""The current wage period over SOAP without naming it, and days worked with a difference."""

from __future__ import annotations

from nmbrs.calls import current_period as calls
from nmbrs.records import Component, ComponentKind, NewComponent, WorkedDays
from nmbrs.soap import answers, elements
from nmbrs.soap.speaker import Speaker, about_employee, in_period


class CurrentPeriodSpeaker(Speaker):
    """Fills `nmbrs.port.CurrentPeriodPort`."""

    def current_components(self, kind: ComponentKind, nmbrs_employee_id: str) -> list[Component]:
        is_hours = kind == "hours"
        call = calls.HOURS_READ if is_hours else calls.WAGES_READ
        read = answers.hour_components if is_hours else answers.wage_components
        return self._channel.call(call, read, **about_employee(nmbrs_employee_id))

    def insert_current_component(self, nmbrs_employee_id: str, component: NewComponent) -> str:
        call = calls.HOURS_INSERT if component.kind == "hours" else calls.WAGES_INSERT
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(call, answers.new_id, **employee, **elements.component(component, 0))

    def current_days(self, nmbrs_employee_id: str) -> int:
        return self._channel.call(calls.DAYS_READ, answers.whole_number, **about_employee(nmbrs_employee_id))

    def set_current_days(self, nmbrs_employee_id: str, days: int) -> None:
        self._channel.call(calls.DAYS_SET, answers.nothing, **about_employee(nmbrs_employee_id), Days=days)

    def worked_days(self, nmbrs_employee_id: str, *, year: int, period: int) -> WorkedDays:
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.WORKED_DAYS_READ, answers.worked_days, **employee, **in_period(year, period))

    def set_worked_days(
        self, nmbrs_employee_id: str, worked: WorkedDays, *, year: int, period: int, unprotected: bool = False
    ) -> None:
        self._channel.call(
            calls.WORKED_DAYS_SET,
            answers.nothing,
            **about_employee(nmbrs_employee_id),
            **in_period(year, period),
            **elements.worked_days(worked),
            UnprotectedMode=unprotected,
        )

    def current_worked_days(self, nmbrs_employee_id: str) -> WorkedDays:
        employee = about_employee(nmbrs_employee_id)
        return self._channel.call(calls.CURRENT_WORKED_DAYS_READ, answers.worked_days, **employee)

    def set_current_worked_days(self, nmbrs_employee_id: str, worked: WorkedDays) -> None:
        employee = about_employee(nmbrs_employee_id)
        days = elements.worked_days(worked)
        self._channel.call(calls.CURRENT_WORKED_DAYS_SET, answers.nothing, **employee, **days)
