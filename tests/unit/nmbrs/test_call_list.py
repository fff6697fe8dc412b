"""The list of calls that an accountant must switch on is whole, and trying them tells which miss (semantics I1)."""

from __future__ import annotations

from pathlib import Path

import pytest
from nmbrs import calls
from nmbrs.calls import CALLS
from nmbrs.errors import NmbrsRefused, NmbrsUnavailable
from ruamel.yaml import YAML

CONTRACT = Path(__file__).resolve().parents[2] / "integration" / "nmbrs" / "wsdl_contract.yaml"
PERIOD = "2026-3-M"
TYPES = "<EmployeeType><Id>1</Id></EmployeeType><EmployeeType><Id>2</Id></EmployeeType>"
PERSON = "<Employee><Id>5012</Id><Number>1</Number></Employee>"
READING = [call.operation for call in CALLS if not call.is_write]


def test_every_call_that_the_module_names_is_in_the_list_once():
    named = {value for value in vars(calls).values() if isinstance(value, calls.Call)}
    assert named == set(CALLS)
    assert len(CALLS) == len(named)


def test_the_calls_are_the_operations_of_the_wsdl_contract():
    services = YAML(typ="safe").load(CONTRACT)["services"]
    promised = {(service, operation) for service, operations in services.items() for operation in operations}
    assert {(call.service, call.operation) for call in CALLS} == promised


def test_the_calls_that_are_needed_in_any_case_are_not_optional():
    needed = {"HourComponentVar_Get", "WageComponentVar_Get", "DaysVar_Get", "Run_GetList"}
    assert {call.operation for call in CALLS if call.operation in needed and not call.is_optional} == needed
    assert {call.operation for call in CALLS if call.is_optional} == {
        "HourComponent_Update",
        "WageComponent_Update",
        "HourComponentVar_Insert_Batch",
        "WageComponentVar_Insert_Batch",
        "DaysVar_Set_Batch",
    }


def outcomes(nmbrs) -> dict[str, tuple[str, int | None]]:
    return {check.operation: (check.outcome, check.code) for check in nmbrs.check_calls("1201")}


def will_answer_all(wire, **instead: str) -> None:
    """Every reading call answers, except those that are given a fault instead."""
    results = {"Company_GetCurrentPeriod": PERIOD, "EmployeeType_GetList": TYPES, "DaysVar_Get": "0"}
    for operation in READING:
        if operation in instead:
            wire.will_fault(f"Server was unable to process request. ---> {instead[operation]}: no")
        elif operation == "List_GetByCompany":
            wire.will_answer(operation)
            wire.will_answer(operation, PERSON)
        else:
            wire.will_answer(operation, results.get(operation))


def test_a_user_with_all_rights_may_read_everything_and_writing_stays_unknown(wire, nmbrs):
    will_answer_all(wire)
    found = outcomes(nmbrs)
    assert {found[operation] for operation in READING} == {("allowed", None)}
    assert {found[call.operation] for call in CALLS if call.is_write} == {("unknown", None)}
    assert b"<ns0:EmployeeId>5012<" in wire.requests[-1]
    assert b"<ns0:Period>3</ns0:Period><ns0:Year>2026<" in wire.requests[-1]


@pytest.mark.parametrize("operation", ["Run_GetList", "HourComponentVar_Get", "WageComponentVar_Get", "DaysVar_Get"])
def test_one_missing_right_is_named_and_no_other(wire, nmbrs, operation):
    will_answer_all(wire, **{operation: "1002"})
    found = outcomes(nmbrs)
    assert [name for name, outcome in found.items() if outcome == ("refused", 1002)] == [operation]
    assert {found[name] for name in READING if name != operation} == {("allowed", None)}


@pytest.mark.parametrize(
    ("code", "outcome"), [("1003", "no_access"), ("2003", "no_access"), ("2006", "error"), ("3001", "error")]
)
def test_other_refusals_are_told_apart(wire, nmbrs, code, outcome):
    will_answer_all(wire, HourComponentVar_Get=code)
    assert outcomes(nmbrs)["HourComponentVar_Get"] == (outcome, int(code))


def test_without_an_employee_to_try_with_only_a_missing_right_is_certain(wire, nmbrs):
    for operation in READING[:7]:
        wire.will_answer(operation, PERIOD if operation == "Company_GetCurrentPeriod" else None)
    wire.will_answer("EmployeeType_GetList")
    wire.will_answer("List_GetByCompany")
    wire.will_fault("1002: no")
    wire.will_fault("1003: no")
    wire.will_answer("DaysVar_Get", "0")
    found = outcomes(nmbrs)
    assert found["HourComponentVar_Get"] == ("refused", 1002)
    assert found["WageComponentVar_Get"] == ("unknown", 1003)
    assert found["DaysVar_Get"] == ("unknown", None)


def test_a_failed_sign_in_says_so_instead_of_a_table_of_errors(wire, nmbrs):
    wire.will_fault("Server was unable to process request. ---> 1001: no")
    with pytest.raises(NmbrsRefused, match="sign-in failed"):
        nmbrs.check_calls("1201")
    assert len(wire.requests) == 1


def test_a_service_that_is_down_says_so_at_once(wire, nmbrs):
    wire.will_send_body("", "503 Service Unavailable")
    with pytest.raises(NmbrsUnavailable):
        nmbrs.check_calls("1201")
