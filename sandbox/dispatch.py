"""From the bytes of a request to an operation, and from what the operation did to the bytes of an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from sandbox.call import Call
from sandbox.login import Credentials, read_credentials, sign_in
from sandbox.soap import envelope
from sandbox.soap.envelope import RequestEnvelope, SoapVersion
from sandbox.soap.errors import NmbrsFault, UnreadableRequestError
from sandbox.soap.service import Operation, Service
from sandbox.world import World, local_now

_ACTION_PARAMETER = re.compile(r'\baction\s*=\s*"?([^";]*)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request of which the operation is known."""

    operation: Operation[Call]
    envelope: RequestEnvelope
    credentials: Credentials


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, and the word for it in the list of calls: `ok`, a fault code, `client_fault`, an effect."""

    word: str
    status: int
    content: bytes
    media_type: str


def read_request(service: Service[Call], content: bytes, headers: dict[str, str]) -> Incoming:
    """Find the operation by SOAPAction (1.1), the media type's action (1.2), else by the body's element.

    Raises UnreadableRequestError for no XML, no envelope and an unknown action.
    """
    request = envelope.read_envelope(content)
    operation = _operation(service, _action(headers), request.body)
    return Incoming(operation, request, read_credentials(request.header, operation.header, service.namespace))


def perform(service: Service[Call], world: World, incoming: Incoming) -> Answer:
    """Read the values, then login, rights, the operation itself; every refusal becomes a fault."""
    version = incoming.envelope.version
    try:
        request = service.read(incoming.operation, incoming.envelope.body)
        user = sign_in(world.store, world.settings, incoming.credentials, incoming.operation)
        result = incoming.operation.handle(Call(world.store, world.settings, user, request, local_now()))
    except NmbrsFault as refusal:
        return fault_answer(version, refusal)
    except UnreadableRequestError as error:
        return client_fault(version, f"Server was unable to read request. ---> {error}")
    if result == [] and world.settings.empty_list == "absent":
        result = None
    root, response = envelope.answer(version, service.namespace, f"{incoming.operation.name}Response")
    service.write(incoming.operation, response, result)
    return Answer("ok", 200, envelope.to_bytes(root), version.media_type)


def fault_answer(version: SoapVersion, refusal: NmbrsFault) -> Answer:
    """A fault of the service, with its code in the text."""
    status, content = envelope.fault(version, refusal.fault_string, by_client=False)
    return Answer(str(refusal.code), status, content, version.media_type)


def client_fault(version: SoapVersion, text: str) -> Answer:
    """A fault about the request itself."""
    status, content = envelope.fault(version, text, by_client=True)
    return Answer("client_fault", status, content, version.media_type)


def spoken_version(headers: dict[str, str]) -> SoapVersion:
    """The version to answer in when the envelope could not be read."""
    return SoapVersion.V12 if "application/soap+xml" in headers.get("content-type", "") else SoapVersion.V11


def _action(headers: dict[str, str]) -> str:
    in_media_type = _ACTION_PARAMETER.search(headers.get("content-type", ""))
    return (in_media_type.group(1) if in_media_type else headers.get("soapaction", "")).strip().strip('"')


def _operation(service: Service[Call], action: str, body: etree._Element) -> Operation[Call]:
    wanted = action or str(etree.QName(body).namespace or "") + "/" + etree.QName(body).localname
    namespace, _, name = wanted.rpartition("/")
    operation = service.operations.get(name) if namespace == service.namespace else None
    if operation is None:
        raise UnreadableRequestError(
            f"Server did not recognize the value of HTTP Header SOAPAction: {action}."
            if action
            else "Unable to handle request without a valid action parameter. Please supply a valid soap action."
        )
    return operation
