"""The call of each step: read what a change must not lose, commit that it leaves, call, commit what came back (H4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

import pandas as pd
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError, NmbrsOutcomeUnknown, NmbrsRefused
from nmbrs.port import NmbrsClient
from nmbrs.records import Address, AddressChanges, BankAccount, PersonalChanges

from payroll.ledger.people.changes import CHANGE_COLUMNS
from payroll.ledger.people.writes import DELETE_BANK_ACCOUNT, INSERT_BANK_ACCOUNT, PeopleWrites
from payroll.people_delivery.actions import (
    INSERT_ADDRESS,
    INSERT_CONTRACT,
    INSERT_SALARY,
    SET_INITIAL_START,
    UPDATE_ADDRESS,
    UPDATE_PERSONAL,
)
from payroll.people_delivery.call_values import contract_of, home_of, personal_changes, salary_of
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import ADDRESS_NAMES, is_account
from payroll.people_delivery.plan import PersonPlan, Step

ALREADY_THERE: Final = "not sent: Nmbrs has it already"
STILL_THERE: Final = "The bank account is still in Nmbrs after it was removed. Remove it in Nmbrs by hand."
_NETHERLANDS: Final = "NL"


@dataclass
class Sending:
    """What every call of one company and run needs.

    take_turn       waits until the shared call rate has room for one more call
    earlier         whose starts before the current wage period may be sent
    is_creation_of  whose data is brought for the first time: that is no change of a value, so it has no history
    """

    port: NmbrsClient
    writes: PeopleWrites
    run_id: str
    company_id: str
    now: Callable[[], datetime]
    take_turn: Callable[[], None]
    changed_by: str
    earlier: EarlierStarts
    is_creation_of: frozenset[str] = frozenset()


@dataclass
class Call:
    """One step on its way: read what it must not lose, commit that it leaves, call, commit what came back."""

    of: Sending
    plan: PersonPlan
    step: Step
    write_id: int
    was_sent: bool = False

    def make(self) -> bool:
        """Whether Nmbrs was written to; False when it turned out to hold the values already."""
        return bool(_MAKE[self.step.action](self))

    @property
    def person(self) -> str:
        return self.plan.nmbrs_employee_id

    def send(self, ids_before: Sequence[str] | None = None) -> None:
        """The call leaves now."""
        self.of.take_turn()
        has_history = self.plan.employee_id not in self.of.is_creation_of
        changes = self._changes() if has_history and self.step.after else None
        self.of.writes.send(
            self.write_id, now=self.of.now(), ids_before=ids_before, changes=changes, changed_by=self.of.changed_by
        )
        self.was_sent = True

    def done(self, nmbrs_id: str | None = None) -> bool:
        self.of.writes.confirm(self.write_id, nmbrs_id=nmbrs_id, now=self.of.now())
        return True

    def needless(self) -> bool:
        self.of.writes.deny(self.write_id, message=ALREADY_THERE, now=self.of.now())
        return False

    def _changes(self) -> pd.DataFrame:
        key = {"company_id": self.of.company_id, "employee_id": self.plan.employee_id, "contract_id": ""}
        rows = [
            key | {"field": name, "before": self.step.before.get(name, ""), "after": value, "written_to": "nmbrs"}
            for name, value in self.step.after.items()
        ]
        return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def _personal(call: Call) -> bool:
    read = call.of.port.current_personal_info(call.person)
    wanted = cast("dict[str, Any]", personal_changes(call.step.after))
    changes = {name: value for name, value in wanted.items() if getattr(read.record, name) != value}
    if not changes:
        return call.needless()
    call.send()
    call.of.port.update_personal_info(call.person, read, cast(PersonalChanges, changes))
    return call.done()


def _initial_start(call: Call) -> bool:
    call.send()
    call.of.port.set_initial_start(call.person, date.fromisoformat(call.step.after["hire_date"]))
    return call.done()


def _insert_address(call: Call) -> bool:
    there = call.of.port.current_addresses(call.person)
    given = {"country": _NETHERLANDS} | dict(call.step.after)
    street, number, addition, postal_code, city, country = (given.get(name, "") for name in ADDRESS_NAMES)
    call.send([one.record.address_id for one in there])
    address = Address(street, number, addition, postal_code, city, country)
    return call.done(call.of.port.insert_address(call.person, address))


def _update_address(call: Call) -> bool:
    read = home_of(call.of.port.current_addresses(call.person))
    if read is None:
        return _insert_address(call)
    changes = {name: text for name, text in call.step.after.items() if getattr(read.record, name) != text}
    if not changes:
        return call.needless()
    call.send()
    call.of.port.update_address(call.person, read, cast(AddressChanges, changes))
    return call.done(read.record.address_id)


def _insert_account(call: Call) -> bool:
    there = call.of.port.bank_accounts(call.person)
    values = call.step.after
    account = BankAccount(values.get("bank_account_number", ""), values.get("iban", ""), values.get("bic", ""))
    call.send([one.account_id for one in there])
    return call.done(call.of.port.insert_bank_account(call.person, account))


def _delete_account(call: Call) -> bool:
    """Remove an account that we added, once the one of HR is there; absent afterwards is done."""
    there = [one for one in call.of.port.bank_accounts(call.person) if one.account_id != call.step.target_id]
    wanted = call.step.replaced_by
    if wanted is None or not any(is_account(one, wanted.iban, wanted.number) for one in there):
        return call.needless()
    call.send()
    try:
        call.of.port.delete_bank_account(call.person, call.step.target_id)
    except NmbrsCallNotAllowed:
        raise
    except NmbrsRefused:
        if _has_account(call):
            raise
    else:
        if _has_account(call):
            raise NmbrsRefused(STILL_THERE)
    return call.done()


def _has_account(call: Call) -> bool:
    """Reading back a removal; when that fails, whether it is gone is not known."""
    try:
        return call.step.target_id in {one.account_id for one in call.of.port.bank_accounts(call.person)}
    except NmbrsError as error:
        raise NmbrsOutcomeUnknown(str(error), operation=error.operation, code=error.code) from None


def _salary(call: Call) -> bool:
    value, salary_type, starts_on = salary_of(call.step.after)
    call.send()
    call.of.port.update_salary(call.person, value=value, salary_type=salary_type, starts_on=starts_on)
    return call.done()


def _contract(call: Call) -> bool:
    there = call.of.port.contracts_of(call.person)
    if there:
        return call.needless()
    contract = contract_of(call.step.after)
    starts_on = date.fromisoformat(call.step.after["starts_on"])
    unprotected = call.of.earlier.needs_unprotected(call.plan.employee_id, starts_on)
    call.send([])
    return call.done(call.of.port.insert_contract(call.person, contract, unprotected=unprotected))


_MAKE: Final[dict[str, Callable[[Call], bool]]] = {
    UPDATE_PERSONAL: _personal,
    SET_INITIAL_START: _initial_start,
    INSERT_ADDRESS: _insert_address,
    UPDATE_ADDRESS: _update_address,
    INSERT_BANK_ACCOUNT: _insert_account,
    DELETE_BANK_ACCOUNT: _delete_account,
    INSERT_SALARY: _salary,
    INSERT_CONTRACT: _contract,
}
