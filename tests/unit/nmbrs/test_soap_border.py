"""Whatever the wire does, one of our own errors comes out, saying what happens next (semantics F4, I2)."""

from __future__ import annotations

import inspect
import logging
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import requests
import zeep.exceptions
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from lxml import etree
from nmbrs.errors import (
    NmbrsCallNotAllowed,
    NmbrsError,
    NmbrsOutcomeUnknown,
    NmbrsPeriodClosed,
    NmbrsRefused,
    NmbrsUnavailable,
)
from nmbrs.records import NewComponent
from nmbrs.soap import connect
from nmbrs.soap.border import CAUSES

HOURS = NewComponent("hours", 2100, Decimal("7.50"))
ONE = "<HourComponent><Id>71</Id><HourCode>2100</HourCode><Hours>7.50</Hours></HourComponent>"


def read(nmbrs):
    return nmbrs.components("hours", "5012", year=2026, period=3)


def write(nmbrs):
    return nmbrs.insert_component("5012", HOURS, year=2026, period=3)


def hang_up(client: socket.socket) -> None:
    """Read the whole request, answer nothing."""


def reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def half_an_answer(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n\r\n<soap:Envelope")


def half_an_answer_without_length(client: socket.socket) -> None:
    client.sendall(
        b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n"
        b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
        b'<HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">'
        b"<HourComponentVar_GetResult>" + ONE.encode()
    )


def silence(client: socket.socket) -> None:
    time.sleep(3.5)


@contextmanager
def tls_server(folder: Path) -> Iterator[int]:
    """Shakes hands once with a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=36500))
    certificate = builder.sign(key, hashes.SHA256())
    (folder / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=shake_hands, args=(listener, context), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(timeout=5)


def shake_hands(listener: socket.socket, context: ssl.SSLContext) -> None:
    client, _ = listener.accept()
    with client, suppress(OSError), context.wrap_socket(client, server_side=True):
        pass


LOST_ANSWERS = [hang_up, reset, half_an_answer, half_an_answer_without_length, silence]


@pytest.mark.parametrize("accident", LOST_ANSWERS, ids=lambda f: f.__name__)
def test_an_answer_that_is_lost_leaves_a_write_unknown(wire, nmbrs, accident):
    wire.will_send(accident)
    with pytest.raises(NmbrsOutcomeUnknown, match="employee 5012, hour code 2100, period 2026-3"):
        write(nmbrs)
    assert len(wire.requests) == 1


@pytest.mark.parametrize("accident", LOST_ANSWERS, ids=lambda f: f.__name__)
def test_an_answer_that_is_lost_lets_a_read_be_tried_again(wire, nmbrs, accident):
    wire.will_send(accident)
    with pytest.raises(NmbrsUnavailable):
        read(nmbrs)
    assert len(wire.requests) == 1


def test_nobody_waits_longer_than_the_connection_says(wire, nmbrs):
    wire.will_send(silence)
    with pytest.raises(NmbrsOutcomeUnknown, match="no answer came in time"):
        write(nmbrs)


@pytest.mark.parametrize(
    "body", ["<html><body>Maintenance</body></html>", "<!DOCTYPE html><html><p>Busy", "", "no XML"]
)
@pytest.mark.parametrize(
    "status", ["200 OK", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"]
)
def test_a_page_where_xml_was_expected_is_no_answer(wire, nmbrs, body, status):
    wire.will_send_body(body, status, "text/html")
    wire.will_send_body(body, status, "text/html")
    with pytest.raises(NmbrsUnavailable):
        read(nmbrs)
    with pytest.raises(NmbrsOutcomeUnknown):
        write(nmbrs)


@pytest.mark.parametrize(
    "status", ["301 Moved", "307 Temporary Redirect", "401 Unauthorized", "403 Forbidden", "404 Not Found"]
)
def test_a_status_that_points_at_the_address_is_for_a_person(wire, nmbrs, status):
    wire.will_send_body("", f"{status}\r\nLocation: http://192.0.2.1/", "text/html")
    wire.will_send_body("", status, "text/html")
    with pytest.raises(NmbrsRefused, match=f"HTTP status {status[:3]}. Check the host"):
        read(nmbrs)
    with pytest.raises(NmbrsOutcomeUnknown):
        write(nmbrs)


@pytest.mark.parametrize("status", ["408 Request Timeout", "429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_server_is_asked_again_later(wire, nmbrs, status):
    wire.will_send_body("", status)
    with pytest.raises(NmbrsUnavailable, match=f"HTTP status {status[:3]}"):
        read(nmbrs)


ON_THE_WIRE = {
    1002: NmbrsCallNotAllowed,
    1003: NmbrsRefused,
    1006: NmbrsUnavailable,
    2001: NmbrsRefused,
    2011: NmbrsPeriodClosed,
    2012: NmbrsPeriodClosed,
    9999: NmbrsOutcomeUnknown,
}


@pytest.mark.parametrize("form", ["will_fault", "will_fault_in_12"])
@pytest.mark.parametrize("code", ON_THE_WIRE)
def test_a_fault_of_either_soap_version_becomes_what_its_number_says(wire, nmbrs, form, code):
    getattr(wire, form)(f"Server was unable to process request. ---> {code}: words of the server")
    with pytest.raises(NmbrsError) as caught:
        write(nmbrs)
    assert (type(caught.value), caught.value.code) == (ON_THE_WIRE[code], code)
    assert "words of the server" not in str(caught.value)


@pytest.mark.parametrize("form", ["will_fault", "will_fault_in_12"])
def test_the_unnamed_fault_that_speaks_of_twk_is_a_closed_period(wire, nmbrs, form):
    getattr(wire, form)("Server was unable to process request. ---> 9999: TWK exception")
    with pytest.raises(NmbrsPeriodClosed):
        write(nmbrs)


def test_a_redirect_does_not_take_the_token_elsewhere(wire, nmbrs):
    wire.will_send_body("", f"307 Temporary Redirect\r\nLocation: {wire.url}/elsewhere")
    with pytest.raises(NmbrsError):
        write(nmbrs)
    assert len(wire.requests) == 1


def test_nobody_listening_means_that_nothing_was_written(wire, access):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free_port = taken.getsockname()[1]
    nmbrs = connect(replace(access, base_url=f"http://127.0.0.1:{free_port}"))
    with pytest.raises(NmbrsUnavailable, match="no connection could be made. Nothing was written"):
        write(nmbrs)


def test_nobody_listening_any_more_after_the_wsdl_means_that_nothing_was_written(wire, nmbrs):
    wire.will_answer("HourComponentVar_Get")
    read(nmbrs)
    wire.close()
    with pytest.raises(NmbrsUnavailable, match="no connection could be made. Nothing was written"):
        write(nmbrs)


def test_an_unknown_host_name_means_that_nothing_was_written(access):
    nmbrs = connect(replace(access, base_url="http://nmbrs.invalid"))
    with pytest.raises(NmbrsUnavailable, match="no connection could be made"):
        write(nmbrs)


def test_a_server_that_speaks_no_tls_is_no_written_line(wire, access):
    nmbrs = connect(replace(access, base_url=wire.url.replace("http", "https")))
    with pytest.raises(NmbrsUnavailable, match="WSDL.*encrypted connection failed"):
        write(nmbrs)


def test_a_certificate_that_nobody_vouches_for_is_for_a_person(tmp_path, access):
    with tls_server(tmp_path) as port:
        nmbrs = connect(replace(access, base_url=f"https://localhost:{port}"))
        with pytest.raises(NmbrsRefused, match="certificate of the server is not trusted"):
            write(nmbrs)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", NmbrsRefused),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", NmbrsUnavailable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n<html><body>Hi</body></htm", NmbrsUnavailable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>", NmbrsUnavailable),
        (b"", NmbrsUnavailable),
    ],
)
def test_a_wsdl_that_cannot_be_read_is_never_an_unknown_write(wire, nmbrs, reply, kind):
    wire.wsdl_reply = reply or b"\r\n"
    with pytest.raises(kind) as caught:
        write(nmbrs)
    assert "EmployeeService: ?WSDL" in str(caught.value)
    assert wire.requests == []


def test_a_wsdl_that_failed_is_asked_for_again(wire, nmbrs):
    wire.wsdl_reply = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(NmbrsUnavailable):
        read(nmbrs)
    wire.will_serve_half_a_wsdl("EmployeeService")
    with pytest.raises(NmbrsUnavailable):
        read(nmbrs)
    wire.wsdl_reply = None
    wire.will_answer("HourComponentVar_Get", ONE)
    assert len(read(nmbrs)) == 1


def exceptions_of(module) -> set[type[Exception]]:
    return {
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and not issubclass(kind, Warning) and kind.__module__ == module.__name__
    }


def test_every_exception_of_zeep_and_requests_has_its_words():
    known = set(CAUSES) | {zeep.exceptions.Fault}
    assert exceptions_of(zeep.exceptions) - known == set()
    assert exceptions_of(requests.exceptions) - known == set()


def test_every_exception_of_lxml_has_its_words():
    public = {kind for kind in exceptions_of(etree) if not kind.__name__.startswith("_")}
    assert etree.XMLSyntaxError in public
    assert {kind for kind in public if not issubclass(kind, etree.Error)} == set()
    assert etree.Error in CAUSES


def leaves(wire, nmbrs, caplog, *replies: bytes) -> str:
    """Everything that a failure leaves behind: its text, its traceback, and the log at its most talkative."""
    caplog.set_level(logging.DEBUG)
    wire.will_send(*replies)
    with pytest.raises(NmbrsError) as caught:
        write(nmbrs)
    return "".join(traceback.format_exception(caught.value)) + caplog.text


def test_neither_token_nor_people_get_into_errors_and_logs(wire, nmbrs, caplog):
    person = "J. de Vries 111222333"
    wire.will_fault(f"Server was unable to process request. ---> 2003: {person}")
    wire.will_send_body(f"<html>{person}", "500 Internal Server Error", "text/html")
    wire.will_send_body(f"<html>{person}", "200 OK", "text/html")
    wire.will_answer("HourComponentVar_Insert", person)
    wire.will_send_in_envelope(f"<a>{person}</a>")
    left = "".join(leaves(wire, nmbrs, caplog) for _ in range(5))
    assert "EmployeeService: HourComponentVar_Insert" in left
    for secret in ("Vries", "111222333", "s3cret-token", "user@example.nl", "7.50"):
        assert secret not in left
