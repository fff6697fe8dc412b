"""The generated WSDL, held against a table of names, order, types and occurrence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.services.registry import SERVICES
from sandbox.soap.wsdl import write_wsdl
from sandbox.wsdl_contract import read_contract

TABLE = (Path(__file__).parent / "wsdl_table.txt").read_text(encoding="utf-8")
CONTRACTS = {name: read_contract(write_wsdl(service, "http://localhost/")) for name, service in SERVICES.items()}
OPERATIONS = [(name, operation) for name, contract in CONTRACTS.items() for operation in contract.operations]


def expected() -> dict[tuple[str, str], list[str]]:
    """The lines of the table below each `[Service Operation]`."""
    table: dict[tuple[str, str], list[str]] = {}
    for line in TABLE.splitlines():
        if line.startswith("["):
            service, operation = line.strip("[]").split()
            lines = table.setdefault((service, operation), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return table


def test_the_table_and_the_sandbox_have_the_same_operations():
    assert sorted(expected()) == sorted(OPERATIONS)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_takes_and_gives_what_the_table_says(service, operation):
    places = CONTRACTS[service].operations[operation]
    elements = [(path.replace(f"{operation}Result", "Result"), what) for path, what in places]
    written = [f"{path} {what}" for path, what in elements if path.startswith(("request/", "response/"))]
    assert written == expected()[service, operation]


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_is_bound_in_both_versions_with_its_action_and_its_header_on_the_way_in_only(service, operation):
    header = "AuthHeader" if operation == "Environment_Get" else "AuthHeaderWithDomain"
    bound = [place for place in CONTRACTS[service].operations[operation] if place[0].startswith("binding")]
    assert bound == [
        (f"binding {version}/{path}", what)
        for version in ("1.1", "1.2")
        for path, what in (
            ("action", f"{{namespace}}/{operation} document"),
            ("input header", f"{operation}{header} {header} literal"),
            ("input body", "literal"),
            ("output body", "literal"),
        )
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_own_namespace_qualified_elements_and_two_ports(service):
    assert CONTRACTS[service].service == [
        ("namespace", f"https://api.nmbrs.nl/soap/v3/{service}"),
        ("elementFormDefault", "qualified"),
        ("port 1", f"{service}Soap SOAP 1.1"),
        ("port 2", f"{service}Soap12 SOAP 1.2"),
    ]
