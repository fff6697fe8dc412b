"""The WSDL of a service, in the order and the words in which an ASMX server generates it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from sandbox.soap.schema import Enumeration, Field, Scalar, Struct, Type, named_types
from sandbox.soap.service import HEADER_WITH_DOMAIN, HEADER_WITHOUT_DOMAIN, Operation, Service

WSDL = "http://schemas.xmlsoap.org/wsdl/"
XS = "http://www.w3.org/2001/XMLSchema"
SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
GUID_TYPES = "http://microsoft.com/wsdl/types/"
_GUID_PATTERN = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_ONCE = {"minOccurs": "1", "maxOccurs": "1"}
_OPTIONAL = {"minOccurs": "0", "maxOccurs": "1"}


def write_wsdl(service: Service[Any], address: str) -> bytes:
    """Write the whole document; `address` is where both ports are reached."""
    prefixes = {"wsdl": WSDL, "s": XS, "soap": SOAP11, "soap12": SOAP12, "s1": GUID_TYPES, "tns": service.namespace}
    root = etree.Element(f"{{{WSDL}}}definitions", nsmap=prefixes, targetNamespace=service.namespace)
    operations = list(service.operations.values())
    _types(_wsdl(root, "types"), service.namespace, operations)
    _messages(root, operations)
    _port_type(root, service.name, operations)
    _binding(root, service, f"{service.name}Soap", SOAP11)
    _binding(root, service, f"{service.name}Soap12", SOAP12)
    _service(root, service.name, address)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _types(types: etree._Element, namespace: str, operations: list[Operation[Any]]) -> None:
    schema = _xs(types, "schema", elementFormDefault="qualified", targetNamespace=namespace)
    _xs(schema, "import", namespace=GUID_TYPES)
    seen: dict[str, Struct | Enumeration] = {}
    for operation in operations:
        result = (operation.result,) if operation.result else ()
        for name, fields in ((operation.name, operation.request), (f"{operation.name}Response", result)):
            _complex_content(_xs(_xs(schema, "element", name=name), "complexType"), fields)
            for kind in named_types(fields, seen):
                _named_type(schema, kind)
    _headers(schema)
    guid_schema = _xs(types, "schema", elementFormDefault="qualified", targetNamespace=GUID_TYPES)
    restriction = _xs(_xs(guid_schema, "simpleType", name="guid"), "restriction", base="s:string")
    _xs(restriction, "pattern", value=_GUID_PATTERN)


def _headers(schema: etree._Element) -> None:
    _xs(schema, "element", name=HEADER_WITH_DOMAIN, type=f"tns:{HEADER_WITH_DOMAIN}")
    extended = _xs(_xs(schema, "complexType", name=HEADER_WITH_DOMAIN), "complexContent", mixed="false")
    sequence = _xs(_xs(extended, "extension", base=f"tns:{HEADER_WITHOUT_DOMAIN}"), "sequence")
    _xs(sequence, "element", _OPTIONAL, name="Domain", type="s:string")
    plain = _xs(schema, "complexType", name=HEADER_WITHOUT_DOMAIN)
    sequence = _xs(plain, "sequence")
    for name in ("Username", "Token"):
        _xs(sequence, "element", _OPTIONAL, name=name, type="s:string")
    _xs(plain, "anyAttribute")
    _xs(schema, "element", name=HEADER_WITHOUT_DOMAIN, type=f"tns:{HEADER_WITHOUT_DOMAIN}")


def _named_type(schema: etree._Element, kind: Struct | Enumeration) -> None:
    if isinstance(kind, Enumeration):
        restriction = _xs(_xs(schema, "simpleType", name=kind.name), "restriction", base="s:string")
        for word in kind.words:
            _xs(restriction, "enumeration", value=word)
        return
    complex_type = _xs(schema, "complexType", name=kind.name)
    if kind.base is not None:
        content = _xs(complex_type, "complexContent", mixed="false")
        complex_type = _xs(content, "extension", base=f"tns:{kind.base.name}")
    _complex_content(complex_type, kind.fields)


def _complex_content(complex_type: etree._Element, fields: Iterable[Field]) -> None:
    sequence = None
    for field in fields:
        sequence = _xs(complex_type, "sequence") if sequence is None else sequence
        _field(sequence, field)


def _field(sequence: etree._Element, field: Field) -> None:
    occurs = {"minOccurs": "0" if field.optional else "1", "maxOccurs": "unbounded" if field.many else "1"}
    nillable = {"nillable": "true"} if field.nillable else {}
    element = _xs(sequence, "element", occurs, name=field.name, **nillable)
    if isinstance(field.type, Struct) and not field.type.name:
        _complex_content(_xs(element, "complexType"), field.type.fields)
    elif field.type is not Scalar.ANY:
        element.set("type", _type_name(field.type))


def _type_name(kind: Type) -> str:
    if isinstance(kind, Scalar):
        return "s1:guid" if kind is Scalar.GUID else f"s:{kind.value}"
    return f"tns:{kind.name}"


def _messages(root: etree._Element, operations: list[Operation[Any]]) -> None:
    for operation in operations:
        for direction, element in (("SoapIn", operation.name), ("SoapOut", f"{operation.name}Response")):
            message = _wsdl(root, "message", name=f"{operation.name}{direction}")
            _wsdl(message, "part", name="parameters", element=f"tns:{element}")
        message = _wsdl(root, "message", name=f"{operation.name}{operation.header}")
        _wsdl(message, "part", name=operation.header, element=f"tns:{operation.header}")


def _port_type(root: etree._Element, service_name: str, operations: list[Operation[Any]]) -> None:
    port_type = _wsdl(root, "portType", name=f"{service_name}Soap")
    for operation in operations:
        element = _wsdl(port_type, "operation", name=operation.name)
        _wsdl(element, "input", message=f"tns:{operation.name}SoapIn")
        _wsdl(element, "output", message=f"tns:{operation.name}SoapOut")


def _binding(root: etree._Element, service: Service[Any], name: str, soap: str) -> None:
    binding = _wsdl(root, "binding", name=name, type=f"tns:{service.name}Soap")
    etree.SubElement(binding, f"{{{soap}}}binding", transport="http://schemas.xmlsoap.org/soap/http")
    for operation in service.operations.values():
        element = _wsdl(binding, "operation", name=operation.name)
        action = f"{service.namespace}/{operation.name}"
        etree.SubElement(element, f"{{{soap}}}operation", soapAction=action, style="document")
        request = _wsdl(element, "input")
        etree.SubElement(request, f"{{{soap}}}body", use="literal")
        message = f"tns:{operation.name}{operation.header}"
        etree.SubElement(request, f"{{{soap}}}header", message=message, part=operation.header, use="literal")
        etree.SubElement(_wsdl(element, "output"), f"{{{soap}}}body", use="literal")


def _service(root: etree._Element, name: str, address: str) -> None:
    service = _wsdl(root, "service", name=name)
    for port, soap in ((f"{name}Soap", SOAP11), (f"{name}Soap12", SOAP12)):
        element = _wsdl(service, "port", name=port, binding=f"tns:{port}")
        etree.SubElement(element, f"{{{soap}}}address", location=address)


def _wsdl(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{WSDL}}}{tag}", attrib=attributes)


def _xs(parent: etree._Element, tag: str, first: dict[str, str] | None = None, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{XS}}}{tag}", attrib={**(first or {}), **attributes})
