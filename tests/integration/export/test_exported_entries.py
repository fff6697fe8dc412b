"""The exported mark of a time entry through all that happens to it afterwards (interfaces 2, semantics F8, F9)."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest
from payroll.connections import connection
from payroll.steps.approval import decide
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.export import export_company
from payroll.steps.open_services import open_services
from sqlalchemy import create_engine, text, update
from sqlalchemy.pool import NullPool

COMPANY = ("--company", "1201")
OCTOBER = ("export", "--wage-period", "2026-M10", *COMPANY)
NOVEMBER = ("export", "--wage-period", "2026-M11", *COMPANY)


def marks(world, measure: str = "worked_hours") -> dict[str, list[tuple[str, str]]]:
    """Entry to wage period and component, as a source reads them."""
    query = text(
        "SELECT time_entry_id, wage_period, nmbrs_component_id FROM exported_entries WHERE measure = :measure "
        "AND company_id = '1201' ORDER BY 1, 2"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    with create_engine(f"sqlite:///{world.folder}/payroll.db", poolclass=NullPool).connect() as connected:
        for entry, period, component in connected.execute(query, {"measure": measure}):
            found.setdefault(entry, []).append((period, component))
    return found


def paid_in(world) -> dict[str, str]:
    """Entry to the wage period that pays its hours."""
    query = "SELECT time_entry_id, target_period FROM entry_exports WHERE measure = 'worked_hours'"
    with create_engine(f"sqlite:///{world.folder}/payroll.db", poolclass=NullPool).connect() as connected:
        return {entry: period for entry, period in connected.execute(text(query))}


def instants(world) -> dict[str, str]:
    query = "SELECT time_entry_id, exported_at FROM exported_entries WHERE measure = 'worked_hours'"
    with create_engine(f"sqlite:///{world.folder}/payroll.db", poolclass=NullPool).connect() as connected:
        return {entry: str(at) for entry, at in connected.execute(text(query))}


def only(components: dict[str, str]) -> str:
    (component,) = components
    return component


@pytest.fixture
def exported(world):
    """October: t1 of eight hours, exported."""
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    assert world.payroll(*OCTOBER)[0] == 0
    return world


@pytest.fixture
def paid(exported):
    """October is exported and paid; November is current."""
    exported.lock(10)
    return exported


@pytest.fixture
def services(world):
    with open_services(os.environ, lambda name: connection(name, os.environ)) as opened:
        yield opened


def test_changes_of_an_open_period_keep_mark_component_and_first_instant(exported) -> None:
    world, first = exported, instants(exported)["t1"]
    world.change_entry("t1", minutes=300)
    world.worked("t2", "anna", date(2026, 10, 6), 60)

    world.payroll(*OCTOBER)

    october = only(world.components(10))
    assert marks(world) == {"t1": [("2026-M10", october)], "t2": [("2026-M10", october)]}
    assert instants(world)["t1"] == first < instants(world)["t2"]


def test_an_entry_that_is_deleted_or_not_approved_any_more_loses_its_mark(exported) -> None:
    world = exported
    world.worked("t2", "anna", date(2026, 10, 6), 60)
    world.worked("t3", "anna", date(2026, 10, 7), 60)
    world.payroll(*OCTOBER)
    world.remove_entry("t1")
    world.change_entry("t2", is_approved=False)

    world.payroll(*OCTOBER)

    assert marks(world) == {"t3": [("2026-M10", only(world.components(10)))]}


def test_a_correction_marks_late_entries_with_its_own_component_and_leaves_the_others(paid) -> None:
    paid.configure(late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    first = instants(paid)["t1"]

    assert paid.payroll(*NOVEMBER)[0] == 0

    october, november = only(paid.components(10)), only(paid.components(11))
    assert marks(paid) == {"t1": [("2026-M10", october)], "t2": [("2026-M10", november)]}
    assert paid_in(paid) == {"t1": "2026-M10", "t2": "2026-M11"}
    assert instants(paid)["t1"] == first


def test_an_entry_that_a_correction_took_back_has_no_mark(paid) -> None:
    paid.configure(late_changes="next_period")
    paid.remove_entry("t1")

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert list(paid.components(11).values()) == ["-8.00"]
    assert marks(paid) == {}


def test_what_is_only_reported_keeps_the_marks_of_what_was_paid(paid) -> None:
    paid.remove_entry("t1")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert marks(paid) == {"t1": [("2026-M10", only(paid.components(10)))]}


def test_an_entry_that_moves_out_of_a_paid_period_stays_marked_there_and_is_not_paid_again(paid) -> None:
    paid.change_entry("t1", work_date=date(2026, 11, 3))

    assert paid.payroll(*NOVEMBER)[0] == 0

    assert marks(paid) == {"t1": [("2026-M10", only(paid.components(10)))]}


def test_an_entry_that_is_carried_to_the_next_period_is_marked_only_there(paid) -> None:
    paid.configure(late_changes="next_period")
    paid.change_entry("t1", work_date=date(2026, 11, 3))

    assert paid.payroll(*NOVEMBER)[0] == 0

    (pays,) = [component for component, hours in paid.components(11).items() if hours == "8.00"]
    assert marks(paid) == {"t1": [("2026-M11", pays)]}


def test_an_entry_that_moves_back_into_a_paid_period_is_marked_as_paid_by_the_correction(paid) -> None:
    paid.configure(late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 11, 3), 60)
    paid.payroll(*NOVEMBER)
    paid.change_entry("t2", work_date=date(2026, 10, 7))

    assert paid.payroll(*NOVEMBER)[0] == 0

    component = only(paid.components(11))
    assert marks(paid)["t2"] == [("2026-M10", component)]
    assert paid_in(paid)["t2"] == "2026-M11"


def test_undo_takes_the_marks_of_the_period_away_and_leaves_what_others_pay(paid) -> None:
    paid.configure(late_changes="next_period")
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    paid.worked("t3", "anna", date(2026, 11, 3), 240)
    paid.payroll(*NOVEMBER)
    assert set(marks(paid)) == {"t1", "t2", "t3"}

    assert paid.payroll("undo", "--wage-period", "2026-M11", *COMPANY)[0] == 0

    assert marks(paid) == {"t1": [("2026-M10", only(paid.components(10)))]}
    assert marks(paid, "worked_days").keys() == {"t1"}


def test_a_retroactive_plan_marks_with_the_line_that_it_added(paid, services) -> None:
    paid.worked("t2", "anna", date(2026, 10, 6), 60)
    october = only(paid.components(10))
    company = services.config.company("1201")
    asked = {"measures": [], "kind": "export", "started_by": "a test", "person": "planner", "reason": "Forgotten shift"}
    run_id = export_company(services, company, "2026-M10", **asked).delivered.run_id
    assert "t2" not in marks(paid)
    plan_hash = services.ledger.approvals.of_run(run_id).plan_hash
    decide(services, run_id, plan_hash=plan_hash, approved=True, decided_by="controller")

    deliver_wage_period(services, company, run_id)

    (added,) = set(paid.components(10)) - {october}
    assert marks(paid) == {"t1": [("2026-M10", october)], "t2": [("2026-M10", added)]}


def test_a_line_of_others_that_holds_one_person_back_hides_nobody_else(world) -> None:
    typed = {"year": 2026, "period": 10, "code": 3070, "hours": "3.00"}
    world.post("seed", {"companies": [{"id": 1201, "employees": [{"id": 500002, "hour_components": [typed]}]}]})
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.worked("t2", "bram", date(2026, 10, 5), 180, kind="sick")

    assert world.payroll(*OCTOBER)[0] == 6

    assert marks(world) == {"t1": [("2026-M10", only(world.components(10)))]}
    assert marks(world, "sick_hours") == {}


def test_a_measure_that_was_not_selected_gets_no_new_marks(exported) -> None:
    exported.worked("t2", "anna", date(2026, 10, 6), 60)
    exported.worked("t3", "anna", date(2026, 10, 7), 60, kind="sick")

    assert exported.payroll(*OCTOBER, "--measure", "sick_hours")[0] == 0

    assert (marks(exported).keys(), marks(exported, "sick_hours").keys()) == ({"t1"}, {"t3"})


def test_a_reconciliation_marks_what_it_proves(world) -> None:
    world.worked("t1", "anna", date(2026, 10, 5), 480)
    world.post("faults", [{"operation": "HourComponentVar_Insert", "nth": 1, "effect": {"lost_answer": True}}])
    assert world.payroll(*OCTOBER)[0] == 5
    world.post("faults", [])
    world.lock(10)
    assert world.payroll(*OCTOBER)[0] == 4
    assert marks(world) == {}

    world.payroll("reconcile", "--wage-period", "2026-M10", *COMPANY)

    assert marks(world) == {"t1": [("2026-M10", only(world.components(10)))]}


def test_somebody_who_left_the_list_keeps_the_marks_and_is_not_taken_back_by_the_next_run(paid) -> None:
    """Bram's correction makes a run of October in which Anna is left alone; the run after it must know her still."""
    paid.configure(late_changes="next_period")
    paid.worked("b1", "bram", date(2026, 10, 6), 60, kind="sick")
    from payroll.workforce.schema import METADATA

    employees = METADATA.tables["employees"]
    with create_engine(paid.workforce_url, poolclass=NullPool).begin() as connected:
        connected.execute(update(employees).where(employees.c.id == "anna").values(nmbrs_id=None))
    october = only(paid.components(10))

    for day in range(2):
        paid.worked(f"b{day + 2}", "bram", date(2026, 10, 7) + timedelta(days=day), 60, kind="sick")
        assert paid.payroll(*NOVEMBER)[0] == 0

    assert paid.components(11) == {}
    assert list(paid.components(11, number=2).values()) == ["3.00"]
    assert marks(paid) == {"t1": [("2026-M10", october)]}
