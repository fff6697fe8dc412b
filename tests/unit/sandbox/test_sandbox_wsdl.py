"""The generated WSDL, held against a table of names, order, types and occurrence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.services.registry import SERVICES
from sandbox.soap.wsdl import write_wsdl
from sandbox.wsdl_contract import Place, read_contract

TABLE = Path(__file__).parent / "wsdl_table.txt"
CONTRACTS = {name: read_contract(write_wsdl(service, "http://localhost/")) for name, service in SERVICES.items()}
OPERATIONS = [(name, operation) for name, contract in CONTRACTS.items() for operation in contract.operations]


def expected() -> dict[str, str]:
    """The lines of the table: name → what it holds."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ", 1) for line in lines if line and not line.startswith("#")]
    assert len(dict(pairs)) == len(pairs), "a name stands in the table twice"
    return dict(pairs)


def content(places: list[Place], path: str) -> str:
    """What an element holds, in one line; a type with a name is only named."""
    told = []
    for place, what in places:
        holder, _, name = place.rpartition("/")
        if holder == path:
            inner = f" {{{content(places, place)}}}" if what.startswith("inline") else ""
            told.append(f"{name} {what}{inner}")
    return "; ".join(told)


def written() -> dict[str, str]:
    """The same from the WSDLs themselves; a type that two operations use must be the same in both."""
    found: dict[str, str] = {}
    for service, contract in CONTRACTS.items():
        for operation, places in contract.operations.items():
            found[f"{service} {operation} takes"] = content(places, "request")
            found[f"{service} {operation} gives"] = content(places, "response").replace(f"{operation}Result", "Result")
            for place, what in places:
                inner, kind = content(places, place), f"{service} type {what.split()[0]}"
                if inner and place.count("/") and not what.startswith("inline"):
                    assert found.setdefault(kind, inner) == inner
    return found


WRITTEN = written()


def test_the_table_and_the_sandbox_have_the_same_operations_and_types():
    assert sorted(expected()) == sorted(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_an_operation_or_type_holds_what_the_table_says(name):
    assert WRITTEN[name] == expected()[name]


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
