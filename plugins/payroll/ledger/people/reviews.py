"""The review list: what a person is to look at about people, open until no run finds it any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pandas as pd
from sqlalchemy import ColumnElement, Connection, insert, select, update

from payroll.ledger.people.frames import IDS_PER_QUERY, read_frame, rows_of
from payroll.ledger.records import records
from payroll.ledger.schema import people_reviews

ReviewSource = Literal["sync", "employee_export"]
REVIEW_COLUMNS = ("severity", "company_id", "employee_id", "nmbrs_employee_id", "field", "rule", "sentence")
_ROWS = people_reviews.c


@dataclass(frozen=True)
class ReviewChanges:
    """Points to open, and numbers of points to close."""

    new: pd.DataFrame
    closed: tuple[int, ...]

    def __bool__(self) -> bool:
        return not self.new.empty or bool(self.closed)


def compare_reviews(
    connection: Connection,
    source: ReviewSource,
    company_id: str,
    found: pd.DataFrame,
    *,
    employee_ids: Collection[str] | None = None,
    other_than: Collection[str] = (),
    only: Collection[str] = (),
    unread_fields: Collection[str] = (),
) -> ReviewChanges:
    """Hold the points that a run found against those that are open.

    Args:
        connection: for reading.
        source: which run finds them; the points of the other are left alone.
        company_id: whose points.
        found: REVIEW_COLUMNS: all points that there are now.
        employee_ids: whose points the run looked for; None: everybody's of the company.
        other_than: rules that the run did not look at.
        only: the rules that the run looked at; none: all.
        unread_fields: fields that the run did not read; their points stay as they are.
    """
    where = _open(source) & (_ROWS.company_id == company_id)
    if employee_ids is not None:
        where &= _ROWS.employee_id.in_(sorted(set(employee_ids)))
    if only:
        where &= _ROWS.rule.in_(list(only))
    where &= _ROWS.rule.not_in(list(other_than)) & _ROWS.field.not_in(list(unread_fields))
    columns = [_ROWS[name] for name in REVIEW_COLUMNS]
    rows = connection.execute(select(*columns, _ROWS.review_id).where(where)).all()
    kept = {tuple(row[:-1]): row[-1] for row in rows}
    now = rows_of(people_reviews, REVIEW_COLUMNS, found)
    is_new = [row not in kept for row in now]
    return ReviewChanges(found[is_new].drop_duplicates(), tuple(kept[row] for row in kept.keys() - set(now)))


def store_reviews(connection: Connection, source: ReviewSource, changes: ReviewChanges, *, now: datetime) -> None:
    """Close what is gone, and open what is new."""
    for start in range(0, len(changes.closed), IDS_PER_QUERY):
        among = _ROWS.review_id.in_(changes.closed[start : start + IDS_PER_QUERY])
        connection.execute(update(people_reviews).where(among).values(closed_at=now))
    if not changes.new.empty:
        rows: list[dict[str, Any]] = records(changes.new[list(REVIEW_COLUMNS)])
        connection.execute(insert(people_reviews), [row | {"source": source, "first_seen_at": now} for row in rows])


def open_reviews(
    connection: Connection, *, company_id: str | None = None, source: ReviewSource | None = None
) -> pd.DataFrame:
    """The points that are open, of all or of one company, newest last.

    Returns:
        review_id, source, REVIEW_COLUMNS, first_seen_at.
    """
    where = _open(source)
    if company_id is not None:
        where &= _ROWS.company_id == company_id
    columns = [_ROWS.review_id, _ROWS.source, *(_ROWS[name] for name in REVIEW_COLUMNS), _ROWS.first_seen_at]
    return read_frame(connection, select(*columns).where(where).order_by(_ROWS.review_id))


def _open(source: ReviewSource | None) -> ColumnElement[bool]:
    is_open: ColumnElement[bool] = _ROWS.closed_at.is_(None)
    return is_open if source is None else is_open & (_ROWS.source == source)
