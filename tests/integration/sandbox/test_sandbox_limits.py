"""How much it holds, how fast it is, who is slowed, and what it starts with."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import httpx
import pytest

from benchmarks.bulk_answers import OPERATIONS, PERSON, bulk_answer, people_in
from sandbox.call_list import KEPT_CALLS, CallList
from sandbox.server import running


def test_a_user_without_a_subscription_is_1004_before_anything_else(nmbrs, control):
    user = {"username": "user@example.nl", "token": "token", "domain": "demo"}
    refused = user | {"has_subscription": False, "rights": {"EmployeeService: EmployeeType_GetList": False}}
    control.post("seed", {"users": [refused]})
    assert nmbrs.refusal("EmployeeType_GetList") == "1004"
    nmbrs.login["Token"] = "wrong"
    assert nmbrs.refusal("EmployeeType_GetList") == "1001"
    nmbrs.login["Token"] = "token"
    control.post("seed", {"users": [user | {"has_subscription": True}]})
    assert nmbrs.refusal("EmployeeType_GetList") == "1002"
    assert control.get("state")["users"][0]["has_subscription"] is True


def test_guids_are_always_the_same_and_belong_to_one_thing(nmbrs, control):
    def guids(entity):
        answer = nmbrs.call("Converter_GetByCompany_IntToGuid", entity, 1201, service="CompanyService")
        return {one.IdInt: one.IdGuid for one in answer.Mappings.Mapping}

    people, companies, debtors = guids("Employee"), guids("Company"), guids("Debtor")
    answer = nmbrs.call("Converter_GetDebtors_IntToGuid", service="DebtorService")
    assert {one.IdInt: one.IdGuid for one in answer.Mappings.Mapping} == debtors
    assert (list(people), list(companies), list(debtors)) == ([5001, 5002], [1201], [12])
    assert len({*people.values(), *companies.values(), *debtors.values()}) == 4
    assert guids("Employee") == people
    assert nmbrs.refusal("Converter_GetByCompany_IntToGuid", "Kitchen", 1201, service="CompanyService") == "2030"


def days_get(url, client, user):
    login = f'<AuthHeaderWithDomain xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><Username>{user}</Username>'
    body = '<DaysVar_Get xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"/>'
    content = (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>{login}</AuthHeaderWithDomain>'
        f"</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )
    client.post(f"{url}/soap/v3/EmployeeService.asmx", content=content, headers={"Content-Type": "text/xml"})


def test_the_rate_is_counted_for_each_user_alone():
    with running("empty", calls_per_second=3) as url, httpx.Client() as client:
        for user in ("first", "second"):
            for _ in range(3):
                days_get(url, client, user)
        days_get(url, client, "second")
        calls = client.get(f"{url}/_sandbox/calls").json()
    assert [(call["user"], call["slowed"]) for call in calls] == [
        *[("first", False)] * 3,
        *[("second", False)] * 3,
        ("second", True),
    ]


def test_the_list_of_calls_has_an_end_and_their_count_has_none():
    calls = CallList()
    for number in range(KEPT_CALLS + 5):
        calls.note({"service": "DebtorService", "operation": "List_GetAll", "slowed": number < 3, "number": number})
    assert (len(calls.latest), calls.latest[0]["number"]) == (KEPT_CALLS, 5)
    assert calls.counts() == {
        "calls": KEPT_CALLS + 5,
        "slowed": 3,
        "operations": {"DebtorService: List_GetAll": KEPT_CALLS + 5},
    }


def test_it_holds_ten_thousand_people_and_tells_of_the_thousand_of_one_company():
    with running("demo") as url, httpx.Client(timeout=60) as client:
        for company in (*[1203] * 9, 1204):
            seed = {"companies": [{"id": company, "employees": [PERSON] * 1000}]}
            client.post(f"{url}/_sandbox/seed", json=seed).raise_for_status()
        people = {one: people_in(bulk_answer(url, client, one, 1204)) for one in OPERATIONS}
    assert people == dict.fromkeys(OPERATIONS, 1000)


def start(*options):
    command = [sys.executable, "-m", "sandbox", "--port", "0", *map(str, options)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


def test_a_scenario_can_be_a_file_of_the_shape_of_the_state(tmp_path):
    file = tmp_path / "mine.json"
    company = {"id": 77, "name": "Mijn B.V.", "current_period": {"year": 2026, "period": 1}, "employees": [PERSON]}
    file.write_text(json.dumps({"companies": [company]}))
    with start("--scenario", file) as process:
        url = process.stdout.readline().split()[-1]
        state = httpx.get(f"{url}/_sandbox/state").json()
        process.terminate()
    assert [(one["id"], one["employees"][0]["salaries"][1]["value"]) for one in state["companies"]] == [(77, "15.25")]
    assert len(state["employee_types"]) == 5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "cannot be loaded: "),
        ('{"companies": [{"nam": 1}]}', "companies.0.nam"),
        ('{"companies": [{}]}', "is new"),
    ],
)
def test_a_scenario_file_that_is_not_right_is_said_in_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "mine.json"
    file.write_text(content)
    with start("--scenario", file) as process:
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert errors.startswith(f"The scenario {file} cannot be loaded: ")
    assert sentence in errors


def test_a_state_file_of_an_earlier_version_gets_what_it_lacks(tmp_path):
    file = tmp_path / "nmbrs.sqlite"
    with running("demo", state_file=file):
        pass
    with sqlite3.connect(file) as database:
        for table, columns in (
            ("components", ("is_fixed", "end_year", "end_period")),
            ("users", ("has_subscription",)),
        ):
            for column in columns:
                database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    database.close()
    with running("empty", state_file=file) as url:
        state = httpx.get(f"{url}/_sandbox/state").json()
    assert (len(state["companies"]), state["users"][0]["has_subscription"]) == (4, True)
