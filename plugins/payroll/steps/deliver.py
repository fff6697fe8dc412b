"""Deliver one calculated wage period: settle, plan, guard, apply, prove (semantics F1 to F7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes
from payroll.delivery.applied import Applied
from payroll.delivery.apply import Applier
from payroll.delivery.control import control_lines, total_difference
from payroll.delivery.period_guard import PeriodRefused, guard_period
from payroll.delivery.plan import Plan, Present, Scope, Wanted, plan_company
from payroll.delivery.read_back import read_back
from payroll.delivery.settle import Settler
from payroll.delivery.wanted import wanted_by_employee
from payroll.ledger.results import Proof
from payroll.ledger.runs import Run
from payroll.ledger.writes import Write
from payroll.steps.delivery_ending import Ending, delivery_notices
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.services import Services

_STATE_OF_FAILURE = {ExitCode.NMBRS_REFUSED: "refused", ExitCode.OUTCOME_UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Delivered:
    """How a delivery ended: counts and hundredths only, no person's data."""

    run_id: str
    company_id: str
    wage_period: str
    exit_code: ExitCode
    message: str
    actions: Mapping[str, int]
    written: int
    difference_hundredths: int


def deliver_wage_period(services: Services, company: CompanyConfig, run_id: str) -> Delivered:
    """Bring Nmbrs to what a calculated run wants, and prove it. Dry runs and reconciliations only read.

    Args:
        services: the open services.
        company: whose period it is.
        run_id: a run that `calculate_wage_period` has filled.

    Raises:
        WriterBusy: another run delivers to this company now.
        PeriodRefused: the period is not the current one, or its run is locked.
        NmbrsError: Nmbrs refused as a whole, or does not answer.
    """
    run = services.ledger.runs.get(run_id)
    try:
        if run.kind != "export":
            return _Delivery(services, company, run).compare()
        with services.ledger.writer(company.id):
            return _Delivery(services, company, run).deliver()
    except Exception as error:
        state = _STATE_OF_FAILURE.get(meaning(error), "failed")
        services.ledger.runs.mark(run_id, state, message=str(error), finished_at=services.now())
        raise


class _Delivery:
    """One delivery of one run."""

    def __init__(self, services: Services, company: CompanyConfig, run: Run) -> None:
        self.services, self.company, self.run = services, company, run
        self.ledger = services.ledger
        self.lines = self.ledger.wage_lines.of_run(run.run_id)
        everything = set(run.measures) >= set(company.measures)
        self.scope = Scope(None if everything else frozenset(run.measures))

    def compare(self) -> Delivered:
        """Plan against what is there, and write nothing."""
        wanted = self._wanted()
        present = self._read(wanted)
        plan = plan_company(wanted.values(), present, self.scope)
        return self._finish(plan, wanted, present, Applied(), [])

    def deliver(self) -> Delivered:
        """Settle what is open, then plan, apply and prove."""
        # Settling writes nothing to Nmbrs, so what is open is settled even where the period is closed by now.
        held = self._settler().settle(self.company.id)
        self._guard()
        wanted = self._wanted()
        present = self._read(wanted)
        held_employees = {write.nmbrs_employee_id for write in held}
        free = [one for one in wanted.values() if one.nmbrs_employee_id not in held_employees]
        plan = plan_company(free, present, self.scope)
        self.ledger.runs.mark(self.run.run_id, "planned", plan_hash=plan.fingerprint())
        applied = self._apply(plan, present)
        self.ledger.runs.mark(self.run.run_id, "delivered")
        return self._finish(plan, self._wanted(), {**present, **applied.present}, applied, held)

    def _apply(self, plan: Plan, present: Mapping[str, Present]) -> Applied:
        """Write, then ask once more whether the period was still open: deletions carry no period (F7)."""
        services = self.services
        applier = Applier(services.nmbrs, self.ledger.writes, self._guard, services.now, services.take_turn)
        applied = applier.apply(self.run, plan, present)
        if plan.writing:
            try:
                self._guard()
            except PeriodRefused as error:
                applied.refusals.append(f"The period closed while it was being written. {error}")
        return applied

    def _guard(self) -> None:
        calendar = self.company.calendar
        guard_period(self.services.nmbrs, self.company.id, calendar, calendar.from_key(self.run.wage_period))

    def _settler(self) -> Settler:
        return Settler(
            self.services.nmbrs,
            self.ledger.writes,
            self.services.settle_after,
            self.services.now,
            self.services.sleep,
        )

    def _wanted(self) -> dict[str, Wanted]:
        own_lines = self.ledger.writes.own_lines(self.company.id, self.run.wage_period)
        own_days = self.ledger.writes.own_days(self.company.id, self.run.wage_period)
        return wanted_by_employee(self.lines, own_lines, own_days)

    def _read(self, wanted: Mapping[str, Wanted]) -> dict[str, Present]:
        people = sorted(wanted)
        return read_back(self.services.nmbrs, people, year=self.run.year, period=self.run.period)

    def _finish(
        self,
        plan: Plan,
        wanted: Mapping[str, Wanted],
        present: Mapping[str, Present],
        applied: Applied,
        held: list[Write],
    ) -> Delivered:
        """Keep control lines, proof and notices, and say how it ended."""
        mapped = mapped_codes(self.company)
        our_codes = set(zip(mapped["component"], mapped["code"], strict=True))
        lines = control_lines(wanted.values(), present, plan, self.scope, our_codes)
        difference = total_difference(lines)
        now = self.services.now()
        proof = None if self.run.kind == "dry_run" else Proof(difference, passed=difference == 0, proven_at=now)
        own = [line for one in wanted.values() for line in one.own]
        self.ledger.results.prove(self.run, lines, own, proof)
        notices = delivery_notices(self.run, plan, applied, held)
        self.ledger.notices.add(self.run.run_id, notices, now=now)
        ending = Ending.of(self.run, plan, applied, held, difference)
        self.ledger.runs.mark(self.run.run_id, ending.state, message=ending.message, finished_at=now)
        return Delivered(
            self.run.run_id,
            self.company.id,
            self.run.wage_period,
            ending.exit_code,
            ending.message,
            plan.counts(),
            applied.confirmed,
            difference,
        )
