"""Our records and changes made into request elements, by Nmbrs' own names; zeep puts them in the order of the WSDL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from nmbrs.errors import NmbrsRefused
from nmbrs.records import (
    Address,
    AddressChanges,
    BankAccount,
    ComponentKind,
    Contract,
    ContractChanges,
    NewComponent,
    PersonalChanges,
    SalaryType,
    WorkedDays,
)
from nmbrs.records.work import DAYS_OF_A_SCHEDULE
from nmbrs.soap import words

_CENT: Final = Decimal("0.01")

Element = dict[str, Any]


def soap_id(what: str, text: str) -> int:
    """The whole number that SOAP knows an id by.

    Raises:
        NmbrsRefused: it is another kind of id, such as the UUID of the REST API.
    """
    if not (text.isascii() and text.isdigit()):
        raise NmbrsRefused(f"{text!r} is no {what} id of the SOAP API, which has whole numbers. Check the {what} id.")
    return int(text)


def soap_guid(what: str, text: str) -> str:
    """The guid that a thing is known by.

    Raises:
        NmbrsRefused: it is none.
    """
    with suppress(ValueError):
        return str(UUID(text))
    raise NmbrsRefused(f"{text!r} is no guid of a {what}. Check the {what} id.")


def midnight(day: date) -> datetime:
    """A day as SOAP writes it: its midnight, without a zone."""
    return datetime.combine(day, time.min)


def component(new: NewComponent, number: int) -> Element:
    """The component as the request element that its kind asks for; 0 is the number of a new one."""
    return {"Hourcomponent" if new.kind == "hours" else "WageComponent": _component_fields(new, number)}


def of_kind(kind: ComponentKind, new: NewComponent) -> NewComponent:
    """The component itself.

    Raises:
        ValueError: it is of the other kind.
    """
    if new.kind != kind:
        raise ValueError(f"This call takes a component of kind {kind}, not {new.kind}.")
    return new


def days_of(items: Sequence[tuple[str, int]], *, year: int, period: int) -> Element:
    """The days of many: Nmbrs employee id and days."""
    one_period = {"Period": period, "Year": year}
    worked = [{"EmployeeId": soap_id("employee", one), "Days": days, **one_period} for one, days in items]
    return {"EmployeesDaysWorked": {"DaysWorked": worked}}


def worked_days(worked: WorkedDays) -> Element:
    return {"Days": worked.days, "PlusMinusDaysForWageComp": worked.difference_for_wage_components}


def batch(kind: ComponentKind, new: Sequence[tuple[str, NewComponent]]) -> Element:
    """The items of a batch.

    Raises:
        ValueError: an item of the other kind.
    """
    if any(one.kind != kind for _, one in new):
        raise ValueError(f"A batch of {kind} holds a component of the other kind.")
    fields = [{"EmployeeId": soap_id("employee", employee), **_component_fields(one, 0)} for employee, one in new]
    if kind == "hours":
        return {"HourComponents": {"EmployeeHourComponent": fields}}
    return {"WageComponents": {"EmployeeWageComponent": fields}}


def _component_fields(new: NewComponent, number: int) -> Element:
    is_hours = new.kind == "hours"
    return {
        "Id": number,
        "HourCode" if is_hours else "Code": new.code,
        "Hours" if is_hours else "Value": _two_places(new.quantity),
        "CostCenterId": None if new.cost_center_id is None else soap_id("cost centre", new.cost_center_id),
        "CostUnitId": None,
        "Comment": new.comment or None,
    }


def _two_places(quantity: Decimal) -> Decimal:
    with suppress(InvalidOperation):
        rounded = quantity.quantize(_CENT, ROUND_HALF_UP)
        if rounded.is_finite():
            return rounded
    raise NmbrsRefused("A quantity for Nmbrs is no finite number. Report it: nothing was sent.")


def changed_person(everything: Mapping[str, object], changes: PersonalChanges) -> Element:
    """All that was read of a person, with the changes in it; the personnel number stands in two places."""
    given = dict(changes)
    number = given.pop("employee_number", None)
    numbers = {} if number is None else dict.fromkeys(("Number", "EmployeeNumber"), soap_id("personnel", str(number)))
    return {**everything, **numbers, **translated(given, words.PERSONAL_ELEMENTS)}


def changed_address(everything: Mapping[str, object], changes: AddressChanges) -> Element:
    """All that was read of an address, with the changes in it."""
    return {**everything, **translated(dict(changes), words.ADDRESS_TEXTS)}


def changed_contract(everything: Mapping[str, object], changes: ContractChanges) -> Element:
    """All that was read of a contract, with the changes in it."""
    return {**everything, **translated(dict(changes), words.CONTRACT_ELEMENTS)}


def new_contract(contract: Contract) -> Element:
    known = {ours: getattr(contract, ours) for ours in words.CONTRACT_ELEMENTS}
    return {"ContractID": 0, "CreationDate": None, **translated(known, words.CONTRACT_ELEMENTS)}


def new_address(address: Address) -> Element:
    texts = {theirs: getattr(address, ours) for ours, theirs in words.ADDRESS_TEXTS.items()}
    return {"Id": 0, "Default": address.is_default, **texts, "Type": words.ADDRESS_KIND_WORDS[address.kind]}


def new_bank_account(account: BankAccount) -> Element:
    """Empty texts are left out."""
    texts = {
        "Number": account.number,
        "IBAN": account.iban,
        "BIC": account.bic,
        "City": account.city,
        "Name": account.holder,
    }
    filled = {name: text for name, text in texts.items() if text}
    return {"Id": 0, **filled, "Type": words.BANK_ACCOUNT_KIND_WORDS[account.kind]}


def salary(value: Decimal, salary_type: SalaryType) -> Element:
    if not value.is_finite():
        raise NmbrsRefused("A salary for Nmbrs is no finite number. Report it: nothing was sent.")
    return {"Value": value, "Type": words.SALARY_TYPE_WORDS[salary_type]}


def schedule(hours: Sequence[Decimal], part_time_percentage: Decimal, starts_on: date) -> Element:
    """A schedule.

    Raises:
        ValueError: it does not have fourteen days.
    """
    if len(hours) != DAYS_OF_A_SCHEDULE:
        raise ValueError(
            f"A schedule has {DAYS_OF_A_SCHEDULE} days, Monday to Sunday twice; this one has {len(hours)}."
        )
    by_day = dict(zip(words.SCHEDULE_HOURS, hours, strict=True))
    return {**by_day, "ParttimePercentage": part_time_percentage, "StartDate": midnight(starts_on)}


def translated(changes: Mapping[str, object], elements: Mapping[str, str]) -> Element:
    """Changes by the names of their request elements; days become midnights."""
    return {elements[name]: midnight(value) if isinstance(value, date) else value for name, value in changes.items()}
