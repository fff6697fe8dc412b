"""What happens to wage periods that are paid: late changes, retroactive plans, undo (semantics F3, F7, F8, F10)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from payroll.connections import connection
from payroll.ledger import open_ledger
from payroll.steps.approval import decide
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.errors import PeriodHeld, PlanRefused
from payroll.steps.export import export_company
from payroll.steps.open_services import open_services

COMPANY = ("--company", "1201")
OCTOBER = ("export", "--wage-period", "2026-M10", *COMPANY)
NOVEMBER = ("export", "--wage-period", "2026-M11", *COMPANY)


def lock_october(world) -> None:
    world.post("companies/1201/lock-run", {"year": 2026, "period": 10})


def configure(world, **settings: str) -> None:
    """Add settings to company 1201."""
    path = Path(world.folder / "payroll.yaml")
    lines = "".join(f"    {name}: {value}\n" for name, value in settings.items())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    venues: [kroon]\n", f"    venues: [kroon]\n{lines}"), encoding="utf-8")


def hours(world, period: int, number: int = 1) -> list[tuple[int, str]]:
    """Code and hours of everything in one period."""
    (employee,) = [one for one in world.state()["employees"] if one["number"] == number]
    return sorted((one["code"], one["hours"]) for one in employee["hour_components"] if one["period"] == period)


def days(world, period: int) -> int:
    (employee,) = [one for one in world.state()["employees"] if one["number"] == 1]
    return sum(one["days"] for one in employee["days"] if one["period"] == period)


def notices(world) -> list[tuple[str, str]]:
    ledger = open_ledger(f"sqlite:///{world.folder}/payroll.db")
    with ledger.engine.connect() as rows:
        found = rows.exec_driver_sql("SELECT text, next_step FROM notices ORDER BY notice_id").all()
    ledger.close()
    return [(text, step) for text, step in found]


def waiting(services, run_id: str):
    return services.ledger.approvals.of_run(run_id)


@pytest.fixture
def paid(world):
    """October: eight hours exported, then the run was locked; November is current."""
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    assert world.payroll(*OCTOBER)[0] == 0
    lock_october(world)
    world.forget_calls()
    return world


def test_a_late_entry_of_a_paid_period_is_reported_and_not_sent(paid) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert (hours(paid, 10), hours(paid, 11)) == ([(2100, "8.00")], [])
    assert any("2026-M10 is paid" in text and "(reported)" in text for text, _ in notices(paid))


def test_the_next_period_carries_a_late_change_once(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    assert paid.payroll(*NOVEMBER)[0] == 0
    assert hours(paid, 11) == [(2100, "1.00")]
    paid.forget_calls()
    assert paid.payroll(*NOVEMBER)[0] == 0

    assert paid.writes() == []
    assert hours(paid, 10) == [(2100, "8.00")]


def test_a_correction_stands_beside_the_hours_of_its_own_period(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    paid.worked("t3", "anna", date(2026, 11, 2), 240)

    assert paid.payroll(*NOVEMBER)[0] == 0
    assert hours(paid, 11) == [(2100, "1.00"), (2100, "4.00")]
    paid.change_entry("t3", minutes=300)
    assert paid.payroll(*NOVEMBER)[0] == 0

    assert hours(paid, 11) == [(2100, "1.00"), (2100, "5.00")]
    assert paid.report("2026-M11")["proof"] == {"difference": "0.00", "passed": True}
    (line,) = [one for one in paid.report("2026-M11")["lines"] if one["component"] == "hours"]
    assert (line["wanted"], line["nmbrs"], line["foreign"]) == ("5.00", "5.00", "0.00")


def test_an_entry_that_was_moved_to_another_company_is_not_paid_there_too(paid) -> None:
    people = [{"id": 600001, "number": 1, "first_name": "Test", "last_name": "Een"}]
    paid.post("seed", {"companies": [{"id": 1202, "employees": people}]})
    paid.connect("1202", "anna", "600001")
    paid.worked("t9", "anna", date(2026, 10, 13), 120, venue_id="anker")
    paid.change_entry("t1", work_date=date(2026, 10, 12), venue_id="anker")

    for _ in range(2):
        assert paid.payroll("export", "--wage-period", "current")[0] == 0

    assert hours(paid, 10) == [(2100, "8.00")]
    (employee,) = paid.state(1202)["employees"]
    assert [one["hours"] for one in employee["hour_components"]] == ["2.00"]


def test_a_correction_follows_the_source_while_its_period_is_open_and_stays_when_it_is_paid_too(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    paid.payroll(*NOVEMBER)
    paid.change_entry("t2", minutes=90)
    paid.payroll(*NOVEMBER)
    assert hours(paid, 11) == [(2100, "1.50")]
    paid.post("companies/1201/lock-run", {"year": 2026, "period": 11})
    paid.remove_entry("t2")

    assert paid.payroll("export", "--wage-period", "2026-M12", *COMPANY)[0] == 0

    assert [hours(paid, month) for month in (10, 11, 12)] == [[(2100, "8.00")], [(2100, "1.50")], [(2100, "-1.50")]]


def test_the_report_of_a_corrected_period_adds_up_over_both_periods(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    paid.payroll(*NOVEMBER)

    (line,) = [one for one in paid.report("2026-M10")["lines"] if one["component"] == "hours"]

    assert (line["source"], line["wanted"], line["nmbrs"], line["difference"]) == ("9.00", "9.00", "9.00", "0.00")


def test_days_of_a_paid_period_are_only_reported(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    paid.payroll(*NOVEMBER)

    assert (days(paid, 10), days(paid, 11)) == (1, 0)
    assert any("days of a paid wage period are not changed" in text for text, _ in notices(paid))


def test_an_entry_that_moves_out_of_a_paid_period_is_not_paid_again(paid) -> None:
    paid.change_entry("t1", work_date=date(2026, 11, 3))

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert hours(paid, 11) == []
    assert {"measure": "worked_hours", "type": "", "bucket": "already_paid", "rows": 1} in paid.report("2026-M11")[
        "coverage"
    ]


def test_an_entry_that_moves_into_the_next_period_is_taken_back_and_paid_there(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.change_entry("t1", work_date=date(2026, 11, 3))

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert hours(paid, 11) == [(2100, "-8.00"), (2100, "8.00")]


def test_a_person_who_left_the_list_is_not_taken_back(paid) -> None:
    configure(paid, late_changes="next_period")
    from payroll.workforce.schema import METADATA
    from sqlalchemy import create_engine, update
    from sqlalchemy.pool import NullPool

    employees = METADATA.tables["employees"]
    with create_engine(paid.workforce_url, poolclass=NullPool).begin() as connection:
        connection.execute(update(employees).where(employees.c.id == "anna").values(nmbrs_id=None))

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert hours(paid, 11) == []
    assert any("(unclear)" in text for text, _ in notices(paid))


def test_a_lost_answer_to_a_correction_is_settled_before_it_is_computed_again(paid) -> None:
    configure(paid, late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    paid.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    assert paid.payroll(*NOVEMBER)[0] == 5
    paid.post("faults", [])

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert hours(paid, 11) == [(2100, "1.00")]


def retroactive(services, *, person: str = "planner", kind: str = "export"):
    company = services.config.company("1201")
    return export_company(
        services,
        company,
        "2026-M10",
        measures=[],
        kind=kind,
        started_by="a test",
        person=person,
        reason="Forgotten shift",
    )


@pytest.fixture
def services(world):
    with open_services(os.environ, lambda name: connection(name, os.environ)) as opened:
        yield opened


def test_the_command_stores_a_retroactive_plan_and_says_who_may_approve_it(paid) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    code, _, err = paid.payroll(*OCTOBER, "--retroactive", "--reason", "Forgotten shift")

    assert (code, paid.writes()) == (4, [])
    assert "A second person approves it in Airflow" in err
    assert "nmbrs_hours_backfill_month" in err


def test_a_retroactive_plan_needs_another_person_than_the_one_who_asked(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    run_id = retroactive(services).delivered.run_id
    plan_hash = waiting(services, run_id).plan_hash

    with pytest.raises(PlanRefused, match="another person must approve"):
        decide(services, run_id, plan_hash=plan_hash, approved=True, decided_by="planner")

    decide(services, run_id, plan_hash=plan_hash, approved=True, decided_by="controller", reason="Seen")
    done = deliver_wage_period(services, services.config.company("1201"), run_id)
    assert (done.exit_code, done.written) == (0, 1)
    assert hours(paid, 10) == [(2100, "1.00"), (2100, "8.00")]


def test_a_paid_line_is_never_changed_only_the_difference_is_added_and_days_stay(paid, services) -> None:
    paid.change_entry("t1", minutes=420)
    run_id = retroactive(services).delivered.run_id
    decide(services, run_id, plan_hash=waiting(services, run_id).plan_hash, approved=True, decided_by="controller")

    deliver_wage_period(services, services.config.company("1201"), run_id)

    assert hours(paid, 10) == [(2100, "-1.00"), (2100, "8.00")]
    assert days(paid, 10) == 1


def test_an_earlier_period_without_a_locked_run_is_changed_to_its_new_total(world, services) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)
    world.post("seed", {"companies": [{"id": 1201, "current_period": {"year": 2026, "period": 11}}]})
    world.change_entry("t1", minutes=420)
    world.worked("t2", "anna", date(2026, 10, 6), 120)
    run_id = retroactive(services).delivered.run_id
    decide(services, run_id, plan_hash=waiting(services, run_id).plan_hash, approved=True, decided_by="controller")

    deliver_wage_period(services, services.config.company("1201"), run_id)

    assert (hours(world, 10), days(world, 10)) == ([(2100, "9.00")], 2)


def test_where_nobody_is_known_to_have_asked_the_approver_is_one_of_the_approvers(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    run_id = retroactive(services, person="").delivered.run_id

    with pytest.raises(PlanRefused, match="only a person of `approvers`"):
        decide(
            services,
            run_id,
            plan_hash=waiting(services, run_id).plan_hash,
            approved=True,
            decided_by="controller",
        )


def test_a_plan_that_is_not_the_approved_one_any_more_is_not_carried_out(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    run_id = retroactive(services).delivered.run_id
    decide(services, run_id, plan_hash=waiting(services, run_id).plan_hash, approved=True, decided_by="controller")
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "1.00"}
    paid.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})

    with pytest.raises(PlanRefused, match="not the approved one any more"):
        deliver_wage_period(services, services.config.company("1201"), run_id)

    assert hours(paid, 10) == [(2100, "1.00"), (2100, "8.00")]


def test_a_newer_plan_takes_the_place_of_the_older_one(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    older = retroactive(services).delivered.run_id
    plan_hash = waiting(services, older).plan_hash
    retroactive(services)

    with pytest.raises(PlanRefused, match="does not wait any more"):
        decide(services, older, plan_hash=plan_hash, approved=True, decided_by="controller")


def test_a_run_that_needs_nobody_takes_the_place_of_a_plan_that_waits(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    older = retroactive(services).delivered.run_id
    plan_hash = waiting(services, older).plan_hash
    paid.remove_entry("t2")

    assert retroactive(services).delivered.written == 0

    with pytest.raises(PlanRefused, match="does not wait any more"):
        decide(services, older, plan_hash=plan_hash, approved=True, decided_by="controller")


def test_a_rejected_plan_writes_nothing_and_says_who_and_why(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    run_id = retroactive(services).delivered.run_id
    plan_hash = waiting(services, run_id).plan_hash
    decide(services, run_id, plan_hash=plan_hash, approved=False, decided_by="controller", reason="Wrong shift")

    with pytest.raises(PlanRefused, match="rejected by controller: Wrong shift"):
        deliver_wage_period(services, services.config.company("1201"), run_id)

    assert paid.writes() == []


def test_a_company_with_approval_writes_nothing_until_a_person_said_yes(world, services) -> None:
    configure(world, approval="required")
    world.worked("t1", "anna", date(2026, 10, 5), 480)

    code, _, err = world.payroll(*OCTOBER)

    assert (code, world.writes()) == (4, [])
    assert "waits for approval" in err


def test_late_changes_of_a_company_that_corrects_retroactively_wait_for_a_second_person(paid, services) -> None:
    configure(paid, late_changes="retroactive")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    code, _, err = paid.payroll(*NOVEMBER)

    assert (code, paid.writes()) == (4, [])
    assert "Company 1201, 2026-M10: the plan has 1 writes and waits for approval" in err


def test_a_reason_and_a_period_belong_to_a_retroactive_run(world) -> None:
    assert "needs a reason" in world.payroll(*OCTOBER, "--retroactive")[2]
    assert "only for opening an earlier" in world.payroll(*OCTOBER, "--reason", "x")[2]
    code, _, err = world.payroll("export", "--wage-period", "current", *COMPANY, "--retroactive", "--reason", "x")
    assert (code, "`current` is not one" in err) == (2, True)


def test_a_period_later_than_the_current_one_cannot_be_opened(world) -> None:
    world.post("seed", {"companies": [{"id": 1201, "current_period": {"year": 2020, "period": 5}}]})

    code, _, err = world.payroll("export", "--wage-period", "2020-M06", *COMPANY, "--retroactive", "--reason", "x")

    assert (code, "later than the current wage period" in err) == (4, True)


def test_undo_takes_our_lines_out_and_puts_days_back(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 2110, "hours": "2.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)

    code, out, _ = world.payroll("undo", "--wage-period", "2026-M10", *COMPANY)

    assert (code, hours(world, 10), days(world, 10)) == (0, [(2110, "2.00")], 0)
    assert "proof 0.00" in out


def test_a_scheduled_run_leaves_an_undone_period_alone_until_somebody_exports_by_hand(world, services) -> None:
    from payroll.steps.calculate import calculate_wage_period

    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.payroll(*OCTOBER)
    world.payroll("undo", "--wage-period", "2026-M10", *COMPANY)
    company = services.config.company("1201")
    night = {"measures": company.measures, "kind": "export", "started_by": "the schedule", "is_scheduled": True}

    with pytest.raises(PeriodHeld, match="was undone"):
        calculate_wage_period(services, company, company.calendar.from_key("2026-M10"), **night)

    assert world.payroll(*OCTOBER)[0] == 0
    assert hours(world, 10) == [(2100, "8.00")]
    calculate_wage_period(services, company, company.calendar.from_key("2026-M10"), **night)


def test_a_paid_period_cannot_be_undone(paid) -> None:
    code, _, err = paid.payroll("undo", "--wage-period", "2026-M10", *COMPANY)

    assert (code, "is not the current wage period" in err) == (4, True)
    assert hours(paid, 10) == [(2100, "8.00")]


def held_line(world) -> str:
    (step,) = [step for _, step in notices(world) if "payroll adopt --line" in step]
    return step.split("payroll adopt --line ")[1].split("`")[0]


@pytest.fixture
def looks_the_same(world):
    typed = {"year": 2026, "period": 10, "code": 2100, "hours": "8.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500001, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    assert world.payroll(*OCTOBER)[0] == 6
    return world


def test_a_line_that_looks_like_ours_is_ours_once_it_is_adopted(looks_the_same) -> None:
    world = looks_the_same
    assert world.payroll("adopt", "--line", held_line(world))[0] == 0
    world.forget_calls()

    assert world.payroll(*OCTOBER)[0] == 0

    assert (hours(world, 10), world.writes()) == ([(2100, "8.00")], [])


def test_a_line_that_is_ignored_stays_and_ours_is_added(looks_the_same) -> None:
    world = looks_the_same
    assert world.payroll("ignore-foreign", "--line", held_line(world))[0] == 0

    assert world.payroll(*OCTOBER)[0] == 0

    assert hours(world, 10) == [(2100, "8.00"), (2100, "8.00")]
    (line,) = [one for one in world.report()["lines"] if one["component"] == "hours"]
    assert (line["nmbrs"], line["foreign"]) == ("8.00", "8.00")


def test_a_line_that_is_held_no_more_cannot_be_decided(looks_the_same) -> None:
    world = looks_the_same
    number = held_line(world)
    world.payroll("adopt", "--line", number)

    code, _, err = world.payroll("ignore-foreign", "--line", number)

    assert (code, "held no more (adopted)" in err) == (2, True)


def test_hours_that_were_read_before_a_newer_export_was_applied_are_not_delivered(world, services) -> None:
    from payroll.steps.calculate import calculate_wage_period
    from payroll.steps.errors import RunOutdated

    world.worked("t1", "anna", date(2026, 10, 5), 480)
    company = services.config.company("1201")
    october = company.calendar.from_key("2026-M10")
    old = calculate_wage_period(
        services, company, october, measures=company.measures, kind="export", started_by="an older run"
    )
    world.change_entry("t1", minutes=300)
    assert world.payroll(*OCTOBER)[0] == 0

    with pytest.raises(RunOutdated, match="a newer run .* was applied since this one read the hours"):
        deliver_wage_period(services, company, old.run_id)

    assert hours(world, 10) == [(2100, "5.00")]


def calculated_by(services) -> str | None:
    """The run that last calculated October and found no late changes."""
    from payroll.ledger.schema import paid_fingerprints

    with services.ledger.engine.connect() as connection:
        run_id: str | None = connection.scalar(paid_fingerprints.select().with_only_columns(paid_fingerprints.c.run_id))
        return run_id


def test_a_paid_period_is_calculated_again_only_where_somebody_asks_for_it(paid, services) -> None:
    assert paid.payroll(*NOVEMBER)[0] == 0
    first = calculated_by(services)
    assert first is not None

    assert paid.payroll(*NOVEMBER)[0] == 0
    assert calculated_by(services) == first

    assert paid.payroll(*NOVEMBER, "--recalculate")[0] == 0
    assert calculated_by(services) != first
