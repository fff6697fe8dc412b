"""Calls of one signed-in user: the header, the border and the reading of the answer around each exchange."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from zeep import Client

from nmbrs.calls import Call
from nmbrs.connection import NmbrsAccess
from nmbrs.soap.border import Attempt, border
from nmbrs.soap.exchange import AnswersTheCall, Exchange, keep_alive_session
from nmbrs.soap.patience import for_reads, for_writes
from nmbrs.soap.wsdl import WHOLE_XML, service_address, service_binding

Answer = TypeVar("Answer")


class Channel:
    """Threads may share one channel: all that a call changes is made for that call.

    Args:
        access: whose calls they are, and how patient they are.
        before_call: runs before every request of a call, also before one that is made again; it may wait.
    """

    def __init__(self, access: NmbrsAccess, before_call: Callable[[], None] | None = None) -> None:
        self._access = access
        self._before_call = before_call
        self._reading, self._writing = for_reads(access), for_writes(access)
        self._timeouts = (access.connect_timeout_seconds, access.read_timeout_seconds)
        self._session = keep_alive_session()

    def call(self, call: Call, read: Callable[[Any], Answer], **arguments: Any) -> Answer:  # noqa: ANN401
        """Make one call; again, when it failed in a way that allows it.

        Args:
            call: which.
            read: makes a record of zeep's answer; what it trips over is an odd answer.
            arguments: the request's elements by their exact names.

        Raises:
            NmbrsError: of the kind that says what happens next.
        """
        patience = self._writing if call.is_write else self._reading
        answer: Answer = patience(self._once, call, read, arguments)
        return answer

    def _once(self, call: Call, read: Callable[[Any], Answer], arguments: Mapping[str, Any]) -> Answer:
        access = self._access
        binding = service_binding(access.base_url, call.service, self._timeouts)
        exchange = Exchange(self._session, self._timeouts)
        client = Client(binding.wsdl, transport=exchange, settings=WHOLE_XML, plugins=[AnswersTheCall()])
        options = {"address": service_address(access.base_url, call.service)}
        if self._before_call is not None:
            self._before_call()
        with border(Attempt(call, about(arguments), access.base_url, exchange)):
            message = {**arguments, "_soapheaders": self._header()}
            return read(binding.send(client, options, call.operation, (), message))

    def close(self) -> None:
        """Close the kept connections."""
        self._session.close()

    def _header(self) -> dict[str, dict[str, str]]:
        access = self._access
        return {"AuthHeaderWithDomain": {"Username": access.user, "Token": access.token, "Domain": access.domain}}


def about(arguments: Mapping[str, Any]) -> str:
    """Whom or what a call is about, by keys only: `employee 5012, hour code 2100, period 2026-3`."""
    named = {
        "company": arguments.get("CompanyId"),
        "employee": arguments.get("EmployeeId"),
        "hour component": arguments.get("HourComponentID"),
        "wage component": arguments.get("WageComponentID"),
        "hour code": arguments.get("Hourcomponent", {}).get("HourCode"),
        "wage code": arguments.get("WageComponent", {}).get("Code"),
        "period": f"{arguments['Year']}-{arguments['Period']}" if "Period" in arguments else arguments.get("Year"),
    }
    return ", ".join(f"{name} {value}" for name, value in named.items() if value is not None)
