"""Settle writes about people whose answer was lost, by reading back (semantics H5, as F4).

Nothing is sent here. A new employee is ours when its id was not there before, nobody else is connected with it, and
name and first day are those of the person; several, or somebody who may be the person under a name that HR has changed
since, is for a person to decide. The ledger holds no values, so the rest is held against what HR has now: what is there
is confirmed, what is not is sent again by the next plan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, cast

import pandas as pd
from nmbrs.port import NmbrsClient

from payroll.ledger.people.writes import (
    DELETE_BANK_ACCOUNT,
    INSERT_BANK_ACCOUNT,
    PeopleWrites,
    PersonWrite,
)
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.people_delivery.actions import (
    INSERT_ADDRESS,
    INSERT_CONTRACT,
    INSERT_SALARY,
    SET_INITIAL_START,
    UPDATE_ADDRESS,
    UPDATE_PERSONAL,
)
from payroll.people_delivery.call_values import home_of, personal_changes, salary_of
from payroll.people_delivery.nmbrs_side import first_day_frame, is_account, personal_frame, read_nmbrs_side
from transforms.people.comparable import name_keys
from transforms.people.fields import CONTRACT, PERSONAL

NEVER_SENT: Final = "never sent: the run ended before its turn"
NOT_THERE: Final = "not in Nmbrs when read back"
SEVERAL: Final = "several new employees in Nmbrs could be this one"
MAYBE: Final = "a new employee in Nmbrs could be this one, but HR has changed since"
OTHER: Final = "something new in Nmbrs is not what HR has now, and may be ours"


@dataclass(frozen=True)
class HrNow:
    """What HR says now of one person: the wanted record as text ("" = none), and when the row was last changed."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    updated_at: datetime | None = None

    def of(self, names: Collection[str]) -> dict[str, str]:
        """Some fields, those that are filled."""
        return {name: self.texts[name] for name in names if self.texts.get(name)}


@dataclass(frozen=True)
class PeopleSettler:
    """Settles the open writes of a company. `sleep` waits until a late request can no longer land.

    hr         employee_id to what HR says now
    connected  Nmbrs employee ids that somebody is connected with
    """

    port: NmbrsClient
    writes: PeopleWrites
    settle_after: timedelta
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    connected_by: str
    hr: Mapping[str, HrNow]
    connected: Collection[str]

    def settle(self, company_id: str) -> list[PersonWrite]:
        """Settle what can be settled; returns the writes that a person must decide."""
        held = []
        for write in self.writes.unsettled(company_id):
            if write.state == "planned":
                self.writes.deny(write.write_id, message=NEVER_SENT, now=self.now())
            elif not self._settle_one(write):
                held.append(write)
        return held

    def _settle_one(self, write: PersonWrite) -> bool:
        if write.sent_at is None:
            raise ValueError(f"Write {write.write_id} is {write.state} but was never sent.")
        left = write.sent_at + self.settle_after - self.now()
        if left > timedelta(0):
            self.sleep(left.total_seconds())
        hr = self.hr.get(write.employee_id, HrNow())
        if write.action == CREATE_EMPLOYEE:
            return self._creation(write, hr)
        return _SETTLE[write.action](self, write, hr)

    def _creation(self, write: PersonWrite, hr: HrNow) -> bool:
        ids = {one.nmbrs_employee_id for one in self.port.employees(write.company_id)}
        new = ids - write.ids_before - set(self.connected)
        if not new:
            return self._close(write, is_there=False)
        if not hr.texts:
            self.writes.hold(write.write_id, message=MAYBE)
            return False
        same, alike = self._who_is_new(write, hr, new)
        if len(same) == 1:
            self.writes.confirm_creation(write.write_id, same[0], connected_by=self.connected_by, now=self.now())
            return True
        has_changed = hr.updated_at is None or write.sent_at is None or hr.updated_at > write.sent_at
        if same or (alike and has_changed):
            self.writes.hold(write.write_id, message=SEVERAL if same else MAYBE)
            return False
        return self._close(write, is_there=False)

    def _who_is_new(self, write: PersonWrite, hr: HrNow, new: Collection[str]) -> tuple[list[str], list[str]]:
        """New employees with the person's name and first day, and those who share a part of it."""
        side = read_nmbrs_side(self.port, write.company_id, (PERSONAL, CONTRACT), [])
        people = personal_frame(write.company_id, side.personal)
        starts = {one.nmbrs_employee_id: one.starts_on for one in side.employments}
        people = people[people["nmbrs_employee_id"].isin(list(new))].reset_index(drop=True)
        names = ("first_name", "last_name")
        wanted = {name: name_keys(pd.Series([hr.texts.get(name, "")], dtype="str")).iloc[0] for name in names}
        first, last = (name_keys(people[name]) == wanted[name] for name in names)
        day = people["nmbrs_employee_id"].map(lambda one: str(starts.get(one) or "")).astype("str")
        starts_then = (day == hr.texts.get("hire_date", "")) | (day == "")
        born = people["birth_date"].isin(["", hr.texts.get("birth_date", "")])
        theirs = people["nmbrs_employee_id"]
        return list(theirs[first & last & starts_then & born]), list(theirs[first | last])

    def _personal(self, write: PersonWrite, hr: HrNow) -> bool:
        read = self.port.current_personal_info(write.nmbrs_employee_id).record
        wanted = cast("dict[str, Any]", personal_changes(hr.of(write.fields)))
        return self._close(write, is_there=all(getattr(read, name) == value for name, value in wanted.items()))

    def _initial_start(self, write: PersonWrite, hr: HrNow) -> bool:
        side = read_nmbrs_side(self.port, write.company_id, (CONTRACT,), [])
        days = first_day_frame(side)
        day = days.loc[days["nmbrs_employee_id"] == write.nmbrs_employee_id, "hire_date"]
        return self._close(write, is_there=list(day) == [hr.texts.get("hire_date", "")])

    def _update_address(self, write: PersonWrite, hr: HrNow) -> bool:
        home = home_of(self.port.current_addresses(write.nmbrs_employee_id))
        wanted = hr.of(write.fields)
        is_there = home is not None and all(getattr(home.record, name) == text for name, text in wanted.items())
        return self._close(write, is_there=is_there)

    def _insert_address(self, write: PersonWrite, hr: HrNow) -> bool:
        there = self.port.current_addresses(write.nmbrs_employee_id)
        new = [one.record for one in there if one.record.address_id not in write.ids_before]
        wanted = hr.of(write.fields)
        like = [one.address_id for one in new if all(getattr(one, name) == text for name, text in wanted.items())]
        return self._insert(write, [one.address_id for one in new], like)

    def _insert_account(self, write: PersonWrite, hr: HrNow) -> bool:
        there = self.port.bank_accounts(write.nmbrs_employee_id)
        new = [one for one in there if one.account_id not in write.ids_before]
        iban, number = hr.texts.get("iban", ""), hr.texts.get("bank_account_number", "")
        like = [one.account_id for one in new if is_account(one, iban, number)]
        return self._insert(write, [one.account_id for one in new], like)

    def _insert_contract(self, write: PersonWrite, hr: HrNow) -> bool:
        there = self.port.contracts_of(write.nmbrs_employee_id)
        new = [one.record.contract_id for one in there if one.record.contract_id not in write.ids_before]
        return self._insert(write, new, new)

    def _delete_account(self, write: PersonWrite, _: HrNow) -> bool:
        there = {one.account_id for one in self.port.bank_accounts(write.nmbrs_employee_id)}
        return self._close(write, is_there=write.target_id not in there)

    def _salary(self, write: PersonWrite, hr: HrNow) -> bool:
        wanted = hr.of(write.fields)
        if len(wanted) < len(write.fields):
            return self._close(write, is_there=False)
        value, salary_type, starts_on = salary_of(wanted)
        there = any(
            (one.value, one.salary_type, one.starts_on) == (value, salary_type, starts_on)
            for one in self.port.salaries(write.company_id)
            if one.nmbrs_employee_id == write.nmbrs_employee_id
        )
        return self._close(write, is_there=there)

    def _insert(self, write: PersonWrite, new: Sequence[str], like: Sequence[str]) -> bool:
        """Nothing new: not saved. One that is like what HR has: ours. Anything else may be ours: a person decides."""
        if not new:
            return self._close(write, is_there=False)
        if len(like) != 1:
            self.writes.hold(write.write_id, message=OTHER)
            return False
        self.writes.confirm(write.write_id, nmbrs_id=like[0], now=self.now())
        return True

    def _close(self, write: PersonWrite, *, is_there: bool) -> bool:
        if is_there:
            self.writes.confirm(write.write_id, now=self.now())
        else:
            self.writes.deny(write.write_id, message=NOT_THERE, now=self.now())
        return True


_SETTLE: Final[dict[str, Callable[[PeopleSettler, PersonWrite, HrNow], bool]]] = {
    UPDATE_PERSONAL: PeopleSettler._personal,
    SET_INITIAL_START: PeopleSettler._initial_start,
    UPDATE_ADDRESS: PeopleSettler._update_address,
    INSERT_ADDRESS: PeopleSettler._insert_address,
    INSERT_BANK_ACCOUNT: PeopleSettler._insert_account,
    DELETE_BANK_ACCOUNT: PeopleSettler._delete_account,
    INSERT_SALARY: PeopleSettler._salary,
    INSERT_CONTRACT: PeopleSettler._insert_contract,
}
