"""Notices of many companies in one list: those of the newest runs, what stopped one of them, the open points about
people, and the history (I3).

A point of the review list is a notice like any other: it has a severity, a company, and a sentence that ends with what
to do next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Row, Select, case, func, literal, select

from payroll.ledger.schema import export_runs, notices, people_reviews

_ROWS: Final = notices.c
_GRAVITY: Final = case((_ROWS.severity == "critical", 0), (_ROWS.severity == "warning", 1), else_=2)
_REVIEWS: Final = people_reviews.c
_RUNS: Final = export_runs.c
_STOPPED: Final = ("blocked", "refused", "unknown", "failed")
_IDS_PER_QUERY: Final = 500


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

    def of_ids(self, notice_ids: Iterable[int]) -> list[Row[Any]]:
        """The notices of these numbers."""
        return self._by_number(select(notices), _ROWS.notice_id, notice_ids)

    def stops(self, run_ids: Iterable[str]) -> Sequence[Row[Any]]:
        """What stopped those of these runs that ended so: columns of a notice, and `stopped_run_id`."""
        query = select(
            _RUNS.run_id.label("stopped_run_id"),
            literal("critical").label("severity"),
            _RUNS.company_id,
            _RUNS.wage_period,
            _RUNS.message.label("text"),
            literal("").label("next_step"),
            func.coalesce(_RUNS.finished_at, _RUNS.started_at).label("noticed_at"),
        )
        told = _RUNS.state.in_(_STOPPED) & _RUNS.message.is_not(None)
        query = query.where(_RUNS.run_id.in_(sorted(set(run_ids))), told)
        return self._all(query.order_by(_RUNS.company_id, _RUNS.wage_period))

    def reviews(self, *, limit: int) -> Sequence[Row[Any]]:
        """The open points about people, the gravest first: columns of a notice, `rule`, `employee_id`, `closed_at`."""
        gravity = case((_REVIEWS.severity == "critical", 0), (_REVIEWS.severity == "warning", 1), else_=2)
        query = _as_notices().where(_REVIEWS.closed_at.is_(None))
        return self._all(query.order_by(gravity, _REVIEWS.company_id, _REVIEWS.review_id).limit(limit))

    def reviews_of_ids(self, review_ids: Iterable[int]) -> list[Row[Any]]:
        """The points about people of these numbers, with the same columns."""
        return self._by_number(_as_notices(), _REVIEWS.review_id, review_ids)

    def history(self, wanted: Wanted, *, before: int | None, limit: int) -> Sequence[Row[Any]]:
        """All notices, newest first, up to a number; the next page begins before the last one's number."""
        query = select(notices)
        for name in ("severity", "company_id", "wage_period"):
            if value := getattr(wanted, name):
                query = query.where(_ROWS[name] == value)
        return self._before(query, _ROWS.notice_id, before, limit)

    def history_of_reviews(self, wanted: Wanted, *, before: int | None, limit: int) -> Sequence[Row[Any]]:
        """All points about people, closed ones too, in the same way; they belong to no wage period."""
        if wanted.wage_period:
            return []
        query = _as_notices()
        for name in ("severity", "company_id"):
            if value := getattr(wanted, name):
                query = query.where(_REVIEWS[name] == value)
        return self._before(query, _REVIEWS.review_id, before, limit)

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

    def _before(
        self, query: Select[Any], number: ColumnElement[int], before: int | None, limit: int
    ) -> Sequence[Row[Any]]:
        if before is not None:
            query = query.where(number < before)
        return self._all(query.order_by(number.desc()).limit(limit))

    def _by_number(self, query: Select[Any], column: ColumnElement[int], numbers: Iterable[int]) -> list[Row[Any]]:
        wanted, found = sorted(set(numbers)), list[Row[Any]]()
        for start in range(0, len(wanted), _IDS_PER_QUERY):
            found += self._all(query.where(column.in_(wanted[start : start + _IDS_PER_QUERY])))
        return found

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()


def _as_notices() -> Select[Any]:
    return select(
        _REVIEWS.review_id,
        _REVIEWS.severity,
        _REVIEWS.company_id,
        literal("").label("wage_period"),
        _REVIEWS.sentence.label("text"),
        literal("").label("next_step"),
        _REVIEWS.first_seen_at.label("noticed_at"),
        _REVIEWS.rule,
        _REVIEWS.employee_id,
        _REVIEWS.closed_at,
    )
