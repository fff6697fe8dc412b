"""Who is who: the pairs of one of our people and a Nmbrs employee, and the pairs that a person took apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, delete, insert, or_, select

from payroll.ledger.people.frames import read_frame
from payroll.ledger.records import records
from payroll.ledger.schema import people_connections, people_disconnections

_ROWS, _APART = people_connections.c, people_disconnections.c
_PAIR = ("company_id", "employee_id", "nmbrs_employee_id")


def connections_of(connection: Connection, *company_ids: str) -> pd.DataFrame:
    """The pairs of some companies.

    Returns:
        company_id, employee_id, nmbrs_employee_id, connected_by_key, connected_at, connected_by.
    """
    return read_frame(connection, _pairs().where(_ROWS.company_id.in_(company_ids)))


def connections_of_people(connection: Connection, employee_ids: Collection[str]) -> pd.DataFrame:
    """The pairs of some people in all companies; columns as `connections_of`."""
    return read_frame(connection, _pairs().where(_ROWS.employee_id.in_(sorted(set(employee_ids)))))


def disconnections_of(connection: Connection, *company_ids: str) -> pd.DataFrame:
    """The pairs of some companies that a person took apart: company_id, employee_id, nmbrs_employee_id."""
    query = select(*(_APART[name] for name in _PAIR)).where(_APART.company_id.in_(company_ids)).distinct()
    return read_frame(connection, query)


def connect(connection: Connection, pairs: pd.DataFrame, *, connected_by: str, now: datetime) -> None:
    """Keep new pairs.

    Args:
        connection: in a transaction.
        pairs: company_id, employee_id, nmbrs_employee_id, connected_by_key.
        connected_by: who or what connected them.
        now: when.

    Raises:
        IntegrityError: one of the two is connected in that company already.
    """
    if not pairs.empty:
        rows = records(pairs[[*_PAIR, "connected_by_key"]])
        shared = {"connected_at": now, "connected_by": connected_by}
        connection.execute(insert(people_connections), [row | shared for row in rows])


def disconnect(connection: Connection, company_id: str, employee_id: str, *, by: str, now: datetime) -> str | None:
    """Take a pair apart for good; the Nmbrs employee id it had, None where there was no pair."""
    where = (_ROWS.company_id == company_id, _ROWS.employee_id == employee_id)
    nmbrs_employee_id: str | None = connection.scalar(select(_ROWS.nmbrs_employee_id).where(*where))
    if nmbrs_employee_id is None:
        return None
    connection.execute(delete(people_connections).where(*where))
    row = {"company_id": company_id, "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
    connection.execute(insert(people_disconnections).values(**row, disconnected_at=now, disconnected_by=by))
    return nmbrs_employee_id


def is_connected(connection: Connection, company_id: str, employee_id: str, nmbrs_employee_id: str) -> bool:
    """Whether one of the two has a connection in the company."""
    one = or_(_ROWS.employee_id == employee_id, _ROWS.nmbrs_employee_id == nmbrs_employee_id)
    return connection.scalar(select(_ROWS.employee_id).where(_ROWS.company_id == company_id, one).limit(1)) is not None


def _pairs() -> Select[Any]:
    columns = (*_PAIR, "connected_by_key", "connected_at", "connected_by")
    return select(*(_ROWS[name] for name in columns)).order_by(_ROWS.company_id, _ROWS.employee_id)
