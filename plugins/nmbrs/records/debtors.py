"""What a debtor offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from nmbrs.records.private import Private


@dataclass(frozen=True, slots=True, repr=False)
class Manager(Private):
    """A manager of a debtor."""

    number: str
    first_name: str
    last_name: str
    department: str
    function: str
    phone: str
    mobile: str
    email: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a debtor; the colour is hexadecimal, as Nmbrs writes it."""

    number: int
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class LabourAgreementSettings:
    """Settings of a labour agreement; calls name them by their `guid`."""

    settings_id: str
    guid: str
    number: int
    name: str
