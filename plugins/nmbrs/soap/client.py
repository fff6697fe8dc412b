"""Nmbrs over SOAP: the client port's methods, each one call (or a few reads) with the exact element names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from typing import Any, Final

from nmbrs import calls
from nmbrs.calls import Call, CallCheck
from nmbrs.connection import NmbrsAccess
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused
from nmbrs.records import Company, Component, ComponentKind, Employee, NewComponent, PayrollRun, WageModelCode
from nmbrs.soap import answers
from nmbrs.soap.call_checks import check_reading_calls
from nmbrs.soap.channel import Channel

_CENT: Final = Decimal("0.01")


class SoapNmbrs:
    """One signed-in Nmbrs user over SOAP v3; fills `nmbrs.port.NmbrsClient`. Threads may share it.

    Reads are tried again when Nmbrs is unavailable, writes only when no connection could be made.
    """

    def __init__(self, access: NmbrsAccess, before_call: Callable[[], None] | None = None) -> None:
        self._channel = Channel(access, before_call)

    def close(self) -> None:
        """Close the kept connections; the next call opens new ones."""
        self._channel.close()

    def companies(self) -> list[Company]:
        return self._channel.call(calls.COMPANY_LIST, answers.companies)

    def current_period(self, company_id: str) -> str:
        return self._channel.call(calls.CURRENT_PERIOD, answers.words, CompanyId=soap_id("company", company_id))

    def hour_codes(self, company_id: str) -> list[WageModelCode]:
        return self._codes(company_id, calls.HOUR_CODES, calls.HOUR_CODES_2)

    def wage_codes(self, company_id: str) -> list[WageModelCode]:
        return self._codes(company_id, calls.WAGE_CODES, calls.WAGE_CODES_2)

    def runs(self, company_id: str, year: int) -> list[PayrollRun]:
        return self._channel.call(calls.RUNS, answers.runs, CompanyId=soap_id("company", company_id), Year=year)

    def employees(self, company_id: str) -> list[Employee]:
        number = soap_id("company", company_id)
        found: dict[str, Employee] = {}
        for type_id, type_name in self._channel.call(calls.EMPLOYEE_TYPES, answers.employee_types):
            read = partial(answers.employees, company_id=company_id, employee_type=type_name)
            for employee in self._channel.call(calls.EMPLOYEE_LIST, read, CompanyId=number, EmployeeType=type_id):
                found.setdefault(employee.nmbrs_employee_id, employee)
        return list(found.values())

    def components(self, kind: ComponentKind, nmbrs_employee_id: str, *, year: int, period: int) -> list[Component]:
        call, read = (
            (calls.HOURS_READ, answers.hour_components)
            if kind == "hours"
            else (calls.WAGES_READ, answers.wage_components)
        )
        employee = soap_id("employee", nmbrs_employee_id)
        return self._channel.call(call, read, EmployeeId=employee, Period=period, Year=year)

    def insert_component(
        self, nmbrs_employee_id: str, component: NewComponent, *, year: int, period: int, unprotected: bool = False
    ) -> str:
        call = calls.HOURS_INSERT if component.kind == "hours" else calls.WAGES_INSERT
        return self._channel.call(
            call,
            answers.new_id,
            EmployeeId=soap_id("employee", nmbrs_employee_id),
            **_component_element(component, 0),
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
        is_hours = kind == "hours"
        self._channel.call(
            calls.HOURS_INSERT_BATCH if is_hours else calls.WAGES_INSERT_BATCH,
            answers.nothing,
            **_batch_element(kind, items),
            Period=period,
            Year=year,
            UnprotectedMode=unprotected,
        )

    def update_component(
        self, nmbrs_employee_id: str, component_id: str, component: NewComponent, *, unprotected: bool = False
    ) -> None:
        is_hours = component.kind == "hours"
        call = calls.HOURS_UPDATE if is_hours else calls.WAGES_UPDATE
        read: Callable[[Any], str | bool] = answers.new_id if is_hours else answers.yes_or_no
        answer = self._channel.call(
            call,
            read,
            EmployeeId=soap_id("employee", nmbrs_employee_id),
            **_component_element(component, soap_id("component", component_id)),
            EndPeriod=0,
            EndYear=0,
            UnprotectedMode=unprotected,
        )
        _check_updated(answer, call, nmbrs_employee_id, component_id)

    def delete_component(self, kind: ComponentKind, nmbrs_employee_id: str, component_id: str) -> None:
        call, element = (
            (calls.HOURS_DELETE, "HourComponentID") if kind == "hours" else (calls.WAGES_DELETE, "WageComponentID")
        )
        employee, number = soap_id("employee", nmbrs_employee_id), soap_id("component", component_id)
        arguments = {"EmployeeId": employee, element: number}
        if not self._channel.call(call, answers.yes_or_no, **arguments):
            raise NmbrsRefused(
                f"{call.label} (employee {employee}, component {number}) answered that nothing was removed. "
                "Read the employee's components back: absent is done.",
                operation=call.operation,
            )

    def days(self, nmbrs_employee_id: str, *, year: int, period: int) -> int:
        employee = soap_id("employee", nmbrs_employee_id)
        return self._channel.call(calls.DAYS_READ, answers.whole_number, EmployeeId=employee, Period=period, Year=year)

    def set_days(self, nmbrs_employee_id: str, days: int, *, year: int, period: int, unprotected: bool = False) -> None:
        self._channel.call(
            calls.DAYS_SET,
            answers.nothing,
            EmployeeId=soap_id("employee", nmbrs_employee_id),
            Days=days,
            Period=period,
            Year=year,
            UnprotectedMode=unprotected,
        )

    def set_days_of(
        self, items: Sequence[tuple[str, int]], *, year: int, period: int, unprotected: bool = False
    ) -> None:
        worked = [
            {"EmployeeId": soap_id("employee", one), "Days": days, "Period": period, "Year": year}
            for one, days in items
        ]
        self._channel.call(
            calls.DAYS_SET_BATCH,
            answers.nothing,
            EmployeesDaysWorked={"DaysWorked": worked},
            UnprotectedMode=unprotected,
        )

    def check_calls(self, company_id: str) -> list[CallCheck]:
        return check_reading_calls(self._channel, soap_id("company", company_id))

    def _codes(self, company_id: str, first_model: Call, second_model: Call) -> list[WageModelCode]:
        number = soap_id("company", company_id)
        found: dict[int, WageModelCode] = {}
        for call in (first_model, second_model):
            for code in self._channel.call(call, answers.model_codes, CompanyId=number):
                found.setdefault(code.code, code)
        return sorted(found.values(), key=lambda code: code.code)


def soap_id(what: str, text: str) -> int:
    """The whole number that SOAP knows an id by.

    Raises:
        NmbrsRefused: it is another kind of id, such as the UUID of the REST API.
    """
    if not (text.isascii() and text.isdigit()):
        raise NmbrsRefused(f"{text!r} is no {what} id of the SOAP API, which has whole numbers. Check the {what} id.")
    return int(text)


def _component_element(component: NewComponent, number: int) -> dict[str, Any]:
    """The component as the request element that its kind asks for; 0 is the number of a new one."""
    name = "Hourcomponent" if component.kind == "hours" else "WageComponent"
    return {name: _component_fields(component, number)}


def _batch_element(kind: ComponentKind, items: Sequence[tuple[str, NewComponent]]) -> dict[str, Any]:
    """The items of a batch, by name; zeep puts them in the order of the WSDL, which differs between the kinds.

    Raises:
        ValueError: an item of the other kind.
    """
    if any(component.kind != kind for _, component in items):
        raise ValueError(f"A batch of {kind} holds a component of the other kind.")
    fields = [
        {"EmployeeId": soap_id("employee", employee), **_component_fields(component, 0)}
        for employee, component in items
    ]
    if kind == "hours":
        return {"HourComponents": {"EmployeeHourComponent": fields}}
    return {"WageComponents": {"EmployeeWageComponent": fields}}


def _component_fields(component: NewComponent, number: int) -> dict[str, Any]:
    is_hours = component.kind == "hours"
    cost_center = component.cost_center_id
    return {
        "Id": number,
        "HourCode" if is_hours else "Code": component.code,
        "Hours" if is_hours else "Value": _two_places(component.quantity),
        "CostCenterId": None if cost_center is None else soap_id("cost centre", cost_center),
        "CostUnitId": None,
        "Comment": component.comment or None,
    }


def _two_places(quantity: Decimal) -> Decimal:
    with suppress(InvalidOperation):
        rounded = quantity.quantize(_CENT, ROUND_HALF_UP)
        if rounded.is_finite():
            return rounded
    raise NmbrsRefused("A quantity for Nmbrs is no finite number. Report it: nothing was sent.")


def _check_updated(answer: str | bool, call: Call, nmbrs_employee_id: str, component_id: str) -> None:
    """Hours answer with an id, wages with yes or no; anything but this id or yes is settled by reading back."""
    if answer is True or answer == component_id:
        return
    raise NmbrsOutcomeUnknown(
        f"{call.label} (employee {nmbrs_employee_id}, component {component_id}) did not confirm the change. "
        "Run again: what was saved is read back first.",
        operation=call.operation,
    )
