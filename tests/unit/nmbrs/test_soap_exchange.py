"""What the environment says of proxies and certificates counts for the calls to Nmbrs; a `.netrc` does not."""

from __future__ import annotations

from nmbrs.soap.exchange import keep_alive_session
from requests import Request

NMBRS = "https://api.nmbrs.nl"


def test_the_proxy_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.nl:3128")
    assert keep_alive_session(NMBRS).proxies["https"] == "http://proxy.example.nl:3128"


def test_a_host_that_the_environment_excepts_is_reached_without_a_proxy(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.nl:3128")
    monkeypatch.setenv("NO_PROXY", "api.nmbrs.nl")
    assert "https" not in keep_alive_session(NMBRS).proxies


def test_certificates_of_the_environment_are_trusted(monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/own-certificates.pem")
    assert keep_alive_session(NMBRS).verify == "/etc/own-certificates.pem"


def test_without_a_word_of_the_environment_certificates_are_checked_all_the_same(monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    assert keep_alive_session(NMBRS).verify is True


def test_no_sign_in_of_a_netrc_file_is_sent(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine api.nmbrs.nl login somebody password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    request = Request("POST", f"{NMBRS}/soap/v3/CompanyService.asmx")
    assert "Authorization" not in keep_alive_session(NMBRS).prepare_request(request).headers
