"""How many people are connected and how many are not: counted by whoever changes it, read by pages over all companies.

A page of one company counts at that moment. In hundreds of companies that would mean to read everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.counts import PeopleCount, keep_counts, kept_counts
from payroll.steps.exit_codes import ExitCode, meaning
from payroll.steps.people.person_states import (
    NO_COMPANY,
    PeopleOfCompany,
    people_of_companies,
    people_of_no_company,
)
from payroll.steps.services import Services
from payroll.workforce.person_list import PersonList

_COMPANIES_TOGETHER: Final = 20


def count_people(services: Services, companies: Sequence[CompanyConfig]) -> None:
    """Count the people of some companies anew, and those of no company; written only where a number is another.

    It comes after work that is done and kept. Where a database does not answer now, the counts stay as they were.
    """
    book, people = PeopleBook(services.ledger.engine), PersonList(services.workforce.people.engine)
    try:
        counts = dict(_counts(book, people, companies))
        nowhere = people_of_no_company(book, people, services.config.companies)
        with book.write() as connection:
            keep_counts(connection, counts | {NO_COMPANY: _count(nowhere)}, now=services.now())
    except Exception as error:
        if meaning(error) == ExitCode.BUG:
            raise


def counted_people(book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig]) -> dict[str, PeopleCount]:
    """How many people each of all companies has, and at the end how many belong to none.

    As they were last counted. Who never was, after an update or in a new company before its first sync, is counted now.
    """
    with book.read() as connection:
        kept = kept_counts(connection)
    now = dict(_counts(book, people, [one for one in companies if one.id not in kept]))
    if NO_COMPANY not in kept:
        now[NO_COMPANY] = _count(people_of_no_company(book, people, companies))
    return {one: kept.get(one) or now[one] for one in (*(company.id for company in companies), NO_COMPANY)}


def _counts(
    book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig]
) -> Iterator[tuple[str, PeopleCount]]:
    for start in range(0, len(companies), _COMPANIES_TOGETHER):
        for one in people_of_companies(book, people, companies[start : start + _COMPANIES_TOGETHER]):
            yield one.company_id, _count(one)


def _count(one: PeopleOfCompany) -> PeopleCount:
    return PeopleCount(len(one.not_connected), len(one.connected))
