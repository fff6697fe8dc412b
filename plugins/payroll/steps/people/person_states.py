"""Who of our people is connected with Nmbrs and who is not, as the last sync left it: nothing is asked of Nmbrs.

The same rule as for an export (semantics D3): a kept connection, else a Nmbrs id of the source that Nmbrs has in this
company, unless one of the two is connected already, or a person took the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.person_list import connected_of, connected_people, listed_in_nmbrs, taken_apart
from payroll.workforce.person_list import PersonList, Place, Whom

NO_COMPANY: Final = ""


@dataclass(frozen=True)
class PeopleOfCompany:
    """One company's people: those of its venues, and those who are connected in it; or those of NO_COMPANY.

    connected      our keys to Nmbrs employee ids
    not_connected  our keys
    """

    company_id: str
    connected: Mapping[str, str]
    not_connected: frozenset[str]

    @classmethod
    def among(cls, company_id: str, employee_ids: Collection[str], connected: Mapping[str, str]) -> PeopleOfCompany:
        """These people, of whom some may be connected."""
        on = {ours: connected[ours] for ours in connected.keys() & set(employee_ids)}
        return cls(company_id, on, frozenset(employee_ids) - on.keys())


def people_of_company(book: PeopleBook, people: PersonList, company: CompanyConfig) -> PeopleOfCompany:
    """One company's people; a few short questions to each database."""
    return people_of_companies(book, people, [company])[0]


def people_of_companies(
    book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig]
) -> list[PeopleOfCompany]:
    """The people of each of some companies, with as many questions as for one."""
    company_ids = [one.id for one in companies]
    with book.read() as connection:
        stored = connected_of(connection, company_ids)
        apart = taken_apart(connection, company_ids)
    places = people.places(Whom([venue for one in companies for venue in one.venues]))
    lent = {ours for pairs in stored.values() for ours in pairs} - places.keys()
    places |= people.places(Whom(employee_ids=lent)) if lent else {}
    own = _by_company(companies, places, stored)
    found = [_Company(one, own[one], stored.get(one, {})) for one in company_ids]
    by_id = [one.company_id for one in found if one.by_own_id]
    with book.read() as connection:
        listed = listed_in_nmbrs(connection, by_id) if by_id else {}
    return [one.sorted_out(apart, listed) for one in found]


def people_of_no_company(book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig]) -> PeopleOfCompany:
    """Those whose venue is of none of the companies, all of them, and who are connected in none."""
    found = people.of_other_venues({venue for one in companies for venue in one.venues})
    with book.read() as connection:
        connected = connected_people(connection, found, [one.id for one in companies])
    return PeopleOfCompany.among(NO_COMPANY, found - connected, {})


def where_they_are(
    book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig], employee_ids: Collection[str]
) -> list[PeopleOfCompany]:
    """Some people in whichever companies they are, those of no company at the end.

    A company is looked at as a whole only where the source has the Nmbrs id of one of them who is not connected.
    """
    places = people.places(Whom(employee_ids=employee_ids))
    with book.read() as connection:
        stored = connected_of(connection, [one.id for one in companies], places)
    own = _by_company(companies, places, stored)
    unsure = [
        one for one in companies if any(own[one.id][ours][1] for ours in own[one.id].keys() - stored.get(one.id, {}))
    ]
    whole = {one.company_id: one.connected for one in people_of_companies(book, people, unsure)} if unsure else {}
    found = [PeopleOfCompany.among(one, ids, (stored | whole).get(one, {})) for one, ids in own.items()]
    somewhere = {ours for ids in own.values() for ours in ids}
    return [*found, PeopleOfCompany.among(NO_COMPANY, places.keys() - somewhere, {})]


@dataclass(frozen=True)
class _Company:
    """A company before it is known who is connected by the Nmbrs id of the source."""

    company_id: str
    places: Mapping[str, Place]
    stored: Mapping[str, str]

    @cached_property
    def by_own_id(self) -> dict[str, str]:
        """Our keys to the Nmbrs ids of the source, where neither is connected and nobody else has the same one."""
        own = {ours: theirs for ours, (_, theirs) in self.places.items() if theirs}
        if not own.keys() - self.stored.keys():
            return {}
        counts, taken = Counter(own.values()), {*self.stored.values()}
        return {
            ours: theirs
            for ours, theirs in own.items()
            if ours not in self.stored and theirs not in taken and counts[theirs] == 1
        }

    def sorted_out(
        self, apart: Mapping[str, Collection[tuple[str, str]]], listed: Mapping[str, Collection[str]]
    ) -> PeopleOfCompany:
        """Who is connected, now that it is known whom Nmbrs lists and whom a person took apart."""
        in_nmbrs, not_these = listed.get(self.company_id, ()), apart.get(self.company_id, ())
        by_id = {
            ours: theirs
            for ours, theirs in self.by_own_id.items()
            if theirs in in_nmbrs and (ours, theirs) not in not_these
        }
        return PeopleOfCompany.among(self.company_id, self.places.keys(), {**self.stored, **by_id})


def _by_company(
    companies: Sequence[CompanyConfig], places: Mapping[str, Place], stored: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, Place]]:
    """Company id to its people among these: those of its venues, and those who are connected in it."""
    company_of = {venue: one.id for one in companies for venue in one.venues}
    own: dict[str, dict[str, Place]] = {one.id: {} for one in companies}
    for ours, place in places.items():
        if place[0] in company_of:
            own[company_of[place[0]]][ours] = place
    for company_id, pairs in stored.items():
        own[company_id] |= {ours: places[ours] for ours in pairs if ours in places}
    return own
