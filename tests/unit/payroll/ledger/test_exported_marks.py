"""The exported mark: from a time entry to the component in Nmbrs that holds it, and since when (semantics F9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from payroll.ledger import Ledger, exported_marks
from payroll.ledger.results import ControlLine, Proof
from payroll.ledger.runs import Run
from payroll.ledger.writes import NewWrite

NIGHT = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
NEXT_NIGHT = NIGHT + timedelta(days=1)
CODES = {"worked_hours": 2100, "sick_hours": 3170, "worked_days": 0}


@pytest.fixture(params=[exported_marks._ROWS_AT_ONCE, 2], ids=["at once", "in stretches"], autouse=True)
def rows_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is marked does not depend on how many rows are in memory at a time."""
    monkeypatch.setattr(exported_marks, "_ROWS_AT_ONCE", request.param)


def start(ledger: Ledger, **given: Any) -> Run:
    defaults: dict[str, Any] = {
        "company_id": "1201",
        "wage_period": "2026-M10",
        "year": 2026,
        "period": 10,
        "kind": "export",
        "measures": ("worked_hours",),
        "started_by": "a test",
        "now": NIGHT,
    }
    return ledger.runs.start(**(defaults | given))


def calculate(ledger: Ledger, run: Run, entries: str, *lines: tuple[str, str, int]) -> None:
    """Keep a calculation: entries as `id employee measure bucket` per line, lines as employee, measure, hundredths."""
    rows = [line.split() for line in entries.strip().splitlines()]
    covered = [
        {
            "time_entry_id": entry,
            "part": 1,
            "measure": measure,
            "type": "",
            "employee_id": employee,
            "bucket": bucket,
            "component": component_of(measure),
            "code": CODES[measure],
            "cost_center_id": "",
            "unit": "minutes",
            "quantity": 480,
        }
        for entry, employee, measure, bucket in rows
    ]
    wanted = [
        {
            "employee_id": employee,
            "nmbrs_employee_id": f"nmbrs-{employee}",
            "component": component_of(measure),
            "code": CODES[measure],
            "cost_center_id": "",
            "measures": measure,
            "exact_sixtieths": hundredths * 3 // 5,
            "quantity_hundredths": hundredths,
            "source_hundredths": hundredths,
        }
        for employee, measure, hundredths in lines
    ]
    ledger.wage_lines.store(run.run_id, pd.DataFrame(wanted), pd.DataFrame(), pd.DataFrame(covered))


def component_of(measure: str) -> str:
    return "days" if measure == "worked_days" else "hours"


def sent(ledger: Ledger, run: Run, component_id: str, employee: str = "anna", **given: Any) -> None:
    """A confirmed write of 8.00 worked hours, or what is given."""
    defaults: dict[str, Any] = {"component": "hours", "code": 2100, "cost_center_id": "", "measures": "worked_hours"}
    what = {"action": "insert", "quantity_hundredths": 800} | given
    new = NewWrite(employee_id=employee, nmbrs_employee_id=f"nmbrs-{employee}", **(defaults | what))
    (write_id,) = ledger.writes.plan(run, [new], now=NIGHT)
    ledger.writes.send(write_id, ids_before=[], now=NIGHT)
    ledger.writes.confirm(write_id, nmbrs_component_id=component_id, now=NIGHT)


def compared(employee: str, wanted: int, nmbrs: int, measure: str = "worked_hours") -> ControlLine:
    where = (employee, f"nmbrs-{employee}", component_of(measure), CODES[measure], "", measure)
    return ControlLine(*where, wanted, wanted, nmbrs, 0, nmbrs - wanted)


def prove(ledger: Ledger, run: Run, *lines: ControlLine, now: datetime = NIGHT) -> None:
    difference = sum(abs(line.difference_hundredths) for line in lines)
    ledger.results.prove(run, lines, Proof(difference, difference == 0, now))


def marks(ledger: Ledger) -> list[tuple[str, str, str | None]]:
    with ledger.engine.connect() as connection:
        query = "SELECT time_entry_id, measure, nmbrs_component_id FROM exported_entries ORDER BY 1, 2, 3"
        return [tuple(row) for row in connection.exec_driver_sql(query)]  # type: ignore[misc]


def instants(ledger: Ledger) -> dict[str, str]:
    with ledger.engine.connect() as connection:
        query = "SELECT time_entry_id, exported_at FROM exported_entries"
        return {entry: str(at)[:10] for entry, at in connection.exec_driver_sql(query)}


@pytest.fixture
def exported(ledger: Ledger) -> Run:
    """Anna's t1 and Bram's t2, each 8.00 in a component of its own: 9 and 10."""
    run = start(ledger)
    entries = """
        t1  anna  worked_hours  exported
        t2  bram  worked_hours  exported
    """
    calculate(ledger, run, entries, ("anna", "worked_hours", 800), ("bram", "worked_hours", 800))
    sent(ledger, run, "9", "anna")
    sent(ledger, run, "10", "bram")
    prove(ledger, run, compared("anna", 800, 800), compared("bram", 800, 800))
    return run


def test_what_was_read_back_as_wanted_is_marked_with_its_component_and_days_without_one(ledger: Ledger) -> None:
    run = start(ledger)
    entries = """
        t1  anna  worked_hours  exported
        t1  anna  worked_days   exported
        t2  anna  worked_hours  not_approved
    """
    calculate(ledger, run, entries, ("anna", "worked_hours", 800), ("anna", "worked_days", 100))
    sent(ledger, run, "9")

    prove(ledger, run, compared("anna", 800, 800), compared("anna", 100, 100, "worked_days"))

    assert marks(ledger) == [("t1", "worked_days", None), ("t1", "worked_hours", "9")]
    assert ledger.results.exported_entry_ids("1201", "2026-M10").tolist() == ["t1"]


def test_a_line_that_differs_keeps_nobody_else_from_being_marked(ledger: Ledger) -> None:
    run = start(ledger)
    entries = """
        t1  anna  worked_hours  exported
        t2  bram  worked_hours  exported
    """
    calculate(ledger, run, entries, ("anna", "worked_hours", 800), ("bram", "worked_hours", 800))
    sent(ledger, run, "9")

    prove(ledger, run, compared("anna", 800, 800), compared("bram", 800, 0))

    assert marks(ledger) == [("t1", "worked_hours", "9")]


def test_a_dry_run_marks_nothing(ledger: Ledger) -> None:
    run = start(ledger, kind="dry_run")
    calculate(ledger, run, "t1 anna worked_hours exported", ("anna", "worked_hours", 800))
    sent(ledger, run, "9")

    ledger.results.prove(run, [compared("anna", 800, 800)], None)

    assert marks(ledger) == []


def test_a_mark_keeps_the_instant_of_its_first_export(ledger: Ledger, exported: Run) -> None:
    run = start(ledger)
    entries = """
        t1  anna  worked_hours  exported
        t2  bram  worked_hours  exported
        t3  anna  worked_hours  exported
    """
    calculate(ledger, run, entries, ("anna", "worked_hours", 900), ("bram", "worked_hours", 800))
    sent(ledger, run, "9", action="change", quantity_hundredths=900, nmbrs_component_id="9")

    prove(ledger, run, compared("anna", 900, 900), compared("bram", 800, 800), now=NEXT_NIGHT)

    assert instants(ledger) == {"t1": "2026-10-31", "t2": "2026-10-31", "t3": "2026-11-01"}


def test_a_component_that_was_replaced_is_named_and_the_first_instant_stays(ledger: Ledger, exported: Run) -> None:
    run = start(ledger)
    entries = "t1 anna worked_hours exported\nt2 bram worked_hours exported"
    calculate(ledger, run, entries, ("anna", "worked_hours", 700), ("bram", "worked_hours", 800))
    sent(ledger, run, "9", action="delete", quantity_hundredths=0, nmbrs_component_id="9")
    sent(ledger, run, "11", quantity_hundredths=700)

    prove(ledger, run, compared("anna", 700, 700), compared("bram", 800, 800), now=NEXT_NIGHT)

    assert marks(ledger) == [("t1", "worked_hours", "11"), ("t2", "worked_hours", "10")]
    assert instants(ledger)["t1"] == "2026-10-31"


def test_an_entry_that_goes_to_another_person_leads_to_that_person_s_component(ledger: Ledger, exported: Run) -> None:
    run = start(ledger)
    entries = """
        t1  bram  worked_hours  exported
        t2  bram  worked_hours  exported
        t3  anna  worked_hours  exported
    """
    calculate(ledger, run, entries, ("anna", "worked_hours", 800), ("bram", "worked_hours", 1600))
    sent(ledger, run, "10", "bram", action="change", quantity_hundredths=1600, nmbrs_component_id="10")

    prove(ledger, run, compared("anna", 800, 800), compared("bram", 1600, 1600))

    assert marks(ledger) == [
        ("t1", "worked_hours", "10"),
        ("t2", "worked_hours", "10"),
        ("t3", "worked_hours", "9"),
    ]


def test_a_line_that_the_run_did_not_look_at_keeps_its_marks_and_gets_no_new_ones(
    ledger: Ledger, exported: Run
) -> None:
    run = start(ledger, measures=("sick_hours",))
    entries = """
        t1  anna  worked_hours  exported
        t3  anna  worked_hours  exported
        t4  anna  sick_hours    exported
    """
    lines = (("anna", "worked_hours", 1600), ("anna", "sick_hours", 300), ("bram", "worked_hours", 800))
    calculate(ledger, run, entries, *lines)
    sent(ledger, run, "12", code=3170, measures="sick_hours", quantity_hundredths=300)

    prove(ledger, run, compared("anna", 300, 300, "sick_hours"))

    assert marks(ledger) == [
        ("t1", "worked_hours", "9"),
        ("t2", "worked_hours", "10"),
        ("t4", "sick_hours", "12"),
    ]


def test_a_line_that_could_not_be_taken_out_keeps_its_mark_until_it_is(ledger: Ledger, exported: Run) -> None:
    refused = start(ledger)
    calculate(ledger, refused, "t2 bram worked_hours exported", ("bram", "worked_hours", 800))
    prove(ledger, refused, compared("anna", 0, 800), compared("bram", 800, 800))
    assert ("t1", "worked_hours", "9") in marks(ledger)

    done = start(ledger)
    calculate(ledger, done, "t2 bram worked_hours exported", ("bram", "worked_hours", 800))
    sent(ledger, done, "9", action="delete", quantity_hundredths=0, nmbrs_component_id="9")
    prove(ledger, done, compared("bram", 800, 800))

    assert marks(ledger) == [("t2", "worked_hours", "10")]


def test_a_dry_run_in_between_takes_no_marks_away(ledger: Ledger) -> None:
    run = start(ledger)
    entries = "t1 anna worked_hours exported"
    calculate(ledger, run, entries, ("anna", "worked_hours", 800))
    calculate(ledger, start(ledger, kind="dry_run", now=NEXT_NIGHT), entries, ("anna", "worked_hours", 800))
    sent(ledger, run, "9")

    prove(ledger, run, compared("anna", 800, 800))

    assert marks(ledger) == [("t1", "worked_hours", "9")]


def test_entries_that_changed_since_the_run_read_them_are_not_marked_by_it(ledger: Ledger, exported: Run) -> None:
    waiting = start(ledger)
    entries = "t1 anna worked_hours exported\nt2 bram worked_hours exported"
    lines = (("anna", "worked_hours", 800), ("bram", "worked_hours", 800))
    calculate(ledger, waiting, entries, *lines)
    later = start(ledger, kind="dry_run", now=NEXT_NIGHT)
    newer = f"{entries}\nt3 anna worked_hours exported"
    calculate(ledger, later, newer, ("anna", "worked_hours", 900), ("bram", "worked_hours", 800))

    prove(ledger, waiting, compared("anna", 800, 800), compared("bram", 800, 800))

    assert marks(ledger) == [("t1", "worked_hours", "9"), ("t2", "worked_hours", "10")]


def test_an_undo_takes_away_the_marks_of_its_period_and_of_earlier_hours_that_it_paid(
    ledger: Ledger, exported: Run
) -> None:
    november = {"wage_period": "2026-M11", "period": 11}
    correction = start(
        ledger, kind="correction", target_period="2026-M11", period=11, parent_run_id=exported.run_id, now=NEXT_NIGHT
    )
    entries = """
        t1  anna  worked_hours  exported
        t2  bram  worked_hours  exported
        t3  anna  worked_hours  exported
    """
    calculate(ledger, correction, entries, ("anna", "worked_hours", 900), ("bram", "worked_hours", 800))
    sent(ledger, correction, "20", quantity_hundredths=100)
    prove(ledger, correction, compared("anna", 900, 900), compared("bram", 800, 800))
    assert ("t3", "worked_hours", "20") in marks(ledger)
    undo = start(ledger, kind="undo", **november)
    sent(ledger, correction, "20", action="delete", quantity_hundredths=0, nmbrs_component_id="20")

    prove(ledger, undo)

    assert marks(ledger) == [("t1", "worked_hours", "9"), ("t2", "worked_hours", "10")]


def test_nothing_is_written_where_no_mark_changes(ledger: Ledger, exported: Run) -> None:
    def numbers() -> list[int]:
        with ledger.engine.connect() as connection:
            return list(connection.exec_driver_sql("SELECT entry_export_id FROM entry_exports ORDER BY 1").scalars())

    before = numbers()
    again = start(ledger, kind="reconcile")
    entries = "t1 anna worked_hours exported\nt2 bram worked_hours exported"
    calculate(ledger, again, entries, ("anna", "worked_hours", 800), ("bram", "worked_hours", 800))

    prove(ledger, again, compared("anna", 800, 800), compared("bram", 800, 800), now=NEXT_NIGHT)

    assert numbers() == before


def test_the_proof_of_a_run_is_kept_as_it_was(ledger: Ledger, exported: Run) -> None:
    run = start(ledger)

    prove(ledger, run, compared("anna", 800, 795))

    proof = ledger.results.proof(run.run_id)
    assert proof is not None
    assert (proof.passed, proof.difference_hundredths) == (False, 5)
