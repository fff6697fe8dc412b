"""Signing in with the SOAP header, and the rights of an API template."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from sandbox.call import Call, User
from sandbox.settings import Settings
from sandbox.soap.errors import NmbrsFault
from sandbox.soap.service import HEADER_WITHOUT_DOMAIN, Operation
from sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the header says; what it leaves out is None."""

    username: str | None = None
    token: str | None = None
    domain: str | None = None


def read_credentials(header: etree._Element | None, name: str, namespace: str) -> Credentials:
    """Read the header element of this name in the service's own namespace; any other is not seen."""
    element = header.find(f"{{{namespace}}}{name}") if header is not None else None
    if element is None:
        return Credentials()
    username, token, domain = (element.findtext(f"{{{namespace}}}{child}") for child in ("Username", "Token", "Domain"))
    return Credentials(username, token, domain)


def sign_in(store: Store, settings: Settings, credentials: Credentials, operation: Operation[Call]) -> User:
    """Check user, token and domain (1001), the subscription (1004), then the right to this operation (1002)."""
    user = _user(store, settings, credentials, needs_domain=operation.header != HEADER_WITHOUT_DOMAIN)
    sql = "SELECT allowed FROM rights WHERE user_id = ? AND operation = ?"
    right = store.one(sql, user.user_id, operation.right)
    if right is not None and not right["allowed"]:
        raise NmbrsFault(1002)
    return user


def _user(store: Store, settings: Settings, credentials: Credentials, *, needs_domain: bool) -> User:
    any_domain = not needs_domain or (credentials.domain is None and not settings.domain_required)
    row = store.one(
        "SELECT * FROM users WHERE username = ? AND token = ? AND (? OR domain = ?) ORDER BY id",
        credentials.username,
        credentials.token,
        any_domain,
        credentials.domain,
    )
    if row is None:
        raise NmbrsFault(1001)
    if not row["has_subscription"]:
        raise NmbrsFault(1004)
    return User(row["id"], row["username"], row["domain"], bool(row["sees_all_companies"]))
