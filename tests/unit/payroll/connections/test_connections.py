"""Connections are read as Airflow reads them, without Airflow."""

from __future__ import annotations

import json

import pytest
from payroll.connections import ConnectionSettings, ConnectionSettingsError, connection


def read(value: str) -> ConnectionSettings:
    return connection("some_db", {"AIRFLOW_CONN_SOME_DB": value})


def refusal(value: str) -> str:
    with pytest.raises(ConnectionSettingsError) as caught:
        read(value)
    return str(caught.value)


WHAT_AIRFLOW_READS = [
    "postgres://joris:geheim@db.example.nl:5433/workforce",
    "postgresql://db.example.nl/workforce",
    "postgres://user%40example.nl:p%2Fw%3A%40@db.example.nl:5432/work%20force?sslmode=require",
    "sqlite:////tmp/demo/workforce.db",
    "sqlite:///workforce.db",
    "nmbrs://user%40example.nl:token@api.nmbrs.nl:443/?domain=demo&transport=soap",
    "nmbrs://http://user%40example.nl:token@127.0.0.1:8765/?domain=demo",
    "nmbrs://user:token@http%3A%2F%2F127.0.0.1:8765",
    "nmbrs://user:token@host/?__extra__=%7B%22domain%22%3A+%22demo%22%2C+%22n%22%3A+3%7D",
    "my-type://Host.Example.NL?flag=true&count=3&empty=",
    '{"conn_type": "postgresql", "host": "db", "port": "5432", "login": "u", "password": "p", "schema": "s"}',
    '{"conn_type": "nmbrs", "host": "https://api.nmbrs.nl", "extra": {"domain": "demo", "deep": {"a": 1}}}',
    '{"conn_type": "nmbrs", "host": "https://api.nmbrs.nl", "extra": "{\\"domain\\": \\"demo\\"}"}',
]


@pytest.mark.parametrize("value", WHAT_AIRFLOW_READS)
def test_a_connection_is_read_as_airflow_reads_it(value):
    from airflow.sdk import Connection

    theirs = Connection.from_json(value) if value.startswith("{") else Connection.from_uri(value, conn_id="some_db")
    ours = read(value)
    assert (ours.conn_type, ours.host, ours.port) == (theirs.conn_type, theirs.host or "", theirs.port)
    assert (ours.login, ours.password, ours.schema) == (theirs.login or "", theirs.password or "", theirs.schema or "")
    assert dict(ours.extra) == json.loads(theirs.extra or "{}")


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("sqlite:////tmp/demo/workforce.db", "sqlite:////tmp/demo/workforce.db"),
        ("sqlite:///workforce.db", "sqlite:///workforce.db"),
        ('{"conn_type": "sqlite", "host": "/tmp/w.db"}', "sqlite:////tmp/w.db"),
        ("postgres://u:p%2Fw@db:5433/work", "postgresql+psycopg2://u:p%2Fw@db:5433/work"),
        ("postgresql://u@db/work?sslmode=require", "postgresql+psycopg2://u@db/work?sslmode=require"),
        ("postgresql+psycopg://u:p@db/work", "postgresql+psycopg://u:p@db/work"),
    ],
)
def test_a_sql_connection_gives_the_url_that_sqlalchemy_opens(value, url):
    assert read(value).sqlalchemy_url() == url


def test_sqlalchemy_finds_every_part_again_in_the_url():
    from sqlalchemy import make_url

    url = make_url(read("postgres://user%40example.nl:p%2Fw%3A%40@db.example.nl:5432/work%20force").sqlalchemy_url())
    assert (url.username, url.password, url.host, url.port) == ("user@example.nl", "p/w:@", "db.example.nl", 5432)
    assert url.database == "work force"


def test_password_and_extra_are_not_in_the_repr():
    shown = repr(read("nmbrs://user:sesame@host/?client_secret=hush"))
    assert "sesame" not in shown
    assert "hush" not in shown


def test_a_connection_that_is_not_set_is_named_with_its_variable():
    with pytest.raises(ConnectionSettingsError, match="AIRFLOW_CONN_WORKFORCE_DB to a URI or to JSON"):
        connection("workforce_db", {})


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("just a word", "neither JSON nor a URI"),
        ("{conn_type: nmbrs}", "is not JSON: column 2 of line 1"),
        ('{"host": "db"}', "has no conn_type"),
        ('{"conn_type": "postgres", "port": "many"}', "port of AIRFLOW_CONN_SOME_DB is not a whole number"),
        ('{"conn_type": "nmbrs", "extra": "domain=demo"}', "extra of AIRFLOW_CONN_SOME_DB is not JSON"),
        ('{"conn_type": "nmbrs", "extra": ["demo"]}', "not a JSON object"),
        ("postgres://u:p@db:port/x", "host or port of AIRFLOW_CONN_SOME_DB cannot be read"),
        ("nmbrs://u:p@https://host/x", "has a second '://' behind user and password"),
        ("a://b://c://d", "neither JSON nor a URI"),
    ],
)
def test_what_airflow_would_not_read_is_refused_with_a_sentence(value, sentence):
    assert sentence in refusal(value)


def test_a_refusal_never_shows_the_password():
    assert "sesame" not in refusal("postgres://user:sesame@db:port/x")
    assert "sesame" not in refusal('{"password": "sesame", "conn_type"}')


def test_a_refused_connection_ends_a_command_with_exit_code_2():
    assert ConnectionSettingsError.exit_code == 2
