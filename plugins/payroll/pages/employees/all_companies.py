"""The list over all companies: the counts tell which companies a page is about, and only their people are read.

A company has as many rows in the list as it was counted to have. When its people have changed since, its last page is
shorter, or says how many more there are: nobody else moves to another page by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from payroll.config.models import CompanyConfig
from payroll.ledger.people.counts import PeopleCount
from payroll.pages.asked import PAGE_ROWS
from payroll.pages.employees.reading import Reading
from payroll.pages.employees.rows import MOST_FOUND, Rows, Wanted, count_of, people_of, rows_of
from payroll.steps.people.person_states import (
    NO_COMPANY,
    PeopleOfCompany,
    people_of_companies,
    people_of_no_company,
    where_they_are,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The people of one company on a page: from the one at `first` to the one before `last`, in the order of keys.

    counted  how many it was counted to have
    """

    company_id: str
    first: int
    last: int
    counted: int


def list_all_companies(
    read: Reading, companies: Sequence[CompanyConfig], counted: Mapping[str, PeopleCount], wanted: Wanted
) -> Rows:
    """A page of the people of all companies, by company and key; those of no company come last.

    Args:
        read: both databases.
        companies: in their order.
        counted: company id ("" = none) to its counts, in the same order.
        wanted: which rows.
    """
    if wanted.words:
        return _found(read, companies, wanted)
    counts = {company_id: count_of(one, wanted.view) for company_id, one in counted.items()}
    parts = list(stretches(counts, wanted.start, PAGE_ROWS))
    found = {one.company_id: one for one in _people(read, companies, {part.company_id for part in parts})}
    listed = {part: people_of(found[part.company_id], wanted.view) for part in parts}
    rows = rows_of(read, [who for part, people in listed.items() for who in people[part.first : part.last]])
    more = {
        part.company_id: len(people) - part.counted
        for part, people in listed.items()
        if part.last == part.counted < len(people)
    }
    return Rows(rows, sum(counts.values()), more=more)


def stretches(counts: Mapping[str, int], start: int, rows: int) -> Iterator[Stretch]:
    """Whose people stand on a page that begins after `start` rows and has at most `rows`."""
    before = 0
    for company_id, count in counts.items():
        first, last = max(start - before, 0), min(start + rows - before, count)
        if first < last:
            yield Stretch(company_id, first, last, count)
        before += count


def _people(
    read: Reading, companies: Sequence[CompanyConfig], company_ids: Collection[str]
) -> Iterator[PeopleOfCompany]:
    named = [one for one in companies if one.id in company_ids]
    if named:
        yield from people_of_companies(read.book, read.people, named)
    if NO_COMPANY in company_ids:
        yield people_of_no_company(read.book, read.people, companies)


def _found(read: Reading, companies: Sequence[CompanyConfig], wanted: Wanted) -> Rows:
    ids = read.people.beginning_with(wanted.words, limit=MOST_FOUND)
    found = where_they_are(read.book, read.people, companies, ids) if ids else []
    people = [who for one in found for who in people_of(one, wanted.view)]
    shown = people[wanted.start : wanted.start + PAGE_ROWS]
    return Rows(rows_of(read, shown), len(people), is_cut=len(ids) == MOST_FOUND)
