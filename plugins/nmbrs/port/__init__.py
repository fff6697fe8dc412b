"""The client port, by subject: what the rest of the code asks of Nmbrs, whichever transport speaks.

Every method raises `nmbrs.errors.NmbrsError` and nothing else; which kind says what happens next:
`NmbrsUnavailable` (nothing was written, try again), `NmbrsRefused` (a person must change something),
`NmbrsOutcomeUnknown` (a write whose answer was lost: read back first). Ask for no more of it than is needed.
"""

from __future__ import annotations

from typing import Protocol

from nmbrs.port.absence import AbsencePort
from nmbrs.port.changes import PeopleChangePort
from nmbrs.port.checks import NmbrsCallChecker
from nmbrs.port.company import CompanyPort
from nmbrs.port.company_offers import CompanyOfferPort
from nmbrs.port.current_period import CurrentPeriodPort
from nmbrs.port.debtors import DebtorPort
from nmbrs.port.fixed import FixedPort
from nmbrs.port.look_up import GuidEntity, LookUpPort
from nmbrs.port.people import PeoplePort
from nmbrs.port.person import PersonPort
from nmbrs.port.person_changes import PersonChangePort
from nmbrs.port.wage_period import WagePeriodPort

__all__ = [
    "AbsencePort",
    "CompanyOfferPort",
    "CompanyPort",
    "CurrentPeriodPort",
    "DebtorPort",
    "FixedPort",
    "GuidEntity",
    "LookUpPort",
    "NmbrsCallChecker",
    "NmbrsClient",
    "NmbrsPort",
    "NmbrsWholeClient",
    "PeopleChangePort",
    "PeoplePort",
    "PersonChangePort",
    "PersonPort",
    "WagePeriodPort",
]


class NmbrsPort(CompanyPort, WagePeriodPort, Protocol):
    """What an hours export asks of one signed-in Nmbrs user."""


class NmbrsClient(NmbrsPort, PeoplePort, PeopleChangePort, LookUpPort, NmbrsCallChecker, Protocol):
    """All that this product asks for, and the check of its rights; every transport fills it."""


class NmbrsWholeClient(
    NmbrsClient,
    CurrentPeriodPort,
    FixedPort,
    PersonPort,
    PersonChangePort,
    AbsencePort,
    CompanyOfferPort,
    DebtorPort,
    Protocol,
):
    """What other programs may ask for as well; the SOAP client fills it."""
