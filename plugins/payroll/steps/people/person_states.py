"""Who of our people is connected with Nmbrs and who is not, as the last sync left it: nothing is asked of Nmbrs.

The same rule as for an export (semantics D3): a kept connection, else a Nmbrs id of the source that Nmbrs has in this
company, unless one of the two is connected already, or a person took the two apart.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from payroll.config.models import CompanyConfig
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.person_list import (
    connected_of,
    connected_of_everybody,
    listed_in_nmbrs,
    taken_apart,
)
from payroll.workforce.person_list import Keys, PersonList, Whom


@dataclass(frozen=True)
class PeopleOfCompany:
    """One company's people: those of its venues, and those who are connected in it.

    connected      our keys to Nmbrs employee ids
    not_connected  our keys
    """

    company_id: str
    connected: Mapping[str, str]
    not_connected: frozenset[str]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.connected) + len(self.not_connected)


@dataclass(frozen=True)
class Everybody:
    """The people of all companies, and those who belong to none: their venue is not linked, or they have none."""

    companies: Sequence[PeopleOfCompany]
    nowhere: tuple[str, ...]


def people_of_company(book: PeopleBook, people: PersonList, company: CompanyConfig) -> PeopleOfCompany:
    """One company's people; a few short questions to each database."""
    with book.read() as connection:
        stored = connected_of(connection, company.id)
        apart = taken_apart(connection, [company.id])
    found = _Company(company.id, people.keys(Whom(company.venues, stored)), stored)
    with book.read() as connection:
        listed = listed_in_nmbrs(connection, [company.id]) if found.by_own_id else {}
    return found.sorted_out(apart, listed)


def everybody(book: PeopleBook, people: PersonList, companies: Sequence[CompanyConfig]) -> Everybody:
    """The people of all companies, in the order of the companies."""
    of_venue = people.keys_of_everybody()
    everywhere = frozenset[str]().union(*(one.employee_ids for one in of_venue.values()))
    with book.read() as connection:
        stored = connected_of_everybody(connection)
        found = [_company(one, of_venue, everywhere, stored.get(one.id, {})) for one in companies]
        apart = taken_apart(connection, [one.company_id for one in found])
        listed = listed_in_nmbrs(connection, [one.company_id for one in found if one.by_own_id])
    sorted_out = [one.sorted_out(apart, listed) for one in found]
    somewhere = frozenset[str]().union(*(one.known.employee_ids for one in found))
    return Everybody(sorted_out, tuple(sorted(everywhere - somewhere)))


@dataclass(frozen=True)
class _Company:
    """A company before it is known who is connected by the Nmbrs id of the source."""

    company_id: str
    known: Keys
    stored: Mapping[str, str]

    @cached_property
    def by_own_id(self) -> dict[str, str]:
        """Our keys to the Nmbrs ids of the source, where neither is connected and nobody else has the same one."""
        left = self.known.nmbrs_ids.keys() - self.stored.keys()
        if not left:
            return {}
        counts, taken = Counter(self.known.nmbrs_ids.values()), set(self.stored.values())
        pairs = {ours: self.known.nmbrs_ids[ours] for ours in left}
        return {ours: theirs for ours, theirs in pairs.items() if theirs not in taken and counts[theirs] == 1}

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
        ids = self.known.employee_ids
        connected = {ours: self.stored[ours] for ours in self.stored.keys() & ids} | by_id
        return PeopleOfCompany(self.company_id, connected, ids - connected.keys())


def _company(
    company: CompanyConfig, of_venue: Mapping[str, Keys], everywhere: frozenset[str], stored: Mapping[str, str]
) -> _Company:
    """The people of its venues, and those of elsewhere who are connected in it."""
    own = [of_venue[venue] for venue in company.venues if venue in of_venue]
    ids = frozenset[str]().union(*(one.employee_ids for one in own))
    lent = (stored.keys() - ids) & everywhere
    nmbrs_ids = dict(ChainMap(*(dict(one.nmbrs_ids) for one in own)))
    return _Company(company.id, Keys(ids | lent, nmbrs_ids), stored)
