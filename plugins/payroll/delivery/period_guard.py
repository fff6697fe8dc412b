"""The period guard: only the company's current period, and only without a locked run (semantics F7)."""

from __future__ import annotations

from dataclasses import dataclass

from nmbrs.port import NmbrsPort
from nmbrs.records import PayrollRun

from transforms.wage_period import WageCalendar, WagePeriod


class PeriodRefused(Exception):
    """This wage period may not be written now; the text says why."""


@dataclass(frozen=True, slots=True)
class PeriodState:
    """What Nmbrs says of a company's periods at one moment."""

    current: WagePeriod
    locked_run: PayrollRun | None


def period_state(port: NmbrsPort, company_id: str, calendar: WageCalendar, target: WagePeriod) -> PeriodState:
    """Ask Nmbrs for the current period, and for a locked run over the target period."""
    current = calendar.parse_nmbrs_period(port.current_period(company_id))
    locked = [run for run in port.runs(company_id, target.year) if run.is_locked and _covers(run, target)]
    return PeriodState(current, locked[0] if locked else None)


def guard_period(port: NmbrsPort, company_id: str, calendar: WageCalendar, target: WagePeriod) -> None:
    """Let the target through only when it is the current period and no run over it is locked.

    Raises:
        PeriodRefused: with the current period, or the date of the locked run.
    """
    state = period_state(port, company_id, calendar, target)
    if state.current.key != target.key:
        raise PeriodRefused(
            f"Company {company_id}: {target.key} is not the current wage period in Nmbrs, {state.current.key} is. "
            f"Nothing more was written. Export {state.current.key}, or let the payroll officer open {target.key} again."
        )
    if state.locked_run is not None:
        raise PeriodRefused(
            f"Company {company_id}: the wage run of {target.key} was locked on {state.locked_run.run_on.isoformat()} "
            f"(run {state.locked_run.number}). Nothing more was written. Ask the payroll officer to unlock the run, "
            "or let the next period carry the correction."
        )


def _covers(run: PayrollRun, target: WagePeriod) -> bool:
    return run.year == target.year and run.first_period <= target.number <= run.last_period
