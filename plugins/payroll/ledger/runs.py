"""Runs: one row per attempt to calculate and deliver one company's wage period."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, RowMapping, func, insert, select, update

from payroll.ledger.schema import export_runs, proofs

RunKind = Literal["export", "dry_run", "reconcile", "check", "undo", "correction"]


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at one company and wage period.

    `wage_period` is whose hours it is about; `target_period`, `year` and `period` are where it writes, which is later
    in a correction. `person` is who started it, empty when nobody did. `pruned_at` is when its details were removed.
    """

    run_id: str
    company_id: str
    wage_period: str
    target_period: str
    year: int
    period: int
    kind: RunKind
    measures: tuple[str, ...]
    state: str
    entries_read: int | None
    message: str
    started_by: str
    person: str
    is_retroactive: bool
    reason: str
    parent_run_id: str | None
    started_at: datetime
    finished_at: datetime | None
    pruned_at: datetime | None = None

    @property
    def corrects_earlier(self) -> bool:
        """Whether its hours are paid in a later wage period than their own."""
        return self.target_period != self.wage_period

    @property
    def details_removed(self) -> str:
        """A sentence where wage lines, control lines, plan and data check findings were removed; else empty."""
        return details_removed(self.pruned_at)


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
        target_period: str | None = None,
        person: str = "",
        reason: str | None = None,
        parent_run_id: str | None = None,
    ) -> Run:
        """Record that a run begins; with a reason, it is to open an earlier wage period."""
        run_id = str(uuid.uuid4())
        row = {
            "run_id": run_id,
            "company_id": company_id,
            "wage_period": wage_period,
            "target_period": target_period or wage_period,
            "person": person or None,
            "is_retroactive": reason is not None,
            "reason": reason,
            "parent_run_id": parent_run_id,
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
        lines: int | None = None,
        finished_at: datetime | None = None,
    ) -> None:
        """Move a run on; what is not given stays as it is."""
        given = {
            "lines": lines,
            "message": message,
            "entries_read": entries_read,
            "gate_rules": gate_rules,
            "plan_hash": plan_hash,
            "finished_at": finished_at,
        }
        values = {name: value for name, value in given.items() if value is not None}
        with self.engine.begin() as connection:
            connection.execute(update(export_runs).where(export_runs.c.run_id == run_id).values(state=state, **values))

    def add_calls(self, run_id: str, number: int) -> None:
        """Count calls to Nmbrs that a run took; where nobody counts them there are none to add."""
        if number:
            calls = func.coalesce(export_runs.c.calls, 0) + number
            with self.engine.begin() as connection:
                connection.execute(update(export_runs).where(export_runs.c.run_id == run_id).values(calls=calls))

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

    def follow_ups(self, run_id: str) -> list[Run]:
        """The runs for late changes of earlier wage periods that this run found, oldest period first."""
        query = select(export_runs).where(export_runs.c.parent_run_id == run_id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(export_runs.c.wage_period, export_runs.c.started_at)).mappings()
            return [_run(row) for row in rows]

    def companies(self) -> list[str]:
        """The companies that ever had a run."""
        query = select(export_runs.c.company_id).where(export_runs.c.company_id != "").distinct()
        with self.engine.connect() as connection:
            return sorted(connection.scalars(query))

    def newer_applied(self, run: Run) -> Run | None:
        """A run of the same hours and period that began after this one, and whose plan was applied already."""
        ours = export_runs.c
        query = select(export_runs).where(
            ours.company_id == run.company_id,
            ours.wage_period == run.wage_period,
            ours.target_period == run.target_period,
            ours.kind.in_(("export", "undo", "correction")),
            ours.started_at > run.started_at,
            ours.plan_hash.is_not(None),
            ours.state.in_(("planned", "delivered", "proven", "differs", "refused", "unknown", "failed")),
        )
        with self.engine.connect() as connection:
            found = [_run(row) for row in connection.execute(query.order_by(ours.started_at.desc())).mappings()]
        return next((one for one in found if not set(one.measures).isdisjoint(run.measures)), None)

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


def details_removed(pruned_at: datetime | None) -> str:
    """The sentence for who asks for the details of a run that has none any more; empty where it has them."""
    if pruned_at is None:
        return ""
    return (
        f"The details of this run were removed on {pruned_at.date()}: a newer run of the same wage period is proven. "
        "What was written to Nmbrs, proven and approved is kept."
    )


def _run(row: RowMapping) -> Run:
    return Run(
        run_id=row["run_id"],
        company_id=row["company_id"],
        wage_period=row["wage_period"],
        target_period=row["target_period"],
        year=row["year"],
        period=row["period"],
        kind=row["kind"],
        measures=tuple(row["measures"].split(",")) if row["measures"] else (),
        state=row["state"],
        entries_read=row["entries_read"],
        message=row["message"] or "",
        started_by=row["started_by"],
        person=row["person"] or "",
        is_retroactive=row["is_retroactive"],
        reason=row["reason"] or "",
        parent_run_id=row["parent_run_id"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        pruned_at=row["pruned_at"],
    )
