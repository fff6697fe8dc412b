"""Nmbrs over SOAP, with zeep. `connect` is the door; nothing else of this package is meant for others."""

from __future__ import annotations

from nmbrs.connection import NmbrsAccess
from nmbrs.soap.client import SoapNmbrs

__all__ = ["SoapNmbrs", "connect"]


def connect(access: NmbrsAccess) -> SoapNmbrs:
    """A client for one signed-in user. Nothing is sent until its first call."""
    return SoapNmbrs(access)
