"""What a person asks of a wage period beside its lines: who did what, what waits, what was corrected, what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from payroll.ledger import Ledger
from payroll.ledger.approvals import PlannedAction
from payroll.ledger.holds import Hold
from payroll.ledger.period_history import DecidedLookAlike, FoundLate, PeriodHistory, RunStory
from payroll.ledger.runs import Run
from payroll.ledger.writes import OwnLine

RUNS_SHOWN: Final = 20
SHOWS_ITS_PLAN: Final = ("planned", "waiting", "rejected")


@dataclass(frozen=True, slots=True)
class Command:
    """What a person can decide about a line, and the command that does it."""

    command: str
    means: str


@dataclass(frozen=True, slots=True)
class PeriodStory:
    """What happened to a wage period, as one report tells it.

    Args:
        runs: the newest runs that are about it or write to it, newest first.
        newest: the newest of them where it began after the reported run and wrote nothing: it waits, was rejected,
            was a dry run, or was stopped.
        plan: what the reported run, or else the newest one, is about to do or would have done.
        hold: who holds the wage period, while it is held.
        late_here: what changed in this wage period since it was paid.
        late_elsewhere: what the reported run found changed in earlier ones.
        corrections: our lines that pay hours of this wage period in another one, or hours of another one in this.
        look_alikes: lines of others that look like ours, held or decided about.
    """

    runs: tuple[RunStory, ...] = ()
    newest: RunStory | None = None
    plan: tuple[PlannedAction, ...] = ()
    hold: Hold | None = None
    late_here: tuple[FoundLate, ...] = ()
    late_elsewhere: tuple[FoundLate, ...] = ()
    corrections: tuple[OwnLine, ...] = ()
    look_alikes: tuple[DecidedLookAlike, ...] = ()

    @property
    def plan_is_of_newest(self) -> bool:
        """Whether the plan is of a run that began after the reported one."""
        return self.newest is not None and self.newest.state in SHOWS_ITS_PLAN

    @property
    def held_lines(self) -> tuple[DecidedLookAlike, ...]:
        """The look-alikes that wait for a decision."""
        return tuple(one for one in self.look_alikes if one.line.state == "held")

    @property
    def decided_lines(self) -> tuple[DecidedLookAlike, ...]:
        """The look-alikes that somebody decided about."""
        return tuple(one for one in self.look_alikes if one.line.state != "held")


def period_story(ledger: Ledger, run: Run) -> PeriodStory:
    """Read the story of the wage period of a run, as that run's report tells it."""
    history = PeriodHistory(ledger.engine)
    company_id, wage_period = run.company_id, run.wage_period
    runs = history.runs(company_id, wage_period, limit=RUNS_SHOWN)
    newest = _newest(runs, run)
    return PeriodStory(
        runs=tuple(runs),
        newest=newest,
        plan=tuple(_plan(ledger, run, newest)),
        hold=ledger.holds.of(company_id, wage_period),
        late_here=tuple(history.late_in(company_id, wage_period)),
        late_elsewhere=tuple(one for one in history.late_found_by(run.run_id) if one.wage_period != wage_period),
        corrections=tuple(_corrections(ledger, company_id, wage_period)),
        look_alikes=tuple(history.look_alikes(company_id, wage_period)),
    )


def commands(held: DecidedLookAlike) -> tuple[Command, ...]:
    """The commands by which a person decides about a held line."""
    line = held.line
    several = " --component ID" if len(line.component_ids) > 1 else ""
    return (
        Command(f"payroll adopt --line {line.look_alike_id}{several}", "it pays the same hours: it becomes ours"),
        Command(
            f"payroll ignore-foreign --line {line.look_alike_id}", "it pays something else: ours is added beside it"
        ),
    )


def _newest(runs: Sequence[RunStory], run: Run) -> RunStory | None:
    """The newest run of the same hours that began after a run and compared nothing that was written."""
    later = (one for one in runs if one.wage_period == run.wage_period and one.started_at > run.started_at)
    newest = next(later, None)
    return newest if newest is not None and newest.difference_hundredths is None and newest.message else None


def _plan(ledger: Ledger, run: Run, newest: RunStory | None) -> list[PlannedAction]:
    """What waits, was rejected or is a dry run: of the run, or else of the newest one."""
    planners = (one for one in (run, newest) if one is not None and one.state in SHOWS_ITS_PLAN)
    planner = next(planners, None)
    return [] if planner is None else ledger.approvals.plan_of(planner.run_id)


def _corrections(ledger: Ledger, company_id: str, wage_period: str) -> list[OwnLine]:
    """Those that pay this wage period elsewhere first, then those that stand in it and pay another."""
    writes = ledger.writes
    elsewhere = [one for one in writes.own_lines(company_id, wage_period) if one.target_period != wage_period]
    here = [one for one in writes.own_lines_in(company_id, wage_period) if one.wage_period != wage_period]
    return [*elsewhere, *here]
