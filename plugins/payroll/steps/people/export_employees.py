"""Bring people from HR into Nmbrs: create those who are chosen, update what changed, once each (semantics H)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.delivery.parallel import in_parallel
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.agreed import PEOPLE, agreed_of
from payroll.ledger.people.runs import mark_run, start_run
from payroll.ledger.people.writes import Creation, PeopleWrites, PersonWrite
from payroll.people_delivery.calls import Sending
from payroll.people_delivery.create import Creator, NewEmployee
from payroll.people_delivery.earlier_starts import EarlierStarts
from payroll.people_delivery.nmbrs_side import NmbrsSide, read_nmbrs_side
from payroll.people_delivery.outcome import Outcome
from payroll.people_delivery.person_calls import PersonCalls
from payroll.people_delivery.plan import PersonPlan, plan_people
from payroll.people_delivery.settle import PeopleSettler
from payroll.steps.choose import current_period
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.count_people import count_people
from payroll.steps.people.export_ending import NEEDS_RETROACTIVE, Ending, keep_agreed, keep_reviews, review_points
from payroll.steps.people.export_plan import fields_of_connected, groups_led_by_hr, groups_left
from payroll.steps.people.export_wish import EmployeesExported, Wish
from payroll.steps.people.hr_side import HrSide, read_hr_side
from payroll.steps.people.new_contracts import contracts_to_add
from payroll.steps.people.nmbrs_holds import present_of
from payroll.steps.people.number_clashes import number_clashes
from payroll.steps.people.retroactive import Opening, check_wish, close_asked, opening_of
from payroll.steps.people.who_to_create import fields_of_new, who_to_create
from payroll.steps.period_calculation import people_in_nmbrs
from payroll.steps.services import Services
from transforms.people.fields import BANK, CONTRACT, PERSONAL
from transforms.people.findings import all_findings, no_findings
from transforms.wage_period import WagePeriod

_Sending = TypeVar("_Sending", bound=Sending)


def export_employees(services: Services, company: CompanyConfig, wish: Wish) -> EmployeesExported:
    """Export the people of one company; what is unsettled is read back first, and nobody is created twice.

    Raises:
        UsageError, PlanRefused: earlier periods are asked for or approved in a way that cannot be.
        WriterBusy: another run writes to this company now.
        NmbrsError: Nmbrs refused as a whole, or does not answer.
        WorkforceError, LedgerError: a database cannot be used.
    """
    check_wish(wish)
    if wish.is_dry_run:
        return _Export(services, company, wish).preview()
    with services.ledger.writer(company.id):
        export = _Export(services, company, wish)
        try:
            return export.deliver()
        except Exception as error:
            export.fail(error)
            raise


class _Export:
    """One export of one company's people."""

    def __init__(self, services: Services, company: CompanyConfig, wish: Wish) -> None:
        self.services, self.company, self.wish = services, company, wish
        ledger = services.ledger
        self.book = PeopleBook(ledger.engine)
        self.writes = PeopleWrites(ledger.engine, ledger.writes.must_be_writer)
        self.by = wish.person or wish.started_by
        self._run_id = ""
        self.opening = Opening()
        self.earlier = EarlierStarts(date.max)

    @property
    def run_id(self) -> str:
        """The run, begun when the first thing is to be kept."""
        if not self._run_id:
            with self.book.write() as connection:
                self._run_id = start_run(
                    connection,
                    "employee_export",
                    self.company.id,
                    started_by=self.wish.started_by,
                    person=self.wish.person,
                    reason=self.opening.reason,
                    now=self.services.now(),
                )
        return self._run_id

    def preview(self) -> EmployeesExported:
        """What would be sent; nothing is written to Nmbrs or kept."""
        side = self._read_hr()
        chosen, period = self._chosen(side), current_period(self.services, self.company)
        is_open = self.wish.reason is not None or self.wish.approves
        self.earlier = EarlierStarts(period.first_day, frozenset(chosen) if is_open else frozenset())
        held = {one.employee_id for one in self.writes.unsettled(self.company.id) if one.state != "planned"}
        new, kept = self._new(side, chosen - held)
        creations = self.writes.unfinished_creations(self.company.id)
        _, fields, kept_fields = self._plan(side, chosen - held, creations, period)
        sent = pd.concat([fields_of_new(side, new), fields], ignore_index=True)
        points = review_points(side, chosen, all_findings(kept, kept_fields), Outcome(), [])
        return Ending.of_preview(self.company.id, sent, points, chosen)

    def deliver(self) -> EmployeesExported:
        """Settle, create, update, and say how it ended."""
        side = self._read_hr()
        held = self._settle(side)
        side = self._read_hr() if self._was_settled else side
        chosen = self._chosen(side)
        free = chosen - {one.employee_id for one in held}
        period = current_period(self.services, self.company)
        self.opening = opening_of(self.services, side, self.wish, period)
        self.earlier = EarlierStarts(period.first_day, self.opening.opened(free))
        outcome = Outcome()
        new, kept = self._new(side, free)
        created = self._create(new, outcome)
        if created:
            side = self._read_hr()
        creations = self.writes.unfinished_creations(self.company.id)
        plans, _, kept_fields = self._plan(side, free, creations, period)
        self._send(plans, creations, outcome)
        kept = all_findings(kept, kept_fields)
        self._finish_creations(side, free, creations, kept, outcome)
        if created or self._was_settled:
            count_people(self.services, [self.company])
        return self._end(side, chosen, kept, outcome, held, created)

    def fail(self, error: Exception) -> None:
        """Say on the run, where there is one, what stopped it."""
        if self._run_id:
            state = {ExitCode.NMBRS_REFUSED: "refused", ExitCode.OUTCOME_UNKNOWN: "unknown"}.get(
                meaning(error), "failed"
            )
            with self.book.write() as connection:
                mark_run(connection, self._run_id, state, message=str(error), finished_at=self.services.now())

    def _read_hr(self) -> HrSide:
        return read_hr_side(self.services, self.company, people_in_nmbrs(self.services, self.company))

    def _chosen(self, side: HrSide) -> set[str]:
        """Who is asked for; without a choice everybody who is connected."""
        if self.wish.employees:
            return set(self.wish.employees) & set(side.people["employee_id"])
        return set(side.connections["employee_id"]) & set(side.people["employee_id"])

    _was_settled = False

    def _settle(self, side: HrSide) -> list[PersonWrite]:
        open_writes = self.writes.unsettled(self.company.id)
        self._was_settled = bool(open_writes)
        services = self.services
        settler = PeopleSettler(
            services.nmbrs,
            self.writes,
            services.settle_after,
            services.now,
            services.sleep,
            self.by,
            side.now_of({one.employee_id for one in open_writes}) if open_writes else {},
            frozenset(side.connections["nmbrs_employee_id"]),
        )
        return settler.settle(self.company.id)

    def _new(self, side: HrSide, chosen: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Whom to create; only those who were named, never everybody who is not connected."""
        if not set(chosen) - set(side.connections["employee_id"]):
            return side.wanted.records.iloc[:0], no_findings()
        nmbrs = read_nmbrs_side(self.services.nmbrs, self.company.id, (PERSONAL,), [])
        return who_to_create(side, chosen, nmbrs, self.earlier, anyway=self.wish.create_anyway)

    def _create(self, new: pd.DataFrame, outcome: Outcome) -> list[str]:
        if new.empty:
            return []
        creator = self._sending(Creator)
        columns = ("employee_id", "first_name", "last_name", "hire_date")
        people = zip(*(new[name] for name in columns), strict=True)
        return [
            employee_id
            for employee_id, first, last, day in people
            if creator.create(NewEmployee(employee_id, first, last, day.date()), outcome)
        ]

    def _plan(
        self, side: HrSide, chosen: Collection[str], creations: Sequence[Creation], period: WagePeriod
    ) -> tuple[list[PersonPlan], pd.DataFrame, pd.DataFrame]:
        """The calls of connected people, the fields in them, and findings about what is kept back."""
        begun = [one for one in creations if one.employee_id in chosen]
        connections = side.connections[side.connections["employee_id"].isin(list(chosen))]
        nmbrs = self._read_nmbrs(side, connections, begun)
        clashes = self._number_clashes(side, connections, nmbrs, begun)
        chosen = set(chosen) - set(clashes["employee_id"])
        begun = [one for one in begun if one.employee_id in chosen]
        connections = connections[connections["employee_id"].isin(list(chosen))]
        own = self.writes.own_bank_accounts(self.company.id)
        with self.book.read() as connection:
            agreed = agreed_of(connection, PEOPLE, self.company.id, list(connections["employee_id"]))
        fields = fields_of_connected(
            side, chosen, begun, nmbrs, period, earlier=self.earlier, own_accounts=own, agreed=agreed
        )
        ids = [one.employee_id for one in begun]
        ours = self.services.workforce.people.contracts_of(ids)
        contracts, early = contracts_to_add(begun, ours, side.people, nmbrs, self.earlier)
        plans = plan_people(fields.to_send, present_of(side, chosen, nmbrs, period, own, contracts))
        return plans, fields.to_send, all_findings(fields.kept, early, clashes)

    def _number_clashes(
        self, side: HrSide, connections: pd.DataFrame, nmbrs: NmbrsSide, begun: Sequence[Creation]
    ) -> pd.DataFrame:
        """Of whoever's number may be sent: where HR leads personal data everybody's, else that of people created."""
        is_led = PERSONAL in groups_led_by_hr(self.company)
        asked = connections["employee_id"] if is_led else [one.employee_id for one in begun]
        return number_clashes(side, set(asked), nmbrs, begun)

    def _read_nmbrs(self, side: HrSide, connections: pd.DataFrame, begun: Sequence[Creation]) -> NmbrsSide:
        """Only the groups that may be written: those that HR leads, and those that a creation still lacks."""
        led = groups_led_by_hr(self.company) if len(connections) else frozenset()
        groups = led.union(*(groups_left(one) for one in begun), [CONTRACT] if begun else [])
        filled = (side.wanted.records[["iban", "bank_account_number"]] != "").any(axis=1)
        asked = set(side.wanted.records.loc[filled, "employee_id"])
        if BANK not in led:
            asked &= {one.employee_id for one in begun if BANK in groups_left(one)}
        accounts = connections.loc[connections["employee_id"].isin(asked), "nmbrs_employee_id"]
        return read_nmbrs_side(self.services.nmbrs, self.company.id, groups, list(accounts))

    def _send(self, plans: Sequence[PersonPlan], creations: Sequence[Creation], outcome: Outcome) -> None:
        """People side by side, the calls of one person strictly one after the other."""
        if not plans:
            return
        calls = self._sending(PersonCalls, frozenset(one.employee_id for one in creations))
        for one in in_parallel(calls.person, plans):
            outcome.add(one)

    def _sending(self, kind: type[_Sending], is_creation_of: frozenset[str] = frozenset()) -> _Sending:
        services = self.services
        return kind(
            services.nmbrs,
            self.writes,
            self.run_id,
            self.company.id,
            services.now,
            services.take_turn,
            self.by,
            self.earlier,
            is_creation_of,
        )

    def _finish_creations(
        self,
        side: HrSide,
        chosen: Collection[str],
        creations: Sequence[Creation],
        kept: pd.DataFrame,
        outcome: Outcome,
    ) -> None:
        """A creation has ended when nothing of the person was kept back, refused or lost."""
        troubled = {one.employee_id for one in (*outcome.refusals, *outcome.lost)} | outcome.left_out
        troubled |= set(side.wanted.findings["employee_id"]) | set(kept["employee_id"])
        for creation in creations:
            if creation.employee_id in chosen and creation.employee_id not in troubled:
                self.writes.finish_creation(self.run_id, self.company.id, creation, now=self.services.now())

    def _end(
        self,
        side: HrSide,
        chosen: Collection[str],
        kept: pd.DataFrame,
        outcome: Outcome,
        held: Sequence[PersonWrite],
        created: Sequence[str],
    ) -> EmployeesExported:
        points = review_points(side, chosen, kept, outcome, held)
        now = self.services.now()
        keep_agreed(self.book, self.company.id, outcome)
        keep_reviews(self.book, self.company.id, points, chosen, now=now)
        named = bool(self.wish.employees)
        ended = Ending.of(self.company.id, chosen, points, outcome, held, created, named=named, asks=self.opening.asks)
        starts = int((kept["rule"] == NEEDS_RETROACTIVE).sum())
        if self.opening.asks and starts:
            ended = ended.waiting(self.run_id, starts, self.opening.plan)
        elif ended.exit_code == ExitCode.DONE and not starts:
            close_asked(self.services, self.opening, self.by)
        if self._run_id or outcome.refusals or outcome.lost:
            ended.keep(self.book, self.run_id, now=now)
        return ended.result(self._run_id)
