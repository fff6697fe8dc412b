"""What a WSDL promises, flattened: for each operation a list of places and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sandbox.soap.wsdl import GUID_TYPES, SOAP11, SOAP12, WSDL, XS

Place = tuple[str, str]
"""A path such as `request/Hourcomponent/Hours` and what stands there, such as `decimal 1..1`."""
_NS = {"w": WSDL, "s": XS}
_BINDINGS = {"1.1": SOAP11, "1.2": SOAP12}


@dataclass(frozen=True, slots=True)
class WsdlContract:
    """A WSDL's service as a whole, and its operations."""

    service: list[Place]
    operations: dict[str, list[Place]]


@dataclass(slots=True)
class _Document:
    root: etree._Element
    namespace: str
    elements: dict[str, etree._Element] = field(default_factory=dict)
    types: dict[str, etree._Element] = field(default_factory=dict)
    messages: dict[str, etree._Element] = field(default_factory=dict)


def read_contract(content: bytes) -> WsdlContract:
    """Read a WSDL as ASMX writes it (one schema of its own, document/literal wrapped).

    Raises ValueError when it is not such a document.
    """
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    if root.tag != f"{{{WSDL}}}definitions":
        raise ValueError("This is not a WSDL: its root is not wsdl:definitions.")
    document = _Document(root, str(root.get("targetNamespace")))
    schema = root.find(f"w:types/s:schema[@targetNamespace='{document.namespace}']", _NS)
    if schema is None:
        raise ValueError(f"This WSDL has no schema for {document.namespace}.")
    document.elements = {str(one.get("name")): one for one in schema.findall("s:element", _NS)}
    named = [*schema.findall("s:complexType", _NS), *schema.findall("s:simpleType", _NS)]
    document.types = {str(one.get("name")): one for one in named}
    document.messages = {str(one.get("name")): one for one in root.findall("w:message", _NS)}
    # an old WSDL also has a plain HTTP port type, which Nmbrs has not
    names = [str(one.get("name")) for one in root.findall("w:portType", _NS)[0].findall("w:operation", _NS)]
    return WsdlContract(list(_service(document, schema)), {name: list(_operation(document, name)) for name in names})


def _service(document: _Document, schema: etree._Element) -> Iterator[Place]:
    yield "namespace", document.namespace
    yield "elementFormDefault", str(schema.get("elementFormDefault"))
    for number, port in enumerate(document.root.findall("w:service/w:port", _NS), start=1):
        version = next((name for name, soap in _BINDINGS.items() if port.find(f"{{{soap}}}address") is not None), "")
        yield f"port {number}", f"{port.get('name')} SOAP {version}"


def _operation(document: _Document, name: str) -> Iterator[Place]:
    operation = document.root.find(f"w:portType/w:operation[@name='{name}']", _NS)
    for path, direction in (("request", "input"), ("response", "output")):
        message = operation.find(f"w:{direction}", _NS) if operation is not None else None
        if message is None:
            continue
        part = document.messages[_local(message.get("message"))].find("w:part", _NS)
        element = _local(part.get("element")) if part is not None else ""
        yield path, element
        yield from _content(document, document.elements[element], path, ())
    for version, soap in _BINDINGS.items():
        yield from _binding(document, name, version, soap)


def _binding(document: _Document, name: str, version: str, soap: str) -> Iterator[Place]:
    for binding in document.root.findall("w:binding", _NS):
        operation = binding.find(f"w:operation[@name='{name}']", _NS)
        details = operation.find(f"{{{soap}}}operation") if operation is not None else None
        if operation is None or details is None:
            continue
        action = str(details.get("soapAction")).replace(document.namespace, "{namespace}")
        yield f"binding {version}/action", f"{action} {details.get('style')}"
        for direction in ("input", "output"):
            for header in operation.findall(f"w:{direction}/{{{soap}}}header", _NS):
                message = _local(header.get("message"))
                yield f"binding {version}/{direction} header", f"{message} {header.get('part')} {header.get('use')}"
            body = operation.find(f"w:{direction}/{{{soap}}}body", _NS)
            yield f"binding {version}/{direction} body", str(body.get("use")) if body is not None else "none"


def _content(document: _Document, owner: etree._Element, path: str, inside: tuple[str, ...]) -> Iterator[Place]:
    """The places below an element or a named type, its base type first."""
    extension = owner.find("s:complexContent/s:extension", _NS)
    if extension is not None:
        base = _local(extension.get("base"))
        yield f"{path}/(base)", base
        yield from _content(document, document.types[base], path, inside)
    for holder in (owner, owner.find("s:complexType", _NS), extension):
        for element in holder.findall("s:sequence/s:element", _NS) if holder is not None else ():
            yield from _element(document, element, path, inside)


def _element(document: _Document, element: etree._Element, path: str, inside: tuple[str, ...]) -> Iterator[Place]:
    place = f"{path}/{element.get('name')}"
    kind = element.get("type")
    inline = "inline" if element.find("s:complexType", _NS) is not None else "untyped"
    occurs = f"{element.get('minOccurs', '1')}..{element.get('maxOccurs', '1')}".replace("unbounded", "*")
    nillable = " nillable" if element.get("nillable") == "true" else ""
    yield place, f"{_type_name(element, kind) if kind else inline} {occurs}{nillable}"
    if kind is None:
        yield from _content(document, element, place, inside)
    elif _namespace(element, kind) == document.namespace and _local(kind) not in inside:
        yield from _named_type(document, _local(kind), place, inside)


def _named_type(document: _Document, name: str, place: str, inside: tuple[str, ...]) -> Iterator[Place]:
    kind = document.types[name]
    words = [str(word.get("value")) for word in kind.findall("s:restriction/s:enumeration", _NS)]
    if words:
        yield f"{place}/(words)", " | ".join(words)
    yield from _content(document, kind, place, (*inside, name))


def _type_name(element: etree._Element, kind: str) -> str:
    return f"guid:{_local(kind)}" if _namespace(element, kind) == GUID_TYPES else _local(kind)


def _namespace(element: etree._Element, kind: str) -> str | None:
    return element.nsmap.get(kind.partition(":")[0])


def _local(name: str | bytes | bytearray | etree.QName | None) -> str:
    text = str(name)
    return text.rpartition("}")[2].rpartition(":")[2]
