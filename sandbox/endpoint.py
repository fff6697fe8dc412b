"""A service over HTTP: the pace, the faults that were asked for, the list of calls, the WSDL."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.call import Call
from sandbox.connections import cut
from sandbox.dispatch import Answer, Incoming, client_fault, fault_answer, perform, read_request, spoken_version
from sandbox.faults import Effect
from sandbox.pace import SLOWED_SECONDS
from sandbox.services.left_out import LEFT_OUT
from sandbox.soap.errors import NmbrsFault, UnreadableRequestError
from sandbox.soap.service import Service
from sandbox.soap.wsdl import write_wsdl
from sandbox.world import World

# an error page of a web server is well-formed, so that an XML parser takes it in; a page of a proxy is not
_ERROR_PAGE = b"<html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>"
_GARBAGE = b"<!DOCTYPE html><html><head><title>One moment</title><body><p>Please wait &nbsp;<br>or try again</html>"
_CUT = {"lost_request", "lost_answer", "late_save_ms"}


class Endpoint:
    """One `.asmx` address."""

    def __init__(self, service: Service[Call], world: World) -> None:
        self._service = service
        self._world = world
        self._late_saves: set[asyncio.Task[None]] = set()
        self._written: tuple[str, bytes] = ("", b"")

    async def get(self, request: Request) -> Response:
        """The WSDL for `?WSDL` in any case, else the names of the operations."""
        if "wsdl" in {name.lower() for name in request.query_params}:
            wsdl = self._wsdl(str(request.url.replace(query="")))
            return Response(wsdl, media_type="text/xml; charset=utf-8")
        return Response(self._overview(), media_type="text/plain")

    async def post(self, request: Request) -> Response:
        """One call: wait as the pace says, do it or what a fault rule makes of it, note it down, answer or cut."""
        arrived_at, started = datetime.now(UTC), time.monotonic()
        headers, content = dict(request.headers), await request.body()
        if "xml" not in headers.get("content-type", ""):
            return Response("The media type must be text/xml or application/soap+xml.", 415)
        incoming = self._read(content, headers)
        notes = self._notes(incoming)
        is_slowed = await self._wait(notes["user"])
        answer = incoming if isinstance(incoming, Answer) else await self._answer(incoming)
        notes |= {"outcome": answer.word, "slowed": is_slowed}
        milliseconds = round((time.monotonic() - started) * 1000, 1)
        self._world.calls.note({"time": arrived_at.isoformat(), **notes, "milliseconds": milliseconds})
        if answer.word in _CUT:
            await cut(request)
        return Response(answer.content, answer.status, media_type=answer.media_type)

    async def _wait(self, user: str | None) -> bool:
        pace = self._world.pace
        is_slowed = pace.is_too_fast(user, time.monotonic())
        await _at_least(pace.latency_seconds + (SLOWED_SECONDS if is_slowed else 0))
        return is_slowed

    def _overview(self) -> str:
        names = "\n".join(self._service.operations)
        left_out = "\n".join(f"{name}: {reason}" for name, reason in LEFT_OUT[self._service.name].items())
        name = self._service.name
        return f"{name}: POST an envelope, ?WSDL describes it.\n\n{names}\n\nLeft out:\n\n{left_out}\n"

    def _wsdl(self, address: str) -> bytes:
        """The WSDL for an address, written when it is first asked for."""
        if self._written[0] != address:
            self._written = (address, write_wsdl(self._service, address))
        return self._written[1]

    def _read(self, content: bytes, headers: dict[str, str]) -> Incoming | Answer:
        try:
            return read_request(self._service, content, headers)
        except UnreadableRequestError as error:
            return client_fault(spoken_version(headers), str(error))

    def _notes(self, incoming: Incoming | Answer) -> dict[str, Any]:
        notes: dict[str, Any] = {"service": self._service.name, "operation": None, "user": None}
        if isinstance(incoming, Incoming):
            notes |= {"operation": incoming.operation.name, "user": incoming.credentials.username}
        return notes

    async def _answer(self, incoming: Incoming) -> Answer:
        effect = self._world.faults.effect_on(incoming.operation.right)
        return self._perform(incoming) if effect is None else await self._with_effect(effect, incoming)

    async def _with_effect(self, effect: Effect, incoming: Incoming) -> Answer:
        if effect.fault is not None:
            return fault_answer(incoming.envelope.version, NmbrsFault(effect.fault, effect.text))
        if effect.http is not None:
            return Answer(f"http {effect.http}", effect.http, _ERROR_PAGE, "text/html")
        if effect.late_save_ms is not None:
            self._save_later(effect.late_save_ms, incoming)
        answer = None if effect.lost_request or effect.late_save_ms is not None else self._perform(incoming)
        if effect.delay_ms is not None and answer is not None:
            await _at_least(effect.delay_ms / 1000)
            return answer
        return Answer(effect.name, 200, _GARBAGE, "text/html")

    def _perform(self, incoming: Incoming) -> Answer:
        return perform(self._service, self._world, incoming)

    def _save_later(self, milliseconds: int, incoming: Incoming) -> None:
        async def save() -> None:
            await asyncio.sleep(milliseconds / 1000)
            self._perform(incoming)

        task = asyncio.create_task(save())
        self._late_saves.add(task)
        task.add_done_callback(self._late_saves.discard)


async def _at_least(seconds: float) -> None:
    """Wait for these seconds and not a moment less: an event loop wakes its sleepers up to a millisecond early."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(left)
