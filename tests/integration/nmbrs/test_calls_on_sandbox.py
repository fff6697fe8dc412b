"""Every call of the list over real HTTP: it answers, and when it is switched off it is named for the accountant."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from nmbrs.calls import CALLS, PRODUCT_CALLS, Call
from nmbrs.calls.company import CURRENT_PERIOD, EMPLOYEE_LIST, EMPLOYEE_TYPES, RUNS
from nmbrs.calls.look_up import DEBTORS
from nmbrs.errors import NmbrsCallNotAllowed, NmbrsOutcomeUnknown, NmbrsRefused, NmbrsSettingsError
from nmbrs.soap import connect

from tests.integration.nmbrs import uses_of_others, uses_of_the_product

LOGIN = {"username": "user@example.nl", "token": "token", "domain": "demo"}

USES = {**uses_of_the_product.USES, **uses_of_others.USES}
READING = [call for call in CALLS if not call.is_write]
WRITING = [call for call in CALLS if call.is_write]
ABOUT_NOBODY = {
    "CompanyService: List_GetAll",
    "DebtorService: Converter_GetDebtors_IntToGuid",
    "DebtorService: Debtor_Insert",
    "DebtorService: Debtor_IsOwner",
    "DebtorService: Environment_Get",
    "DebtorService: List_GetAll",
    "DebtorService: List_GetByNumber",
    "EmployeeService: EndServiceReason_GetList",
}
FINDING_OUT = (CURRENT_PERIOD, EMPLOYEE_TYPES, EMPLOYEE_LIST, RUNS, DEBTORS)


def test_every_call_of_the_list_is_tried_here():
    assert set(USES) == {call.label for call in CALLS}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.label)
def test_a_call_that_is_switched_off_is_named_for_the_accountant(sandbox, nmbrs, call):
    sandbox.refuse(call.label)
    with pytest.raises(NmbrsCallNotAllowed) as caught:
        USES[call.label](nmbrs)
    assert f'switch on "{call.label}"' in str(caught.value)
    assert (caught.value.operation, caught.value.code) == (call.operation, 1002)


@pytest.mark.parametrize("call", READING, ids=lambda call: call.label)
def test_a_call_that_is_switched_on_reads_the_small_world(nmbrs, call):
    assert USES[call.label](nmbrs) is not None


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.label)
def test_a_call_about_what_the_user_may_not_see_is_refused(sandbox, nmbrs, call):
    sandbox.post("seed", {"users": [{**LOGIN, "companies": [1202]}]})
    if call.label in ABOUT_NOBODY:
        USES[call.label](nmbrs)
        return
    with pytest.raises(NmbrsRefused) as caught:
        USES[call.label](nmbrs)
    assert caught.value.code in (2003, 2004, 2009)


@pytest.mark.parametrize("call", WRITING, ids=lambda call: call.label)
def test_a_write_whose_answer_is_lost_is_unknown_and_made_once(sandbox, access, call):
    sandbox.post("faults", [{"operation": call.operation, "nth": 1, "effect": {"lost_answer": True}}])
    patient = connect(replace(access, attempts=4, retry_seconds=20))
    with pytest.raises(NmbrsOutcomeUnknown) as caught:
        USES[call.label](patient)
    patient.close()
    assert caught.value.operation == call.operation
    assert Counter(one["operation"] for one in sandbox.get("calls"))[call.operation] == 1


def outcomes(nmbrs, calls=CALLS, **options: bool) -> dict[str, str]:
    return {check.call.label: check.outcome for check in nmbrs.check_calls("1201", calls, **options)}


def with_others(call: Call) -> tuple[Call, ...]:
    """A call among the product's own, or, where it is none of them, among those that find out what to try it with."""
    return PRODUCT_CALLS if call in PRODUCT_CALLS else (*FINDING_OUT, call)


def test_the_check_finds_everything_switched_on_and_leaves_no_trace(sandbox, nmbrs):
    before = sandbox.get("state")
    found = outcomes(nmbrs, probe_writes=True)
    assert {label: outcome for label, outcome in found.items() if outcome != "allowed"} == {
        "DebtorService: Debtor_Insert": "unknown"
    }
    assert sandbox.get("state") == before


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.label)
def test_the_check_names_exactly_the_call_that_is_switched_off(sandbox, nmbrs, call):
    sandbox.refuse(call.label)
    found = outcomes(nmbrs, with_others(call), probe_writes=True)
    assert [label for label, outcome in found.items() if outcome == "refused"] == [call.label]


def test_the_check_names_all_calls_that_are_switched_off(sandbox, nmbrs):
    labels = [call.label for call in CALLS if call not in FINDING_OUT]
    sandbox.refuse(*labels)
    found = outcomes(nmbrs, probe_writes=True)
    assert [label for label, outcome in found.items() if outcome == "refused"] == labels


@pytest.mark.parametrize("call", WRITING, ids=lambda call: call.label)
def test_without_a_probe_nothing_is_said_of_writing_calls(sandbox, nmbrs, call):
    sandbox.refuse(call.label)
    assert outcomes(nmbrs, [call]) == {call.label: "unknown"}


def test_a_probe_is_for_the_sandbox_of_this_machine(sandbox, access):
    elsewhere = replace(access, base_url=sandbox.url.replace("127.0.0.1", "nmbrs.example"))
    with pytest.raises(NmbrsSettingsError, match="allow_write_probe: true"):
        connect(elsewhere).check_calls("1201", probe_writes=True)
