"""Calls that go wrong on purpose, the latency of the line and the limit of the rate."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import pytest
import requests.exceptions
import zeep

from sandbox.server import running


@contextmanager
def cut_connection():
    with pytest.raises(requests.exceptions.ConnectionError):
        yield


def test_a_fault_refuses_and_saves_nothing(control, nmbrs):
    control.fault({"fault": 1002})
    assert nmbrs.refused_hours() == "1002"
    assert nmbrs.hours() == []


def test_a_fault_may_have_a_text_of_its_own(control, nmbrs):
    control.fault({"fault": 9999, "text": "TWK period"})
    with pytest.raises(zeep.exceptions.Fault, match="---> 9999: TWK period"):
        nmbrs.insert_hours()


def test_1000_has_no_number_in_its_text_and_the_others_have(control, nmbrs):
    for code, text in ((1000, "---> Invalid combination email/password$"), (1006, "---> 1006: ")):
        control.fault({"fault": code})
        with pytest.raises(zeep.exceptions.Fault, match=text):
            nmbrs.insert_hours()


def test_an_http_status_comes_with_html_and_saves_nothing(control, nmbrs, envelopes, request_body):
    control.fault({"http": 503}, "DaysVar_Set")
    answer = envelopes.send(request_body("DaysVar_Set", EmployeeId=5001, Days=3, Period=10, Year=2026))
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert nmbrs.call("DaysVar_Get", 5001, 10, 2026) == 0


def test_a_lost_request_is_cut_and_saves_nothing(control, nmbrs):
    control.fault({"lost_request": True})
    with cut_connection():
        nmbrs.insert_hours()
    assert nmbrs.hours() == []


def test_a_lost_answer_is_saved_and_then_cut(control, nmbrs):
    control.fault({"lost_answer": True})
    with cut_connection():
        nmbrs.insert_hours()
    assert nmbrs.hours() == [(2100, "8")]


def test_a_late_save_is_cut_now_and_saved_afterwards(control, nmbrs):
    control.fault({"late_save_ms": 1000})
    with cut_connection():
        nmbrs.insert_hours()
    assert nmbrs.hours() == []
    deadline = time.monotonic() + 10
    while not nmbrs.hours() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert nmbrs.hours() == [(2100, "8")]


def test_a_delay_saves_and_answers_late(control, nmbrs):
    control.fault({"delay_ms": 200})
    started = time.monotonic()
    nmbrs.insert_hours()
    assert time.monotonic() - started >= 0.2
    assert nmbrs.hours() == [(2100, "8")]


def test_garbage_is_saved_and_answered_with_html(control, nmbrs):
    control.fault({"garbage": True})
    with pytest.raises(zeep.exceptions.Error):
        nmbrs.insert_hours()
    assert nmbrs.hours() == [(2100, "8")]


def test_the_list_of_calls_names_the_effect(control, nmbrs):
    for effect in ({"lost_answer": True}, {"lost_request": True}, {"late_save_ms": 0}, {"http": 500}, {"fault": 1006}):
        control.fault(effect)
        with pytest.raises((requests.exceptions.ConnectionError, zeep.exceptions.Error)):
            nmbrs.insert_hours()
    assert control.outcomes() == ["lost_answer", "lost_request", "late_save_ms", "http 500", "1006"]


def results(nmbrs, count):
    """For each of `count` inserts: whether it was answered."""

    def is_answered():
        try:
            nmbrs.insert_hours()
        except zeep.exceptions.Fault:
            return False
        return True

    return [is_answered() for _ in range(count)]


def test_nth_hits_one_call_counted_from_the_rule_and_only_of_its_operation(control, nmbrs):
    nmbrs.insert_hours()
    control.fault({"fault": 1006}, nth=2)
    nmbrs.hours()
    assert results(nmbrs, 4) == [True, False, True, True]


def test_every_hits_each_kth_call(control, nmbrs):
    control.fault({"fault": 1006}, every=2)
    assert results(nmbrs, 6) == [True, False, True, False, True, False]


def test_probability_is_repeatable_with_a_seed(control, nmbrs):
    rule = {"operation": "*", "probability": 0.5, "effect": {"fault": 1006}}
    control.post("faults", {"seed": 7, "rules": [rule]})
    first = results(nmbrs, 20)
    control.post("faults", {"seed": 7, "rules": [rule]})
    assert results(nmbrs, 20) == first
    assert set(first) == {True, False}


def test_a_rule_may_name_the_service_too(control, nmbrs):
    control.fault({"fault": 1006}, operation="CompanyService: List_GetAll")
    assert len(nmbrs.call("List_GetAll", service="DebtorService")) == 1
    assert nmbrs.refusal("List_GetAll", service="CompanyService") == "1006"


def test_rules_tell_how_often_they_saw_and_hit_and_can_be_taken_away(control, nmbrs, http):
    control.fault({"fault": 1006}, every=2)
    results(nmbrs, 3)
    (rule,) = control.get("faults")
    assert (rule["seen"], rule["hits"]) == (3, 1)
    assert http.delete(f"{control.url}/_sandbox/faults").json() == []
    assert results(nmbrs, 2) == [True, True]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"operation": "*", "effect": {"http": 503}}, "exactly one of nth, every, probability"),
        ({"operation": "*", "nth": 1, "every": 2, "effect": {"http": 503}}, "exactly one of nth, every, probability"),
        ({"operation": "*", "nth": 1, "effect": {}}, "exactly one of fault, http"),
        ({"operation": "*", "nth": 1, "effect": {"http": 503, "garbage": True}}, "exactly one of fault, http"),
        ({"operation": "*", "nth": 1, "effect": {"lost": True}}, "Extra inputs"),
    ],
)
def test_a_rule_that_is_not_clear_is_refused(control, rule, sentence):
    assert sentence in control.refused("faults", [rule])


def days_get(url: str, client: httpx.Client) -> None:
    body = '<DaysVar_Get xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"/>'
    envelope = f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>'
    client.post(f"{url}/soap/v3/EmployeeService.asmx", content=envelope, headers={"Content-Type": "text/xml"})


def test_calls_wait_for_the_latency_side_by_side():
    with running("empty", latency_ms=200) as url, httpx.Client() as client, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: days_get(url, client), range(8)))
        calls = client.get(f"{url}/_sandbox/calls").json()
    assert all(call["milliseconds"] >= 200 for call in calls)
    arrivals = [datetime.fromisoformat(call["time"]) for call in calls]
    answers = [at + timedelta(milliseconds=call["milliseconds"]) for at, call in zip(arrivals, calls, strict=True)]
    assert sum(at < min(answers) for at in arrivals) > 1


def test_calls_above_the_rate_are_slowed_by_half_a_second():
    with running("empty", calls_per_second=5) as url, httpx.Client() as client:
        for _ in range(6):
            days_get(url, client)
        calls = client.get(f"{url}/_sandbox/calls").json()
    assert [call["slowed"] for call in calls] == [False] * 5 + [True]
    assert calls[-1]["milliseconds"] >= 500


def start(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


def test_the_process_tells_its_address_on_one_line_and_ends_well_when_it_is_told_to_stop():
    with start("--port", "0", "--scenario", "demo") as process:
        line = process.stdout.readline()
        url = line.removeprefix("Sandbox Nmbrs listens on ").strip()
        companies = httpx.get(f"{url}/_sandbox/state").json()["companies"]
        process.terminate()
        rest = process.communicate(timeout=10)
    assert len(companies) == 4
    assert (process.returncode, rest) == (0, ("", ""))


def test_a_port_that_is_taken_is_said_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start("--port", str(taken.getsockname()[1])) as process:
            _, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "The sandbox cannot listen on 127.0.0.1:" in errors


def test_a_state_file_that_cannot_be_used_is_said_in_a_sentence(tmp_path):
    (tmp_path / "notes.txt").write_text("this is no database, and long enough to be looked at as one" * 20)
    for file in (tmp_path / "notes.txt", tmp_path / "missing" / "state.sqlite"):
        with start("--port", "0", "--state", str(file)) as process:
            _, errors = process.communicate(timeout=10)
        assert process.returncode == 2
        assert errors.startswith(f"The sandbox cannot keep its state in {file}: ")


@pytest.mark.parametrize("options", [["--latency-ms", "-1"], ["--calls-per-second", "many"], ["--scenario", "other"]])
def test_a_wrong_option_ends_with_two(options):
    with start(*options) as process:
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert options[0] in errors
