"""Earlier wage periods for people, opened on purpose: one person asks, another approves (semantics F3, F7).

The run that asks sends everything else, and waits. Who approves starts a run for the same people that names the first
one; all that HR says of them is read again under the lock, and must still be what was asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from payroll.ledger.people import PeopleBook
from payroll.ledger.people.runs import PeopleRun, find_run, mark_run
from payroll.steps.choose import retroactive_reason
from payroll.steps.errors import PlanRefused, UsageError
from payroll.steps.people.export_wish import Wish
from payroll.steps.people.hr_side import HrSide
from payroll.steps.services import Services
from transforms.people.comparable import as_text
from transforms.people.fields import EXPORTED
from transforms.wage_period import WagePeriod

# Starts name their own wage periods, so nobody gives a key.
OF_EACH_START: Final = ""
_NAMED: Final = "for people who are named. Nothing was read or written. Name them."


@dataclass(frozen=True)
class Opening:
    """Whether a run opens earlier wage periods: it does not, it asks to, or it carries out what another person asked.

    reason  why, in the words of who asked; None: earlier periods stay closed
    plan    a number for what HR says of the people named, which changes when anything of it does
    asked   the run that asked, where this one was started to approve it
    """

    reason: str | None = None
    plan: int = 0
    asked: PeopleRun | None = field(default=None, repr=False)

    def opened(self, chosen: Collection[str]) -> frozenset[str]:
        """Whose early starts this run may send."""
        return frozenset(chosen) if self.asked is not None else frozenset()

    @property
    def asks(self) -> bool:
        """Whether early starts wait for another person."""
        return self.reason is not None and self.asked is None


def why_earlier(*, retroactive: bool, reason: str | None) -> str | None:
    """Why starts before the current wage period are asked for; None where they are not.

    Raises:
        UsageError: `retroactive` without a reason, or a reason without `retroactive`.
    """
    return retroactive_reason(retroactive=retroactive, reason=reason, wage_period=OF_EACH_START)


def check_wish(wish: Wish) -> None:
    """Refuse what cannot be meant.

    Raises:
        UsageError: earlier periods, or look-alikes, for nobody in particular, or asking and approving at once.
    """
    if wish.create_anyway and not wish.employees:
        raise UsageError(f"Creating people who look like employees of Nmbrs is {_NAMED}")
    if wish.reason is not None and wish.approves:
        raise UsageError(
            "A run either asks for earlier wage periods, with a reason, or approves what another run asked for. "
            "Nothing was read or written. Give one of the two."
        )
    if wish.reason is not None and not wish.employees:
        raise UsageError(f"Opening earlier wage periods is {_NAMED}")
    if wish.approves and not wish.employees:
        raise UsageError(f"Approving is {_NAMED[:-1]} again, as the run that asked did.")


def opening_of(services: Services, side: HrSide, wish: Wish, period: WagePeriod) -> Opening:
    """What this run may do about earlier periods.

    Raises:
        UsageError: there is no such run that waits.
        PlanRefused: this person may not approve it, or it is not what was asked for any more.
    """
    if wish.reason is None and not wish.approves:
        return Opening()
    plan = _plan_number(services, side, wish.employees, period)
    if wish.reason is not None:
        return Opening(wish.reason, plan)
    asked = _waiting(services, wish.approves)
    if asked.company_id != side.company.id:
        return Opening()
    _second_person(services, asked, wish.person)
    if asked.counts.get("plan") != plan:
        raise PlanRefused(
            f"Company {asked.company_id}: run {asked.run_id} asked for something else: other people were named, or HR "
            "or the current wage period has changed since. Nothing was sent. Ask again with retroactive and a reason."
        )
    return Opening(asked.reason, plan, asked)


def close_asked(services: Services, opening: Opening, by: str) -> None:
    """What was asked for is in Nmbrs: the run that asked waits no more."""
    if opening.asked is not None:
        text = f"{opening.asked.message} Approved by {by}, and sent."
        with PeopleBook(services.ledger.engine).write() as connection:
            mark_run(connection, opening.asked.run_id, "done", message=text, finished_at=services.now())


def where_to_approve(company_id: str, run_id: str, starts: int) -> str:
    """What a person is to do about early starts that wait."""
    return (
        f"{starts} starts before the current wage period wait for another person than who asked: trigger "
        f"nmbrs_employee_export with company {company_id}, the same employees, and run {run_id} in the field Approve."
    )


def _waiting(services: Services, run_id: str) -> PeopleRun:
    with PeopleBook(services.ledger.engine).read() as connection:
        found = find_run(connection, run_id)
    if found is None or found.kind != "employee_export" or found.state != "waiting":
        raise UsageError(
            f"There is no run {run_id} about people that waits for approval. Nothing was sent. The run that asked "
            "names itself in its last line; one that was carried out waits no more."
        )
    return found


def _second_person(services: Services, asked: PeopleRun, approver: str) -> None:
    """Four eyes: not the one who asked; where nobody is known to have asked, one of `approvers`."""
    where = f"Company {asked.company_id}, run {asked.run_id}"
    if not approver:
        raise PlanRefused(f"{where}: nobody is known to approve it, and that counts for nothing. Nothing was sent.")
    if asked.person == approver:
        raise PlanRefused(
            f"{where}: {approver} asked for this retroactive export, so another person must approve it. Nothing was "
            "sent."
        )
    if not asked.person and approver not in services.config.approvers:
        raise PlanRefused(
            f"{where}: nobody is known to have asked for this retroactive export, so only a person of `approvers` in "
            f"the configuration may approve it; {approver} is not one. Nothing was sent."
        )


def _plan_number(services: Services, side: HrSide, named: Collection[str], period: WagePeriod) -> int:
    """Of everything that HR says of these people, whatever of it is in Nmbrs already: a run may have been cut off."""
    records = side.wanted.records
    mine = records[records["employee_id"].isin(list(named))].sort_values("employee_id")
    contracts = services.workforce.people.contracts_of(sorted(mine["employee_id"]))
    contracts = contracts.sort_values(["employee_id", "starts_on", "workforce_contract_id"])
    told = "\n".join((period.key, _told(mine, ["employee_id", *EXPORTED]), _told(contracts, list(contracts.columns))))
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:6], "big")


def _told(frame: pd.DataFrame, names: Collection[str]) -> str:
    return pd.DataFrame({name: as_text(frame[name]) for name in names}).to_csv(index=False)
