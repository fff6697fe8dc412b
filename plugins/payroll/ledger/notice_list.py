"""Notices of many companies in one list: those of the newest runs, and the history of all (semantics I3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Row, Select, case, func, select

from payroll.ledger.schema import export_runs, notices

_ROWS: Final = notices.c
_GRAVITY: Final = case((_ROWS.severity == "critical", 0), (_ROWS.severity == "warning", 1), else_=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notices a reader asks for; an empty text asks for all."""

    severity: str = ""
    company_id: str = ""
    wage_period: str = ""


@dataclass(frozen=True)
class NoticeList:
    """Reads the table `notices` across runs."""

    engine: Engine

    def of_runs(self, run_ids: Iterable[str]) -> Sequence[Row[Any]]:
        """The notices of these runs, the gravest first."""
        chosen = sorted(set(run_ids))
        query = select(notices).where(_ROWS.run_id.in_(chosen))
        return self._all(query.order_by(_GRAVITY, _ROWS.company_id, _ROWS.wage_period, _ROWS.notice_id))

    def history(self, wanted: Wanted, *, before: int | None, limit: int) -> Sequence[Row[Any]]:
        """All notices, newest first, up to a number; the next page begins before the last one's number."""
        query = select(notices)
        for name in ("severity", "company_id", "wage_period"):
            if value := getattr(wanted, name):
                query = query.where(_ROWS[name] == value)
        if before is not None:
            query = query.where(_ROWS.notice_id < before)
        return self._all(query.order_by(_ROWS.notice_id.desc()).limit(limit))

    def newest_checks(self, since: datetime) -> list[str]:
        """The runs that connection checks kept their notices under since an instant: deadlines, codes that vanished."""
        runs = export_runs.c
        query = select(runs.run_id).where(runs.started_at >= since, runs.kind == "check")
        with self.engine.connect() as connection:
            return list(connection.scalars(query))

    def newest_unlinked(self) -> list[str]:
        """The newest run that looked for venues of no company; none where there never was one."""
        runs = export_runs.c
        query = select(runs.run_id).where(runs.company_id == "", runs.kind == "reconcile")
        with self.engine.connect() as connection:
            return list(connection.scalars(query.order_by(runs.wage_period, runs.started_at.desc()).limit(1)))

    def counts(self, run_ids: Iterable[str]) -> dict[str, int]:
        """How many notices of each severity these runs have."""
        chosen = sorted(set(run_ids))
        query = select(_ROWS.severity, func.count()).where(_ROWS.run_id.in_(chosen)).group_by(_ROWS.severity)
        return {severity: int(count) for severity, count in map(tuple, self._all(query))}

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()
