"""Holding our WSDLs against reference ones finds every kind of difference, and knows the documented ones."""

from __future__ import annotations

import pytest

from sandbox.compare_wsdl import compare, main
from sandbox.services.registry import SERVICES
from sandbox.soap.wsdl import write_wsdl
from sandbox.wsdl_contract import read_contract


def wsdl(service: str) -> str:
    return write_wsdl(SERVICES[service], f"https://api.nmbrs.nl/soap/v3/{service}.asmx").decode()


def older(service: str) -> str:
    """Our WSDL turned into what v2.1 had in its place."""
    text = wsdl(service).replace("/soap/v3/", "/soap/v2.1/").replace("AuthHeaderWithDomain", "AuthHeader")
    words = "".join(f'<s:enumeration value="{word}"/>' for word in ("active", "notActive", "all"))
    enumeration = f'<s:simpleType name="Active"><s:restriction base="s:string">{words}</s:restriction></s:simpleType>'
    text = text.replace('name="EmployeeType" type="s:int"', 'name="active" type="tns:Active"')
    for gone in ("EmployeeType_GetList", "Environment_Get"):
        text = text.replace(f'<wsdl:operation name="{gone}">', f'<wsdl:operation name="{gone}_gone">')
    return text.replace('<s:element name="AuthHeader" ', f'{enumeration}<s:element name="AuthHeader" ', 1)


@pytest.fixture
def references(tmp_path):
    for service in SERVICES:
        (tmp_path / f"{service}-v2.1.wsdl").write_text(older(service))
    return tmp_path


def test_only_documented_differences_end_with_zero(references, capsys):
    assert main([str(references)]) == 0
    printed = capsys.readouterr().out
    assert ", 0 others." in printed
    assert "List_GetByCompany request/active: ours nothing, reference Active 1..1 (documented: " in printed
    assert "EmployeeType_GetList (operation): ours there, reference nothing (documented: " in printed


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        ('name="HourCode" type="s:int"', 'name="HourCode" type="s:string"', "ours int 1..1, reference string 1..1"),
        ('name="Days"', 'name="days"', "request/days: ours nothing, reference int 1..1"),
        ('minOccurs="0" maxOccurs="1" name="Comment"', 'minOccurs="1" maxOccurs="1" name="Comment"', "Comment: ours"),
        ('name="CostCenterId" nillable="true"', 'name="CostCenterId"', "CostCenterId: ours int 1..1 nillable"),
        ('DaysVar_Set" style="document"', 'DaysVar_Set" style="rpc"', "DaysVar_Set binding 1.1/action: ours"),
    ],
)
def test_any_other_difference_is_printed_and_ends_with_one(references, capsys, ours, theirs, difference):
    file = references / "EmployeeService-v2.1.wsdl"
    assert ours in file.read_text()
    file.write_text(file.read_text().replace(ours, theirs))
    assert main([str(references)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "NOT DOCUMENTED" in line]
    assert any(difference in line for line in lines)


def test_a_different_order_is_a_difference():
    text = wsdl("CompanyService")
    first, second = (
        '<s:element minOccurs="1" maxOccurs="1" name="CompanyId" type="s:int"/>',
        '<s:element minOccurs="1" maxOccurs="1" name="Year" type="s:int"/>',
    )
    start = text.index('<s:element name="Run_GetList">')
    swapped = text[start:].replace(first, "?", 1).replace(second, first, 1).replace("?", second, 1)
    ours, other = (read_contract(one.encode()) for one in (text, text[:start] + swapped))
    (difference,) = compare("CompanyService", ours, other)
    assert (difference.operation, difference.place) == ("Run_GetList", "(order)")
    assert difference.reason is None


def test_a_documented_place_with_another_content_is_not_documented(references, capsys):
    file = references / "EmployeeService-v2.1.wsdl"
    file.write_text(file.read_text().replace('value="notActive"', 'value="inactive"'))
    assert main([str(references)]) == 1
    assert "request/active/(words)" in capsys.readouterr().out


def test_a_folder_without_references_ends_with_two_and_says_what_is_wanted(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "has no reference for EmployeeService, CompanyService, DebtorService" in capsys.readouterr().err


def test_what_is_no_wsdl_is_refused():
    with pytest.raises(ValueError, match="not a WSDL"):
        read_contract(b"<html/>")
