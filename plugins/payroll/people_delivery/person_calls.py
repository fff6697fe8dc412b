"""The calls of one person, strictly one after the other; what a change must not lose is read first (H4, H5).

A refusal ends one call, a lost answer the person, a service that does not answer the company. What was planned and not
sent is closed as `not_saved`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

import pandas as pd
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsError, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.port import NmbrsClient
from nmbrs.records import Address, AddressChanges, BankAccount, Contract, PersonalChanges, SalaryType, Whole

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
from payroll.people_delivery.nmbrs_side import ADDRESS_NAMES, HOME, is_account
from payroll.people_delivery.plan import PersonPlan, Step

NOT_SENT: Final = "not sent: an earlier call for this person did not end well"
SWITCHED_OFF: Final = "not sent: the user may not use the call"
ALREADY_THERE: Final = "not sent: Nmbrs has it already"
STILL_THERE: Final = "The bank account is still in Nmbrs after it was removed. Remove it in Nmbrs by hand."
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
_NETHERLANDS: Final = "NL"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with one call: whose, which, and the sentence."""

    employee_id: str
    nmbrs_employee_id: str
    step: Step
    sentence: str
    write_id: int = 0


@dataclass
class Outcome:
    """What came of the calls: the confirmed steps, refusals, answers that were lost, and whose calls were left out."""

    confirmed: list[tuple[PersonPlan, Step]] = field(default_factory=list)
    refusals: list[Trouble] = field(default_factory=list)
    lost: list[Trouble] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    def add(self, other: Outcome) -> None:
        """Take over what came of other people's calls."""
        self.confirmed += other.confirmed
        self.refusals += other.refusals
        self.lost += other.lost
        self.left_out |= other.left_out


@dataclass
class PersonCalls:
    """Sends the steps of people of one company, in one run.

    take_turn       waits until the shared call rate has room for one more call
    is_creation_of  whose data is brought for the first time: that is no change of a value, so it has no history
    switched_off    actions whose call Nmbrs refuses this user (1002); they are not tried again
    """

    port: NmbrsClient
    writes: PeopleWrites
    run_id: str
    company_id: str
    now: Callable[[], datetime]
    take_turn: Callable[[], None]
    changed_by: str
    is_creation_of: frozenset[str] = frozenset()
    switched_off: set[str] = field(default_factory=set)

    def person(self, plan: PersonPlan) -> Outcome:
        """Send one person's steps.

        Raises:
            NmbrsUnavailable: Nmbrs does not answer; nothing was written by the last call.
        """
        outcome = Outcome()
        new = [step.as_write() for step in plan.steps]
        ids = self.writes.plan(
            self.run_id, self.company_id, plan.employee_id, plan.nmbrs_employee_id, new, now=self.now()
        )
        for place, (write_id, step) in enumerate(zip(ids, plan.steps, strict=True)):
            if step.action in self.switched_off:
                self.writes.deny(write_id, message=SWITCHED_OFF, now=self.now())
                outcome.left_out.add(plan.employee_id)
                continue
            call = _Call(self, plan, step, write_id)
            try:
                if call.make():
                    outcome.confirmed.append((plan, step))
            except NmbrsOutcomeUnknown as error:
                self.writes.lose(write_id, message=str(error))
                self._deny(ids[place + 1 :])
                outcome.lost.append(_trouble(plan, step, error, write_id))
                break
            except NmbrsUnavailable as error:
                self.writes.deny(write_id, message=str(error), now=self.now())
                self._deny(ids[place + 1 :])
                raise
            except NmbrsRefused as error:
                self._refuse(write_id, error, was_sent=call.was_sent)
                if isinstance(error, NmbrsCallNotAllowed):
                    self.switched_off.add(step.action)
                outcome.refusals.append(_trouble(plan, step, error, write_id))
        return outcome

    def _refuse(self, write_id: int, error: NmbrsError, *, was_sent: bool) -> None:
        if was_sent:
            self.writes.refuse(write_id, error_code=error.code, message=str(error), now=self.now())
        else:
            self.writes.deny(write_id, message=str(error), now=self.now())

    def _deny(self, write_ids: Sequence[int]) -> None:
        for write_id in write_ids:
            self.writes.deny(write_id, message=NOT_SENT, now=self.now())


@dataclass
class _Call:
    """One step on its way: read what it must not lose, commit that it leaves, call, commit what came back."""

    of: PersonCalls
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


def _personal(call: _Call) -> bool:
    read = call.of.port.current_personal_info(call.person)
    wanted = cast("dict[str, Any]", personal_changes(call.step.after))
    changes = {name: value for name, value in wanted.items() if getattr(read.record, name) != value}
    if not changes:
        return call.needless()
    call.send()
    call.of.port.update_personal_info(call.person, read, cast(PersonalChanges, changes))
    return call.done()


def _initial_start(call: _Call) -> bool:
    call.send()
    call.of.port.set_initial_start(call.person, date.fromisoformat(call.step.after["hire_date"]))
    return call.done()


def _insert_address(call: _Call) -> bool:
    there = call.of.port.current_addresses(call.person)
    given = {"country": _NETHERLANDS} | dict(call.step.after)
    street, number, addition, postal_code, city, country = (given.get(name, "") for name in ADDRESS_NAMES)
    call.send([one.record.address_id for one in there])
    address = Address(street, number, addition, postal_code, city, country)
    return call.done(call.of.port.insert_address(call.person, address))


def _update_address(call: _Call) -> bool:
    read = home_of(call.of.port.current_addresses(call.person))
    if read is None:
        return _insert_address(call)
    changes = {name: text for name, text in call.step.after.items() if getattr(read.record, name) != text}
    if not changes:
        return call.needless()
    call.send()
    call.of.port.update_address(call.person, read, cast(AddressChanges, changes))
    return call.done(read.record.address_id)


def _insert_account(call: _Call) -> bool:
    there = call.of.port.bank_accounts(call.person)
    values = call.step.after
    account = BankAccount(values.get("bank_account_number", ""), values.get("iban", ""), values.get("bic", ""))
    call.send([one.account_id for one in there])
    return call.done(call.of.port.insert_bank_account(call.person, account))


def _delete_account(call: _Call) -> bool:
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


def _has_account(call: _Call) -> bool:
    """Reading back a removal; when that fails, whether it is gone is not known."""
    try:
        return call.step.target_id in {one.account_id for one in call.of.port.bank_accounts(call.person)}
    except NmbrsError as error:
        raise NmbrsOutcomeUnknown(str(error), operation=error.operation, code=error.code) from None


def _salary(call: _Call) -> bool:
    value, salary_type, starts_on = salary_of(call.step.after)
    call.send()
    call.of.port.update_salary(call.person, value=value, salary_type=salary_type, starts_on=starts_on)
    return call.done()


def _contract(call: _Call) -> bool:
    there = call.of.port.contracts_of(call.person)
    if there:
        return call.needless()
    call.send([])
    return call.done(call.of.port.insert_contract(call.person, contract_of(call.step.after)))


_MAKE: Final[dict[str, Callable[[_Call], bool]]] = {
    UPDATE_PERSONAL: _personal,
    SET_INITIAL_START: _initial_start,
    INSERT_ADDRESS: _insert_address,
    UPDATE_ADDRESS: _update_address,
    INSERT_BANK_ACCOUNT: _insert_account,
    DELETE_BANK_ACCOUNT: _delete_account,
    INSERT_SALARY: _salary,
    INSERT_CONTRACT: _contract,
}


def _value(name: str, text: str) -> str | date:
    return date.fromisoformat(text) if name == "birth_date" else text


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _trouble(plan: PersonPlan, step: Step, error: NmbrsError, write_id: int) -> Trouble:
    return Trouble(plan.employee_id, plan.nmbrs_employee_id, step, str(error), write_id)
