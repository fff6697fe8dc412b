"""Our texts as the calls of Nmbrs take them: days, euros, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, cast

from nmbrs.records import Address, Contract, PersonalChanges, SalaryType, Whole

from payroll.people_delivery.nmbrs_side import HOME

THEIR_PERSONAL: Final = {
    "employee_number": "employee_number",
    "first_name": "first_name",
    "prefix": "prefix",
    "last_name": "last_name",
    "birth_date": "birth_date",
    "birth_country": "birth_country",
    "private_email": "email_private",
    "work_email": "email_work",
    "private_phone": "phone_private",
    "work_phone": "phone_work",
}


def personal_changes(values: Mapping[str, str]) -> PersonalChanges:
    """Fields as the call takes them."""
    return cast(PersonalChanges, {THEIR_PERSONAL[name]: _value(name, text) for name, text in values.items()})


def salary_of(values: Mapping[str, str]) -> tuple[Decimal, SalaryType, date]:
    """Value in euros, type and first day of a salary."""
    value = Decimal(values["salary_amount_cents"]) / 100
    return (
        value.quantize(Decimal("0.01")),
        cast(SalaryType, values["salary_type"]),
        date.fromisoformat(values["salary_effective_date"]),
    )


def contract_of(values: Mapping[str, str]) -> Contract:
    """A new contract; the hours per week come as hundredths."""
    hours = values.get("hours_per_week_hundredths", "")
    return Contract(
        starts_on=date.fromisoformat(values["starts_on"]),
        ends_on=_day(values.get("ends_on", "")),
        hours_per_week=(Decimal(hours or 0) / 100).quantize(Decimal("0.01")),
        is_indefinite=not values.get("ends_on"),
    )


def home_of(addresses: Sequence[Whole[Address]]) -> Whole[Address] | None:
    """The home address among those that count now."""
    homes = [one for one in addresses if one.record.kind == HOME]
    return homes[-1] if homes else None


def _value(name: str, text: str) -> str | date:
    return date.fromisoformat(text) if name == "birth_date" else text


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
