"""Calls of one signed-in user: the header, the border and the reading of the answer around each exchange."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from zeep import Client
from zeep.wsdl.bindings.soap import SoapBinding
from zeep.xsd import Element

from nmbrs.calls import Call
from nmbrs.connection import NmbrsAccess
from nmbrs.soap.answers import nothing
from nmbrs.soap.border import Attempt, border
from nmbrs.soap.exchange import Exchange, keep_alive_session
from nmbrs.soap.large_answers import AnswerReader
from nmbrs.soap.patience import for_reads, for_writes
from nmbrs.soap.whole_answers import AnswersTheCall, EmptiesTheAnswer
from nmbrs.soap.wsdl import WHOLE_XML, service_address, service_binding

Answer = TypeVar("Answer")


class Channel:
    """Threads may share one channel: all that a call changes is made for that call.

    Args:
        access: whose calls they are, and how patient they are.
        before_call: runs before every request of a call, also before one that is made again, when it is ready to leave;
            it may wait, and what it raises gets out as it is.
    """

    def __init__(self, access: NmbrsAccess, before_call: Callable[[], None] = lambda: None) -> None:
        self._access = access
        self._before_call = before_call
        self._reading, self._writing = for_reads(access), for_writes(access)
        self._timeouts = (access.connect_timeout_seconds, access.read_timeout_seconds)
        self._session = keep_alive_session(access.base_url)
        self._answers = AnswerReader()

    def call(self, call: Call, read: Callable[[Any], Answer], **arguments: Any) -> Answer:  # noqa: ANN401
        """Make one call; again, when it failed in a way that allows it.

        Args:
            call: which.
            read: makes a record of zeep's answer; what it trips over is an odd answer. It makes no calls.
            arguments: the request's elements by their exact names.

        Raises:
            NmbrsError: of the kind that says what happens next.
        """
        patience = self._writing if call.is_write else self._reading
        answer: Answer = patience(self._once, call, read, arguments)
        return answer

    def _once(self, call: Call, read: Callable[[Any], Answer], arguments: Mapping[str, Any]) -> Answer:
        access = self._access
        binding = self._binding(call)
        exchange = Exchange(self._session, self._timeouts, self._before_call)
        # Where nobody looks into the answer, that it is whole says enough, and no objects are made of it.
        plugins = [AnswersTheCall(), EmptiesTheAnswer()] if read is nothing else [AnswersTheCall()]
        client = Client(binding.wsdl, transport=exchange, settings=WHOLE_XML, plugins=plugins)
        options = {"address": service_address(access.base_url, call.service)}
        with border(Attempt(call, about(arguments), access.base_url, exchange)):
            message = {**arguments, "_soapheaders": self._header(call)}
            response = binding.send(client, options, call.operation, (), message)
            operation = binding.get(call.operation)
            return self._answers.read(
                len(response.content), lambda: read(binding.process_reply(client, operation, response))
            )

    def exists(self, call: Call) -> bool:
        """Whether the WSDL has this call."""
        return call.operation in self._binding(call).all()

    def fields(self, call: Call) -> dict[str, Element]:
        """The elements of a call's request, by their exact names, in order."""
        return dict(self._binding(call).get(call.operation).input.body.type.elements)

    def _binding(self, call: Call) -> SoapBinding:
        return service_binding(self._access.base_url, call.service, self._timeouts)

    def close(self) -> None:
        """Close the kept connections."""
        self._session.close()
        self._answers.close()

    def _header(self, call: Call) -> dict[str, dict[str, str]]:
        """The sign-in; one call exists to find out the domain, and is asked without."""
        access = self._access
        user = {"Username": access.user, "Token": access.token}
        return {"AuthHeaderWithDomain": {**user, "Domain": access.domain}} if call.has_domain else {"AuthHeader": user}


def about(arguments: Mapping[str, Any]) -> str:
    """Whom or what a call is about, by keys only: `employee 5012, hour code 2100, period 2026-3`."""
    given = {name.lower(): value for name, value in arguments.items()}
    named = {
        "company": given.get("companyid"),
        "debtor": given.get("debtorid"),
        "employee": given.get("employeeid"),
        "hour component": given.get("hourcomponentid"),
        "wage component": given.get("wagecomponentid"),
        "bank account": given.get("bankaccountid"),
        "address": given.get("addressid"),
        "absence": given.get("absenceid"),
        "leave": given.get("leaveid"),
        "run": given.get("runid"),
        "hour code": _field(given, "hourcomponent", "HourCode"),
        "wage code": _field(given, "wagecomponent", "Code"),
        "batch of": _batch_size(given),
        "period": f"{given['year']}-{given['period']}" if "period" in given else given.get("year"),
    }
    return ", ".join(f"{name} {value}" for name, value in named.items() if value is not None)


def _field(given: Mapping[str, Any], element: str, name: str) -> object:
    return (given.get(element) or {}).get(name)


def _batch_size(given: Mapping[str, Any]) -> int | None:
    for name in ("hourcomponents", "wagecomponents", "employeesdaysworked"):
        if name in given:
            return sum(map(len, given[name].values()))
    return None
