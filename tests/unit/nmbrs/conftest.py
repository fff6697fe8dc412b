"""A Nmbrs that answers whatever a test wants, over a bare socket; its WSDLs are built from our own contract table."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.builder import ElementMaker
from nmbrs.calls import Call
from nmbrs.connection import NmbrsAccess
from nmbrs.soap import SoapNmbrs, connect
from ruamel.yaml import YAML

CONTRACT: dict[str, Any] = YAML(typ="safe").load(
    Path(__file__).resolve().parents[2] / "integration" / "nmbrs" / "wsdl_contract.yaml"
)
SERVICES = ("CompanyService", "EmployeeService", "DebtorService")
XSD = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
TLS_HELLO = b"\x16\x03"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


@cache
def build_wsdl(service: str) -> bytes:
    """A WSDL of one service, as small as zeep allows."""
    namespace = CONTRACT["namespace"] + service
    w = ElementMaker(namespace=WSDL, nsmap={"wsdl": WSDL, "s": XSD, "soap": SOAP, "tns": namespace})
    s, soap = ElementMaker(namespace=XSD), ElementMaker(namespace=SOAP)
    operations = CONTRACT["services"][service]

    def element(field_: str) -> etree._Element:
        name, kind, *flags = field_.split()
        ours = kind in CONTRACT["shapes"] or kind in CONTRACT["choices"]
        kind = "string" if kind == "guid" else kind
        attributes = {"name": name, "type": f"{'tns' if ours else 's'}:{kind}"}
        attributes["minOccurs"] = "0" if {"?", "*"} & set(flags) else "1"
        attributes["maxOccurs"] = "unbounded" if "*" in flags else "1"
        return s.element(**attributes, **({"nillable": "true"} if "nil" in flags else {}))

    def header(shape: dict[str, Any]) -> etree._Element:
        name = shape.get("header", "AuthHeaderWithDomain")
        return soap.header(message=f"tns:{name}", part=name, use="literal")

    def response(shape: dict[str, Any]) -> list[str]:
        return [] if shape["response"] == "unknown" else shape["response"]

    def named(name: str, fields: list[str]) -> etree._Element:
        return s.element(s.complexType(s.sequence(*map(element, fields))), name=name)

    schema = s.schema(
        *[named(name, fields) for name, fields in CONTRACT["header"].items()],
        *[s.complexType(s.sequence(*map(element, f)), name=name) for name, f in CONTRACT["shapes"].items()],
        *[
            s.simpleType(s.restriction(*[s.enumeration(value=str(v)) for v in values], base="s:string"), name=name)
            for name, values in CONTRACT["choices"].items()
        ],
        *[named(operation, shape["request"]) for operation, shape in operations.items()],
        *[named(f"{operation}Response", response(shape)) for operation, shape in operations.items()],
        elementFormDefault="qualified",
        targetNamespace=namespace,
    )
    messages = [
        w.message(w.part(name="parameters", element=f"tns:{operation}{suffix}"), name=f"{operation}{way}")
        for operation in operations
        for way, suffix in (("In", ""), ("Out", "Response"))
    ]
    headers = CONTRACT["header"]
    port_type = w.portType(
        *[w.operation(w.input(message=f"tns:{o}In"), w.output(message=f"tns:{o}Out"), name=o) for o in operations],
        name=f"{service}Soap",
    )
    binding = w.binding(
        soap.binding(transport="http://schemas.xmlsoap.org/soap/http"),
        *[
            w.operation(
                soap.operation(soapAction=f"{namespace}/{o}", style="document"),
                w.input(soap.body(use="literal"), header(shape)),
                w.output(soap.body(use="literal")),
                name=o,
            )
            for o, shape in operations.items()
        ],
        name=f"{service}Soap",
        type=f"tns:{service}Soap",
    )
    port = w.port(
        soap.address(location="http://192.0.2.1/not-used"), name=f"{service}Soap", binding=f"tns:{service}Soap"
    )
    return etree.tostring(
        w.definitions(
            w.types(schema),
            *[w.message(w.part(name=header, element=f"tns:{header}"), name=header) for header in headers],
            *messages,
            port_type,
            binding,
            w.service(port, name=service),
            targetNamespace=namespace,
        )
    )


def http(body: bytes, status: str = "200 OK", kind: str = "text/xml; charset=utf-8") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def envelope(content: str) -> bytes:
    return f'<soap:Envelope xmlns:soap="{ENVELOPE}"><soap:Body>{content}</soap:Body></soap:Envelope>'.encode()


def answer(operation: str, result: str | None = None, service: str = "") -> bytes:
    """The HTTP answer of a call, `result` being the XML inside its result element; None leaves that element out."""
    service = service or next(name for name in SERVICES if operation in CONTRACT["services"][name])
    inner = "" if result is None else f"<{operation}Result>{result}</{operation}Result>"
    return http(
        envelope(f'<{operation}Response xmlns="{CONTRACT["namespace"]}{service}">{inner}</{operation}Response>')
    )


def fault(text: str) -> bytes:
    """A fault as ASP.NET writes it."""
    words = f"<faultcode>soap:Server</faultcode><faultstring>{text}</faultstring><detail />"
    return http(envelope(f"<soap:Fault>{words}</soap:Fault>"), "500 Internal Server Error")


def fault_12(text: str) -> bytes:
    """The same in the form of SOAP 1.2."""
    space = "http://www.w3.org/2003/05/soap-envelope"
    words = f"<s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text>{text}</s:Text></s:Reason>"
    whole = f'<s:Envelope xmlns:s="{space}"><s:Body><s:Fault>{words}</s:Fault></s:Body></s:Envelope>'
    return http(whole.encode(), "500 Internal Server Error", "application/soap+xml")


Reply = bytes | Callable[[socket.socket], None]


@dataclass
class Wire:
    """Listens on a free port; serves the WSDLs, and gives each POST the next reply.

    A reply is bytes (sent, then the connection is closed), or a function of the open socket.
    """

    requests: list[bytes] = field(default_factory=list)
    wsdl_reply: bytes | None = None
    wsdls_served: int = 0
    _replies: list[Reply] = field(default_factory=list)
    _by_call: dict[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    def will_send(self, *replies: Reply) -> None:
        self._replies += replies

    def will_always_answer(self, call: Call, result: str | None = None) -> None:
        """Give a call the same answer whenever it comes, whatever comes beside it."""
        self._by_call[call.label] = answer(call.operation, result, call.service)

    def will_always_fault(self, call: Call, code: str) -> None:
        """Give a call the same fault whenever it comes."""
        self._by_call[call.label] = fault(f"Server was unable to process request. ---> {code}: no")

    @property
    def asked(self) -> list[str]:
        """Every call that came, by its name."""
        return [asked_call(request) for request in self.requests]

    def will_answer(self, operation: str, result: str | None = None, service: str = "") -> None:
        self.will_send(answer(operation, result, service))

    def will_fault(self, text: str) -> None:
        self.will_send(fault(text))

    def will_fault_in_12(self, text: str) -> None:
        self.will_send(fault_12(text))

    def will_send_body(self, body: str, status: str = "200 OK", kind: str = "text/xml") -> None:
        self.will_send(http(body.encode(), status, kind))

    def will_send_in_envelope(self, content: str) -> None:
        self.will_send(http(envelope(content)))

    def will_serve_half_a_wsdl(self, service: str) -> None:
        """The WSDL of a service up to its first bound operation, without a length that gives the loss away."""
        head, _, rest = build_wsdl(service).partition(b"<wsdl:binding ")
        self.wsdl_reply = b"HTTP/1.0 200 OK\r\n\r\n" + head + b"<wsdl:binding " + rest.partition(b"<wsdl:operation")[0]

    @property
    def last_body(self) -> etree._Element:
        """What the last request asks: the element of the call."""
        root = etree.fromstring(self.requests[-1].partition(b"\r\n\r\n")[2])
        body = root.find(f"{{{ENVELOPE}}}Body")
        assert body is not None
        return body[0]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        if self._listener.fileno() != -1:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, client: socket.socket) -> None:
        with client:
            request = read_request(client)
            if request.startswith(TLS_HELLO):
                client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            if request.startswith(b"GET "):
                self.wsdls_served += 1
                service = request.split(b".asmx")[0].rsplit(b"/", 1)[1].decode()
                client.sendall(self.wsdl_reply or http(build_wsdl(service)))
                return
            self.requests.append(request)
            reply = self._by_call[asked_call(request)] if self._by_call else self._replies.pop(0)
            if callable(reply):
                reply(client)
            else:
                client.sendall(reply)


def asked_call(request: bytes) -> str:
    """The name of the call, from the action of a request."""
    action = next(line for line in request.split(b"\r\n") if line.lower().startswith(b"soapaction:"))
    service, operation = action.decode().strip('" ').split("/")[-2:]
    return f"{service}: {operation}"


def read_request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and not data.startswith(TLS_HELLO):
        data += client.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture
def access(wire: Wire) -> NmbrsAccess:
    return NmbrsAccess(
        base_url=wire.url,
        user="user@example.nl",
        token="s3cret-token",
        domain="demo",
        connect_timeout_seconds=5,
        read_timeout_seconds=3,
        attempts=1,
    )


@pytest.fixture
def nmbrs(access: NmbrsAccess) -> Iterator[SoapNmbrs]:
    client = connect(access)
    yield client
    client.close()
