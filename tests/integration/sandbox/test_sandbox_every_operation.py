"""Every operation of the registry: its answer, its refusal, and what a wrong case of its ids does."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zeep.helpers
from lxml import etree
from ruamel.yaml import YAML

from sandbox.services.left_out import LEFT_OUT
from sandbox.services.registry import SERVICES

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = YAML(typ="safe").load(HERE / "operation_cases.yaml")
WORLD: dict[str, Any] = YAML(typ="safe").load(HERE / "operation_world.yaml")
OPERATIONS = [(name, operation) for name, service in SERVICES.items() for operation in service.operations]
IDS = {"employeeid", "companyid", "debtorid"}
OTHER_CASE = {"EmployeeId": "EmployeeID", "CompanyId": "CompanyID", "CompanyID": "CompanyId", "DebtorId": "DebtorID"}
SWEDISH = ("TimeRegistration_", "TimeSchedule_")


@pytest.fixture
def world(control):
    control.post("seed", WORLD)
    return control


class Caller:
    """Calls an operation with zeep, or gives the envelope that zeep would send."""

    def __init__(self, nmbrs, service: str) -> None:
        self._client = nmbrs.clients[service]
        self._login = nmbrs.login

    def header(self, operation: str) -> dict[str, dict[str, str]]:
        if operation == "Environment_Get":
            return {"AuthHeader": {name: self._login[name] for name in ("Username", "Token")}}
        return {"AuthHeaderWithDomain": self._login}

    def __call__(self, operation: str, takes: dict[str, Any]) -> Any:
        answer = self._client.service[operation](**takes, _soapheaders=self.header(operation))
        return as_text(zeep.helpers.serialize_object(answer, dict))

    def envelope(self, operation: str, takes: dict[str, Any]) -> etree._Element:
        header = self.header(operation)
        return self._client.create_message(self._client.service, operation, **takes, _soapheaders=header)


def as_text(value: Any) -> Any:
    """What zeep gave as the table writes it: decimals and moments as text."""
    if isinstance(value, dict):
        return {name: as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def assert_fits(found: Any, wanted: Any) -> None:
    if isinstance(wanted, dict):
        assert isinstance(found, dict)
        for name, one in wanted.items():
            assert_fits(found[name], one)
    elif isinstance(wanted, list):
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert_fits(one, other)
    elif wanted == "ID":
        assert isinstance(found, int)
        assert found > 0
    else:
        assert found == wanted


def fault_code(answer) -> str | None:
    text = etree.fromstring(answer.content).findtext(".//faultstring")
    return None if text is None else text.partition("---> ")[2][:4]


def test_the_table_has_every_operation_once():
    assert sorted((name, operation) for name, cases in CASES.items() for operation in cases) == sorted(OPERATIONS)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_answers_what_the_table_says(world, nmbrs, service, operation):
    case, call = CASES[service][operation], Caller(nmbrs, service)
    if "refused" in case:
        with pytest.raises(zeep.exceptions.Fault, match=f"---> {case['refused']}: "):
            call(operation, case["takes"])
        return
    assert_fits(call(operation, case["takes"]), case["gives"])
    if after := dict(case.get("after", {})):
        wanted = after.pop("gives")
        ((second, takes),) = after.items()
        assert_fits(call(second, takes), wanted)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_that_is_turned_off_is_1002_and_does_nothing(world, nmbrs, http, service, operation):
    user = {"username": "user@example.nl", "token": "token", "domain": "demo"}
    world.post("seed", {"users": [user | {"rights": {f"{service}: {operation}": False}}]})
    before = world.get("state")
    with pytest.raises(zeep.exceptions.Fault, match="---> 1002: "):
        Caller(nmbrs, service)(operation, CASES[service][operation]["takes"])
    assert world.get("state") == before


def with_other_case(envelope: etree._Element) -> int:
    """Spell every id of a request in another case; how many there were."""
    body = next(envelope.iter("{*}Body"))
    found = [one for one in body.iter() if etree.QName(one).localname.lower() in IDS]
    for one in found:
        name = etree.QName(one)
        one.tag = f"{{{name.namespace}}}{OTHER_CASE.get(name.localname, name.localname.capitalize())}"
    return len(found)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_id_in_another_case_is_not_seen(world, nmbrs, http, service, operation):
    envelope = Caller(nmbrs, service).envelope(operation, CASES[service][operation]["takes"])
    ids = with_other_case(envelope)
    content, address = etree.tostring(envelope), f"{world.url}/soap/v3/{service}.asmx"
    code = fault_code(http.post(address, content=content, headers={"Content-Type": "text/xml"}))
    if operation.startswith(SWEDISH):
        assert code == "3001"
    elif ids == 0:
        assert code is None, "an operation without ids of its own answers as before"
    else:
        assert code in {"2003", "2004", "2009"}


@pytest.mark.parametrize(("service", "operation"), [(name, one) for name, ones in LEFT_OUT.items() for one in ones])
def test_an_operation_that_is_left_out_is_not_known_and_the_service_says_why(world, http, service, operation):
    assert operation not in SERVICES[service].operations
    assert LEFT_OUT[service][operation] in http.get(f"{world.url}/soap/v3/{service}.asmx").text


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_answers_in_soap_12_too(world, nmbrs, http, service, operation):
    envelope = Caller(nmbrs, service).envelope(operation, CASES[service][operation]["takes"])
    content = etree.tostring(envelope).replace(
        b"http://schemas.xmlsoap.org/soap/envelope/", b"http://www.w3.org/2003/05/soap-envelope"
    )
    action = f"https://api.nmbrs.nl/soap/v3/{service}/{operation}"
    headers = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}
    answer = http.post(f"{world.url}/soap/v3/{service}.asmx", content=content, headers=headers)
    assert answer.headers["content-type"] == "application/soap+xml; charset=utf-8"
    assert answer.status_code == (500 if "refused" in CASES[service][operation] else 200)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_what_the_user_may_not_see_is_refused_or_left_out_by_every_operation(world, nmbrs, service, operation):
    user = {"username": "user@example.nl", "token": "token", "domain": "demo", "companies": []}
    world.post("seed", {"users": [user]})
    case, call = CASES[service][operation], Caller(nmbrs, service)
    ids = with_other_case(call.envelope(operation, case["takes"]))
    if operation.startswith(SWEDISH) or ids:
        with pytest.raises(zeep.exceptions.Fault, match="---> (2003|2004|2009|3001): "):
            call(operation, case["takes"])
    elif operation.startswith("List_"):
        assert call(operation, case["takes"]) is None
