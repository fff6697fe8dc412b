"""Who is connected in some companies, and what a person is to look at: read for a page, by index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, Row, Select, func, or_, select

from payroll.ledger.people.frames import read_frame
from payroll.ledger.people.reviews import REVIEW_COLUMNS
from payroll.ledger.schema import SYNCED, people_connections, people_disconnections, people_reviews, people_runs
from payroll.ledger.schema.people import REVIEW_SOURCES

_PAIRS: Final = people_connections.c
_APART: Final = people_disconnections.c
_POINTS: Final = people_reviews.c
_RUNS: Final = people_runs.c
_PEOPLE: Final = SYNCED["synced_people"].c
_SHOWN: Final = (
    *("company_id", "nmbrs_employee_id", "employee_number", "first_name", "prefix", "last_name"),
    *("birth_date", "work_email", "private_email", "not_imported"),
)
_SEARCHED: Final = (
    *("nmbrs_employee_id", "employee_number", "first_name", "prefix", "last_name", "work_email", "private_email"),
)
_BETWEEN_PEOPLE: Final = "\x1e"
PEOPLE_PER_QUERY: Final = 1000

ReviewRow = Row[Any]
"""An open point of the review list, with a name for each column."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """A pair that a person took apart: when, and who."""

    nmbrs_employee_id: str
    disconnected_at: datetime
    disconnected_by: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person did about a company's people: a match, a disconnection, an export."""

    message: str
    person: str
    started_at: datetime


def connected_of(
    connection: Connection, company_ids: Collection[str], among: Collection[str] | None = None
) -> dict[str, dict[str, str]]:
    """Company id to our people's keys to their Nmbrs employee ids; of everybody there, or among some."""
    query = select(_PAIRS.company_id, _PAIRS.employee_id, _PAIRS.nmbrs_employee_id)
    by = _PAIRS.company_id.in_(company_ids) if among is None else _PAIRS.employee_id.in_(among)
    found: dict[str, dict[str, str]] = {}
    for company_id, ours, theirs in map(tuple, connection.execute(query.where(by))):
        found.setdefault(company_id, {})[ours] = theirs
    return {company_id: found[company_id] for company_id in company_ids if company_id in found}


def connected_people(connection: Connection, among: Collection[str], company_ids: Collection[str]) -> set[str]:
    """Who of our people is connected in one of these companies."""
    asked, found = sorted(among), set[str]()
    for start in range(0, len(asked), PEOPLE_PER_QUERY):
        pairs = connected_of(connection, company_ids, asked[start : start + PEOPLE_PER_QUERY])
        found |= {ours for of_company in pairs.values() for ours in of_company}
    return found


def taken_apart(connection: Connection, company_ids: Collection[str]) -> dict[str, set[tuple[str, str]]]:
    """Company id to the pairs (our key, Nmbrs employee id) that a person took apart."""
    query = select(_APART.company_id, _APART.employee_id, _APART.nmbrs_employee_id).distinct()
    found: dict[str, set[tuple[str, str]]] = {}
    for company_id, ours, theirs in map(tuple, connection.execute(query.where(_APART.company_id.in_(company_ids)))):
        found.setdefault(company_id, set()).add((ours, theirs))
    return found


def listed_in_nmbrs(connection: Connection, company_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Company id to the Nmbrs employee ids that its last sync found."""
    ids = func.aggregate_strings(_PEOPLE.nmbrs_employee_id, _BETWEEN_PEOPLE)
    query = select(_PEOPLE.company_id, ids).group_by(_PEOPLE.company_id)
    rows = connection.execute(query.where(_PEOPLE.gone_at.is_(None), _PEOPLE.company_id.in_(company_ids))).all()
    return {company_id: frozenset(listed.split(_BETWEEN_PEOPLE)) for company_id, listed in rows}


def people_in_nmbrs(
    connection: Connection, company_ids: Collection[str], *, search: str = "", limit: int | None = None
) -> pd.DataFrame:
    """Who is in Nmbrs, as the last sync found them; never a BSN.

    Args:
        connection: for reading.
        company_ids: in which companies.
        search: words, each of which must be part of a name, an e-mail address, the number or the id; empty: all.
        limit: how many at most.

    Returns:
        company_id, nmbrs_employee_id, employee_number, first_name, prefix, last_name, birth_date (datetime64[s]),
        work_email, private_email, not_imported (the reason; blank: imported).
    """
    query = _people_in_nmbrs().where(_PEOPLE.company_id.in_(company_ids))
    for word in search.split():
        query = query.where(or_(*(_PEOPLE[name].icontains(word, autoescape=True) for name in _SEARCHED)))
    return read_frame(connection, query.order_by(_PEOPLE.last_name, _PEOPLE.nmbrs_employee_id).limit(limit))


def people_in_nmbrs_by_id(connection: Connection, company_id: str, nmbrs_employee_ids: Collection[str]) -> pd.DataFrame:
    """Some people in Nmbrs, with the columns of `people_in_nmbrs`."""
    where = (_PEOPLE.company_id == company_id, _PEOPLE.nmbrs_employee_id.in_(nmbrs_employee_ids))
    return read_frame(connection, _people_in_nmbrs().where(*where))


def _people_in_nmbrs() -> Select[Any]:
    return select(*(_PEOPLE[name] for name in _SHOWN)).where(_PEOPLE.gone_at.is_(None))


def disconnections_of_person(connection: Connection, company_id: str, employee_id: str) -> list[Disconnected]:
    """From whom in Nmbrs a person was taken apart, the last one first."""
    columns = (_APART.nmbrs_employee_id, _APART.disconnected_at, _APART.disconnected_by)
    where = (_APART.company_id == company_id, _APART.employee_id == employee_id)
    rows = connection.execute(select(*columns).where(*where).order_by(_APART.disconnection_id.desc()))
    return [Disconnected(*row) for row in map(tuple, rows)]


def connection_of_person(connection: Connection, company_id: str, employee_id: str) -> Row[Any] | None:
    """The connection of a person, with by which key, when and by whom; None where there is none."""
    where = (_PAIRS.company_id == company_id, _PAIRS.employee_id == employee_id)
    return connection.execute(select(people_connections).where(*where)).one_or_none()


def open_points(
    connection: Connection, company_ids: Collection[str], *, offset: int, limit: int
) -> tuple[Sequence[ReviewRow], int]:
    """A page of the open points of some companies, and how many there are; newest first."""
    where = _is_open() & _POINTS.company_id.in_(company_ids)
    columns = [_POINTS.review_id, *(_POINTS[name] for name in REVIEW_COLUMNS), _POINTS.first_seen_at]
    total = int(connection.scalar(select(func.count()).select_from(people_reviews).where(where)) or 0)
    query = select(*columns).where(where).order_by(_POINTS.review_id.desc())
    return connection.execute(query.offset(offset).limit(limit)).all(), total


def open_point(connection: Connection, review_id: int) -> ReviewRow | None:
    """One point that is open; None where it is closed, or never was."""
    return connection.execute(
        select(people_reviews).where(_POINTS.review_id == review_id, _POINTS.closed_at.is_(None))
    ).one_or_none()


def points_of_companies(connection: Connection) -> dict[str, int]:
    """Company id to the number of its open points."""
    query = select(_POINTS.company_id, func.count()).where(_is_open()).group_by(_POINTS.company_id)
    return {company_id: int(count) for company_id, count in map(tuple, connection.execute(query))}


def points_of_person(connection: Connection, company_id: str, employee_id: str) -> Sequence[ReviewRow]:
    """The open points about one of our people in a company."""
    where = (_is_open(), _POINTS.company_id == company_id, _POINTS.employee_id == employee_id)
    return connection.execute(select(people_reviews).where(*where).order_by(_POINTS.review_id)).all()


def last_new_sync(connection: Connection, company_id: str) -> datetime | None:
    """When a sync of the company last found something new; None before the first one."""
    where = (_RUNS.company_id == company_id, _RUNS.kind == "sync", _RUNS.state == "done")
    found: datetime | None = connection.scalar(
        select(_RUNS.started_at).where(*where).order_by(_RUNS.started_at.desc()).limit(1)
    )
    return found


def done_by_hand(connection: Connection, company_id: str, *, limit: int) -> list[ByHand]:
    """What people did last about a company's people, newest first."""
    where = (_RUNS.company_id == company_id, _RUNS.kind == "by_hand")
    query = select(_RUNS.message, _RUNS.person, _RUNS.started_at).where(*where)
    rows = connection.execute(query.order_by(_RUNS.started_at.desc()).limit(limit))
    return [ByHand(message or "", person or "", started_at) for message, person, started_at in map(tuple, rows)]


def _is_open() -> Any:  # noqa: ANN401
    """With the source, which the index of open points begins with."""
    return _POINTS.closed_at.is_(None) & _POINTS.source.in_(REVIEW_SOURCES)
