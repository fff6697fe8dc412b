"""The calls that each person needs: fields to send, made into steps in the order in which they leave.

Pure: it reads nothing and writes nothing. Updates carry only what changed; a bank account is added, and only an
account that we added ourselves is then removed (semantics H4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from payroll.ledger.people.writes import DELETE_BANK_ACCOUNT, INSERT_BANK_ACCOUNT, NewPersonWrite
from payroll.people_delivery.actions import (
    INSERT_ADDRESS,
    INSERT_CONTRACT,
    INSERT_SALARY,
    SET_INITIAL_START,
    UPDATE_ADDRESS,
    UPDATE_PERSONAL,
)
from transforms.people.fields import ADDRESS, BANK, CONTRACT, PERSONAL, SALARY

Person = tuple[str, str]  # employee_id, nmbrs_employee_id


@dataclass(frozen=True, slots=True)
class AccountOfHr:
    """The bank account that HR has for a person; `replaces` are accounts that we added earlier and are still there."""

    iban: str = field(repr=False)
    number: str = field(repr=False)
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One call for one person.

    after       our names of fields to the text that Nmbrs is to hold
    before      the same fields as Nmbrs held them
    target_id   what is removed, by Nmbrs' id
    replaced_by the account that must be there before another is removed
    """

    action: str
    after: Mapping[str, str] = field(default_factory=dict, repr=False)
    before: Mapping[str, str] = field(default_factory=dict, repr=False)
    target_id: str = ""
    replaced_by: AccountOfHr | None = None

    def as_write(self) -> NewPersonWrite:
        """The ledger's row for it: names of fields, never their values."""
        return NewPersonWrite(self.action, tuple(self.after), self.target_id or None)


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """The steps of one person, in order."""

    employee_id: str
    nmbrs_employee_id: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What a plan must know of Nmbrs beside the fields, by person.

    with_home_address  who has a home address
    accounts           whose account replaces one that we added
    contracts          the fields of a contract that is to be added
    """

    with_home_address: Collection[Person] = frozenset()
    accounts: Mapping[Person, AccountOfHr] = field(default_factory=dict)
    contracts: Mapping[Person, Mapping[str, str]] = field(default_factory=dict)


def plan_people(to_send: pd.DataFrame, present: Present) -> list[PersonPlan]:
    """The plans of everybody who needs a call, by employee_id.

    Args:
        to_send: of connected people, as `to_send.fields_to_send` gives it.
        present: what Nmbrs holds beside.
    """
    values, before = _by_person_and_group(to_send, "after"), _by_person_and_group(to_send, "before")
    people = sorted(values.keys() | present.accounts.keys() | present.contracts.keys())
    return [
        PersonPlan(*person, tuple(_steps(person, values.get(person, {}), before.get(person, {}), present)))
        for person in people
    ]


def _steps(
    person: Person, values: Mapping[str, Mapping[str, str]], before: Mapping[str, Mapping[str, str]], present: Present
) -> Iterator[Step]:
    """Personal data first: by it people in Nmbrs see whose record it is; what is removed comes after what is added."""
    address = UPDATE_ADDRESS if person in present.with_home_address else INSERT_ADDRESS
    of_group = {PERSONAL: UPDATE_PERSONAL, CONTRACT: SET_INITIAL_START, ADDRESS: address, BANK: INSERT_BANK_ACCOUNT}
    for group, action in of_group.items():
        if group in values:
            yield Step(action, values[group], before[group])
    if account := present.accounts.get(person):
        for account_id in account.replaces:
            yield Step(DELETE_BANK_ACCOUNT, target_id=account_id, replaced_by=account)
    if SALARY in values:
        yield Step(INSERT_SALARY, values[SALARY], before[SALARY])
    if person in present.contracts:
        yield Step(INSERT_CONTRACT, present.contracts[person])


def _by_person_and_group(to_send: pd.DataFrame, side: str) -> dict[Person, dict[str, dict[str, str]]]:
    names = ["employee_id", "nmbrs_employee_id", "field_group", "field", side]
    found: dict[Person, dict[str, dict[str, str]]] = {}
    for ours, theirs, group, name, value in zip(*(to_send[column] for column in names), strict=True):
        found.setdefault((ours, theirs), {}).setdefault(group, {})[name] = value
    return found
