"""One call over the wire: one envelope, sent once, with time limits, never repeated and never logged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from typing import Final

import requests
from lxml import etree
from requests.adapters import HTTPAdapter
from zeep.exceptions import TransportError
from zeep.wsdl.utils import etree_to_string

KEPT_CONNECTIONS: Final = 64
_ANSWERING_STATUSES: Final = (200, 500)

Timeouts = tuple[float, float]

# zeep logs messages whole, token and people included, and values that it cannot read.
logging.getLogger("zeep").setLevel(logging.CRITICAL + 1)


def keep_alive_session(base_url: str) -> requests.Session:
    """A session that threads may share: connections are kept, cookies are not, nothing is repeated.

    What the environment says of proxies and certificates holds from the start: to read it for every call takes a tenth
    of the call. A sign-in for the host in a `.netrc` file is not Nmbrs' and is left alone.
    """
    session = requests.Session()
    settings = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify, session.trust_env = settings["proxies"], settings["verify"], False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "nmbrs-payroll"
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=KEPT_CONNECTIONS, max_retries=0))
    return session


class Exchange:
    """What zeep takes for its transport, made anew for each call.

    `before_sending` runs when the message is ready to leave, and may wait; what it raises stands in `held_back_by`.
    `was_sent` turns true just before the first byte leaves: whatever fails earlier cannot have written anything.
    Redirects are not followed, since the token would follow them.
    """

    def __init__(
        self, session: requests.Session, timeouts: Timeouts, before_sending: Callable[[], None] = lambda: None
    ) -> None:
        self._session = session
        self._timeouts = timeouts
        self._before_sending = before_sending
        self.held_back_by: Exception | None = None
        self.was_sent = False

    def post_xml(self, address: str, envelope: etree._Element, headers: dict[str, str]) -> requests.Response:
        """Send the envelope and read the whole answer."""
        message = etree_to_string(envelope)
        self._wait()
        self.was_sent = True
        response = self._session.post(
            address, data=message, headers=headers, timeout=self._timeouts, allow_redirects=False
        )
        if response.status_code not in _ANSWERING_STATUSES:
            raise TransportError(status_code=response.status_code)
        return response

    def _wait(self) -> None:
        try:
            self._before_sending()
        except Exception as raised:
            self.held_back_by = raised
            raise

    def load(self, url: str) -> bytes:
        """Read a WSDL, whole; zeep calls this."""
        self.was_sent = True
        response = self._session.get(url, timeout=self._timeouts, allow_redirects=False)
        if response.status_code != 200:
            raise TransportError(status_code=response.status_code)
        etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, huge_tree=True))
        return response.content
