"""The newest exports of a company beside each other: how many lines, how many calls to Nmbrs, how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from payroll.ledger.period_runs import PeriodRuns
from payroll.ledger.run_tables import LedgerRow
from payroll.pages.sources import Sources

SHOWN_EXPORTS: Final = 60
_AT_ONCE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Export:
    """One export that was read back; what was not kept in its time is None."""

    started_at: datetime
    wage_period: str
    lines: int | None
    calls: int | None
    writes: int
    seconds: int | None

    @classmethod
    def of(cls, run: LedgerRow) -> Export:
        """The time in which a person thought about the plan is not the export's."""
        taken = None if run.finished_at is None else run.finished_at - run.started_at - _waited(run)
        seconds = None if taken is None else round(max(taken, _AT_ONCE).total_seconds())
        return cls(run.started_at, run.wage_period, run.lines, run.calls, run.writes, seconds)


def history_view(sources: Sources, company_id: str) -> list[Export]:
    """The newest exports of a company, of any wage period, oldest first."""
    runs = PeriodRuns(sources.ledger.engine).history(company_id, limit=SHOWN_EXPORTS)
    return [Export.of(run) for run in reversed(runs)]


def _waited(run: LedgerRow) -> timedelta:
    return run.decided_at - run.asked_at if run.asked_at and run.decided_at else _AT_ONCE
