"""The runs of one company and wage period, with proof, approval and what each of them wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, Row, Select, func, or_, select

from payroll.ledger.schema import (
    control_lines,
    coverage_entries,
    export_runs,
    ledger_writes,
    plan_approvals,
    proofs,
)
from transforms.columns import EXPORTED

_RUN: Final = export_runs.c
_ASKED: Final = ("needs_four_eyes", "asked_at", "decided_by", "decided_at", "decision_reason")


@dataclass(frozen=True)
class PeriodRuns:
    """Reads what the page of a wage period tells about its runs."""

    engine: Engine

    def runs(self, company_id: str, wage_period: str, *, limit: int) -> Sequence[Row[Any]]:
        """The newest runs that are about a wage period or write to it: columns of `export_runs`, and

        difference_hundredths, passed   of the proof, empty where nothing was read back
        approval, needs_four_eyes, asked_at, decided_by, decided_at, decision_reason   what a person said of the plan
        writes                          confirmed writes to Nmbrs
        """
        query = self._told().where(
            _RUN.company_id == company_id,
            or_(_RUN.wage_period == wage_period, _RUN.target_period == wage_period),
            _RUN.kind != "check",
        )
        return self._all(query.order_by(_RUN.started_at.desc()).limit(limit))

    def run(self, run_id: str) -> Row[Any] | None:
        """One run with the same columns."""
        found = self._all(self._told().where(_RUN.run_id == run_id))
        return found[0] if found else None

    def of_ids(self, run_ids: Sequence[str]) -> Sequence[Row[Any]]:
        """These runs with the same columns, by company and wage period."""
        query = self._told().where(_RUN.run_id.in_(run_ids))
        return self._all(query.order_by(_RUN.company_id, _RUN.wage_period))

    def history(self, company_id: str, *, limit: int) -> Sequence[Row[Any]]:
        """The newest exports of a company, of any wage period, with the same columns."""
        query = self._told().where(_RUN.company_id == company_id, _RUN.kind == "export", proofs.c.passed.is_not(None))
        return self._all(query.order_by(_RUN.started_at.desc()).limit(limit))

    def control_line(self, run_id: str, control_line_id: int) -> Row[Any] | None:
        """One line of the control report of a run."""
        table = control_lines.c
        query = select(control_lines).where(table.control_line_id == control_line_id, table.run_id == run_id)
        found = self._all(query)
        return found[0] if found else None

    def entries_of_line(self, line: Row[Any], *, limit: int) -> Sequence[Row[Any]]:
        """The time entries that add up in a line of the control report, by day."""
        table = coverage_entries.c
        query = select(coverage_entries).where(
            table.run_id == line.run_id,
            table.bucket == EXPORTED,
            table.employee_id == line.employee_id,
            table.component == line.component,
            table.code == line.code,
            table.cost_center_id == line.cost_center_id,
        )
        return self._all(query.order_by(table.work_date, table.coverage_entry_id).limit(limit))

    def _told(self) -> Select[Any]:
        writes = ledger_writes.c
        written = (
            select(func.count())
            .where(writes.run_id == _RUN.run_id, writes.state == "confirmed")
            .correlate(export_runs)
            .scalar_subquery()
        )
        said = plan_approvals.c
        return (
            select(
                export_runs,
                proofs.c.difference_hundredths,
                proofs.c.passed,
                said.state.label("approval"),
                *(said[name] for name in _ASKED),
                written.label("writes"),
            )
            .outerjoin(proofs, proofs.c.run_id == _RUN.run_id)
            .outerjoin(plan_approvals, said.run_id == _RUN.run_id)
        )

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()
