"""The WSDL of each service: fetched and parsed once per process, with the same time limits as the calls.

The address in a WSDL is not used: calls, and so the token, go only to the host of the connection. The XML namespace
is Nmbrs' own whatever the host.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

from zeep import Settings
from zeep.wsdl import Document
from zeep.wsdl.bindings.soap import SoapBinding

from nmbrs.calls import Call
from nmbrs.soap.border import Attempt, border
from nmbrs.soap.exchange import Exchange, Timeouts, keep_alive_session

NAMESPACES: Final = "https://api.nmbrs.nl/soap/v3/"

# Elements that the WSDL does not name are passed over, wherever they stand ...
READING: Final = Settings(strict=False, xsd_ignore_sequence_order=True, xml_huge_tree=True, forbid_external=True)
# ... but the text must be whole: a lenient parser would close the open ends of a half answer and hide the loss.
# Sending and reading are apart (raw_response): large answers are read one after the other.
WHOLE_XML: Final = Settings(strict=True, xml_huge_tree=True, forbid_dtd=True, forbid_external=True, raw_response=True)

_bindings: dict[str, SoapBinding] = {}
_parsing = Lock()


def service_address(base_url: str, service: str) -> str:
    """Where the calls of a service go."""
    return f"{base_url}/soap/v3/{service}.asmx"


def service_binding(base_url: str, service: str, timeouts: Timeouts) -> SoapBinding:
    """The SOAP 1.1 binding of a service.

    Raises:
        NmbrsUnavailable: the WSDL could not be read.
        NmbrsRefused: the host has no such WSDL.
    """
    address = service_address(base_url, service)
    with _parsing:
        if address not in _bindings:
            _bindings[address] = _parsed(base_url, service, timeouts)
        return _bindings[address]


def _parsed(base_url: str, service: str, timeouts: Timeouts) -> SoapBinding:
    wsdl = Call(service, "?WSDL", "read", "know how to write the calls down")
    with keep_alive_session(base_url) as session:
        exchange = Exchange(session, timeouts)
        return _read(Attempt(wsdl, "", base_url, exchange))


def _read(attempt: Attempt) -> SoapBinding:
    service = attempt.call.service
    with border(attempt):
        document = Document(f"{service_address(attempt.base_url, service)}?WSDL", attempt.exchange, settings=READING)
        return document.bindings[f"{{{NAMESPACES}{service}}}{service}Soap"]
