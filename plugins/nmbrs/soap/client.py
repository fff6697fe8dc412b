"""Nmbrs over SOAP: the whole client, put together from a part per subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nmbrs.calls import PRODUCT_CALLS, Call, CallCheck
from nmbrs.connection import NmbrsAccess
from nmbrs.errors import NmbrsSettingsError
from nmbrs.port import NmbrsWholeClient
from nmbrs.soap.absence import AbsenceSpeaker
from nmbrs.soap.call_checks import check_calls
from nmbrs.soap.changes import ChangeSpeaker
from nmbrs.soap.channel import Channel
from nmbrs.soap.company import CompanySpeaker
from nmbrs.soap.company_offers import CompanyOfferSpeaker
from nmbrs.soap.current_period import CurrentPeriodSpeaker
from nmbrs.soap.debtors import DebtorSpeaker
from nmbrs.soap.elements import soap_id
from nmbrs.soap.fixed import FixedSpeaker
from nmbrs.soap.look_up import LookUpSpeaker
from nmbrs.soap.people import PeopleSpeaker
from nmbrs.soap.person import PersonSpeaker
from nmbrs.soap.person_changes import PersonChangeSpeaker
from nmbrs.soap.wage_period import WagePeriodSpeaker


class SoapNmbrs(
    CompanySpeaker,
    WagePeriodSpeaker,
    PeopleSpeaker,
    ChangeSpeaker,
    LookUpSpeaker,
    CurrentPeriodSpeaker,
    FixedSpeaker,
    PersonSpeaker,
    PersonChangeSpeaker,
    AbsenceSpeaker,
    CompanyOfferSpeaker,
    DebtorSpeaker,
):
    """One signed-in Nmbrs user over SOAP v3; fills `nmbrs.port.NmbrsWholeClient`. Threads may share it.

    Reads are tried again when Nmbrs is unavailable, writes only when no connection could be made.
    """

    def __init__(self, access: NmbrsAccess, before_call: Callable[[], None] = lambda: None) -> None:
        super().__init__(Channel(access, before_call))
        self._access = access

    def close(self) -> None:
        """Close the kept connections; the next call opens new ones."""
        self._channel.close()

    def check_calls(
        self, company_id: str, calls: Sequence[Call] = PRODUCT_CALLS, *, probe_writes: bool = False
    ) -> list[CallCheck]:
        if probe_writes and not (self._access.is_local or self._access.allows_write_probe):
            raise NmbrsSettingsError(
                f"Probing writes sends every writing call to {self._access.base_url}, for employee 0 and period 0. "
                "That is meant for the sandbox on this machine. To do it elsewhere, put allow_write_probe: true in "
                "the connection's extra."
            )
        return check_calls(self._channel, soap_id("company", company_id), calls, probe_writes=probe_writes)


if TYPE_CHECKING:
    _fills_the_port: type[NmbrsWholeClient] = SoapNmbrs
