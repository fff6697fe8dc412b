"""The client port, by subject: what the rest of the code asks of Nmbrs, whichever transport speaks.

Every method raises `nmbrs.errors.NmbrsError` and nothing else; which kind says what happens next:
`NmbrsUnavailable` (nothing was written, try again), `NmbrsRefused` (a person must change something),
`NmbrsOutcomeUnknown` (a write whose answer was lost: read back first). Ask for no more of it than is needed.
"""

from __future__ import annotations

from typing import Protocol

from nmbrs.port.changes import PeopleChangePort
from nmbrs.port.checks import NmbrsCallChecker
from nmbrs.port.company import CompanyPort
from nmbrs.port.look_up import GuidEntity, LookUpPort
from nmbrs.port.people import PeoplePort
from nmbrs.port.wage_period import WagePeriodPort

__all__ = [
    "CompanyPort",
    "GuidEntity",
    "LookUpPort",
    "NmbrsCallChecker",
    "NmbrsClient",
    "NmbrsPort",
    "PeopleChangePort",
    "PeoplePort",
    "WagePeriodPort",
]


class NmbrsPort(CompanyPort, WagePeriodPort, Protocol):
    """What an hours export asks of one signed-in Nmbrs user."""


class NmbrsClient(NmbrsPort, PeoplePort, PeopleChangePort, LookUpPort, NmbrsCallChecker, Protocol):
    """A client that does it all, and can be checked; every transport fills it."""
