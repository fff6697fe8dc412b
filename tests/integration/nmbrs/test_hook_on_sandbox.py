"""*Test connection* as a person uses it: right, wrong token, wrong domain, stopped server."""

from __future__ import annotations

import json

import pytest
from nmbrs.hook import NmbrsHook

from sandbox.server import running


@pytest.fixture
def hook(monkeypatch, sandbox):
    def hook(**changes) -> NmbrsHook:
        fields = {
            "conn_type": "nmbrs",
            "host": sandbox.url,
            "login": "user@example.nl",
            "password": "token",
            "extra": {"domain": "demo"},
        }
        monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps({**fields, **changes}))
        return NmbrsHook()

    return hook


def test_the_right_connection_says_how_many_companies_are_visible(hook, sandbox):
    assert hook().test_connection() == (True, f"Signed in at {sandbox.url}, domain demo: 2 companies are visible.")


@pytest.mark.parametrize(
    "wrong", [{"password": "another"}, {"login": "nobody@example.nl"}, {"extra": {"domain": "elsewhere"}}]
)
def test_a_wrong_user_token_or_domain_is_said(hook, wrong):
    is_right, sentence = hook(**wrong).test_connection()
    assert not is_right
    assert "the user, the token or the domain is wrong" in sentence


def test_a_stopped_server_is_said(hook):
    with running("empty") as url:
        pass
    is_right, sentence = hook(host=url).test_connection()
    assert not is_right
    assert f"at {url} failed: no connection could be made" in sentence
