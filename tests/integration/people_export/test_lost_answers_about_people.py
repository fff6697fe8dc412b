"""Lost answers, gateways that say 503, late requests: whatever happens, everybody is in Nmbrs once (semantics H5)."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.exit_codes import ExitCode

CALLS = [
    "Employee_Insert",
    "PersonalInfo_UpdateCurrent",
    "Address_InsertCurrent",
    "BankAccount_InsertCurrent",
    "Salary_Update",
]
EFFECTS = {"lost_answer": {"lost_answer": True}, "lost_request": {"lost_request": True}, "503": {"http": 503}}
MISHAPS = [
    *((operation, "lost_answer") for operation in CALLS),
    *((operation, effect) for operation in CALLS[:1] for effect in ("lost_request", "503")),
    (CALLS[3], "503"),
]
KINDS = {"bank_accounts", "addresses", "salaries", "employments"}


def shapes(world) -> list[dict[str, int]]:
    """How many records of each kind everybody has."""
    return [{kind: len(one[kind]) for kind in sorted(KINDS)} for one in world.employees()]


@pytest.mark.parametrize(("operation", "effect"), MISHAPS)
def test_whatever_becomes_of_one_call_the_next_run_ends_well(world, operation, effect):
    noor = world.person()
    world.fault(operation, EFFECTS[effect], nth=1)
    first = world.export(noor)
    assert first.exit_code == ExitCode.OUTCOME_UNKNOWN
    assert "Run again: what was saved is read back first." in first.message
    again = world.export(noor)
    assert again.exit_code == ExitCode.DONE, again.message
    assert shapes(world) == [dict.fromkeys(sorted(KINDS), 1)]
    assert world.points() == []
    assert world.export(noor).writes == 0


def test_a_request_that_lands_late_is_waited_for(world):
    noor = world.person()
    world.fault("Employee_Insert", {"late_save_ms": 700}, nth=1)
    assert world.export(noor).exit_code == ExitCode.OUTCOME_UNKNOWN
    assert world.export(noor).exit_code == ExitCode.DONE
    assert len(world.employees()) == 1


def test_a_service_that_fails_now_and_then_creates_everybody_once(world):
    people = [
        world.person(
            id=f"e-{number}",
            employee_number=str(70 + number),
            birth_date=date(1990, 1, number),
            work_email=f"p{number}@example.nl",
            private_email=None,
        )
        for number in range(1, 5)
    ]
    for operation in CALLS:
        world.fault(operation, {"lost_answer": True}, probability=0.25)
        world.fault(operation, {"http": 503}, probability=0.15)
    codes = []
    while len(codes) < 25 and (not codes or codes[-1] != ExitCode.DONE):
        codes.append(world.export(*people).exit_code)
    assert codes[-1] == ExitCode.DONE
    assert shapes(world) == [dict.fromkeys(sorted(KINDS), 1)] * 4
    assert len(world.connections()) == 4


def test_two_who_could_be_the_lost_one_are_for_a_person_to_decide(world):
    noor = world.person()
    world.fault("Employee_Insert", {"lost_answer": True}, nth=1)
    assert world.export(noor).exit_code == ExitCode.OUTCOME_UNKNOWN
    (ours,) = [one["id"] for one in world.employees()]
    world.seed(
        1201,
        id=777001,
        first_name="Noortje",
        last_name="Vermeulenstein",
        employments=[{"start_date": "2026-10-05", "initial_start_date": "2026-10-05"}],
    )
    held = world.export(noor)
    assert held.exit_code == ExitCode.OUTCOME_UNKNOWN
    (sentence,) = held.points.loc[held.points["rule"] == "held", "sentence"]
    (write_id,) = [number for (number,) in world.rows("SELECT write_id FROM people_writes WHERE state = 'held'")]
    assert f"`payroll employees settle --write {write_id} --nmbrs-id ID`" in sentence
    for command in (("match", "--nmbrs-id", "777001"), ("disconnect",)):
        code, _, err = world.payroll("employees", command[0], "--company", "1201", "--employee", noor, *command[1:])
        assert code == 2
        assert "not settled" in err or "not connected" in err
    code, _, err = world.payroll("employees", "settle", "--write", str(write_id), "--nmbrs-id", "1")
    assert (code, "cannot be write" in err) == (2, True)
    assert world.payroll("employees", "settle", "--write", str(write_id), "--nmbrs-id", str(ours))[0] == 0
    assert world.export(noor).exit_code == ExitCode.DONE
    assert world.connections() == [("e-noor", str(ours), "created")]
    assert len(world.employees()) == 2


def test_a_name_that_hr_changed_meanwhile_is_for_a_person_to_decide(world):
    noor = world.person()
    world.fault("Employee_Insert", {"lost_answer": True}, nth=1)
    world.export(noor)
    world.change(noor, last_name="Anders")
    held = world.export(noor)
    assert (held.exit_code, held.created) == (ExitCode.OUTCOME_UNKNOWN, 0)
    assert len(world.employees()) == 1
    assert "held" in set(held.points["rule"])


def test_a_person_who_left_hr_in_between_is_not_created_again(world):
    noor = world.person()
    world.fault("Employee_Insert", {"lost_answer": True}, nth=1)
    world.export(noor)
    world.forget(noor)
    world.export()
    assert len(world.employees()) == 1
    assert world.rows("SELECT state FROM people_writes") == [("held",)]
