"""The list of calls that an accountant must switch on is whole, and trying them tells which miss (semantics I1)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from nmbrs import calls as call_lists
from nmbrs.calls import CALLS, LEFT_OUT, PRODUCT_CALLS, USES, company, look_up
from nmbrs.calls.call import Call
from nmbrs.errors import NmbrsRefused, NmbrsSettingsError, NmbrsUnavailable
from nmbrs.soap import connect
from ruamel.yaml import YAML

from sandbox.services.left_out import LEFT_OUT as NOT_IN_THE_SANDBOX
from sandbox.services.registry import SERVICES

CONTRACT = Path(__file__).resolve().parents[2] / "integration" / "nmbrs" / "wsdl_contract.yaml"
TYPES = "<EmployeeType><Id>1</Id></EmployeeType><EmployeeType><Id>2</Id></EmployeeType>"
PERSON = "<Employee><Id>5012</Id><Number>1</Number></Employee>"
RUN = (
    "<RunInfo><ID>8</ID><Number>2</Number><Year>2026</Year><PeriodStart>3</PeriodStart><PeriodEnd>3</PeriodEnd>"
    "<RunAt>2026-04-02T13:45:00</RunAt><IsLocked>true</IsLocked></RunInfo>"
)
DEBTOR = "<Debtor><Id>31</Id><Number>1</Number></Debtor>"
RESULTS = {
    "Company_GetCurrentPeriod": "2026-3-M",
    "EmployeeType_GetList": TYPES,
    "List_GetByCompany": PERSON,
    "Run_GetList": RUN,
    "DaysVar_Get": "0",
    "Salary_GetEstimatedCostPerHour": "20.15",
    "DebtorService: List_GetAll": DEBTOR,
}
LISTS = [module for module in vars(call_lists).values() if hasattr(module, "CALLS")]
FINDING_OUT = (
    company.CURRENT_PERIOD,
    company.EMPLOYEE_TYPES,
    company.EMPLOYEE_LIST,
    company.RUNS,
    look_up.DEBTORS,
)
READING = [call for call in CALLS if not call.is_write]
WRITING = [call for call in CALLS if call.is_write]


def labels(calls) -> list[str]:
    return [call.label for call in calls]


@pytest.mark.parametrize("module", LISTS, ids=lambda module: module.__name__)
def test_every_call_that_a_module_names_is_in_the_list_once(module):
    named = [value for value in vars(module).values() if isinstance(value, Call)]
    assert sorted(labels(named)) == sorted(labels(module.CALLS))
    assert set(named) <= set(CALLS)
    assert len(CALLS) == len(set(labels(CALLS)))


def test_the_calls_are_the_operations_of_the_wsdl_contract():
    services = YAML(typ="safe").load(CONTRACT)["services"]
    promised = {(service, operation) for service, operations in services.items() for operation in operations}
    assert {(call.service, call.operation) for call in CALLS} == promised


def test_what_the_sandbox_can_do_the_client_can_do_or_says_why_not():
    offered = {f"{name}: {operation}" for name, service in SERVICES.items() for operation in service.operations}
    unknown = {f"{name}: {operation}" for name, found in NOT_IN_THE_SANDBOX.items() for operation in found}
    assert set(labels(CALLS)) | set(LEFT_OUT) == offered | unknown
    assert set(labels(CALLS)).isdisjoint(LEFT_OUT)


def test_every_call_that_is_left_out_says_why():
    assert all(reason and not reason.endswith(".") for reason in LEFT_OUT.values())


def test_the_product_makes_none_of_the_calls_for_other_programs():
    assert {call for call in CALLS if call.use != "client_only"} == set(PRODUCT_CALLS)


def test_no_call_empties_a_whole_period():
    assert [call for call in CALLS if "Clear" in call.operation] == []


def test_the_calls_that_are_needed_in_any_case_are_not_optional():
    needed = {"HourComponentVar_Get", "WageComponentVar_Get", "DaysVar_Get", "Run_GetList"}
    assert {call.operation for call in CALLS if call.operation in needed and not call.is_optional} == needed
    optional = {call.operation for call in CALLS if call.use == "hours_export" and call.is_optional}
    assert optional == {
        "HourComponent_Update",
        "WageComponent_Update",
        "HourComponentVar_Insert_Batch",
        "WageComponentVar_Insert_Batch",
        "DaysVar_Set_Batch",
        "CostCenter_GetList",
    }


def test_every_call_says_what_it_is_for():
    assert {call.use for call in CALLS} == set(USES)
    assert all(call.purpose and not call.purpose.endswith(".") for call in CALLS)


def will_answer_all(wire, **instead: str) -> None:
    """Every call answers, writing ones with 1003 as for nobody, except those that are given another fault."""
    for call in CALLS:
        if code := instead.get(call.operation, "1003" if call.is_write else ""):
            wire.will_always_fault(call, code)
        else:
            wire.will_always_answer(call, RESULTS.get(call.label) or RESULTS.get(call.operation))


def outcomes(nmbrs, calls=PRODUCT_CALLS, **options: bool) -> dict[str, tuple[str, int | None]]:
    return {check.call.label: (check.outcome, check.code) for check in nmbrs.check_calls("1201", calls, **options)}


def with_others(call: Call) -> tuple[Call, ...]:
    """A call among the product's own, or, where it is none of them, among those that find out what to try it with."""
    return PRODUCT_CALLS if call in PRODUCT_CALLS else (*FINDING_OUT, call)


def test_a_user_with_all_rights_may_read_everything_and_writing_stays_unknown(wire, nmbrs):
    will_answer_all(wire)
    found = outcomes(nmbrs, CALLS)
    assert {found[label] for label in labels(READING)} == {("allowed", None)}
    assert {found[label] for label in labels(WRITING)} == {("unknown", None)}
    assert set(wire.asked) == set(labels(READING))
    hours = wire.requests[wire.asked.index("EmployeeService: HourComponentVar_Get")]
    assert b"<ns0:EmployeeId>5012</ns0:EmployeeId><ns0:Period>3</ns0:Period><ns0:Year>2026<" in hours
    cost = wire.requests[wire.asked.index("EmployeeService: Salary_GetEstimatedCostPerHour")]
    assert b"<ns0:employeeId>5012</ns0:employeeId><ns0:period>3</ns0:period><ns0:year>2026<" in cost
    assert b"<ns0:DebtorId>31<" in wire.requests[wire.asked.index("DebtorService: Function_GetList")]


@pytest.mark.parametrize("call", READING, ids=lambda call: call.label)
def test_one_missing_right_to_read_is_named_and_no_other(wire, nmbrs, call):
    will_answer_all(wire)
    wire.will_always_fault(call, "1002")
    found = outcomes(nmbrs, with_others(call))
    assert [label for label, outcome in found.items() if outcome[0] == "refused"] == [call.label]
    assert {outcome for label, (outcome, _) in found.items() if label != call.label} <= {"allowed", "unknown"}


@pytest.mark.parametrize("call", WRITING, ids=lambda call: call.label)
def test_one_missing_right_to_write_is_named_by_a_probe_about_nobody(wire, nmbrs, call):
    will_answer_all(wire)
    wire.will_always_fault(call, "1002")
    found = outcomes(nmbrs, with_others(call), probe_writes=True)
    assert [label for label, outcome in found.items() if outcome[0] != "allowed"] == [call.label]
    assert found[call.label] == ("refused", 1002)


def test_a_probe_names_nobody_and_no_period(wire, nmbrs):
    will_answer_all(wire)
    outcomes(nmbrs, CALLS, probe_writes=True)
    for call in WRITING:
        request = wire.requests[wire.asked.index(call.label)]
        nobody = (b"EmployeeId>0<", b"CompanyId>0<", b"Debtor><ns0:Id>0<")
        assert any(one in request for one in nobody) != call.names_nobody
        assert b"5012" not in request
        assert b"1201" not in request
        assert set(re.findall(rb":(?:Start|End)?(?:Period|Year)>([^<]+)<", request)) <= {b"0"}
        assert b"UnprotectedMode>true" not in request


def test_a_call_that_would_make_something_is_probed_empty(wire, nmbrs):
    will_answer_all(wire)
    (call,) = [one for one in CALLS if one.names_nobody]
    outcomes(nmbrs, [call], probe_writes=True)
    assert len(wire.last_body) == 0


def test_only_the_calls_that_this_product_makes_are_tried_unless_others_are_asked_for(wire, nmbrs):
    will_answer_all(wire)
    assert list(outcomes(nmbrs, probe_writes=True)) == labels(PRODUCT_CALLS)
    assert list(outcomes(nmbrs, [READING[-1]])) == [READING[-1].label]


def test_an_error_without_a_name_is_about_one_call_and_does_not_end_the_check(wire, nmbrs):
    will_answer_all(wire, HourComponentVar_Get="9999")
    found = outcomes(nmbrs)
    assert found["EmployeeService: HourComponentVar_Get"] == ("error", 9999)
    assert found["EmployeeService: WageComponentVar_Get"] == ("allowed", None)


def test_probing_is_refused_elsewhere_unless_the_connection_allows_it(access):
    elsewhere = replace(access, base_url="https://api.nmbrs.nl")
    with pytest.raises(NmbrsSettingsError, match="allow_write_probe"):
        connect(elsewhere).check_calls("1201", probe_writes=True)


def test_an_answer_that_nobody_described_leaves_a_probe_unknown(wire, nmbrs):
    will_answer_all(wire, DaysVar_Set="9999")
    assert outcomes(nmbrs, probe_writes=True)["EmployeeService: DaysVar_Set"] == ("unknown", 9999)


@pytest.mark.parametrize(
    ("code", "outcome"), [("1003", "no_access"), ("2003", "no_access"), ("2006", "error"), ("3001", "error")]
)
def test_other_refusals_are_told_apart(wire, nmbrs, code, outcome):
    will_answer_all(wire, HourComponentVar_Get=code)
    assert outcomes(nmbrs)["EmployeeService: HourComponentVar_Get"] == (outcome, int(code))


def test_without_an_employee_to_try_with_only_a_missing_right_is_certain(wire, nmbrs):
    will_answer_all(wire, HourComponentVar_Get="1002", WageComponentVar_Get="1003")
    wire.will_always_answer(company.EMPLOYEE_LIST)
    found = outcomes(nmbrs)
    assert found["EmployeeService: HourComponentVar_Get"] == ("refused", 1002)
    assert found["EmployeeService: WageComponentVar_Get"] == ("unknown", 1003)
    assert found["EmployeeService: DaysVar_Get"] == ("unknown", None)


def test_a_call_that_the_wsdl_does_not_have_is_missing(wire, nmbrs):
    will_answer_all(wire)
    invented = Call("EmployeeService", "Robot_GetAll", "read", "see what happens")
    assert outcomes(nmbrs, [invented])[invented.label] == ("missing", None)


@pytest.mark.parametrize("code", ["1001", "1004"])
def test_a_failed_sign_in_says_so_instead_of_a_table_of_errors(wire, nmbrs, code):
    wire.will_fault(f"Server was unable to process request. ---> {code}: no")
    with pytest.raises(NmbrsRefused) as caught:
        nmbrs.check_calls("1201")
    assert caught.value.code == int(code)
    assert len(wire.requests) == 1


def test_a_service_that_is_down_says_so_at_once(wire, nmbrs):
    wire.will_send_body("", "503 Service Unavailable")
    with pytest.raises(NmbrsUnavailable):
        nmbrs.check_calls("1201")
