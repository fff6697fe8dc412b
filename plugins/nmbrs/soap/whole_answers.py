"""Only whole answers get through: a fault, or the answer to the very call with every value readable.

zeep reads an empty body, the answer to another call, a list of unknown items or a value that it cannot read as
"nothing": an empty list of components would then be believed, and everything inserted a second time.
"""

from __future__ import annotations

from typing import Final

from lxml import etree
from zeep.exceptions import Fault, XMLSyntaxError
from zeep.plugins import Plugin
from zeep.wsdl.bindings.soap import SoapOperation
from zeep.xsd import ComplexType, Element
from zeep.xsd.types.base import Type
from zeep.xsd.types.builtins import Boolean, BuiltinType, String

_SOAP_ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_FAULT: Final = f"{{{_SOAP_ENVELOPE}}}Fault"
_SOAP_12: Final = {"soap": "http://www.w3.org/2003/05/soap-envelope"}
_known_fields: dict[int, tuple[ComplexType, dict[str, Type]]] = {}


class AnswersTheCall(Plugin):  # type: ignore[misc]
    """Lets only a fault or the answer to the very call through; what stands beside the result is dropped.

    zeep reads an empty body, the answer to another call, or a list of unknown items as "nothing": an empty list of
    components would then be believed, and everything inserted a second time.
    """

    def ingress(
        self, envelope: etree._Element, http_headers: dict[str, str], operation: SoapOperation
    ) -> tuple[etree._Element, dict[str, str]]:
        if (reason := envelope.find("soap:Body/soap:Fault/soap:Reason/soap:Text", _SOAP_12)) is not None:
            raise Fault(reason.text or "")
        content = envelope.find(f"{{{_SOAP_ENVELOPE}}}Body/*")
        if content is None or (content.tag != _FAULT and not _is_answer(content, operation.output.body)):
            raise XMLSyntaxError("the envelope does not hold the answer to this call")
        if content.tag != _FAULT and not _is_readable(content, operation.output.body.type):
            raise XMLSyntaxError("a value in the answer cannot be read")
        return envelope, http_headers


class EmptiesTheAnswer(Plugin):  # type: ignore[misc]
    """Empties an answer that got through, for calls of whose answer nothing is looked at; a fault stays as it is."""

    def ingress(
        self, envelope: etree._Element, http_headers: dict[str, str], operation: SoapOperation
    ) -> tuple[etree._Element, dict[str, str]]:
        for content in envelope.iterfind(f"{{{_SOAP_ENVELOPE}}}Body/{operation.output.body.qname}"):
            content.clear()
        return envelope, http_headers


def _is_answer(content: etree._Element, response: Element) -> bool:
    if content.tag != response.qname or not _holds_what_it_should(content, response):
        return False
    results = {result.qname: result for _, result in response.type.elements}
    for child in list(content):
        if child.tag not in results:
            content.remove(child)
    return all(_holds_what_it_should(child, results[child.tag]) for child in content)


def _holds_what_it_should(node: etree._Element, element: Element) -> bool:
    """Whether the node is empty, or at least one thing in it is known."""
    known = {child.qname for _, child in getattr(element.type, "elements", [])}
    return not known or len(node) == 0 or any(child.tag in known for child in node)


def _is_readable(node: etree._Element, kind: Type) -> bool:
    """Whether every value is one of its type: zeep would take an end date that it cannot read for no end date."""
    if isinstance(kind, ComplexType):
        fields = _fields(kind)
        return all(child.tag not in fields or _is_readable(child, fields[child.tag]) for child in node)
    if not isinstance(kind, BuiltinType) or isinstance(kind, String) or not node.text:
        return True
    if isinstance(kind, Boolean):
        return node.text.strip() in ("true", "false", "1", "0")
    try:
        kind.pythonvalue(node.text)
    except (TypeError, ValueError, ArithmeticError):
        return False
    return True


def _fields(kind: ComplexType) -> dict[str, Type]:
    """The fields of a type by tag, worked out once; the type is kept, so that its place in memory stays its own."""
    if id(kind) not in _known_fields:
        _known_fields[id(kind)] = (kind, {field.qname: field.type for _, field in kind.elements})
    return _known_fields[id(kind)][1]
