"""Starts before the current wage period: refused by name and field, asked for by one person, approved by another."""

from __future__ import annotations

from datetime import date

import pytest
from payroll.steps.errors import PlanRefused, UsageError
from payroll.steps.exit_codes import ExitCode

EARLY = {"hire_date": date(2026, 9, 7), "salary_effective_date": date(2026, 9, 7)}
OTHER = {"id": "e-2", "first_name": "Gijs", "birth_date": date(1990, 1, 1), "employee_number": "71"}
OTHER |= dict.fromkeys(("work_email", "private_email"))
ALL_CALLS = [
    "Employee_Insert",
    "PersonalInfo_UpdateCurrent",
    "Employment_UpdateEmploymentInitialStartDate",
    "Address_InsertCurrent",
    "BankAccount_InsertCurrent",
    "Salary_Update",
    "Contract_Insert",
]


@pytest.fixture
def early(world) -> str:
    """A person with everything in September, in a company where October is the current period."""
    employee_id = world.person(**EARLY)
    world.contract(employee_id, starts_on=date(2026, 9, 7))
    return str(employee_id)


def ask(world, *employees: str, **given):
    return world.export(*employees, **({"person": "jan", "reason": "Forgotten in September"} | given))


def approve(world, asked, *employees: str, person: str = "vera", **given):
    return world.export(*employees, person=person, approves=asked.run_id, **given)


def test_without_asking_the_sentence_names_person_and_field_and_the_others_go_on(world, early):
    other = world.person(**OTHER)
    done = world.export(early, other)
    assert (done.exit_code, done.created) == (ExitCode.DATA_REFUSED, 1)
    assert list(done.points["sentence"]) == [
        "Employee e-noor was hired before the current wage period of the company (field hire_date), and is not "
        "created. Export this person by name with retroactive and a reason, or enter the person in Nmbrs by hand and "
        "match the two."
    ]


def test_who_asks_gets_nothing_early_sent_and_the_reason_and_person_are_kept(world, early):
    other = world.person(**OTHER)
    done = ask(world, early, other)
    assert (done.exit_code, done.created, done.is_waiting) == (ExitCode.NMBRS_REFUSED, 1, True)
    assert "1 starts before the current wage period wait for another person than who asked" in done.message
    assert done.run_id in done.message
    assert [one["personal_infos"][-1]["first_name"] for one in world.employees()] == ["Gijs"]
    query = "SELECT state, reason, person FROM people_runs"
    assert world.rows(query) == [("waiting", "Forgotten in September", "jan")]


def test_another_person_approves_and_everything_is_sent_from_the_day_it_starts(world, early):
    asked = ask(world, early)
    world.forget_calls()
    done = approve(world, asked, early)
    assert (done.exit_code, done.created, done.is_waiting) == (ExitCode.DONE, 1, False)
    (employee,) = world.employees()
    assert employee["employments"][0]["start_date"] == "2026-09-07"
    assert [one["start_date"] for one in employee["salaries"]] == ["2026-09-07"]
    assert [one["start_date"] for one in employee["contracts"]] == ["2026-09-07"]
    assert set(world.writes()) <= set(ALL_CALLS)
    assert world.points() == []
    runs = world.rows("SELECT state, reason, person FROM people_runs ORDER BY started_at")
    assert runs == [("done", "Forgotten in September", "jan"), ("done", "Forgotten in September", "vera")]
    (message,) = world.rows("SELECT message FROM people_runs WHERE person = 'jan'")[0]
    assert message.endswith("Approved by vera, and sent.")
    again = world.export(early)
    assert (again.exit_code, again.writes, again.unchanged) == (ExitCode.DONE, 0, 1)


def test_an_earlier_salary_of_somebody_connected_waits_alone(world):
    noor = world.person(home_venue_id="anker")
    world.export(noor, company="1202")
    world.change(noor, salary_amount_cents=1700, salary_effective_date=date(2026, 8, 31), city="Zwolle")
    world.forget_calls()
    asked = ask(world, noor, company="1202")
    assert (asked.exit_code, asked.is_waiting) == (ExitCode.NMBRS_REFUSED, True)
    assert world.writes() == ["Address_Update"]
    done = approve(world, asked, noor, company="1202")
    assert (done.exit_code, done.updated) == (ExitCode.DONE, 1)
    (employee,) = world.employees(1202)
    assert ["2026-08-31", "17.00"] in [[one["start_date"], one["value"]] for one in employee["salaries"]]


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("jan", "jan asked for this retroactive export, so another person must approve it"),
        ("", "nobody is known to approve it"),
    ],
)
def test_who_asked_cannot_approve_and_nobody_cannot_either(world, early, person, says):
    asked = ask(world, early)
    with pytest.raises(PlanRefused, match=says):
        approve(world, asked, early, person=person)
    assert world.employees() == []


def test_where_nobody_is_known_to_have_asked_only_one_of_the_approvers_may(world, early):
    asked = ask(world, early, person="")
    with pytest.raises(PlanRefused, match="only a person of `approvers` in the configuration may approve it; vera is"):
        approve(world, asked, early)
    config = world.folder / "payroll.yaml"
    config.write_text("approvers: [vera]\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    assert approve(world, asked, early).created == 1


@pytest.mark.parametrize("what", ["salary", "people", "period"])
def test_an_approval_is_for_what_was_asked_and_nothing_else(world, early, what):
    asked = ask(world, early)
    named = [early]
    if what == "salary":
        world.change(early, salary_amount_cents=9999)
    elif what == "people":
        named.append(world.person(**OTHER | EARLY))
    else:
        world.post("companies/1201/lock-run", {"year": 2026, "period": 10})
    with pytest.raises(PlanRefused, match="asked for something else: other people were named, or HR or the current"):
        approve(world, asked, *named)
    assert world.employees() == []


def test_a_run_that_waits_no_more_cannot_be_approved_again(world, early):
    asked = ask(world, early)
    approve(world, asked, early)
    with pytest.raises(UsageError, match="There is no run .* about people that waits for approval"):
        approve(world, asked, early)


def test_an_approved_creation_whose_answer_is_lost_goes_on_when_it_is_approved_again(world, early):
    asked = ask(world, early)
    world.fault("Employee_Insert", {"lost_answer": True}, nth=1)
    assert approve(world, asked, early).exit_code == ExitCode.OUTCOME_UNKNOWN
    done = approve(world, asked, early)
    assert done.exit_code == ExitCode.DONE, done.message
    (employee,) = world.employees()
    assert len(employee["salaries"]) == len(employee["contracts"]) == 1


def test_approving_opens_earlier_periods_for_nobody_else(world, early):
    asked = ask(world, early)
    other = world.person(**OTHER | EARLY)
    assert world.export(other).created == 0
    assert approve(world, asked, early).created == 1
    assert len(world.employees()) == 1


def test_a_dry_run_that_asks_shows_the_early_fields_and_keeps_nothing(world, early):
    done = ask(world, early, is_dry_run=True)
    assert set(done.preview["nmbrs_field"]) >= {"InitialStartDate", "Start"}
    assert world.rows("SELECT count(*) FROM people_runs") == [(0,)]


def test_the_command_line_asks_and_says_where_to_approve(world, early):
    arguments = ("employees", "export", "--company", "1201", "--employee", early)
    code, out, err = world.payroll(*arguments, "--retroactive", "--reason", "Forgotten")
    assert code == ExitCode.NMBRS_REFUSED
    assert "trigger nmbrs_employee_export with company 1201, the same employees, and run" in out + err
    assert world.employees() == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--retroactive",), "needs a reason"),
        (("--reason", "Why"), "A reason is only for opening an earlier wage period"),
        (("--retroactive", "--reason", "Why"), "Opening earlier wage periods is for people who are named"),
    ],
)
def test_the_command_line_refuses_what_cannot_be_meant(world, given, says):
    code, _, err = world.payroll("employees", "export", "--company", "1201", *given)
    assert code == ExitCode.USAGE
    assert says in err
