"""The ledger: its migration, its constraints, and what is ours (semantics F2, F4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from payroll.ledger import Ledger, LedgerError, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from payroll.ledger.schema import VERSION_TABLE, metadata
from payroll.ledger.writer_lock import WriterBusy
from payroll.ledger.writes import LedgerConflict, NewWrite
from sqlalchemy.exc import IntegrityError

NOW = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)


@pytest.fixture
def run(ledger: Ledger) -> Run:
    return start(ledger)


def start(ledger: Ledger, **given: Any) -> Run:
    defaults: dict[str, Any] = {
        "company_id": "1201",
        "wage_period": "2026-M10",
        "year": 2026,
        "period": 10,
        "kind": "export",
        "measures": ("worked_hours",),
        "started_by": "a test",
        "now": NOW,
    }
    return ledger.runs.start(**(defaults | given))


def new_write(action: str = "insert", quantity: int = 800, **given: Any) -> NewWrite:
    defaults: dict[str, Any] = {
        "employee_id": "e1",
        "nmbrs_employee_id": "500001",
        "component": "hours",
        "code": 2100,
        "cost_center_id": "",
        "measures": "worked_hours",
    }
    return NewWrite(action=action, quantity_hundredths=quantity, **(defaults | given))


def write(ledger: Ledger, run: Run, new: NewWrite, component_id: str | None) -> int:
    (write_id,) = ledger.writes.plan(run, [new], now=NOW)
    ledger.writes.send(write_id, ids_before=["5"], now=NOW)
    ledger.writes.confirm(write_id, nmbrs_component_id=component_id, now=NOW)
    return write_id


def test_the_migration_makes_exactly_the_tables_of_the_schema(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        differences = [one for one in compare_metadata(context, metadata) if "comment" not in str(one[0])]

    assert differences == []


def test_migrating_again_changes_nothing(ledger: Ledger, ledger_url: str) -> None:
    run = start(ledger)

    migrate(ledger_url)

    assert ledger.runs.get(run.run_id) == run


def test_a_ledger_without_its_tables_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is at migration none.*Run `payroll init-db`"):
        open_ledger(f"sqlite:///{tmp_path}/empty.db")


def test_a_database_that_cannot_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(LedgerError, match="payroll_db") as failure:
        open_ledger("postgresql+psycopg2://payroll:secret@127.0.0.1:1/payroll")

    assert "secret" not in str(failure.value)


def test_every_instant_comes_back_in_utc(ledger: Ledger, run: Run) -> None:
    assert ledger.runs.get(run.run_id).started_at == NOW
    assert ledger.runs.get(run.run_id).started_at.utcoffset() == timedelta(0)


def test_a_write_moves_from_planned_over_sending_to_confirmed(ledger: Ledger, run: Run) -> None:
    (write_id,) = ledger.writes.plan(run, [new_write()], now=NOW)
    ledger.writes.send(write_id, ids_before=["5", "3"], now=NOW)

    (open_write,) = ledger.writes.unsettled("1201")
    assert (open_write.state, open_write.ids_before) == ("sending", frozenset({"3", "5"}))

    ledger.writes.confirm(write_id, nmbrs_component_id="9", now=NOW)
    assert ledger.writes.unsettled("1201") == []


def test_a_write_that_was_settled_elsewhere_cannot_be_moved_on(ledger: Ledger, run: Run) -> None:
    write_id = write(ledger, run, new_write(), "9")

    with pytest.raises(LedgerConflict, match="cannot become refused"):
        ledger.writes.refuse(write_id, error_code=2001, message="", now=NOW)


def test_two_unsettled_writes_of_one_employee_and_component_are_impossible(ledger: Ledger, run: Run) -> None:
    first, second = ledger.writes.plan(run, [new_write(), new_write(code=2110)], now=NOW)
    ledger.writes.send(first, ids_before=[], now=NOW)

    with pytest.raises(IntegrityError):
        ledger.writes.send(second, ids_before=[], now=NOW)


def test_one_component_cannot_be_inserted_twice(ledger: Ledger, run: Run) -> None:
    write(ledger, run, new_write(), "9")

    with pytest.raises(IntegrityError):
        write(ledger, run, new_write(), "9")


def test_a_confirmed_insert_has_an_id(ledger: Ledger, run: Run) -> None:
    with pytest.raises(IntegrityError):
        write(ledger, run, new_write(), None)


def test_ours_is_what_we_inserted_with_its_last_quantity_and_did_not_delete(ledger: Ledger, run: Run) -> None:
    write(ledger, run, new_write(), "9")
    write(ledger, run, new_write(code=2110, quantity=100), "10")
    write(ledger, run, new_write("change", 900, nmbrs_component_id="9"), "9")
    write(ledger, run, new_write("delete", 0, code=2110, nmbrs_component_id="10"), "10")

    ours = ledger.writes.own_lines("1201", "2026-M10")

    assert [(one.nmbrs_component_id, one.quantity_hundredths) for one in ours] == [("9", 900)]
    assert ledger.writes.own_lines("1201", "2026-M09") == []


def test_an_hour_and_a_wage_component_may_have_the_same_id(ledger: Ledger, run: Run) -> None:
    write(ledger, run, new_write(), "9")
    write(ledger, run, new_write(component="wage", code=5100), "9")

    assert len(ledger.writes.own_lines("1201", "2026-M10")) == 2


def test_days_of_ours_remember_what_was_there_before_the_first_write(ledger: Ledger, run: Run) -> None:
    for days, before in ((300, 0), (500, 300)):
        new = new_write("set_days", days, component="days", code=0, previous_hundredths=before)
        write(ledger, run, new, None)

    (ours,) = ledger.writes.own_days("1201", "2026-M10")

    assert (ours.days_hundredths, ours.before_hundredths) == (500, 0)


def test_the_usual_quantity_is_the_middle_one_of_earlier_periods(ledger: Ledger) -> None:
    for number, quantity in ((7, 1000), (8, 4000), (9, 1200), (10, 9000)):
        earlier = start(ledger, wage_period=f"2026-M{number:02d}", period=number)
        write(ledger, earlier, new_write(quantity=quantity), str(number))
        write(ledger, earlier, new_write("change", quantity + 1, nmbrs_component_id=str(number)), str(number))

    usual = ledger.write_history.usual_quantities("1201", before="2026-M10")

    assert usual.to_dict("records") == [
        {"employee_id": "e1", "component": "hours", "code": 2100, "median_hundredths": 1201}
    ]


def test_a_code_that_vanished_is_told_once_and_may_come_back(ledger: Ledger) -> None:
    both, one = {("hours", 2100), ("wage", 5100)}, {("hours", 2100)}
    looks = [ledger.seen_codes.look("1201", codes, now=NOW) for codes in (both, one, one, both, one)]

    assert looks == [[], [("wage", 5100)], [], [], [("wage", 5100)]]
    assert ledger.seen_codes.look("1202", one, now=NOW) == []


def test_the_last_answer_to_each_kind_of_write_is_remembered(ledger: Ledger, run: Run) -> None:
    write(ledger, run, new_write(), "9")
    (refused,) = ledger.writes.plan(run, [new_write("change", 900, nmbrs_component_id="9")], now=NOW)
    ledger.writes.send(refused, ids_before=[], now=NOW)
    ledger.writes.refuse(refused, error_code=1002, message="", now=NOW)
    (bad_code,) = ledger.writes.plan(run, [new_write(code=2199)], now=NOW)
    ledger.writes.send(bad_code, ids_before=[], now=NOW)
    ledger.writes.refuse(bad_code, error_code=2001, message="", now=NOW)

    answers = ledger.write_history.last_answers()

    assert {kind: answer.is_allowed for kind, answer in answers.items()} == {
        ("hours", "insert", False): True,
        ("hours", "change", False): False,
    }
    assert answers["hours", "insert", False].answered_at == NOW


def test_only_one_writer_per_company_at_a_time(ledger: Ledger) -> None:
    with ledger.writer("1201"), ledger.writer("1202"), pytest.raises(WriterBusy, match="Company 1201"):  # noqa: SIM117
        with ledger.writer("1201"):
            pass

    with ledger.writer("1201"):
        pass


def coverage_entries(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "time_entry_id": entry,
                "part": 1,
                "measure": measure,
                "type": "",
                "employee_id": "e1",
                "bucket": bucket,
                "component": "days" if measure == "worked_days" else "hours",
                "code": 0 if measure == "worked_days" else 2100,
                "cost_center_id": "",
                "unit": "minutes",
                "quantity": 480,
            }
            for entry, measure, bucket in rows
        ]
    )


def test_only_the_last_calculation_of_a_period_keeps_its_rows(ledger: Ledger) -> None:
    first, second = start(ledger), start(ledger)
    for run in (first, second):
        entries = coverage_entries(("t1", "worked_hours", "not_approved"))
        counts = pd.DataFrame([{"measure": "worked_hours", "type": "", "bucket": "not_approved", "rows": 1}])
        ledger.wage_lines.store(run.run_id, pd.DataFrame(), counts, entries)

    assert (len(ledger.wage_lines.left_out(first.run_id)), len(ledger.wage_lines.left_out(second.run_id))) == (0, 1)
    assert ledger.wage_lines.coverage_of(first.run_id)["rows"].tolist() == [1]


def test_notices_come_back_as_they_were_kept(ledger: Ledger, run: Run) -> None:
    notice = Notice("warning", "Code 2100 is typed twice.", "Look in Nmbrs.", "1201", "2026-M10")

    ledger.notices.add(run.run_id, [notice], now=NOW)

    assert ledger.notices.of_run(run.run_id) == [notice]
