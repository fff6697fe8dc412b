"""Cutting a connection instead of answering, as a broken line does."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_KEY = "sandbox_transport"


class CuttableProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which lets a request reach its own connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, _KEY: transport}


async def cut(request: Request) -> None:
    """Drop the connection of a request, so that its client never gets an answer.

    It needs `CuttableProtocol`, with which `sandbox.server` runs.
    """
    transport: asyncio.Transport = request.scope["state"][_KEY]
    transport.abort()
    await asyncio.sleep(0)
