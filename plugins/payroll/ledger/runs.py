"""Runs: one row per attempt to calculate and deliver one company's wage period."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, RowMapping, insert, select, update

from payroll.ledger.schema import export_runs, proofs

RunKind = Literal["export", "dry_run", "reconcile", "check"]


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at one company and wage period."""

    run_id: str
    company_id: str
    wage_period: str
    year: int
    period: int
    kind: RunKind
    measures: tuple[str, ...]
    state: str
    entries_read: int | None
    message: str
    started_by: str
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Runs:
    """Reads and writes the table `export_runs`."""

    engine: Engine

    def start(
        self,
        *,
        company_id: str,
        wage_period: str,
        year: int,
        period: int,
        kind: RunKind,
        measures: tuple[str, ...],
        started_by: str,
        now: datetime,
    ) -> Run:
        """Record that a run begins."""
        run_id = str(uuid.uuid4())
        row = {
            "run_id": run_id,
            "company_id": company_id,
            "wage_period": wage_period,
            "year": year,
            "period": period,
            "kind": kind,
            "measures": ",".join(measures),
            "started_by": started_by,
            "state": "started",
            "started_at": now,
        }
        with self.engine.begin() as connection:
            connection.execute(insert(export_runs).values(row))
        return self.get(run_id)

    def mark(
        self,
        run_id: str,
        state: str,
        *,
        message: str | None = None,
        entries_read: int | None = None,
        gate_rules: int | None = None,
        plan_hash: str | None = None,
        finished_at: datetime | None = None,
    ) -> None:
        """Move a run on; what is not given stays as it is."""
        given = {
            "message": message,
            "entries_read": entries_read,
            "gate_rules": gate_rules,
            "plan_hash": plan_hash,
            "finished_at": finished_at,
        }
        values = {name: value for name, value in given.items() if value is not None}
        with self.engine.begin() as connection:
            connection.execute(update(export_runs).where(export_runs.c.run_id == run_id).values(state=state, **values))

    def get(self, run_id: str) -> Run:
        """The run with this id."""
        with self.engine.connect() as connection:
            row = connection.execute(select(export_runs).where(export_runs.c.run_id == run_id)).mappings().one()
        return _run(row)

    def find(self, run_id: str) -> Run | None:
        """The run with this id, where there is one."""
        with self.engine.connect() as connection:
            row = connection.execute(select(export_runs).where(export_runs.c.run_id == run_id)).mappings().one_or_none()
        return None if row is None else _run(row)

    def of_starter(self, started_by: str) -> list[Run]:
        """The runs that one starter began, oldest first."""
        query = select(export_runs).where(export_runs.c.started_by == started_by).order_by(export_runs.c.started_at)
        with self.engine.connect() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def newest(self, limit: int) -> list[Run]:
        """The newest runs of all companies, connection checks left out."""
        exports = select(export_runs).where(export_runs.c.kind != "check")
        query = exports.order_by(export_runs.c.started_at.desc()).limit(limit)
        with self.engine.connect() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def latest_compared(self, company_id: str, wage_period: str) -> Run | None:
        """The newest export or reconciliation of a company and period that read Nmbrs back."""
        query = (
            select(export_runs)
            .join(proofs, proofs.c.run_id == export_runs.c.run_id)
            .where(export_runs.c.company_id == company_id, export_runs.c.wage_period == wage_period)
            .order_by(proofs.c.proven_at.desc())
            .limit(1)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else _run(row)


def _run(row: RowMapping) -> Run:
    return Run(
        run_id=row["run_id"],
        company_id=row["company_id"],
        wage_period=row["wage_period"],
        year=row["year"],
        period=row["period"],
        kind=row["kind"],
        measures=tuple(row["measures"].split(",")) if row["measures"] else (),
        state=row["state"],
        entries_read=row["entries_read"],
        message=row["message"] or "",
        started_by=row["started_by"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
    )
