"""Nmbrs over SOAP, with zeep. `connect` is the door; nothing else of this package is meant for others."""

from __future__ import annotations

from collections.abc import Callable

from nmbrs.connection import NmbrsAccess
from nmbrs.soap.client import SoapNmbrs

__all__ = ["SoapNmbrs", "connect"]


def connect(access: NmbrsAccess, before_call: Callable[[], None] = lambda: None) -> SoapNmbrs:
    """A client for one signed-in user. Nothing is sent until its first call.

    Args:
        access: address, user and patience.
        before_call: runs before every request, also before one that is made again, when the message is ready to leave;
            it may wait for its turn. What it raises comes out as it is.
    """
    return SoapNmbrs(access, before_call)
