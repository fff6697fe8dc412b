"""What Nmbrs holds of people, read for whole companies and put into the frames of the rules about people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final

import pandas as pd
from nmbrs.port import NmbrsClient
from nmbrs.records import AddressVersion, BankAccount, Contract, Employment, PersonalInfo, Salary

from payroll.delivery.parallel import in_parallel
from transforms.people.fields import ADDRESS, BANK, CONTRACT, PERSONAL, SALARY
from transforms.people.in_force import in_force

STANDARD: Final = "standard"
HOME: Final = "home"
_PERSONAL_NAMES: Final = {
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
ADDRESS_NAMES: Final = ("street", "house_number", "house_number_addition", "postal_code", "city", "country")


@dataclass(frozen=True)
class NmbrsSide:
    """What Nmbrs said of one company's people; groups that were not asked for are empty."""

    company_id: str
    personal: Sequence[PersonalInfo] = field(default=(), repr=False)
    addresses: Sequence[AddressVersion] = field(default=(), repr=False)
    salaries: Sequence[Salary] = field(default=(), repr=False)
    employments: Sequence[Employment] = field(default=(), repr=False)
    contracts: Sequence[Contract] = field(default=(), repr=False)
    accounts: Mapping[str, Sequence[BankAccount]] = field(default_factory=dict, repr=False)

    @cached_property
    def people(self) -> pd.DataFrame:
        """The personal data as `personal_frame` gives it."""
        return personal_frame(self.company_id, self.personal)


def read_nmbrs_side(
    port: NmbrsClient, company_id: str, groups: Collection[str], with_accounts_of: Sequence[str]
) -> NmbrsSide:
    """Read the groups of fields that are asked for: one call each, and one per person for bank accounts."""
    people = sorted(set(with_accounts_of)) if BANK in groups else []
    return NmbrsSide(
        company_id,
        port.personal_info(company_id, with_bsn=False) if PERSONAL in groups else (),
        port.addresses(company_id) if ADDRESS in groups else (),
        port.salaries(company_id) if SALARY in groups else (),
        port.employments(company_id) if CONTRACT in groups else (),
        port.contracts(company_id) if CONTRACT in groups else (),
        dict(zip(people, in_parallel(port.bank_accounts, people), strict=True)),
    )


def personal_frame(company_id: str, records: Sequence[PersonalInfo]) -> pd.DataFrame:
    """The newest version of everybody: company_id, nmbrs_employee_id and the personal fields as text."""
    rows = [
        (one.nmbrs_employee_id, one.created_at, *(_text(getattr(one, theirs)) for theirs in _PERSONAL_NAMES.values()))
        for one in records
    ]
    frame = pd.DataFrame(rows, columns=["nmbrs_employee_id", "created_at", *_PERSONAL_NAMES], dtype=object)
    frame["created_at"] = pd.to_datetime(frame["created_at"], utc=True)
    newest = frame.sort_values("created_at", na_position="first", kind="stable").drop_duplicates(
        "nmbrs_employee_id", keep="last"
    )
    texts = newest.drop(columns="created_at").astype("str")
    return texts.assign(company_id=company_id, birth_date=texts["birth_date"].astype("str")).reset_index(drop=True)


def address_frame(side: NmbrsSide, year: int, period: int) -> pd.DataFrame:
    """The home address of everybody that counts in a period: nmbrs_employee_id and the fields of an address."""
    current = (year, period)
    counting = [
        (one.nmbrs_employee_id, (one.start_year, one.start_period), one.created_at, one.address)
        for one in side.addresses
        if one.address.kind == HOME
        and (one.start_year, one.start_period) <= current <= (one.end_year or 9999, one.end_period or 99)
    ]
    rows = [
        (nmbrs_employee_id, *start, created_at, *(getattr(address, name) for name in ADDRESS_NAMES))
        for nmbrs_employee_id, start, created_at, address in counting
    ]
    order = ["start_year", "start_period", "created_at"]
    frame = pd.DataFrame(rows, columns=["nmbrs_employee_id", *order, *ADDRESS_NAMES], dtype=object)
    frame["created_at"] = pd.to_datetime(frame["created_at"], utc=True)
    frame = frame.sort_values(order, na_position="first", kind="stable")
    newest = frame.drop_duplicates("nmbrs_employee_id", keep="last").drop(columns=order)
    return newest.astype("str").reset_index(drop=True)


def salary_frame(side: NmbrsSide, asked: pd.DataFrame) -> pd.DataFrame:
    """The salary in force on the day on which HR's begins, in Nmbrs' words and whole cents as text.

    Args:
        side: with the salaries.
        asked: company_id, nmbrs_employee_id, on (the day).

    Returns:
        nmbrs_employee_id, salary_amount_cents, salary_type, salary_effective_date.
    """
    rows = [
        (
            side.company_id,
            one.nmbrs_employee_id,
            pd.Timestamp(one.starts_on),
            one.created_at,
            format((one.value * 100).normalize(), "f"),
            one.salary_type,
        )
        for one in side.salaries
    ]
    names = ["company_id", "nmbrs_employee_id", "starts_on", "created_at", "salary_amount_cents", "salary_type"]
    history = pd.DataFrame(rows, columns=names, dtype=object).astype(
        dict.fromkeys(("company_id", "nmbrs_employee_id", "salary_amount_cents", "salary_type"), "str")
    )
    history["starts_on"] = history["starts_on"].astype("datetime64[s]")
    history["created_at"] = pd.to_datetime(history["created_at"], utc=True)
    found = in_force(history, asked).reset_index(drop=True)
    found["salary_effective_date"] = found["starts_on"].dt.strftime("%Y-%m-%d").astype("str")
    return found[["nmbrs_employee_id", "salary_amount_cents", "salary_type", "salary_effective_date"]]


def first_day_frame(side: NmbrsSide) -> pd.DataFrame:
    """The day on which everybody was first hired, as Nmbrs says: nmbrs_employee_id, hire_date as text ("" = none)."""
    rows = [(one.nmbrs_employee_id, one.starts_on, _text(one.initial_starts_on)) for one in side.employments]
    frame = pd.DataFrame(rows, columns=["nmbrs_employee_id", "starts_on", "hire_date"], dtype=object)
    frame["starts_on"] = pd.to_datetime(frame["starts_on"])
    latest = frame.sort_values("starts_on", na_position="first", kind="stable")
    latest = latest.drop_duplicates("nmbrs_employee_id", keep="last")
    return latest[["nmbrs_employee_id", "hire_date"]].astype("str").reset_index(drop=True)


def account_like(accounts: Sequence[BankAccount], iban: str, number: str, own: Collection[str]) -> BankAccount | None:
    """The account that HR's is held against: one that is equal, else one of ours, else the last standard one."""
    standard = [one for one in accounts if one.kind == STANDARD]
    equal = [one for one in standard if is_account(one, iban, number)]
    ours = [one for one in standard if one.account_id in own]
    chosen = equal or ours or standard
    return chosen[-1] if chosen else None


def account_frame(side: NmbrsSide, wanted: pd.DataFrame, own: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """The account of everybody that HR's is held against.

    Args:
        side: with the accounts.
        wanted: nmbrs_employee_id, iban, bank_account_number.
        own: Nmbrs employee id to the accounts that we added.

    Returns:
        nmbrs_employee_id, bank_account_number, iban, bic.
    """
    choose = partial(_account_row, side, own)
    asked = zip(wanted["nmbrs_employee_id"], wanted["iban"], wanted["bank_account_number"], strict=True)
    rows = [row for one in asked if (row := choose(*map(str, one))) is not None]
    return pd.DataFrame(rows, columns=["nmbrs_employee_id", "bank_account_number", "iban", "bic"], dtype="str")


def _account_row(
    side: NmbrsSide, own: Mapping[str, Collection[str]], nmbrs_employee_id: str, iban: str, number: str
) -> tuple[str, str, str, str] | None:
    accounts = side.accounts.get(nmbrs_employee_id, ())
    found = account_like(accounts, iban, number, own.get(nmbrs_employee_id, ()))
    return None if found is None else (nmbrs_employee_id, found.number, found.iban, found.bic)


def is_account(one: BankAccount, iban: str, number: str) -> bool:
    """Whether an account is the one with this IBAN, or where there is none with this number."""
    ours, theirs = (iban, one.iban) if iban else (number, one.number)
    return ours != "" and _plain(ours) == _plain(theirs)


def _plain(code: str) -> str:
    return "".join(code.split()).upper()


def _text(value: object) -> str:
    return "" if value is None else str(value)
