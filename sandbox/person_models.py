"""The JSON of who somebody is: personal data, addresses, bank accounts.

Dates are ISO 8601 (`2026-10-01`), decimals are strings, texts that are not there are empty. Of each history every
record stays; the one in force is the one with the latest start, the newest of those with the same start.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sandbox.json_model import FromPeriod, Model

AddressType = Literal["HomeAddress", "PostAddress", "AbsenceAddress", "HolidaysAddress", "WeekendAddress"]
BankAccountType = Literal[
    "None",
    "Bankrekening1",
    "Spaarloon",
    "Bankrekening2",
    "Bankrekening3",
    "Bankrekening4",
    "Bankrekening5",
    "Standaard",
    "Levensloop",
]


class PersonalInfo(Model):
    """The personal data of one person. `marital_status` and `name_order` are the numbers of Nmbrs' import sheet."""

    first_name: str = ""
    prefix: str = ""
    last_name: str = ""
    initials: str = ""
    nickname: str = ""
    title: str = ""
    title_after: str = ""
    gender: Literal["undefined", "male", "female"] = "undefined"
    birth_date: date | None = None
    birth_place: str = ""
    birth_country: str = ""
    nationality_code: int = 1
    bsn: str = ""
    identification_number: str = ""
    identification_type: int = 0
    partner_prefix: str = ""
    partner_last_name: str = ""
    private_phone: str = ""
    work_phone: str = ""
    private_mobile: str = ""
    work_mobile: str = ""
    other_phone: str = ""
    private_email: str = ""
    work_email: str = ""
    marital_status: int = 0
    name_order: int = 1
    deceased_date: date | None = None
    emergency_contact: str = ""
    emergency_phone: str = ""
    emergency_relation: str = ""


class PersonalInfoRecord(FromPeriod, PersonalInfo):
    """Personal data from a period on."""


class Address(FromPeriod):
    """An address; without an end it still holds. `country` is an ISO code."""

    type: AddressType = "HomeAddress"
    default: bool = False
    street: str = ""
    house_number: str = ""
    house_number_addition: str = ""
    postal_code: str = ""
    city: str = ""
    state_province: str = ""
    country: str = "NL"
    end_year: int | None = None
    end_period: int | None = None


class BankAccount(FromPeriod):
    """A bank account. One does not take the place of another: each stays until it is deleted."""

    type: BankAccountType = "Bankrekening1"
    number: str = ""
    description: str = ""
    iban: str = ""
    bic: str = ""
    city: str = ""
    name: str = ""
