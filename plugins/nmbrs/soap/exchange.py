"""One call over the wire: one envelope, sent once, with time limits, never repeated and never logged."""

from __future__ import annotations

import logging
from http.cookiejar import DefaultCookiePolicy
from typing import Final

import requests
from lxml import etree
from requests.adapters import HTTPAdapter
from zeep.exceptions import TransportError, XMLSyntaxError
from zeep.plugins import Plugin
from zeep.wsdl.bindings.soap import SoapOperation
from zeep.wsdl.utils import etree_to_string
from zeep.xsd import Element

KEPT_CONNECTIONS: Final = 64
_ANSWERING_STATUSES: Final = (200, 500)
_SOAP_ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_FAULT: Final = f"{{{_SOAP_ENVELOPE}}}Fault"

Timeouts = tuple[float, float]

# zeep logs messages whole, token and people included, and values that it cannot read.
logging.getLogger("zeep").setLevel(logging.CRITICAL + 1)


def keep_alive_session() -> requests.Session:
    """A session that threads may share: connections are kept, cookies are not, nothing is repeated."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "nmbrs-payroll"
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=KEPT_CONNECTIONS, max_retries=0))
    return session


class Exchange:
    """What zeep takes for its transport, made anew for each call.

    `was_sent` turns true just before the first byte leaves: whatever fails earlier cannot have written anything.
    Redirects are not followed, since the token would follow them.
    """

    def __init__(self, session: requests.Session, timeouts: Timeouts) -> None:
        self._session = session
        self._timeouts = timeouts
        self.was_sent = False

    def post_xml(self, address: str, envelope: etree._Element, headers: dict[str, str]) -> requests.Response:
        """Send the envelope and read the whole answer."""
        message = etree_to_string(envelope)
        self.was_sent = True
        response = self._session.post(
            address, data=message, headers=headers, timeout=self._timeouts, allow_redirects=False
        )
        if response.status_code not in _ANSWERING_STATUSES:
            raise TransportError(status_code=response.status_code)
        return response

    def load(self, url: str) -> bytes:
        """Read a WSDL, whole; zeep calls this."""
        self.was_sent = True
        response = self._session.get(url, timeout=self._timeouts, allow_redirects=False)
        if response.status_code != 200:
            raise TransportError(status_code=response.status_code)
        etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, huge_tree=True))
        return response.content


class AnswersTheCall(Plugin):  # type: ignore[misc]
    """Lets only a fault or the answer to the very call through; what stands beside the result is dropped.

    zeep reads an empty body, the answer to another call, or a list of unknown items as "nothing": an empty list of
    components would then be believed, and everything inserted a second time.
    """

    def ingress(
        self, envelope: etree._Element, http_headers: dict[str, str], operation: SoapOperation
    ) -> tuple[etree._Element, dict[str, str]]:
        content = envelope.find(f"{{{_SOAP_ENVELOPE}}}Body/*")
        if content is None or (content.tag != _FAULT and not _is_answer(content, operation.output.body)):
            raise XMLSyntaxError("the envelope does not hold the answer to this call")
        return envelope, http_headers


def _is_answer(content: etree._Element, response: Element) -> bool:
    if content.tag != response.qname or not _holds_what_it_should(content, response):
        return False
    results = {result.qname: result for _, result in response.type.elements}
    for child in list(content):
        if child.tag not in results:
            content.remove(child)
    return all(_holds_what_it_should(child, results[child.tag]) for child in content)


def _holds_what_it_should(node: etree._Element, element: Element) -> bool:
    """Whether the node is empty, or at least one thing in it is known."""
    known = {child.qname for _, child in getattr(element.type, "elements", [])}
    return not known or len(node) == 0 or any(child.tag in known for child in node)
