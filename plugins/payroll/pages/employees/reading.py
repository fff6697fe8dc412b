"""What the pages about employees read from: the list of people in the workforce database, and the book about them."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.ledger.people import PeopleBook
from payroll.pages.sources import Sources
from payroll.steps.people.without_nmbrs import services_without_nmbrs
from payroll.steps.services import Services
from payroll.workforce.person_list import PersonList


@dataclass(frozen=True)
class Reading:
    """Both databases."""

    people: PersonList
    book: PeopleBook


def reading(sources: Sources) -> Reading:
    """Both databases.

    Raises:
        WorkforceError, LedgerError, ConnectionSettingsError: one of them cannot be opened.
    """
    return Reading(PersonList(sources.workforce.people.engine), PeopleBook(sources.ledger.engine))


def services_without(sources: Sources) -> Services:
    """The services of a step that asks nothing of Nmbrs."""
    return services_without_nmbrs(
        config=sources.config,
        workforce=sources.workforce,
        ledger=sources.ledger,
        reports=sources.reports,
        now=sources.now,
    )
