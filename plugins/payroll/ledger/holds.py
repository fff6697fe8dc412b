"""Wage periods that scheduled runs skip, because a person undid their export (semantics F10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from payroll.ledger.runs import Run
from payroll.ledger.schema import period_holds

_ROWS = period_holds.c


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that lasts: who undid the export, and when."""

    company_id: str
    wage_period: str
    held_by: str
    held_at: datetime


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
        columns = [_ROWS[name] for name in Hold.__dataclass_fields__]
        where = (_ROWS.company_id == company_id, _ROWS.wage_period == wage_period, _ROWS.lifted_at.is_(None))
        with self.engine.connect() as connection:
            row = connection.execute(select(*columns).where(*where)).mappings().one_or_none()
        return None if row is None else Hold(**row)

    def lift(self, company_id: str, wage_period: str, *, lifted_by: str, now: datetime) -> None:
        """End the hold of a wage period, if there is one."""
        where = (_ROWS.company_id == company_id, _ROWS.wage_period == wage_period, _ROWS.lifted_at.is_(None))
        with self.engine.begin() as connection:
            connection.execute(update(period_holds).where(*where).values(lifted_by=lifted_by, lifted_at=now))
