"""What the pages about employees read from: the list of people in the workforce database, and the book about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from payroll.ledger.people import PeopleBook
from payroll.pages.sources import Sources
from payroll.steps.open_services import WORKFORCE
from payroll.steps.people.without_nmbrs import services_without_nmbrs
from payroll.steps.services import Services
from payroll.workforce.engine import engine
from payroll.workforce.person_list import PersonList
from payroll.workforce.reader import WorkforceReader


@dataclass(frozen=True)
class Reading:
    """Both databases, open as long as a page takes."""

    people: PersonList
    book: PeopleBook


@contextmanager
def reading(sources: Sources) -> Iterator[Reading]:
    """Open both databases.

    Raises:
        WorkforceError, LedgerError, ConnectionSettingsError: one of them cannot be opened.
    """
    opened = engine(sources.connections(WORKFORCE))
    try:
        yield Reading(PersonList(opened), PeopleBook(sources.ledger.engine))
    finally:
        opened.dispose()


@contextmanager
def services_without(sources: Sources) -> Iterator[Services]:
    """The services of a step that asks nothing of Nmbrs."""
    opened = engine(sources.connections(WORKFORCE))
    try:
        yield services_without_nmbrs(
            config=sources.config,
            workforce=WorkforceReader(opened),
            ledger=sources.ledger,
            reports=sources.reports,
            now=sources.now,
        )
    finally:
        opened.dispose()
