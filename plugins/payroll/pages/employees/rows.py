"""The rows of the list of employees: who stands in a tab, what they lack, and who in Nmbrs may be them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.pages.asked import PAGE_ROWS
from payroll.pages.employees.reading import Reading
from payroll.steps.people.person_states import PeopleOfCompany, everybody, people_of_company
from payroll.steps.people.suggested import Suggestion, suggested
from payroll.workforce.person_list import Whom
from transforms.people.fields import REQUIRED

NOT_CONNECTED: Final = "not-connected"
CONNECTED: Final = "connected"
ALL: Final = "all"
LISTS: Final = (NOT_CONNECTED, CONNECTED, ALL)
MOST_FOUND: Final = 500
"""How many people a search in all companies looks at; whoever looks for more chooses a company."""

Key = tuple[str, str]
"""A company id ("" = none) and the key of one of our people."""


@dataclass(frozen=True)
class Wanted:
    """Which rows a reader asks for.

    Args:
        view: one of LISTS.
        company: whose people; None: of all companies.
        words: to search for.
        sort: a column, with `-` in front the other way round; only in one company.
        page: the first is 1.
    """

    view: str
    company: CompanyConfig | None = None
    words: str = ""
    sort: str = ""
    page: int = 1

    @property
    def start(self) -> int:
        """How many rows stand before the page."""
        return (self.page - 1) * PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in the list.

    missing     required fields that are not known (semantics H2)
    suggestion  who in Nmbrs may be this person, the likeliest
    """

    company_id: str
    employee_id: str
    nmbrs_employee_id: str
    name: str
    birth_date: date | None
    employee_number: str
    emails: tuple[str, ...]
    is_active: bool
    missing: tuple[str, ...]
    suggestion: Suggestion | None

    @property
    def address(self) -> str:
        """The person's own page, below the first one; "" where they belong to no company."""
        return f"employees/of/{self.company_id}/{self.employee_id}" if self.company_id else ""


@dataclass(frozen=True)
class Rows:
    """A page of the list, how many rows all of it has, and whether a search found more than it looked at."""

    rows: Sequence[Listed]
    total: int
    is_cut: bool = False


@dataclass(frozen=True)
class Scope:
    """The people that the list is about: those of one company, or of all, with those of no company."""

    companies: Mapping[str, PeopleOfCompany]
    nowhere: Sequence[str] = ()

    @classmethod
    def of(cls, read: Reading, company: CompanyConfig | None, companies: Sequence[CompanyConfig]) -> Scope:
        """The people of one company, else of all of them."""
        if company is not None:
            return cls({company.id: people_of_company(read.book, read.people, company)})
        found = everybody(read.book, read.people, companies)
        return cls({one.company_id: one for one in found.companies}, found.nowhere)

    @property
    def counts(self) -> dict[str, int]:
        """How many people each tab has; somebody who is connected in two companies counts in both."""
        people = self.companies.values()
        off = sum(len(one.not_connected) for one in people) + len(self.nowhere)
        on = sum(len(one.connected) for one in people)
        return {NOT_CONNECTED: off, CONNECTED: on, ALL: off + on}

    def keys(self, view: str, among: Collection[str] | None = None) -> Iterator[Key]:
        """The people of a tab: company by company, those of no company at the end."""
        for company_id, one in self.companies.items():
            yield from ((company_id, ours) for ours in _chosen(_of_view(one, view), among))
        if view != CONNECTED:
            yield from (("", ours) for ours in _chosen(self.nowhere, among))

    def nmbrs_id(self, key: Key) -> str:
        """With whom in Nmbrs somebody is connected; "" = nobody."""
        company = self.companies.get(key[0])
        return company.connected.get(key[1], "") if company else ""


def _of_view(one: PeopleOfCompany, view: str) -> Collection[str]:
    if view == ALL:
        return one.not_connected | one.connected.keys()
    return one.connected if view == CONNECTED else one.not_connected


def _chosen(ids: Collection[str], among: Collection[str] | None) -> list[str]:
    return sorted(ids if among is None else set(ids) & set(among))


def list_people(read: Reading, scope: Scope, wanted: Wanted) -> Rows:
    """The rows of a page. In one company it is searched and sorted by the database; in all it is by company and key."""
    if wanted.company is not None:
        return _of_company(read, scope, wanted.company, wanted)
    among = read.people.beginning_with(wanted.words, limit=MOST_FOUND) if wanted.words else None
    total = scope.counts[wanted.view] if among is None else sum(1 for _ in scope.keys(wanted.view, among))
    keys = list(islice(scope.keys(wanted.view, among), wanted.start, wanted.start + PAGE_ROWS))
    people = read.people.people([ours for _, ours in keys])
    of_key = people.set_index("employee_id").to_dict("index")
    rows = [_listed(scope, key, of_key[key[1]], None) for key in keys if key[1] in of_key]
    return Rows(rows, total, is_cut=among is not None and len(among) == MOST_FOUND)


def _of_company(read: Reading, scope: Scope, company: CompanyConfig, wanted: Wanted) -> Rows:
    own = scope.companies[company.id]
    whom = {
        NOT_CONNECTED: Whom(employee_ids=own.not_connected),
        CONNECTED: Whom(employee_ids=own.connected),
        ALL: Whom(company.venues, own.connected),
    }[wanted.view]
    people, total = read.people.page(
        whom,
        search=wanted.words,
        sort=wanted.sort.removeprefix("-"),
        descending=wanted.sort.startswith("-"),
        offset=wanted.start,
        limit=PAGE_ROWS,
    )
    people = people.assign(company_id=company.id)
    with read.book.read() as connection:
        free = people[~people["employee_id"].isin(list(own.connected))].reset_index(drop=True)
        found = suggested(connection, free, {company.id: own.connected})
    rows = [
        _listed(scope, key, row, next(iter(found.get(key, ())), None))
        for key, row in (((company.id, str(row["employee_id"])), row) for row in _records(people))
    ]
    return Rows(rows, total)


def _records(people: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in people.to_dict("records")]


def _listed(scope: Scope, key: Key, row: Mapping[Any, Any], suggestion: Suggestion | None) -> Listed:
    return Listed(
        *key,
        scope.nmbrs_id(key),
        full_name(row),
        day_of(row["birth_date"]),
        str(row["employee_number"]),
        emails_of(row),
        bool(row["is_active"]),
        tuple(name for name in REQUIRED if pd.isna(row[name]) or not str(row[name]).strip()),
        suggestion,
    )


def full_name(row: Mapping[Any, Any]) -> str:
    """First name, prefix and last name, as far as they are known."""
    parts = ("" if pd.isna(row[name]) else str(row[name]).strip() for name in ("first_name", "prefix", "last_name"))
    return " ".join(part for part in parts if part)


def emails_of(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """The e-mail addresses that are known, the one at work first."""
    found = ("" if pd.isna(row[name]) else str(row[name]).strip() for name in ("work_email", "private_email"))
    return tuple(dict.fromkeys(one for one in found if one))


def day_of(value: Any) -> date | None:  # noqa: ANN401
    """A day of a frame as Python has it."""
    return None if pd.isna(value) else pd.Timestamp(value).date()
