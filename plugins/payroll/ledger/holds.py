"""Wage periods that scheduled runs skip: their export was undone (semantics F10), or is in an import sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from payroll.ledger.runs import Run
from payroll.ledger.schema import export_runs, period_holds

_ROWS = period_holds.c


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that lasts: who holds the wage period since when, and the kind of run that asked for it."""

    company_id: str
    wage_period: str
    held_by: str
    held_at: datetime
    kind: str

    @property
    def cause(self) -> str:
        """Why scheduled runs skip the wage period, as a sentence about it."""
        what = "its export was undone" if self.kind == "undo" else "its hours were written to an import sheet"
        return f"{self.wage_period} is held: {what} on {self.held_at:%Y-%m-%d} ({self.held_by})"


@dataclass(frozen=True)
class Holds:
    """Reads and writes the table `period_holds`."""

    engine: Engine

    def hold(self, run: Run, *, held_by: str, now: datetime) -> None:
        """Hold the run's wage period; one that is held already stays as it is."""
        if self.of(run.company_id, run.wage_period) is None:
            row = {"company_id": run.company_id, "wage_period": run.wage_period, "run_id": run.run_id}
            with self.engine.begin() as connection:
                connection.execute(insert(period_holds).values(**row, held_by=held_by, held_at=now))

    def of(self, company_id: str, wage_period: str) -> Hold | None:
        """The hold of a wage period, while it lasts."""
        columns = (_ROWS.company_id, _ROWS.wage_period, _ROWS.held_by, _ROWS.held_at, export_runs.c.kind)
        where = (_ROWS.company_id == company_id, _ROWS.wage_period == wage_period, _ROWS.lifted_at.is_(None))
        query = select(*columns).join(export_runs, export_runs.c.run_id == _ROWS.run_id).where(*where)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else Hold(**row)

    def lift(self, company_id: str, wage_period: str, *, lifted_by: str, now: datetime) -> None:
        """End the hold of a wage period, if there is one."""
        where = (_ROWS.company_id == company_id, _ROWS.wage_period == wage_period, _ROWS.lifted_at.is_(None))
        with self.engine.begin() as connection:
            connection.execute(update(period_holds).where(*where).values(lifted_by=lifted_by, lifted_at=now))
