"""An Airflow connection of type nmbrs, with its fields as people really fill them in (interfaces 7)."""

from __future__ import annotations

import pytest
from nmbrs.connection import NmbrsAccess, access_from_connection
from nmbrs.errors import NmbrsSettingsError


def read(**changes) -> NmbrsAccess:
    fields = {
        "host": "https://api.nmbrs.nl",
        "port": 443,
        "schema": "",
        "login": "user@example.nl",
        "password": "s3cret-token",
        "extra": {"domain": "acme"},
    }
    return access_from_connection("nmbrs_default", **{**fields, **changes})


@pytest.mark.parametrize(
    ("host", "port", "schema", "base_url"),
    [
        ("https://api.nmbrs.nl", None, None, "https://api.nmbrs.nl"),
        ("https://api.nmbrs.nl", 443, "", "https://api.nmbrs.nl"),
        ("https://api.nmbrs.nl/", 0, "", "https://api.nmbrs.nl"),
        ("api.nmbrs.nl", None, None, "https://api.nmbrs.nl"),
        ("api.nmbrs.nl", 443, "https", "https://api.nmbrs.nl"),
        ("http://127.0.0.1:8765", None, None, "http://127.0.0.1:8765"),
        ("http://127.0.0.1:8765", 443, None, "http://127.0.0.1:8765"),
        ("127.0.0.1", 8765, "http", "http://127.0.0.1:8765"),
        ("http://sandbox", 8765, "", "http://sandbox:8765"),
        ("http://[::1]:8765", None, None, "http://[::1]:8765"),
        ("https://api.nmbrs.nl/soap/v3/EmployeeService.asmx", None, None, "https://api.nmbrs.nl"),
        ("https://gateway.example/nmbrs", None, None, "https://gateway.example/nmbrs"),
    ],
)
def test_the_address_comes_from_host_port_and_schema(host, port, schema, base_url):
    assert read(host=host, port=port, schema=schema).base_url == base_url


def test_time_limits_come_from_the_extra_and_have_defaults():
    assert (read().connect_timeout_seconds, read().read_timeout_seconds) == (10, 60)
    patient = read(extra={"domain": "acme", "connect_timeout": "2.5", "read_timeout": 120})
    assert (patient.connect_timeout_seconds, patient.read_timeout_seconds) == (2.5, 120)


def test_patience_comes_from_the_extra_and_has_defaults():
    assert (read().attempts, read().retry_seconds) == (4, 30)
    hasty = read(extra={"domain": "acme", "attempts": "1", "retry_seconds": 5})
    assert (hasty.attempts, hasty.retry_seconds) == (1, 5)


def test_a_write_never_arrives_later_than_the_settling_waits():
    access = read(extra={"domain": "acme", "connect_timeout": 3, "read_timeout": 20})
    assert access.longest_write_seconds == 26


@pytest.mark.parametrize(
    ("value", "allowed"), [(True, True), ("true", True), (False, False), ("", False), (None, False)]
)
def test_probing_writes_must_be_allowed_in_so_many_words(value, allowed):
    assert read(extra={"domain": "acme", "allow_write_probe": value}).allows_write_probe is allowed


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("http://127.0.0.1:8765", True),
        ("http://[::1]:8765", True),
        ("http://localhost:8765", True),
        ("https://api.nmbrs.nl", False),
        ("https://api-sandbox.nmbrs.nl", False),
        ("http://sandbox:8765", False),
        ("https://localhost.example.nl", False),
    ],
)
def test_this_machine_is_known_from_others(host, is_local):
    assert read(host=host).is_local is is_local


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"host": ""}, "has no host. Fill in https://api.nmbrs.nl"),
        ({"host": "ftp://api.nmbrs.nl"}, "no address"),
        ({"host": "https://user:pw@api.nmbrs.nl"}, "no address"),
        ({"host": "http://127.0.0.1:99999"}, "impossible port"),
        ({"host": "http://api.nmbrs.nl"}, "unencrypted. Use https://api.nmbrs.nl"),
        ({"host": "api-sandbox.nmbrs.nl", "schema": "http"}, "unencrypted"),
        ({"login": None}, "has no login"),
        ({"password": " "}, "has no password (the API token"),
        ({"extra": None}, "has no domain"),
        ({"extra": {"domain": "acme.nmbrs.nl"}}, "acme for https://acme.nmbrs.nl"),
        ({"extra": {"domain": "acme", "transport": "rest"}}, "rest, which is not available yet"),
        ({"extra": {"domain": "acme", "transport": "carrier pigeon"}}, "allowed is soap"),
        ({"extra": {"domain": "acme", "read_timeout": "soon"}}, "read_timeout 'soon'"),
        ({"extra": {"domain": "acme", "connect_timeout": 0}}, "connect_timeout 0"),
        ({"extra": {"domain": "acme", "read_timeout": float("nan")}}, "read_timeout nan"),
        ({"extra": {"domain": "acme", "attempts": 0}}, "attempts 0; allowed are whole numbers from 1 to 10"),
        ({"extra": {"domain": "acme", "attempts": "2.5"}}, "attempts '2.5'"),
        ({"extra": {"domain": "acme", "retry_seconds": -1}}, "retry_seconds -1"),
        ({"extra": {"domain": "acme", "allow_write_probe": "perhaps"}}, "allow_write_probe 'perhaps'"),
    ],
)
def test_what_cannot_work_is_said_by_name(changes, words):
    with pytest.raises(NmbrsSettingsError) as caught:
        read(**changes)
    assert words in str(caught.value)
    assert "nmbrs_default" in str(caught.value)
    assert "s3cret-token" not in str(caught.value)


def test_the_token_is_not_in_the_repr():
    assert "s3cret-token" not in repr(read())
