"""Runs about people: a row for each that changed something or failed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from payroll.ledger.schema import people_runs

PeopleRunKind = Literal["sync", "employee_export", "by_hand"]
_ROWS = people_runs.c


@dataclass(frozen=True, slots=True)
class PeopleRun:
    """One attempt at the people of one company; `counts` has numbers only."""

    run_id: str
    kind: PeopleRunKind
    company_id: str
    is_dry_run: bool
    reason: str
    started_by: str
    person: str
    state: str
    message: str
    started_at: datetime
    finished_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)


def start_run(
    connection: Connection,
    kind: PeopleRunKind,
    company_id: str,
    *,
    started_by: str,
    now: datetime,
    person: str = "",
    is_dry_run: bool = False,
    reason: str | None = None,
) -> str:
    """Record that a run begins; its id."""
    run_id = str(uuid.uuid4())
    row = {
        "run_id": run_id,
        "kind": kind,
        "company_id": company_id,
        "is_dry_run": is_dry_run,
        "reason": reason,
        "started_by": started_by,
        "person": person or None,
        "state": "started",
        "started_at": now,
    }
    connection.execute(insert(people_runs).values(row))
    return run_id


def mark_run(
    connection: Connection,
    run_id: str,
    state: str,
    *,
    message: str | None = None,
    counts: Mapping[str, int] | None = None,
    finished_at: datetime | None = None,
) -> None:
    """Move a run on; what is not given stays as it is."""
    given = {
        "message": message,
        "counts": None if counts is None else json.dumps(dict(counts)),
        "finished_at": finished_at,
    }
    values = {name: value for name, value in given.items() if value is not None}
    connection.execute(update(people_runs).where(_ROWS.run_id == run_id).values(state=state, **values))


def get_run(connection: Connection, run_id: str) -> PeopleRun:
    """The run with this id."""
    return _run(connection.execute(select(people_runs).where(_ROWS.run_id == run_id)).mappings().one())


def find_run(connection: Connection, run_id: str) -> PeopleRun | None:
    """The run with this id, if there is one."""
    row = connection.execute(select(people_runs).where(_ROWS.run_id == run_id)).mappings().one_or_none()
    return None if row is None else _run(row)


def unfinished_runs(connection: Connection, kind: PeopleRunKind, company_id: str) -> list[PeopleRun]:
    """Runs of a company that were cut off: started, and never ended."""
    where = (_ROWS.kind == kind, _ROWS.company_id == company_id, _ROWS.finished_at.is_(None))
    return _runs(connection, select(people_runs).where(*where).order_by(_ROWS.started_at))


def newest_runs(connection: Connection, limit: int, *, company_id: str | None = None) -> list[PeopleRun]:
    """The newest runs, of all companies or of one."""
    query = select(people_runs) if company_id is None else select(people_runs).where(_ROWS.company_id == company_id)
    return _runs(connection, query.order_by(_ROWS.started_at.desc()).limit(limit))


def runs_of_starter(connection: Connection, started_by: str) -> list[PeopleRun]:
    """The runs that one starter began, oldest first."""
    return _runs(connection, select(people_runs).where(_ROWS.started_by == started_by).order_by(_ROWS.started_at))


def _runs(connection: Connection, query: Select[Any]) -> list[PeopleRun]:
    return [_run(row) for row in connection.execute(query).mappings()]


def _run(row: RowMapping) -> PeopleRun:
    return PeopleRun(
        run_id=row["run_id"],
        kind=row["kind"],
        company_id=row["company_id"],
        is_dry_run=row["is_dry_run"],
        reason=row["reason"] or "",
        started_by=row["started_by"],
        person=row["person"] or "",
        state=row["state"],
        message=row["message"] or "",
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        counts=json.loads(row["counts"] or "{}"),
    )
