"""The rows of the list of employees: who stands in a tab, what they lack, and who in Nmbrs may be them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pandas as pd

from payroll.config.models import CompanyConfig
from payroll.ledger.people.counts import PeopleCount
from payroll.pages.asked import PAGE_ROWS
from payroll.pages.employees.reading import Reading
from payroll.steps.people.person_states import PeopleOfCompany
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

Who = tuple[str, str, str]
"""The same, and with whom in Nmbrs they are connected ("" = nobody)."""


@dataclass(frozen=True)
class Wanted:
    """Which rows a reader asks for.

    Args:
        view: one of LISTS.
        words: to search for.
        sort: a column, with `-` in front the other way round; only in one company.
        page: the first is 1.
    """

    view: str
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
    """A page of the list, and how many rows all of it has.

    is_cut  whether a search found more than it looked at
    more    company id to how many of its people stand on no page: they came after the count
    """

    rows: Sequence[Listed]
    total: int
    is_cut: bool = False
    more: Mapping[str, int] = field(default_factory=dict)


def count_of(count: PeopleCount, view: str) -> int:
    """How many people a list has."""
    return {NOT_CONNECTED: count.not_connected, CONNECTED: count.connected}.get(view, count.all)


def people_of(one: PeopleOfCompany, view: str) -> list[Who]:
    """The people of a list, by key."""
    off = dict.fromkeys(() if view == CONNECTED else one.not_connected, "")
    on = {} if view == NOT_CONNECTED else one.connected
    return [(one.company_id, ours, theirs) for ours, theirs in sorted((off | {**on}).items())]


def rows_of(read: Reading, people: Sequence[Who]) -> list[Listed]:
    """The rows of some people, in their order."""
    of_key = read.people.people([ours for _, ours, _ in people]).set_index("employee_id").to_dict("index")
    return [_listed(one, of_key[one[1]]) for one in people if one[1] in of_key]


def list_company(read: Reading, company: CompanyConfig, own: PeopleOfCompany, wanted: Wanted) -> Rows:
    """The rows of a page of one company, searched and sorted by the database."""
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
    rows = []
    for row in people.to_dict("records"):
        ours = str(row["employee_id"])
        best = next(iter(found.get((company.id, ours), ())), None)
        rows.append(_listed((company.id, ours, own.connected.get(ours, "")), row, best))
    return Rows(rows, total)


def _listed(who: Who, row: Mapping[Any, Any], suggestion: Suggestion | None = None) -> Listed:
    return Listed(
        *who,
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
