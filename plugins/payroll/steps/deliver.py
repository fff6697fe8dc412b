"""Deliver calculated wage periods: settle, plan, guard, ask where a person must approve, apply, prove (F1 to F10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nmbrs.errors import NmbrsPeriodClosed

from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes
from payroll.delivery.applied import Applied
from payroll.delivery.apply import Applier
from payroll.delivery.control import control_lines, total_difference
from payroll.delivery.period_guard import Opening, PeriodGuard, PeriodRefused
from payroll.delivery.plan import Plan, plan_company
from payroll.delivery.present import Present
from payroll.delivery.read_back import read_back
from payroll.delivery.settle import Settler
from payroll.delivery.wanted import Scope, Wanted, due_lines, wanted_by_employee
from payroll.ledger.results import Proof
from payroll.ledger.runs import Run
from payroll.ledger.writes import Write
from payroll.steps.approval import ask_for_approval, is_approved, keep_plan
from payroll.steps.delivery_ending import Ending, closed_meanwhile, delivery_notices
from payroll.steps.errors import PeriodHeld, RunOutdated
from payroll.steps.exit_codes import ExitCode, gravest, meaning
from payroll.steps.look_alikes import keep_look_alikes
from payroll.steps.services import Services

_STATE_OF_FAILURE = {ExitCode.NMBRS_REFUSED: "refused", ExitCode.OUTCOME_UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Delivered:
    """How a delivery ended: counts and hundredths only, no person's data.

    `waits` says that a plan is stored and a person is to approve it; nothing of it was written.
    """

    run_id: str
    company_id: str
    wage_period: str
    exit_code: ExitCode
    message: str
    actions: Mapping[str, int]
    written: int
    difference_hundredths: int
    waits: bool = False


def deliver_wage_period(services: Services, company: CompanyConfig, run_id: str) -> Delivered:
    """Bring Nmbrs to what a calculated run wants, and prove it; then what its late changes came to.

    Args:
        services: the open services.
        company: whose period it is.
        run_id: a run that `calculate_wage_period` has filled, or an undo.

    Returns:
        how the run ended, with the gravest exit code of it and of the runs that follow up on it.

    Raises:
        WriterBusy: another run delivers to this company now.
        PeriodHeld: a person holds the period since this run was calculated.
        RunOutdated: a newer run of the same hours was applied since this run was calculated.
        PeriodRefused: the period is not the current one, or its run is locked.
        PlanRefused: the plan was rejected, or is not the one that was approved.
        NmbrsError: Nmbrs refused as a whole, or does not answer.
    """
    delivered = deliver_run(services, company, run_id)
    for follow_up in services.ledger.runs.follow_ups(run_id):
        if follow_up.state != "blocked":
            delivered = _together(delivered, _follow_up(services, company, follow_up.run_id))
    return delivered


def deliver_run(services: Services, company: CompanyConfig, run_id: str) -> Delivered:
    """Deliver one run, without those that follow up on it. Dry runs and reconciliations only read."""
    run = services.ledger.runs.get(run_id)
    if run.pruned_at is not None:
        raise RunOutdated(
            f"Company {company.id}, {run.wage_period}: {run.details_removed} Nothing was read or written now. Start a "
            "new run."
        )
    try:
        if run.kind in ("dry_run", "reconcile"):
            return _Delivery(services, company, run).compare()
        with services.ledger.writer(company.id):
            return _Delivery(services, company, run).deliver()
    except Exception as error:
        state = "held" if isinstance(error, PeriodHeld) else _STATE_OF_FAILURE.get(meaning(error), "failed")
        services.ledger.runs.mark(run_id, state, message=str(error), finished_at=services.now())
        if isinstance(error, PeriodRefused | NmbrsPeriodClosed):
            _name_what_was_sent(services, run)
        raise


def _name_what_was_sent(services: Services, run: Run) -> None:
    """The period closed while it was being written: a person must look at every line that went out (F7)."""
    sent = closed_meanwhile(run, services.ledger.writes.of_run(run.run_id))
    services.ledger.notices.add(run.run_id, sent, now=services.now())


def _follow_up(services: Services, company: CompanyConfig, run_id: str) -> Delivered | Exception:
    """A foreseen error of a correction is its outcome; the export that it goes with has ended already."""
    try:
        return deliver_run(services, company, run_id)
    except Exception as error:
        if meaning(error) == ExitCode.BUG:
            raise
        return error


def _together(first: Delivered, follow_up: Delivered | Exception) -> Delivered:
    if isinstance(follow_up, Exception):
        code = gravest([first.exit_code, meaning(follow_up)])
        return replace(first, exit_code=code, message=f"{first.message} {follow_up}")
    return replace(
        first,
        exit_code=gravest([first.exit_code, follow_up.exit_code]),
        message=f"{first.message} {follow_up.message}",
        written=first.written + follow_up.written,
        difference_hundredths=first.difference_hundredths + follow_up.difference_hundredths,
        waits=first.waits or follow_up.waits,
    )


class _Delivery:
    """One delivery of one run."""

    def __init__(self, services: Services, company: CompanyConfig, run: Run) -> None:
        self.services, self.company, self.run = services, company, run
        self.ledger = services.ledger
        self.calls_before = services.calls_made()
        self.lines = self.ledger.wage_lines.of_run(run.run_id)
        unclear = (one for one in self.ledger.late_changes.of_run(run.run_id) if one.outcome == "unclear")
        is_about_paid_hours = run.is_retroactive or run.corrects_earlier
        self.left_alone = {one.nmbrs_employee_id for one in unclear} if is_about_paid_hours else set()
        target = company.calendar.from_key(run.target_period)
        self.guard = PeriodGuard(services.nmbrs, company.id, company.calendar, target)
        self.check = self.guard.must_be_open
        self.opening = Opening()

    @property
    def scope(self) -> Scope:
        """What the run may touch; in a paid period a measure that is exported no more keeps its lines (C2)."""
        run = self.run
        is_paid = run.corrects_earlier or self.opening.is_retroactive
        everything = set(run.measures) >= set(self.company.measures) and not is_paid
        days_are_set = not run.corrects_earlier and not self.opening.is_locked
        return Scope(None if everything else frozenset(run.measures), self.opening.is_locked, days_are_set)

    def compare(self) -> Delivered:
        """Plan against what is there, and write nothing."""
        if self.run.is_retroactive:
            self.opening = self.guard.open_earlier()
        wanted = self._wanted()
        present = self._read(wanted)
        plan = plan_company(wanted.values(), present, self.scope)
        keep_plan(self.services, self.run, plan)
        return self._finish(plan, wanted, present, Applied(), [])

    def deliver(self) -> Delivered:
        """Settle what is open, then plan, apply and prove."""
        # Settling writes nothing to Nmbrs, so what is open is settled even where the period is closed by now.
        held = self._settler().settle(self.company.id)
        self._open()
        wanted = self._wanted()
        present = self._read(wanted)
        held_employees = {write.nmbrs_employee_id for write in held}
        free = [one for one in wanted.values() if one.nmbrs_employee_id not in held_employees]
        plan = plan_company(free, present, self.scope)
        four_eyes = self.opening.is_retroactive
        if not is_approved(self.services, self.company, self.run, plan, needs_four_eyes=four_eyes):
            return self._wait(plan)
        self.ledger.runs.mark(self.run.run_id, "planned", plan_hash=plan.fingerprint())
        self._hold_or_lift()
        applied = self._apply(plan, present)
        self.ledger.runs.mark(self.run.run_id, "delivered")
        return self._finish(plan, self._wanted(), {**present, **applied.present}, applied, held)

    def _open(self) -> None:
        """Ask whether the target may be written; an earlier period only where a person asked for it (F7, F10)."""
        newer = self.ledger.runs.newer_applied(self.run)
        if newer is not None:
            raise RunOutdated(
                f"Company {self.company.id}, {self.run.wage_period}: a newer run ({newer.run_id}) was applied since "
                "this one read the hours. Nothing was written. Start a new export when one is needed."
            )
        if self.run.is_retroactive:
            self.opening = self.guard.open_earlier()
            self.check = self.guard.must_stay(self.opening)
        else:
            self.check()
        hold = self.ledger.holds.of(self.company.id, self.run.target_period)
        if hold is not None and self.run.kind != "undo" and hold.held_at >= self.run.started_at:
            raise PeriodHeld(
                f"Company {self.company.id}: {hold.cause}, after this run was calculated. Nothing was written. "
                "Export this wage period by hand when it is to go on."
            )

    def _hold_or_lift(self) -> None:
        """An undo holds the period before it removes anything; a run by hand is the only one that gets here after."""
        holds, run, now = self.ledger.holds, self.run, self.services.now()
        if run.kind == "undo":
            holds.hold(run, held_by=run.started_by, now=now)
        elif run.kind == "export":
            holds.lift(run.company_id, run.target_period, lifted_by=run.started_by, now=now)

    def _wait(self, plan: Plan) -> Delivered:
        self._count_calls()
        message = ask_for_approval(self.services, self.run, plan, needs_four_eyes=self.opening.is_retroactive)
        where = (self.run.run_id, self.company.id, self.run.wage_period)
        return Delivered(*where, ExitCode.NMBRS_REFUSED, message, plan.counts(), 0, 0, waits=True)

    def _apply(self, plan: Plan, present: Mapping[str, Present]) -> Applied:
        """Write, then ask once more whether the period was still open: deletions carry no period (F7)."""
        services = self.services
        unprotected = self.opening.is_retroactive
        applier = Applier(services.nmbrs, self.ledger.writes, self.check, services.now, services.take_turn, unprotected)
        applied = applier.apply(self.run, plan, present)
        if plan.writing:
            try:
                self.check()
            except PeriodRefused as error:
                applied.refusals.append(f"The period closed while it was being written. {error}")
                _name_what_was_sent(services, self.run)
        return applied

    def _settler(self) -> Settler:
        return Settler(
            self.services.nmbrs,
            self.ledger.writes,
            self.services.settle_after,
            self.services.now,
            self.services.sleep,
        )

    def _wanted(self) -> dict[str, Wanted]:
        """What everyone is to have; an undo wants nothing, of whichever hours stand in the period."""
        run, writes = self.run, self.ledger.writes
        there = writes.own_lines_in(self.company.id, run.target_period)
        if run.kind == "undo":
            own, neighbours = there, []
        else:
            own = writes.own_lines(self.company.id, run.wage_period)
            neighbours = [line for line in there if line.wage_period != run.wage_period]
        days = writes.own_days(self.company.id, run.wage_period)
        ignored = self.ledger.look_alikes.ignored(self.company.id, run.target_period)
        everyone = wanted_by_employee(self.lines, own, days, run.target_period, neighbours, ignored)
        return {id_: one for id_, one in everyone.items() if id_ not in self.left_alone}

    def _read(self, wanted: Mapping[str, Wanted]) -> dict[str, Present]:
        """A correction reads only those who have one, or are to get one."""
        scope = self.scope
        people = [
            one
            for one, person in sorted(wanted.items())
            if not self.run.corrects_earlier or person.own or due_lines(person, scope)
        ]
        there = read_back(self.services.nmbrs, people, year=self.run.year, period=self.run.period)
        return dict.fromkeys(wanted, Present()) | there

    def _finish(
        self,
        plan: Plan,
        wanted: Mapping[str, Wanted],
        present: Mapping[str, Present],
        applied: Applied,
        held: list[Write],
    ) -> Delivered:
        """Keep control lines, proof and notices, and say how it ended."""
        run, now = self.run, self.services.now()
        lines = control_lines(wanted.values(), present, plan, self.scope, self._our_codes())
        difference = total_difference(lines)
        proof = None if run.kind == "dry_run" else Proof(difference, passed=difference == 0, proven_at=now)
        self.ledger.results.prove(run, lines, proof)
        numbers = keep_look_alikes(self.services, run, plan)
        self.ledger.notices.add(run.run_id, delivery_notices(run, plan, applied, held, numbers), now=now)
        ending = Ending.of(run, plan, applied, held, difference)
        self._count_calls()
        self.ledger.runs.mark(run.run_id, ending.state, message=ending.message, lines=len(lines), finished_at=now)
        where = (run.run_id, self.company.id, run.wage_period)
        return Delivered(*where, ending.exit_code, ending.message, plan.counts(), applied.confirmed, difference)

    def _count_calls(self) -> None:
        self.ledger.runs.add_calls(self.run.run_id, self.services.calls_made() - self.calls_before)

    def _our_codes(self) -> set[tuple[str, int]]:
        """In a correction, lines of others are the question of the period that they stand in."""
        if self.run.corrects_earlier:
            return set()
        mapped = mapped_codes(self.company)
        return set(zip(mapped["component"], mapped["code"], strict=True))
