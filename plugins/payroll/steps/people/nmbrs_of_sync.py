"""What Nmbrs holds of people as its last sync left it, in the form in which an export reads it from Nmbrs itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from nmbrs.records.people import Address, AddressVersion, PersonalInfo
from nmbrs.records.work import Employment, Salary

from payroll.ledger.people import LedgerConnection
from payroll.ledger.people.synced import present_rows
from payroll.people_delivery.nmbrs_side import NmbrsSide

_CENTS_PER_EURO: Final = 100


def nmbrs_side_of_sync(
    connection: LedgerConnection, company_id: str, nmbrs_employee_ids: Collection[str], *, with_everybody: bool
) -> NmbrsSide:
    """Some people of a company in Nmbrs; bank accounts are not in it: few syncs read them.

    Args:
        connection: to the ledger, for reading.
        company_id: in which company.
        nmbrs_employee_ids: who.
        with_everybody: whether the personal data of all others is in it too.
    """
    among = sorted(set(nmbrs_employee_ids))

    def each(name: str, make: Callable[[Any], Any], some: Collection[str] | None = among) -> list[Any]:
        return [make(row) for row in present_rows(connection, name, company_id, some)]

    return NmbrsSide(
        company_id,
        personal=each("synced_people", _personal, None if with_everybody else among),
        addresses=[one for one in each("synced_addresses", _address) if one.start_year],
        salaries=[one for one in each("synced_salaries", _salary) if one.starts_on],
        employments=each("synced_employments", _employment),
    )


def _personal(row: Mapping[str, Any]) -> PersonalInfo:
    """What no sync keeps is blank."""
    return PersonalInfo(
        nmbrs_employee_id=row["nmbrs_employee_id"] or "",
        employee_number=row["employee_number"] or "",
        bsn="",
        first_name=row["first_name"] or "",
        initials="",
        prefix=row["prefix"] or "",
        last_name=row["last_name"] or "",
        gender="undefined",
        nationality_code=None,
        birth_date=row["birth_date"],
        birth_country=row["birth_country"] or "",
        email_private=row["private_email"] or "",
        email_work=row["work_email"] or "",
        phone_private=row["private_phone"] or "",
        phone_work=row["work_phone"] or "",
        mobile_private="",
        mobile_work="",
    )


def _address(row: Mapping[str, Any]) -> AddressVersion:
    kind: Any = row["kind"] or ""
    address = Address(
        street=row["street"] or "",
        house_number=row["house_number"] or "",
        house_number_addition=row["house_number_addition"] or "",
        postal_code=row["postal_code"] or "",
        city=row["city"] or "",
        country=row["country"] or "",
        kind=kind,
        address_id=row["address_id"] or "",
    )
    start = (row["start_year"] or 0, row["start_period"] or 0)
    end = (row["end_year"], row["end_period"])
    return AddressVersion(row["nmbrs_employee_id"] or "", address, *start, *end, row["created_at"])


def _salary(row: Mapping[str, Any]) -> Salary:
    cents = Decimal(row["salary_amount_cents"] or 0)
    starts_on: Any = row["starts_on"]
    kind: Any = row["salary_type"] or ""
    ids = (row["nmbrs_employee_id"] or "", row["salary_id"] or "")
    return Salary(*ids, cents / _CENTS_PER_EURO, kind, starts_on, row["created_at"])


def _employment(row: Mapping[str, Any]) -> Employment:
    ids = (row["nmbrs_employee_id"] or "", row["employment_id"] or "")
    days = (row["starts_on"], row["ends_on"], row["initial_starts_on"])
    return Employment(*ids, *days, row["created_at"])
