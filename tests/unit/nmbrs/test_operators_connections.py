"""Airflow's connections become the settings that the command line reads from the environment by itself."""

from __future__ import annotations

import json

import pytest
from nmbrs.operators.connections import connection_settings
from payroll.connections import ConnectionSettingsError, connection

NMBRS = {
    "conn_type": "nmbrs",
    "host": "https://api.nmbrs.nl",
    "port": 443,
    "login": "api@example.nl",
    "password": "a-token",
    "extra": {"domain": "acme"},
}


@pytest.mark.parametrize(
    "value",
    [
        json.dumps(NMBRS),
        "sqlite:////folder/with%20space/workforce.db",
        "postgres://anna:p%40ss@db.example.nl:5432/workforce?sslmode=require",
    ],
    ids=["nmbrs", "sqlite", "postgres"],
)
def test_airflow_and_the_command_line_read_the_same(monkeypatch, value):
    monkeypatch.setenv("AIRFLOW_CONN_SOME_DB", value)
    ours, airflows = connection("some_db", {"AIRFLOW_CONN_SOME_DB": value}), connection_settings("some_db")
    assert airflows == ours
    assert airflows.sqlalchemy_url() == ours.sqlalchemy_url()


def test_a_missing_connection_is_named_with_where_to_add_it():
    with pytest.raises(ConnectionSettingsError, match=r"no connection 'nowhere_db'.*AIRFLOW_CONN_NOWHERE_DB"):
        connection_settings("nowhere_db")
