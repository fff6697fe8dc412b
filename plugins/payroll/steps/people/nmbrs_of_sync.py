"""What Nmbrs holds of people as its last sync left it, in the form in which an export reads it from Nmbrs itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pandas as pd
from nmbrs.records.people import Address, AddressVersion, PersonalInfo
from nmbrs.records.work import Employment, Salary

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.synced import present_of_company
from payroll.people_delivery.nmbrs_side import NmbrsSide

_CENTS_PER_EURO: Final = 100


def nmbrs_side_of_sync(connection: LedgerConnection, company_id: str) -> NmbrsSide:
    """The people of a company in Nmbrs; bank accounts are not in it: few syncs read them."""

    def each(name: str, make: Callable[[Any], Any]) -> list[Any]:
        return [make(row) for row in _rows(present_of_company(connection, name, company_id))]

    return NmbrsSide(
        company_id,
        personal=each("synced_people", _personal),
        addresses=[one for one in each("synced_addresses", _address) if one.start_year],
        salaries=[one for one in each("synced_salaries", _salary) if one.starts_on],
        employments=each("synced_employments", _employment),
    )


def _rows(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    return ({str(name): value for name, value in row.items()} for row in frame.to_dict("records"))


def _personal(row: dict[str, Any]) -> PersonalInfo:
    """What no sync keeps is blank."""
    return PersonalInfo(
        nmbrs_employee_id=_text(row["nmbrs_employee_id"]),
        employee_number=_text(row["employee_number"]),
        bsn="",
        first_name=_text(row["first_name"]),
        initials="",
        prefix=_text(row["prefix"]),
        last_name=_text(row["last_name"]),
        gender="undefined",
        nationality_code=None,
        birth_date=_day(row["birth_date"]),
        birth_country=_text(row["birth_country"]),
        email_private=_text(row["private_email"]),
        email_work=_text(row["work_email"]),
        phone_private=_text(row["private_phone"]),
        phone_work=_text(row["work_phone"]),
        mobile_private="",
        mobile_work="",
    )


def _address(row: dict[str, Any]) -> AddressVersion:
    kind: Any = _text(row["kind"])
    address = Address(
        street=_text(row["street"]),
        house_number=_text(row["house_number"]),
        house_number_addition=_text(row["house_number_addition"]),
        postal_code=_text(row["postal_code"]),
        city=_text(row["city"]),
        country=_text(row["country"]),
        kind=kind,
        address_id=_text(row["address_id"]),
    )
    start = (_whole(row["start_year"]) or 0, _whole(row["start_period"]) or 0)
    end = (_whole(row["end_year"]), _whole(row["end_period"]))
    return AddressVersion(_text(row["nmbrs_employee_id"]), address, *start, *end, _instant(row["created_at"]))


def _salary(row: dict[str, Any]) -> Salary:
    cents = Decimal(_whole(row["salary_amount_cents"]) or 0)
    starts_on: Any = _day(row["starts_on"])
    kind: Any = _text(row["salary_type"])
    ids = (_text(row["nmbrs_employee_id"]), _text(row["salary_id"]))
    return Salary(*ids, cents / _CENTS_PER_EURO, kind, starts_on, _instant(row["created_at"]))


def _employment(row: dict[str, Any]) -> Employment:
    ids = (_text(row["nmbrs_employee_id"]), _text(row["employment_id"]))
    days = (_day(row["starts_on"]), _day(row["ends_on"]), _day(row["initial_starts_on"]))
    return Employment(*ids, *days, _instant(row["created_at"]))


def _text(value: Any) -> str:  # noqa: ANN401
    return "" if pd.isna(value) else str(value)


def _whole(value: Any) -> int | None:  # noqa: ANN401
    return None if pd.isna(value) else int(value)


def _day(value: Any) -> date | None:  # noqa: ANN401
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _instant(value: Any) -> datetime | None:  # noqa: ANN401
    return None if pd.isna(value) else pd.Timestamp(value).to_pydatetime()
