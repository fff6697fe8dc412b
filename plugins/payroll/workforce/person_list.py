"""People a page at a time: where they belong, a company's people searched and sorted, and who a name leads to.

Only what tells two people apart is read, by index where the tables are ours; never a BSN.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd
import sqlalchemy as sa

from payroll.workforce.engine import connected
from payroll.workforce.frames import Field, read_frame
from payroll.workforce.schema import EMPLOYEES, SEARCHED_BY_BEGINNING

_ROWS: Final = EMPLOYEES.c
_TEXTS: Final = ("employee_number", "first_name", "prefix", "last_name", "work_email", "private_email")
_FIELDS: Final = (
    Field(_ROWS.id, "employee_id"),
    *(Field(_ROWS[name], name, fill="") for name in (*_TEXTS, "home_venue_id", "nmbrs_id")),
    *(Field(_ROWS[name], name) for name in ("birth_date", "hire_date", "end_date", "is_active")),
)
_AFTER_EVERY_LETTER: Final = "\U0010ffff"
BY_KEY: Final = "key"
SORTABLE: Final = ("name", "employee_number", "birth_date", "hire_date")

Place = tuple[str, str]
"""The venue where somebody belongs, and the Nmbrs employee id that the source knows; "" = none."""


@dataclass(frozen=True)
class Whom:
    """A set of people: those of some venues and some by id, without some others."""

    venue_ids: Collection[str] = ()
    employee_ids: Collection[str] = ()
    without: Collection[str] = ()

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """As SQL."""
        among = [_ROWS[name].in_(sorted(set(ids))) for name, ids in self._named() if ids]
        inside = sa.or_(sa.false(), *among)
        return inside & _ROWS.id.not_in(sorted(set(self.without))) if self.without else inside

    def _named(self) -> tuple[tuple[str, Collection[str]], ...]:
        return ("home_venue_id", self.venue_ids), ("id", self.employee_ids)


@dataclass(frozen=True)
class PersonList:
    """Reads `employees` for people who look at them; every method raises WorkforceError where it cannot."""

    engine: sa.Engine = field(repr=False)

    def places(self, whom: Whom) -> dict[str, Place]:
        """The keys of a set of people, and where they belong."""
        query = sa.select(_ROWS.id, _ROWS.home_venue_id, _ROWS.nmbrs_id).where(whom.condition)
        with connected(self.engine) as connection:
            rows = _all(connection, query)
        return {str(ours): (str(venue or ""), str(theirs or "")) for ours, venue, theirs in rows}

    def of_other_venues(self, venue_ids: Collection[str]) -> frozenset[str]:
        """The keys of people whose venue is none of these, and of those who have none."""
        key, venue = _ROWS.id, _ROWS.home_venue_id
        with connected(self.engine) as connection:
            others = [one for one in connection.scalars(_venues_of_people()) if one not in venue_ids]
            of_them = sa.union_all(sa.select(key).where(venue.is_(None)), sa.select(key).where(venue.in_(others)))
            return frozenset(str(one) for one in connection.scalars(of_them))

    def page(
        self,
        whom: Whom,
        *,
        search: str = "",
        sort: str = "",
        descending: bool = False,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[pd.DataFrame, int]:
        """One page of a set of people, and how many there are.

        Args:
            whom: among whom.
            search: words, each of which must be part of a name, an e-mail address, the number or the key.
            sort: one of SORTABLE, or BY_KEY, which tells nothing else of anybody; else by name.
            descending: the other way round.
            offset, limit: which page.

        Returns:
            the columns of `people`, in the order asked for.
        """
        where = sa.and_(whom.condition, *(_contains(word) for word in search.split()))
        order = [column.desc().nulls_last() if descending else column.asc().nulls_last() for column in _order(sort)]
        query = sa.select(_ROWS.id).where(where).order_by(*order).offset(offset).limit(limit)
        with connected(self.engine) as connection:
            total = int(connection.scalar(sa.select(sa.func.count()).select_from(EMPLOYEES).where(where)) or 0)
            ids = [str(key) for key in connection.scalars(query)]
        return self.people(ids), total

    def people(self, employee_ids: Sequence[str]) -> pd.DataFrame:
        """Some people by key, in that order; those whom nobody knows are left out.

        Returns:
            employee_id, employee_number, first_name, prefix, last_name, work_email, private_email, home_venue_id,
            nmbrs_id (str, "" = none), birth_date, hire_date, end_date (datetime64[s], nullable), is_active (bool).
        """
        query = sa.select(EMPLOYEES).where(_ROWS.id.in_(sorted(set(employee_ids))))
        with connected(self.engine) as connection:
            found = read_frame(connection, [query], _FIELDS)
        place = found["employee_id"].map({key: place for place, key in enumerate(employee_ids)})
        return found.iloc[place.argsort().to_numpy()].reset_index(drop=True)

    def names(self, employee_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """Key to first_name, prefix and last_name ("" = none) of some people; those whom nobody knows are left out."""
        parts = ("first_name", "prefix", "last_name")
        query = sa.select(_ROWS.id, *(_ROWS[name] for name in parts)).where(_ROWS.id.in_(sorted(set(employee_ids))))
        with connected(self.engine) as connection:
            rows = _all(connection, query)
        return {str(key): dict(zip(parts, (text or "" for text in texts), strict=True)) for key, *texts in rows}

    def beginning_with(self, text: str, *, limit: int) -> list[str]:
        """The keys of people whose first or last name or e-mail address begins so, or whose number or key it is."""
        beginning = text.strip().lower()
        if not beginning:
            return []
        is_exact = [_ROWS.id == text.strip(), _ROWS.employee_number == text.strip()]
        begins = [_begins(_ROWS[name], beginning, self.engine.dialect.name) for name in SEARCHED_BY_BEGINNING]
        query = sa.select(_ROWS.id).where(sa.or_(*is_exact, *begins)).limit(limit)
        with connected(self.engine) as connection:
            return sorted(str(key) for key in connection.scalars(query))


def _all(connection: sa.Connection, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(query)]


def _venues_of_people() -> sa.Select[Any]:
    """Each venue that somebody belongs to, from one to the next in the index: no database goes over all people."""
    venue = _ROWS.home_venue_id
    found = sa.select(sa.func.min(venue).label("venue_id")).cte("found", recursive=True)
    following = sa.select(sa.func.min(venue)).where(venue > found.c.venue_id).correlate(found).scalar_subquery()
    found = found.union_all(sa.select(following).where(found.c.venue_id.is_not(None)))
    return sa.select(found.c.venue_id).where(found.c.venue_id.is_not(None))


def _contains(word: str) -> sa.ColumnElement[bool]:
    return sa.or_(*(_ROWS[name].icontains(word, autoescape=True) for name in ("id", *_TEXTS)))


def _begins(column: sa.Column[str], beginning: str, dialect: str) -> sa.ColumnElement[bool]:
    """In the form for which each database uses its index."""
    lower = sa.func.lower(column)
    if dialect == "postgresql":
        return lower.startswith(beginning, autoescape=True)
    return sa.and_(lower >= beginning, lower < beginning + _AFTER_EVERY_LETTER)


def _order(sort: str) -> list[sa.ColumnElement[Any]]:
    if sort == BY_KEY:
        return [_ROWS.id]
    by_name = [sa.func.lower(_ROWS[name]) for name in ("last_name", "first_name")]
    first = [_ROWS[sort]] if sort in SORTABLE and sort != "name" else []
    return [*first, *by_name, _ROWS.id]
