"""Notices: what a person must know or do, by severity, company and wage period (semantics I3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, insert, select

from payroll.ledger.schema import notices

Severity = Literal["info", "warning", "critical"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a person must know, with the next step. Never personal data, keys only."""

    severity: Severity
    text: str
    next_step: str
    company_id: str = ""
    wage_period: str = ""


@dataclass(frozen=True)
class Notices:
    """Reads and writes the table `notices`."""

    engine: Engine

    def add(self, run_id: str, found: Sequence[Notice], *, now: datetime) -> None:
        """Keep what a run noticed."""
        if not found:
            return
        rows = [{**asdict(notice), "run_id": run_id, "noticed_at": now} for notice in found]
        with self.engine.begin() as connection:
            connection.execute(insert(notices), rows)

    def of_run(self, run_id: str) -> list[Notice]:
        """The notices of one run, in the order in which they were noticed."""
        columns = [notices.c[name] for name in ("severity", "text", "next_step", "company_id", "wage_period")]
        query = select(*columns).where(notices.c.run_id == run_id).order_by(notices.c.notice_id)
        with self.engine.connect() as connection:
            return [Notice(**row) for row in connection.execute(query).mappings()]
