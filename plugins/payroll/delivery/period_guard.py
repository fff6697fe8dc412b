"""The period guard: which wage period may be written now, and how (semantics F7)."""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True)
class PeriodGuard:
    """Asks Nmbrs about one company's target period, as often as it may have changed."""

    port: NmbrsPort
    company_id: str
    calendar: WageCalendar
    target: WagePeriod

    def state(self) -> PeriodState:
        """Ask for the current period, and for a locked run over the target period."""
        current = self.calendar.parse_nmbrs_period(self.port.current_period(self.company_id))
        runs = self.port.runs(self.company_id, self.target.year)
        locked = [run for run in runs if run.is_locked and _covers(run, self.target)]
        return PeriodState(current, locked[0] if locked else None)

    def must_be_open(self) -> None:
        """Let the target through only when it is the current period and no run over it is locked.

        Raises:
            PeriodRefused: with the current period, or the date of the locked run.
        """
        state = self.state()
        if state.current.key != self.target.key:
            raise PeriodRefused(self._not_current(state.current))
        if state.locked_run is not None:
            raise PeriodRefused(self._locked(state.locked_run))

    def open_earlier(self) -> Opening:
        """How a target that a person asks for on purpose may be written.

        Raises:
            PeriodRefused: the target is later than the current period.
        """
        state = self.state()
        if self.target.first_day > state.current.first_day:
            raise PeriodRefused(
                f"Company {self.company_id}: {self.target.key} is later than the current wage period in Nmbrs, "
                f"{state.current.key}. Nothing was written. Only earlier wage periods can be opened retroactively."
            )
        is_current = self.target.key == state.current.key
        return Opening(is_locked=state.locked_run is not None, is_earlier=not is_current)

    def must_stay(self, opening: Opening) -> Callable[[], None]:
        """A check that nothing has changed since the plan was made for that opening.

        It raises PeriodRefused when a run was locked or unlocked, or the current period moved on.
        """

        def check() -> None:
            if self.open_earlier() != opening:
                raise PeriodRefused(
                    f"Company {self.company_id}: while {self.target.key} was being written, its wage run was locked or "
                    "unlocked, or the current wage period moved on. Nothing more was written. Run it again: the plan "
                    "is made anew."
                )

        return check

    def _not_current(self, current: WagePeriod) -> str:
        return (
            f"Company {self.company_id}: {self.target.key} is not the current wage period in Nmbrs, {current.key} is. "
            f"Nothing more was written. Export {current.key}; or let the payroll officer open {self.target.key} again; "
            "or ask for it with `retroactive` and a reason, which a second person approves."
        )

    def _locked(self, locked: PayrollRun) -> str:
        return (
            f"Company {self.company_id}: the wage run of {self.target.key} was locked on {locked.run_on.isoformat()} "
            f"(run {locked.number}). Nothing more was written. Ask the payroll officer to unlock the run, or let the "
            "next period carry the correction (`late_changes` in the configuration)."
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """How a wage period is open to a run: inside a locked run, or earlier than the current period."""

    is_locked: bool = False
    is_earlier: bool = False

    @property
    def is_retroactive(self) -> bool:
        """Whether writing to it is retroactive: it needs UnprotectedMode and four eyes."""
        return self.is_locked or self.is_earlier


def _covers(run: PayrollRun, target: WagePeriod) -> bool:
    return run.year == target.year and run.first_period <= target.number <= run.last_period
