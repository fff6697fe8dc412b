"""What one side overwrote on the other: who, when, before, after (semantics G4). Values of people; never a BSN."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, delete, insert, select

from payroll.ledger.people.frames import IDS_PER_QUERY, read_frame
from payroll.ledger.records import records
from payroll.ledger.schema import people_changes

CHANGE_COLUMNS = ("company_id", "employee_id", "contract_id", "field", "before", "after", "written_to")
_ROWS = people_changes.c


def add_changes(connection: Connection, run_id: str, changes: pd.DataFrame, *, changed_by: str, now: datetime) -> None:
    """Keep changes, with CHANGE_COLUMNS; contract_id is blank for a person's own data."""
    if not changes.empty:
        shared = {"run_id": run_id, "changed_by": changed_by, "changed_at": now}
        rows = [row | shared for row in records(changes[list(CHANGE_COLUMNS)])]
        connection.execute(insert(people_changes), rows)


def changes_of_runs(connection: Connection, run_ids: Collection[str]) -> pd.DataFrame:
    """The changes of some runs: change_id and CHANGE_COLUMNS."""
    columns = [_ROWS.change_id, *(_ROWS[name] for name in CHANGE_COLUMNS)]
    return read_frame(connection, select(*columns).where(_ROWS.run_id.in_(list(run_ids))).order_by(_ROWS.change_id))


def forget_changes(connection: Connection, change_ids: Collection[int]) -> None:
    """Take back changes that were announced and then never made."""
    ids = list(change_ids)
    for start in range(0, len(ids), IDS_PER_QUERY):
        connection.execute(delete(people_changes).where(_ROWS.change_id.in_(ids[start : start + IDS_PER_QUERY])))


def history_of(connection: Connection, employee_id: str) -> pd.DataFrame:
    """Everything that was overwritten of one person, oldest first: CHANGE_COLUMNS, changed_at, changed_by."""
    columns = [*(_ROWS[name] for name in CHANGE_COLUMNS), _ROWS.changed_at, _ROWS.changed_by]
    return read_frame(connection, select(*columns).where(_ROWS.employee_id == employee_id).order_by(_ROWS.change_id))
