"""The WSDLs that the sandbox serves hold what our client relies on: our own table of names, order and types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree
from ruamel.yaml import YAML

CONTRACT: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("wsdl_contract.yaml"))
GUIDS = "http://microsoft.com/wsdl/types/"
PREFIXES = {
    "w": "http://schemas.xmlsoap.org/wsdl/",
    "s": "http://www.w3.org/2001/XMLSchema",
    "soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "soap12": "http://schemas.xmlsoap.org/wsdl/soap12/",
}
OPERATIONS = [(service, operation) for service, found in CONTRACT["services"].items() for operation in found]


def promised(fields: list[str]) -> list[tuple]:
    """Our table's fields as (name, type or fields, least, most, nillable), all the way down."""
    return [tuple(_promised(field)) for field in fields]


def _promised(field: str) -> Iterator[Any]:
    name, kind, *flags = field.split()
    yield name
    if kind in CONTRACT["shapes"]:
        yield promised(CONTRACT["shapes"][kind])
    elif kind in CONTRACT["choices"]:
        yield [str(word) for word in CONTRACT["choices"][kind]]
    else:
        yield kind
    yield "0" if {"?", "*"} & set(flags) else "1"
    yield "unbounded" if "*" in flags else "1"
    yield "nil" in flags


class ServedWsdl:
    """One service's WSDL, read with nothing but lxml."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content)
        namespace = self.root.get("targetNamespace")
        self.schema = self.one(self.root, f"w:types/s:schema[@targetNamespace='{namespace}']")

    @staticmethod
    def one(node: etree._Element, path: str) -> etree._Element:
        (found,) = node.findall(path, PREFIXES)
        return found

    def element(self, name: str) -> list[tuple]:
        return self.fields(self.one(self.schema, f"s:element[@name='{name}']"))

    def fields(self, owner: etree._Element) -> list[tuple]:
        """What an element or a named type holds; a type that extends another begins with what the other holds."""
        if kind := owner.get("type"):
            owner = self.one(self.schema, f"s:complexType[@name='{kind.partition(':')[2]}']")
        extension = owner.find(".//s:extension", PREFIXES)
        base = [] if extension is None else self.named(extension.get("base"))
        sequence = owner.find(".//s:sequence", PREFIXES)
        own = [] if sequence is None else [self.field(child) for child in sequence.findall("s:element", PREFIXES)]
        return base + own

    def field(self, element: etree._Element) -> tuple:
        kind = element.get("type")
        return (
            element.get("name"),
            self.untyped(element) if kind is None else self.named(kind),
            element.get("minOccurs", "1"),
            element.get("maxOccurs", "1"),
            element.get("nillable") == "true",
        )

    def untyped(self, element: etree._Element) -> Any:
        """An element that names no type: what it holds, or anything when it says nothing of that either."""
        return self.fields(element) if len(element) else "anyType"

    def named(self, kind: str | None) -> Any:
        """A type by its name: fields, allowed words, or the name of one of XML Schema's own."""
        prefix, _, name = str(kind).partition(":")
        if self.root.nsmap.get(prefix) in (PREFIXES["s"], GUIDS):
            return name
        if words := self.schema.findall(f"s:simpleType[@name='{name}']//s:enumeration", PREFIXES):
            return [word.get("value") for word in words]
        return self.fields(self.one(self.schema, f"s:complexType[@name='{name}']"))

    def part(self, message: str) -> str:
        """The element that a message consists of."""
        part = self.one(self.root, f"w:message[@name='{message.partition(':')[2]}']/w:part")
        return part.get("element").partition(":")[2]


@pytest.fixture(scope="module")
def served(running_sandbox) -> dict[str, ServedWsdl]:
    def fetch(service: str) -> ServedWsdl:
        address = f"{running_sandbox.url}/soap/v3/{service}.asmx?WSDL"
        return ServedWsdl(httpx.get(address).raise_for_status().content)

    return {service: fetch(service) for service in CONTRACT["services"]}


@pytest.mark.parametrize("service", CONTRACT["services"])
def test_the_namespace_is_nmbrs_own_and_elements_are_qualified(served, service):
    namespace = CONTRACT["namespace"] + service
    assert served[service].root.get("targetNamespace") == namespace
    assert served[service].schema.get("targetNamespace") == namespace
    assert served[service].schema.get("elementFormDefault") == "qualified"


@pytest.mark.parametrize("service", CONTRACT["services"])
def test_the_header_has_user_token_and_domain(served, service):
    operations = CONTRACT["services"][service].values()
    for name in {shape.get("header", "AuthHeaderWithDomain") for shape in operations}:
        assert served[service].element(name) == promised(CONTRACT["header"][name])


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_request_and_response_are_as_our_table_says(served, service, operation):
    wsdl, table = served[service], CONTRACT["services"][service][operation]
    port = wsdl.one(wsdl.root, f"w:portType/w:operation[@name='{operation}']")
    request = wsdl.part(wsdl.one(port, "w:input").get("message"))
    response = wsdl.part(wsdl.one(port, "w:output").get("message"))
    assert (request, response) == (operation, f"{operation}Response")
    assert wsdl.element(request) == promised(table["request"])
    if table["response"] != "unknown":
        assert wsdl.element(response) == promised(table["response"])


@pytest.mark.parametrize("soap", ["soap", "soap12"])
@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_each_operation_is_bound_with_its_action_and_header(served, service, operation, soap):
    wsdl = served[service]
    binding = f"{service}Soap{'12' if soap == 'soap12' else ''}"
    bound = wsdl.one(wsdl.root, f"w:binding[@name='{binding}']/w:operation[@name='{operation}']")
    action = wsdl.one(bound, f"{soap}:operation")
    assert action.get("soapAction") == f"{CONTRACT['namespace']}{service}/{operation}"
    assert action.get("style") == "document"
    header = wsdl.one(bound, f"w:input/{soap}:header")
    expected = CONTRACT["services"][service][operation].get("header", "AuthHeaderWithDomain")
    assert (header.get("part"), header.get("use")) == (expected, "literal")
    assert wsdl.part(header.get("message")) == expected
