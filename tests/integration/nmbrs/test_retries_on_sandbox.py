"""What is made again and what never is, counted by the sandbox itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused, NmbrsUnavailable
from nmbrs.records import NewComponent
from nmbrs.soap import connect

OCTOBER = {"year": 2026, "period": 10}
HOURS = NewComponent("hours", 2100, Decimal("7.50"))
TROUBLES = [{"http": 503}, {"lost_answer": True}, {"lost_request": True}, {"garbage": True}]


@pytest.fixture
def patient(access):
    client = connect(replace(access, attempts=4, retry_seconds=20))
    yield client
    client.close()


def calls(sandbox) -> Counter[str]:
    listed = sandbox.get("calls")
    return Counter(one["operation"] for one in (listed["calls"] if isinstance(listed, dict) else listed))


def trouble(sandbox, operation: str, effect: dict, times: int) -> None:
    rules = [{"operation": operation, "nth": nth, "effect": effect} for nth in range(1, times + 1)]
    sandbox.post("faults", rules)


@pytest.mark.parametrize("effect", TROUBLES, ids=lambda effect: next(iter(effect)))
def test_a_read_survives_trouble_that_passes(sandbox, patient, effect):
    trouble(sandbox, "HourComponentVar_Get", effect, times=2)
    assert patient.components("hours", "5001", **OCTOBER) == []
    assert calls(sandbox)["HourComponentVar_Get"] == 3


def test_a_read_is_given_up_when_trouble_stays(sandbox, patient):
    trouble(sandbox, "HourComponentVar_Get", {"http": 503}, times=9)
    with pytest.raises(NmbrsUnavailable):
        patient.components("hours", "5001", **OCTOBER)
    assert calls(sandbox)["HourComponentVar_Get"] == 4


@pytest.mark.parametrize("code", [1002, 1003, 2006])
def test_a_refused_read_is_not_made_again(sandbox, patient, code):
    trouble(sandbox, "HourComponentVar_Get", {"fault": code}, times=1)
    with pytest.raises(NmbrsRefused):
        patient.components("hours", "5001", **OCTOBER)
    assert calls(sandbox)["HourComponentVar_Get"] == 1


@pytest.mark.parametrize("effect", TROUBLES, ids=lambda effect: next(iter(effect)))
@pytest.mark.parametrize("operation", ["HourComponentVar_Insert", "HourComponentVar_Insert_Batch", "DaysVar_Set"])
def test_a_write_whose_answer_is_lost_is_never_made_again(sandbox, patient, operation, effect):
    trouble(sandbox, operation, effect, times=1)
    writes = {
        "HourComponentVar_Insert": lambda: patient.insert_component("5001", HOURS, **OCTOBER),
        "HourComponentVar_Insert_Batch": lambda: patient.insert_components("hours", [("5001", HOURS)], **OCTOBER),
        "DaysVar_Set": lambda: patient.set_days("5001", 3, **OCTOBER),
    }
    with pytest.raises(NmbrsOutcomeUnknown):
        writes[operation]()
    assert calls(sandbox)[operation] == 1
    assert len(sandbox.employee()["hour_components"]) <= 1


def test_a_write_that_is_refused_for_a_moment_is_left_to_the_caller(sandbox, patient):
    trouble(sandbox, "DaysVar_Set", {"fault": 1006}, times=1)
    with pytest.raises(NmbrsUnavailable):
        patient.set_days("5001", 3, **OCTOBER)
    assert calls(sandbox)["DaysVar_Set"] == 1


def test_every_request_waits_for_its_turn(sandbox, access):
    turns: list[int] = []
    client = connect(replace(access, attempts=4, retry_seconds=20), before_call=lambda: turns.append(1))
    trouble(sandbox, "DaysVar_Get", {"http": 503}, times=1)
    client.days("5001", **OCTOBER)
    client.set_days("5001", 3, **OCTOBER)
    assert len(turns) == sum(calls(sandbox).values()) == 3
