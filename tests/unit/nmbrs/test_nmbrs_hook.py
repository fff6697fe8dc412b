"""The connection type as Airflow sees it: its form, its hook, and what importing it costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import airflow
import jsonschema
import pytest
from airflow.sdk import Connection
from nmbrs.errors import NmbrsSettingsError
from nmbrs.hook import NmbrsHook
from nmbrs.provider_info import get_provider_info

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def stored(monkeypatch, wire):
    """Store the connection `nmbrs_default`; gives a hook on it."""

    def store(**changes) -> NmbrsHook:
        fields = {
            "conn_type": "nmbrs",
            "host": wire.url,
            "login": "user@example.nl",
            "password": "s3cret-token",
            "extra": {"domain": "demo", "read_timeout": 1},
        }
        monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps({**fields, **changes}))
        return NmbrsHook()

    return store


def test_the_provider_s_description_fits_airflow_s_schema():
    schema = Path(airflow.__file__).parent / "provider_info.schema.json"
    jsonschema.validate(get_provider_info(), json.loads(schema.read_text()))


def test_the_form_names_the_hook_shows_the_port_and_has_our_fields():
    (connection_type,) = get_provider_info()["connection-types"]
    assert connection_type["connection-type"] == NmbrsHook.conn_type
    assert connection_type["hook-class-name"] == f"{NmbrsHook.__module__}.{NmbrsHook.__qualname__}"
    assert "port" not in connection_type["ui-field-behaviour"]["hidden-fields"]
    assert set(connection_type["conn-fields"]) == {
        "domain",
        "transport",
        "connect_timeout",
        "read_timeout",
        "attempts",
        "retry_seconds",
    }


def test_importing_the_hook_does_not_import_the_soap_library():
    script = "import sys, nmbrs.hook, nmbrs.provider_info; print([m for m in ('zeep', 'lxml') if m in sys.modules])"
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], cwd=ROOT / "plugins", capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_making_a_hook_asks_for_nothing():
    assert NmbrsHook("not_stored_anywhere").nmbrs_conn_id == "not_stored_anywhere"


def test_the_connection_test_counts_the_companies(wire, stored):
    company = "<Company><ID>{0}</ID><Number>{0}</Number><LoonaangifteTijdvak>Month</LoonaangifteTijdvak></Company>"
    hook = stored()
    wire.will_answer("List_GetAll", company.format(1) + company.format(2))
    assert hook.test_connection() == (True, f"Signed in at {wire.url}, domain demo: 2 companies are visible.")
    wire.will_answer("List_GetAll", company.format(1))
    assert hook.test_connection() == (True, f"Signed in at {wire.url}, domain demo: 1 company is visible.")
    wire.will_answer("List_GetAll")
    assert "no company is visible: ask the accountant" in hook.test_connection()[1]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("1001: no", "the sign-in failed: the user, the token or the domain is wrong. Check login"),
        ("1002: no", "The sign-in works, but a right is missing."),
        ("1004: no", "no valid subscription"),
    ],
)
def test_the_connection_test_says_what_is_wrong(wire, stored, fault, words):
    wire.will_fault(f"Server was unable to process request. ---> {fault}")
    is_right, sentence = stored().test_connection()
    assert not is_right
    assert words in sentence


def test_the_connection_test_says_that_a_stopped_server_is_not_reached(wire, stored):
    hook = stored()
    wire.close()
    is_right, sentence = hook.test_connection()
    assert not is_right
    assert "no connection could be made" in sentence
    assert "Check the host" in sentence


def test_a_connection_that_cannot_work_is_said_without_a_call(wire, stored):
    is_right, sentence = stored(extra={"domain": "demo", "transport": "rest"}).test_connection()
    assert not is_right
    assert "rest, which is not available yet" in sentence
    with pytest.raises(NmbrsSettingsError, match="has no domain"):
        stored(extra={}).get_conn()
    assert wire.wsdls_served == 0


def test_host_port_and_schema_apart_reach_the_same_server(wire, stored):
    hook = stored(host="127.0.0.1", port=wire.port, schema="http")
    wire.will_answer("List_GetAll")
    assert hook.get_conn().companies() == []


def test_a_connection_uri_works_too(wire, monkeypatch):
    uri = Connection(
        conn_id="x", conn_type="nmbrs", host="127.0.0.1", port=wire.port, schema="http", login="user@example.nl",
        password="s3cret-token", extra=json.dumps({"domain": "demo"}),
    ).get_uri()  # fmt: skip
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", uri)
    wire.will_answer("List_GetAll")
    assert NmbrsHook().get_conn().companies() == []
