"""One Nmbrs user's way in, read from the fields of an Airflow connection of type `nmbrs` (interfaces 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from nmbrs.errors import NmbrsSettingsError

DEFAULT_CONNECT_TIMEOUT_SECONDS: Final = 10.0
DEFAULT_READ_TIMEOUT_SECONDS: Final = 60.0
DEFAULT_ATTEMPTS: Final = 4
DEFAULT_RETRY_SECONDS: Final = 30.0
_NMBRS_HOST: Final = re.compile(r"(^|\.)nmbrs\.(nl|se)$")
_BARE_DOMAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class NmbrsAccess:
    """Address, user and patience of one connection.

    base_url                  scheme, host and port, such as `https://api.nmbrs.nl`
    user                      the API user's e-mail address
    token                     the API token; never shown
    domain                    the bare sub-domain: `acme` for `https://acme.nmbrs.nl`
    connect_timeout_seconds   how long a connection may take to be made
    read_timeout_seconds      how long Nmbrs may stay silent during one call
    attempts                  how often one call may be made in all; 1 is never again
    retry_seconds             a reading call is not made again later than this after its first attempt
    allows_write_probe        whether `payroll check --probe-writes` may send writes for employee 0 to another host
    """

    base_url: str
    user: str
    token: str = field(repr=False)
    domain: str
    connect_timeout_seconds: float = DEFAULT_CONNECT_TIMEOUT_SECONDS
    read_timeout_seconds: float = DEFAULT_READ_TIMEOUT_SECONDS
    attempts: int = DEFAULT_ATTEMPTS
    retry_seconds: float = DEFAULT_RETRY_SECONDS
    allows_write_probe: bool = False

    @property
    def longest_write_seconds(self) -> float:
        """How long after its first attempt a write may still arrive: it is sent again only while connecting fails."""
        return 2 * self.connect_timeout_seconds + self.read_timeout_seconds

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine, where only a sandbox can be."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def access_from_connection(
    name: str,
    *,
    host: str | None,
    port: int | None = None,
    schema: str | None = None,
    login: str | None = None,
    password: str | None = None,
    extra: Mapping[str, object] | None = None,
) -> NmbrsAccess:
    """Read a connection of type `nmbrs`.

    Args:
        name: the connection's id, for the error sentences.
        host: `https://api.nmbrs.nl`, or a bare host name beside `port` and `schema` (`https` where none is given).
        extra: `domain`, `transport` (`soap`, the default), `connect_timeout`, `read_timeout` and `retry_seconds` in
            seconds, `attempts` (1 to 10), `allow_write_probe` (true or false).

    Raises:
        NmbrsSettingsError: naming the connection and what is missing or impossible in it.
    """
    settings = extra or {}
    _check_transport(name, settings)
    return NmbrsAccess(
        base_url=_base_url(name, (host or "").strip(), port, (schema or "").strip()),
        user=_required(name, login, "login (the e-mail address of the API user)"),
        token=_required(name, password, "password (the API token of that user)"),
        domain=_domain(name, settings.get("domain")),
        connect_timeout_seconds=_seconds(name, settings, "connect_timeout", DEFAULT_CONNECT_TIMEOUT_SECONDS),
        read_timeout_seconds=_seconds(name, settings, "read_timeout", DEFAULT_READ_TIMEOUT_SECONDS),
        attempts=_attempts(name, settings.get("attempts")),
        retry_seconds=_seconds(name, settings, "retry_seconds", DEFAULT_RETRY_SECONDS),
        allows_write_probe=_switch(name, settings, "allow_write_probe"),
    )


def _check_transport(name: str, settings: Mapping[str, object]) -> None:
    transport = settings.get("transport") or "soap"
    if transport == "rest":
        raise NmbrsSettingsError(
            f"Connection {name} asks for transport rest, which is not available yet. Use soap, or leave it out."
        )
    if transport != "soap":
        raise NmbrsSettingsError(f"Connection {name} has transport {transport!r}; allowed is soap.")


def _base_url(name: str, host: str, port: int | None, schema: str) -> str:
    if not host:
        raise NmbrsSettingsError(f"Connection {name} has no host. Fill in https://api.nmbrs.nl.")
    given = urlsplit(host if "://" in host else f"{schema or 'https'}://{host}")
    try:
        own_port = given.port
    except ValueError:
        raise NmbrsSettingsError(f"Connection {name} has a host with an impossible port.") from None
    if given.scheme not in ("http", "https") or not given.hostname or "@" in given.netloc:
        raise NmbrsSettingsError(
            f"Connection {name} has a host that is no address. Write https://api.nmbrs.nl, without user and path."
        )
    if given.scheme == "http" and _NMBRS_HOST.search(given.hostname):
        raise NmbrsSettingsError(f"Connection {name} would send the token unencrypted. Use https://{given.hostname}.")
    return _joined(given.scheme, given.hostname, own_port or port, given.path)


def _joined(scheme: str, host: str, port: int | None, path: str) -> str:
    usual_port = 443 if scheme == "https" else 80
    shown_port = "" if port in (None, 0, usual_port) else f":{port}"
    shown_host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown_host}{shown_port}{path.split('/soap')[0].rstrip('/')}"


def _required(name: str, value: str | None, what: str) -> str:
    text = (value or "").strip()
    if not text:
        raise NmbrsSettingsError(f"Connection {name} has no {what}. Fill it in.")
    return text


def _domain(name: str, value: object) -> str:
    text = str(value or "").strip()
    if not text:
        raise NmbrsSettingsError(
            f"Connection {name} has no domain in its extra. Fill in the bare sub-domain: acme for https://acme.nmbrs.nl."
        )
    if not _BARE_DOMAIN.fullmatch(text):
        raise NmbrsSettingsError(
            f"Connection {name} has domain {text!r}. Give the bare sub-domain: acme for https://acme.nmbrs.nl."
        )
    return text


def _seconds(name: str, settings: Mapping[str, object], key: str, default: float) -> float:
    value = settings.get(key)
    if value in (None, ""):
        return default
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise NmbrsSettingsError(f"Connection {name} has {key} {value!r}; allowed are seconds above 0, up to 3600.")
    return seconds


def _attempts(name: str, value: object) -> int:
    if value in (None, ""):
        return DEFAULT_ATTEMPTS
    text = str(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 10):
        raise NmbrsSettingsError(f"Connection {name} has attempts {value!r}; allowed are whole numbers from 1 to 10.")
    return int(text)


def _switch(name: str, settings: Mapping[str, object], key: str) -> bool:
    value = str(settings.get(key) or "false").strip().lower()
    if value not in ("true", "false"):
        raise NmbrsSettingsError(f"Connection {name} has {key} {settings[key]!r}; allowed are true and false.")
    return value == "true"
