"""Who people are: personal data, addresses, bank accounts. Only what the product uses; the rest is not kept.

Texts that Nmbrs does not fill are empty. Bulk reads give every version of a record, not only the one in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypedDict

from nmbrs.records.private import Private
from nmbrs.records.work import SalaryType

Gender = Literal["undefined", "male", "female"]
AddressKind = Literal["home", "post", "absence", "holidays", "weekend"]
BankAccountKind = Literal[
    "none", "account_1", "savings", "account_2", "account_3", "account_4", "account_5", "standard", "life_course"
]


@dataclass(frozen=True, slots=True, repr=False)
class PersonalInfo(Private):
    """Personal data of one employee: one version of it, or what counts now.

    bsn               nine digits, or empty; also empty where it was read without
    nationality_code  Nmbrs' own number, 1 is Dutch; None where it is not filled
    created_at        when this version was made; None in what counts now
    """

    nmbrs_employee_id: str
    employee_number: str
    bsn: str
    first_name: str
    initials: str
    prefix: str
    last_name: str
    gender: Gender
    nationality_code: int | None
    birth_date: date | None
    birth_country: str
    email_private: str
    email_work: str
    phone_private: str
    phone_work: str
    mobile_private: str
    mobile_work: str
    created_at: datetime | None = None


class PersonalChanges(TypedDict, total=False):
    """What may be changed of somebody's personal data; what is left out stays as it is."""

    employee_number: str
    bsn: str
    first_name: str
    initials: str
    prefix: str
    last_name: str
    gender: Gender
    nationality_code: int
    birth_date: date
    birth_country: str
    email_private: str
    email_work: str
    phone_private: str
    phone_work: str
    mobile_private: str
    mobile_work: str


@dataclass(frozen=True, slots=True, repr=False)
class PersonSummary(Private):
    """One employee in one row: person, address, contract and wage of today."""

    nmbrs_employee_id: str
    employee_number: str
    bsn: str
    first_name: str
    prefix: str
    last_name: str
    gender: Gender
    birth_date: date | None
    email_private: str
    email_work: str
    phone_private: str
    phone_work: str
    mobile_private: str
    mobile_work: str
    street: str
    house_number: str
    house_number_addition: str
    postal_code: str
    city: str
    contract_starts_on: date | None
    contract_ends_on: date | None
    contract_hours: Decimal
    salary_type: SalaryType | None
    salary_value: Decimal | None
    hourly_wage: Decimal


@dataclass(frozen=True, slots=True, repr=False)
class Address(Private):
    """An address; without an id it is a new one. `country` is the ISO code of two letters."""

    street: str
    house_number: str
    house_number_addition: str
    postal_code: str
    city: str
    country: str
    kind: AddressKind = "home"
    is_default: bool = True
    address_id: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class AddressVersion(Private):
    """An address of one employee, with the periods from and until which it counts; open where the end is None."""

    nmbrs_employee_id: str
    address: Address
    start_year: int
    start_period: int
    end_year: int | None
    end_period: int | None
    created_at: datetime | None


class AddressChanges(TypedDict, total=False):
    """What may be changed of an address; what is left out stays as it is."""

    street: str
    house_number: str
    house_number_addition: str
    postal_code: str
    city: str
    country: str


@dataclass(frozen=True, slots=True, repr=False)
class BankAccount(Private):
    """A bank account; without an id it is a new one."""

    number: str
    iban: str
    bic: str
    holder: str = ""
    city: str = ""
    kind: BankAccountKind = "standard"
    account_id: str = ""
