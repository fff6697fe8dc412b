"""The border: no exception of zeep, requests or lxml gets past it, and none of their texts.

What happens next decides which error comes out (semantics F4, I2):

    a fault                                     as the table of faults says
    nothing left this machine                   NmbrsUnavailable; NmbrsRefused where trying again cannot help
    it was sent, and the answer is lost or odd  read: NmbrsUnavailable      write: NmbrsOutcomeUnknown

A 503 on a write counts as sent: a gateway may give it after it has passed the request on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ssl import SSLCertVerificationError
from typing import Final

from lxml import etree
from requests import exceptions as http
from urllib3.exceptions import NewConnectionError
from zeep import exceptions as soap

from nmbrs.calls import Call
from nmbrs.errors import NmbrsError, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.faults import fault_to_error
from nmbrs.soap.exchange import Exchange

_CUT: Final = "the connection was cut"
_SILENT: Final = "no answer came in time"
_ODD: Final = "the answer is not one that this call gives"
_NO_ADDRESS: Final = "the address cannot be used"
_NO_MESSAGE: Final = "the request could not be written down"
_NO_WSDL: Final = "the WSDL does not describe this call"

CAUSES: Final[dict[type[Exception], str]] = {
    http.RequestException: _CUT,
    http.ConnectionError: _CUT,
    http.ChunkedEncodingError: _CUT,
    http.StreamConsumedError: _CUT,
    http.RetryError: _CUT,
    http.ContentDecodingError: _ODD,
    http.JSONDecodeError: _ODD,
    http.HTTPError: _ODD,
    http.TooManyRedirects: _ODD,
    http.SSLError: "the encrypted connection failed",
    http.ProxyError: "the proxy could not be reached",
    http.Timeout: _SILENT,
    http.ReadTimeout: _SILENT,
    http.ConnectTimeout: "no connection could be made in time",
    http.InvalidURL: _NO_ADDRESS,
    http.InvalidProxyURL: _NO_ADDRESS,
    http.InvalidSchema: _NO_ADDRESS,
    http.MissingSchema: _NO_ADDRESS,
    http.URLRequired: _NO_ADDRESS,
    http.InvalidHeader: _NO_MESSAGE,
    http.InvalidJSONError: _NO_MESSAGE,
    http.UnrewindableBodyError: _NO_MESSAGE,
    soap.Error: _ODD,
    soap.TransportError: _ODD,
    soap.XMLSyntaxError: _ODD,
    soap.XMLParseError: _ODD,
    soap.UnexpectedElementError: _ODD,
    soap.DTDForbidden: _ODD,
    soap.EntitiesForbidden: _ODD,
    soap.ExternalReferenceForbidden: _ODD,
    soap.SignatureVerificationFailed: _ODD,
    soap.IncompleteMessage: _ODD,
    soap.ValidationError: _NO_MESSAGE,
    soap.IncompleteOperation: _NO_WSDL,
    soap.LookupError: _NO_WSDL,
    soap.NamespaceError: _NO_WSDL,
    soap.WsdlSyntaxError: _NO_WSDL,
    etree.Error: _ODD,
}
_NEVER_CONNECTED: Final = (http.ConnectTimeout, http.ProxyError)
_USELESS_TO_REPEAT: Final = (
    http.InvalidURL,
    http.InvalidSchema,
    http.MissingSchema,
    http.URLRequired,
    http.InvalidHeader,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is being tried, for the sentence of an error.

    about        by keys: `employee 5012, period 2026-3`
    base_url     where it goes
    """

    call: Call
    about: str
    base_url: str
    exchange: Exchange


@contextmanager
def border(attempt: Attempt) -> Iterator[None]:
    """Turn whatever goes wrong inside into an `NmbrsError` that carries no text of the failure itself.

    What the program itself raises before it lets the message leave is not Nmbrs', and passes as it is.
    """
    try:
        yield
    except NmbrsError:
        raise
    except soap.Fault as fault:
        raise fault_to_error(fault.message or "", attempt.call, attempt.about) from None
    except Exception as raised:
        if raised is attempt.exchange.held_back_by:
            raise
        raise _translated(raised, attempt) from None


def _translated(raised: Exception, attempt: Attempt) -> NmbrsError:
    if not attempt.exchange.was_sent or isinstance(raised, _USELESS_TO_REPEAT):
        return _error(NmbrsRefused, _cause(raised, _NO_MESSAGE), attempt, "Report it: trying again does not help.")
    if _is_untrusted_certificate(raised):
        advice = "Check the host of the connection and the certificates that this machine trusts."
        return _error(NmbrsRefused, "the certificate of the server is not trusted", attempt, advice)
    if isinstance(raised, _NEVER_CONNECTED) or _is_refused_connection(raised):
        advice = "Nothing was written. Check the host of the connection and try again."
        return _error(NmbrsUnavailable, _cause(raised, "no connection could be made"), attempt, advice)
    return _lost(raised, attempt)


def _lost(raised: Exception, attempt: Attempt) -> NmbrsError:
    status = raised.status_code if isinstance(raised, soap.TransportError) else 0
    cause = f"the server answered with HTTP status {status}" if status not in (0, 200) else _cause(raised, _ODD)
    if attempt.call.is_write:
        advice = "Whether it was saved is not known: run again, it is read back first."
        return _error(NmbrsOutcomeUnknown, cause, attempt, advice)
    if 300 <= status < 500 and status not in (408, 429):
        return _error(NmbrsRefused, cause, attempt, "Check the host of the connection.")
    return _error(NmbrsUnavailable, cause, attempt, "Try again later.")


def _cause(raised: Exception, otherwise: str) -> str:
    if _is_refused_connection(raised):
        return "no connection could be made"
    return next((CAUSES[kind] for kind in type(raised).__mro__ if kind in CAUSES), otherwise)


def _is_refused_connection(raised: Exception) -> bool:
    """Whether no connection was made at all: nobody listening, or no such host name."""
    return isinstance(raised, http.ConnectionError) and any(isinstance(e, NewConnectionError) for e in _chain(raised))


def _is_untrusted_certificate(raised: Exception) -> bool:
    return isinstance(raised, http.SSLError) and any(isinstance(e, SSLCertVerificationError) for e in _chain(raised))


def _chain(raised: BaseException | None) -> Iterator[BaseException]:
    while raised is not None:
        yield raised
        raised = raised.__cause__ or raised.__context__


def _error(kind: type[NmbrsError], cause: str, attempt: Attempt, advice: str) -> NmbrsError:
    about = f" ({attempt.about})" if attempt.about else ""
    message = f"{attempt.call.label}{about} at {attempt.base_url} failed: {cause}. {advice}"
    return kind(message, operation=attempt.call.operation)
