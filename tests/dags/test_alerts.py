"""Messages to people: to a real mail server and a real web address on this machine, or to nobody."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from nmbrs.operators.alerts.alert import MOST_LINES, Alert
from nmbrs.operators.alerts.channels import CHANNELS, send

from tests.dags.mailbox import mail_server, web_address

ADDRESS = "https://airflow.example.nl/dags/nmbrs_hours_export/runs/r-1/plugin/payroll-run"
BAD = Alert(
    "critical", "nmbrs_hours_export: 1 of 2 companies ended well. Not: 1202.", ("Company 1202: <refused>",), ADDRESS
)
MAIL, SLACK, TEAMS = CHANNELS
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def connect(monkeypatch, airflow_database):
    """Set a connection of Airflow in the environment."""

    def set_connection(name: str, **fields) -> None:
        monkeypatch.setenv(f"AIRFLOW_CONN_{name.upper()}", json.dumps({"conn_type": "generic"} | fields))

    return set_connection


def say(alert: Alert = BAD) -> list[str]:
    return send(alert, logging.getLogger("alerts"))


def mail_connection(port: int, **extra) -> dict:
    known = {"from_email": "airflow@example.nl", "to": "data@example.nl, payroll@example.nl", "disable_ssl": True}
    plain = {"disable_tls": True, "timeout": 5, "retry_limit": 1}
    return {"conn_type": "smtp", "host": "127.0.0.1", "port": port, "extra": known | plain | extra}


def test_where_nothing_is_set_up_nothing_is_sent_and_nothing_is_said(connect, caplog):
    assert say() == []
    assert caplog.text == ""


def test_a_mail_goes_to_everybody_who_is_named_with_severity_lines_and_address(connect):
    with mail_server() as (port, mails):
        connect(MAIL, **mail_connection(port))
        assert say() == [MAIL]
    (mail,) = mails
    assert mail["Subject"] == "[critical] nmbrs_hours_export: 1 of 2 companies ended well. Not: 1202."
    assert (mail["From"], mail["To"]) == ("airflow@example.nl", "data@example.nl, payroll@example.nl")
    body = mail.get_body(("html",)).get_content()
    assert "<li>Company 1202: &lt;refused&gt;</li>" in body
    assert f'<a href="{ADDRESS}">' in body


def test_what_looks_like_a_template_in_a_sentence_stays_as_it_is(connect):
    with mail_server() as (port, mails):
        connect(MAIL, **mail_connection(port))
        say(Alert("critical", "{{ conn.nmbrs_default.password }}"))
    assert mails[0]["Subject"] == "[critical] {{ conn.nmbrs_default.password }}"


def test_slack_gets_one_text_with_a_link(connect):
    with web_address() as (url, bodies):
        connect(SLACK, password=url)
        assert say() == [SLACK]
    title, line, link = bodies[0]["text"].splitlines()
    assert title == "*[critical] nmbrs_hours_export: 1 of 2 companies ended well. Not: 1202.*"
    assert line == "• Company 1202: &lt;refused&gt;"
    assert link == f"<{ADDRESS}|Open the payroll page>"


def test_teams_gets_a_card_with_a_button(connect):
    with web_address(answers=202) as (url, bodies):
        connect(TEAMS, password=url)
        assert say() == [TEAMS]
    (attached,) = bodies[0]["attachments"]
    card = attached["content"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert [block["text"] for block in card["body"]] == [BAD.subject, "Company 1202: <refused>"]
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open the payroll page", "url": ADDRESS}]


def test_a_channel_carries_warnings_and_worse_unless_it_says_otherwise(connect):
    well, look = Alert("info", "all well"), Alert("warning", "look")
    with web_address() as (url, bodies):
        connect(SLACK, password=url)
        assert (say(well), say(look)) == ([], [SLACK])
        connect(SLACK, password=url, extra={"from_severity": "info"})
        assert say(well) == [SLACK]
        connect(SLACK, password=url, extra={"from_severity": "critical"})
        assert say(look) == []
    assert len(bodies) == 2


def test_a_channel_that_does_not_work_stops_neither_the_task_nor_another_channel(connect, caplog):
    with web_address(answers=404) as (gone, _), web_address() as (url, bodies), mail_server() as (port, _mails):
        closed_port = port
        connect(SLACK, password=gone)
        connect(TEAMS, password=url)
        connect(MAIL, **mail_connection(closed_port, to=""))
        assert say() == [TEAMS]
    assert len(bodies) == 1
    assert "The message was not sent by 'payroll_alerts_slack': its address answered 404." in caplog.text
    assert "by 'payroll_alerts_smtp': its extra needs `to`" in caplog.text
    assert "secret/path" not in caplog.text


def test_a_mail_server_that_is_not_there_is_a_warning(connect, caplog):
    with mail_server() as (port, _):
        pass
    connect(MAIL, **mail_connection(port))
    assert say() == []
    assert "The message was not sent by 'payroll_alerts_smtp': " in caplog.text


def test_an_address_that_is_not_there_is_a_warning_without_the_address(connect, caplog):
    with web_address() as (url, _):
        pass
    connect(SLACK, password=url)
    assert say() == []
    assert "its address cannot be reached" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("address", ["", "hooks.example.nl/x", "http://hooks.example.nl/x", "ftp://127.0.0.1/x"])
def test_an_address_that_everybody_could_read_on_the_way_is_refused(connect, caplog, address):
    connect(SLACK, password=address)
    assert say() == []
    assert "begins with https://" in caplog.text


def test_a_severity_that_does_not_exist_is_named(connect, caplog):
    connect(SLACK, password="https://hooks.example.nl/x", extra={"from_severity": "loud"})
    assert say() == []
    assert "`from_severity` in its extra is 'loud', and is to be one of info, warning, critical." in caplog.text


def test_a_long_message_shows_its_first_lines_and_counts_the_others():
    shown = Alert("critical", "many", tuple(f"Company {number}" for number in range(100))).shown_lines
    assert (len(shown), shown[-1]) == (MOST_LINES + 1, "and 80 more")


def test_no_channel_is_imported_with_the_dags():
    code = "import sys; sys.path[:0] = ['.', 'plugins']; import nmbrs.operators; print(sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    assert "nmbrs.operators.alerts.webhooks" in ran.stdout
    assert "airflow.providers.smtp.notifications" not in ran.stdout
    assert "openlineage.client" not in ran.stdout
