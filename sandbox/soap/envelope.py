"""Envelopes of SOAP 1.1 and 1.2: reading a request, writing an answer or a fault the way ASMX prints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lxml import etree

from sandbox.soap.errors import UnreadableRequestError

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class SoapVersion(Enum):
    """The two versions; the value is the namespace of the envelope."""

    V11 = "http://schemas.xmlsoap.org/soap/envelope/"
    V12 = "http://www.w3.org/2003/05/soap-envelope"

    @property
    def media_type(self) -> str:
        """The Content-Type of an answer."""
        return "text/xml; charset=utf-8" if self is SoapVersion.V11 else "application/soap+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class RequestEnvelope:
    """A request as it came in: its version, the header (if any) and the one element in the body."""

    version: SoapVersion
    header: etree._Element | None
    body: etree._Element


def read_envelope(content: bytes) -> RequestEnvelope:
    """Parse a request. The envelope's own namespace tells the version, whatever the media type said.

    Raises UnreadableRequestError when it is no XML, no envelope, or has an empty body.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableRequestError(f"Server was unable to read request. ---> {error}") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs forget it
        raise UnreadableRequestError("Server was unable to read request. ---> A DTD is not allowed in a SOAP message.")
    return _split(root)


def answer(version: SoapVersion, namespace: str, name: str) -> tuple[etree._Element, etree._Element]:
    """Start an answer: the envelope, and the response element to be filled, in the service's namespace."""
    envelope = _envelope(version)
    body = etree.SubElement(envelope, f"{{{version.value}}}Body")
    return envelope, etree.SubElement(body, f"{{{namespace}}}{name}", nsmap={None: namespace})  # type: ignore[dict-item]


def fault(version: SoapVersion, text: str, *, by_client: bool) -> tuple[int, bytes]:
    """Write a fault: the HTTP status that goes with it, and its envelope."""
    envelope = _envelope(version)
    body = etree.SubElement(envelope, f"{{{version.value}}}Body")
    element = etree.SubElement(body, f"{{{version.value}}}Fault")
    if version is SoapVersion.V11:
        etree.SubElement(element, "faultcode").text = "soap:Client" if by_client else "soap:Server"
        etree.SubElement(element, "faultstring").text = text
        etree.SubElement(element, "detail")
        return 500, to_bytes(envelope)
    code = etree.SubElement(element, f"{{{version.value}}}Code")
    etree.SubElement(code, f"{{{version.value}}}Value").text = "soap:Sender" if by_client else "soap:Receiver"
    reason = etree.SubElement(element, f"{{{version.value}}}Reason")
    reason_text = etree.SubElement(reason, f"{{{version.value}}}Text")
    reason_text.text = text
    reason_text.set(_XML_LANG, "en")
    etree.SubElement(element, f"{{{version.value}}}Detail")
    return (400 if by_client else 500), to_bytes(envelope)


def to_bytes(envelope: etree._Element) -> bytes:
    """Serialise with the declaration that ASMX writes."""
    return b'<?xml version="1.0" encoding="utf-8"?>' + etree.tostring(envelope, encoding="utf-8", xml_declaration=False)


def _envelope(version: SoapVersion) -> etree._Element:
    return etree.Element(f"{{{version.value}}}Envelope", nsmap={"soap": version.value, "xsi": XSI, "xsd": XSD})


def _split(root: etree._Element) -> RequestEnvelope:
    version = next((version for version in SoapVersion if root.tag == f"{{{version.value}}}Envelope"), None)
    if version is None:
        raise UnreadableRequestError("Server was unable to read request. ---> The root is not a SOAP envelope.")
    body = root.find(f"{{{version.value}}}Body")
    content = next(iter(body), None) if body is not None else None
    if content is None:
        raise UnreadableRequestError("Server was unable to read request. ---> The SOAP body is empty.")
    return RequestEnvelope(version, root.find(f"{{{version.value}}}Header"), content)
