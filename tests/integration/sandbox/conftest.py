"""One sandbox for all tests here, put back to the demo scenario before each; clients that speak to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import zeep
from lxml import etree

from sandbox.server import running

NAMESPACE = "https://api.nmbrs.nl/soap/v3/"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
LOGIN = {"Username": "user@example.nl", "Token": "token", "Domain": "demo"}
EMPLOYEES = [
    {"id": 5001, "first_name": "Noor", "prefix": "van der", "last_name": "Meer"},
    {"id": 5002, "first_name": "Sem", "last_name": "Bakker"},
]


@dataclass
class Nmbrs:
    """A user of the sandbox with zeep, as the clients of Nmbrs are; the login can be changed."""

    url: str
    clients: dict[str, zeep.Client]
    login: dict[str, str] = field(default_factory=lambda: dict(LOGIN))

    def call(self, operation: str, *arguments: Any, service: str = "EmployeeService", **named: Any) -> Any:
        headers = {"AuthHeaderWithDomain": self.login}
        return self.clients[service].service[operation](*arguments, **named, _soapheaders=headers)

    def refusal(self, operation: str, *arguments: Any, service: str = "EmployeeService", **named: Any) -> str:
        """The code of the fault that a call ends in."""
        with pytest.raises(zeep.exceptions.Fault) as caught:
            self.call(operation, *arguments, service=service, **named)
        return caught.value.message.partition("---> ")[2][:4]

    def insert_hours(self, employee_id: int = 5001, hours: str = "8", code: int = 2100, **named: Any) -> int:
        component = {"Id": 0, "HourCode": code, "Hours": hours} | named.pop("component", {})
        place = {"Period": 10, "Year": 2026, "UnprotectedMode": False} | named
        return self.call("HourComponentVar_Insert", EmployeeId=employee_id, Hourcomponent=component, **place)

    def refused_hours(self, **named: Any) -> str:
        with pytest.raises(zeep.exceptions.Fault) as caught:
            self.insert_hours(**named)
        return caught.value.message.partition("---> ")[2][:4]

    def hours(self, employee_id: int = 5001, period: int = 10, year: int = 2026) -> list[tuple[int, str]]:
        """Code and hours of each component, as Nmbrs tells them."""
        found = self.call("HourComponentVar_Get", employee_id, period, year) or []
        return [(one.HourCode, str(one.Hours)) for one in found]


@dataclass
class Control:
    """The control API."""

    url: str
    http: httpx.Client

    def get(self, path: str) -> Any:
        return self.http.get(f"{self.url}/_sandbox/{path}").raise_for_status().json()

    def post(self, path: str, content: object) -> Any:
        return self.http.post(f"{self.url}/_sandbox/{path}", json=content).raise_for_status().json()

    def refused(self, path: str, content: object) -> str:
        """The sentence with which a request is refused."""
        answer = self.http.post(f"{self.url}/_sandbox/{path}", json=content)
        assert answer.status_code == 400
        return answer.json()["error"]

    def settings(self, **switches: object) -> None:
        self.post("settings", switches)

    def fault(self, effect: dict[str, object], operation: str = "HourComponentVar_Insert", **picked: object) -> None:
        self.post("faults", [{"operation": operation, "effect": effect, **(picked or {"nth": 1})}])

    def employee(self, employee_id: int = 5001) -> dict[str, Any]:
        people = [person for company in self.get("state")["companies"] for person in company["employees"]]
        return next(person for person in people if person["id"] == employee_id)

    def company(self, company_id: int = 1201) -> dict[str, Any]:
        return next(company for company in self.get("state")["companies"] if company["id"] == company_id)

    def outcomes(self) -> list[str]:
        return [call["outcome"] for call in self.get("calls")]


@dataclass
class Envelopes:
    """Envelopes written by hand, sent as they are."""

    url: str
    http: httpx.Client

    def send(
        self,
        body: str,
        *,
        service: str = "EmployeeService",
        soap: str = SOAP11,
        login: dict[str, str] | None = None,
        **headers: str,
    ) -> httpx.Response:
        children = "".join(f"<{name}>{text}</{name}>" for name, text in (LOGIN if login is None else login).items())
        header = f'<AuthHeaderWithDomain xmlns="{NAMESPACE}{service}">{children}</AuthHeaderWithDomain>'
        content = (
            f'<s:Envelope xmlns:s="{soap}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
        )
        return self.post(content, service=service, soap=soap, **headers)

    def post(
        self, content: str, *, service: str = "EmployeeService", soap: str = SOAP11, **headers: str
    ) -> httpx.Response:
        media_type = "text/xml; charset=utf-8" if soap == SOAP11 else "application/soap+xml; charset=utf-8"
        sent = {"Content-Type": media_type} | {name.replace("_", "-"): text for name, text in headers.items()}
        return self.http.post(f"{self.url}/soap/v3/{service}.asmx", content=content.encode(), headers=sent)


def request_of(operation: str, service: str = "EmployeeService", **fields: object) -> str:
    children = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    return f'<{operation} xmlns="{NAMESPACE}{service}">{children}</{operation}>'


@pytest.fixture
def request_body():
    """Writes the body element of a request: `request_body("DaysVar_Get", EmployeeId=1)`."""
    return request_of


@pytest.fixture
def text_of():
    """Finds the text of the first element with a local name in an answer."""

    def find(answer: httpx.Response, name: str) -> str | None:
        return etree.fromstring(answer.content).findtext(f".//{{*}}{name}")

    return find


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    with running("demo") as url:
        yield url


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as client:
        yield client


@pytest.fixture(scope="session")
def zeep_clients(sandbox_url: str) -> dict[str, zeep.Client]:
    names = ("EmployeeService", "CompanyService", "DebtorService")
    return {name: zeep.Client(f"{sandbox_url}/soap/v3/{name}.asmx?WSDL") for name in names}


@pytest.fixture
def control(sandbox_url: str, http: httpx.Client) -> Control:
    """The control API of a sandbox with the demo scenario and two employees in company 1201."""
    found = Control(sandbox_url, http)
    found.post("reset", {"scenario": "demo"})
    found.post("seed", {"companies": [{"id": 1201, "employees": EMPLOYEES}]})
    return found


@pytest.fixture
def nmbrs(control: Control, zeep_clients: dict[str, zeep.Client]) -> Nmbrs:
    return Nmbrs(control.url, zeep_clients)


@pytest.fixture
def envelopes(control: Control) -> Envelopes:
    return Envelopes(control.url, control.http)
