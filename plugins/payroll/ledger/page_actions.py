"""What people did on the payroll pages: kept before it is tried, and completed when it has ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, insert, select, update

from payroll.ledger.schema import page_actions

ActionOutcome = Literal["done", "refused", "failed"]
_ROWS = page_actions.c


@dataclass(frozen=True, slots=True)
class NewAction:
    """What a person asks for; company, wage period and subject are empty where it concerns none."""

    action: str
    acted_by: str
    company_id: str = ""
    wage_period: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PageAction:
    """A row of the table; `airflow_run` is the DAG run that carries it out: DAG, blank, run id."""

    action_id: int
    action: str
    company_id: str
    wage_period: str
    subject: str
    acted_by: str
    acted_at: datetime
    outcome: str
    message: str
    airflow_run: str | None


@dataclass(frozen=True)
class PageActions:
    """Reads and writes the table `page_actions`."""

    engine: Engine

    def begin(self, asked: NewAction, *, now: datetime) -> int:
        """Keep that somebody asks for something; the number under which it is kept."""
        row = {**asdict(asked), "acted_at": now, "outcome": "started", "message": ""}
        with self.engine.begin() as connection:
            return int(connection.scalars(insert(page_actions).returning(_ROWS.action_id), [row]).one())

    def end(
        self, action_id: int, outcome: ActionOutcome, message: str, *, now: datetime, airflow_run: str = ""
    ) -> None:
        """Keep what came of it."""
        values = {"outcome": outcome, "message": message, "airflow_run": airflow_run or None, "ended_at": now}
        with self.engine.begin() as connection:
            connection.execute(update(page_actions).where(_ROWS.action_id == action_id).values(**values))

    def find(self, action_id: int) -> PageAction | None:
        """The action of this number, where there is one."""
        found = self._select(1, _ROWS.action_id == action_id)
        return found[0] if found else None

    def of_period(self, company_id: str, wage_period: str, *, limit: int) -> Sequence[PageAction]:
        """The newest actions about one company and wage period, newest first."""
        return self._select(limit, _ROWS.company_id == company_id, _ROWS.wage_period == wage_period)

    def of_subject(self, subject: str, actions: Collection[str], *, limit: int) -> Sequence[PageAction]:
        """The newest actions of these names about one run, line, person or notice, newest first."""
        return self._select(limit, _ROWS.subject == subject, _ROWS.action.in_(sorted(actions)))

    def _select(self, limit: int, *where: Any) -> list[PageAction]:  # noqa: ANN401
        columns = [_ROWS[name] for name in PageAction.__dataclass_fields__]
        query = select(*columns).where(*where).order_by(_ROWS.action_id.desc()).limit(limit)
        with self.engine.connect() as connection:
            return [PageAction(**row) for row in connection.execute(query).mappings()]
