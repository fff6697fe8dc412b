"""Who may send: the holder of the company's lock, and only while it holds it (semantics F4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from payroll.ledger import Ledger, LedgerError, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.runs import Run
from payroll.ledger.writer_lock import WriterLost
from payroll.ledger.writes import NewWrite
from payroll.steps.exit_codes import ExitCode, meaning
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

NOW = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)


@pytest.fixture
def ledgers(ledger_url: str) -> Iterator[Callable[[], Ledger]]:
    """Opens one ledger as several processes would."""
    migrate(ledger_url)
    opened: list[Ledger] = []

    def open_one() -> Ledger:
        opened.append(open_ledger(ledger_url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def take_away_the_lock(ledger_url: str) -> None:
    """What a cut connection does on PostgreSQL, and a tidy person on a file."""
    if ledger_url.startswith("sqlite"):
        Path(f"{make_url(ledger_url).database}.1201.lock").unlink()
        return
    admin = create_engine(ledger_url)
    with admin.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    admin.dispose()


def plan_one(ledger: Ledger) -> tuple[Run, int]:
    run = ledger.runs.start(
        company_id="1201",
        wage_period="2026-M10",
        year=2026,
        period=10,
        kind="export",
        measures=("worked_hours",),
        started_by="a test",
        now=NOW,
    )
    new = NewWrite("e1", "500001", "hours", 2100, "", "worked_hours", "insert", 800)
    (write_id,) = ledger.writes.plan(run, [new], now=NOW)
    return run, write_id


def test_the_holder_of_the_lock_may_send(ledgers: Callable[[], Ledger]) -> None:
    ledger = ledgers()

    with ledger.writer("1201"):
        run, write_id = plan_one(ledger)
        ledger.writes.send(write_id, ids_before=[], now=NOW)

    assert [write.state for write in ledger.writes.of_run(run.run_id)] == ["sending"]


def send(ledger: Ledger, write_id: int) -> None:
    ledger.writes.send(write_id, ids_before=[], now=NOW)


def send_in_a_batch(ledger: Ledger, write_id: int) -> None:
    ledger.writes.send_batch({write_id: []}, now=NOW)


@pytest.mark.parametrize("send_it", [send, send_in_a_batch])
def test_who_lost_the_lock_while_asleep_sends_nothing_when_it_wakes_up(
    ledgers: Callable[[], Ledger], ledger_url: str, send_it: Callable[[Ledger, int], None]
) -> None:
    sleeper, next_one = ledgers(), ledgers()

    with sleeper.writer("1201"):
        _, write_id = plan_one(sleeper)
        take_away_the_lock(ledger_url)
        with next_one.writer("1201"), pytest.raises(WriterLost, match="Company 1201") as lost:
            send_it(sleeper, write_id)

    assert meaning(lost.value) == ExitCode.OUTCOME_UNKNOWN


def test_a_lock_that_was_lost_stays_lost(ledgers: Callable[[], Ledger], ledger_url: str) -> None:
    ledger = ledgers()

    with ledger.writer("1201"):
        _, write_id = plan_one(ledger)
        take_away_the_lock(ledger_url)
        with pytest.raises(WriterLost):
            ledger.writes.send(write_id, ids_before=[], now=NOW)
        with pytest.raises(WriterLost):
            ledger.writes.send_batch({}, now=NOW)

    with ledger.writer("1201"):
        ledger.writes.send_batch({}, now=NOW)


def test_a_database_that_goes_away_in_the_middle_of_a_run_is_a_sentence_and_not_a_bug(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    migrate(f"sqlite:///{folder}/payroll.db")
    ledger = open_ledger(f"sqlite:///{folder}/payroll.db")
    ledger.close()
    folder.rename(tmp_path / "elsewhere")

    with pytest.raises(LedgerError, match="went away in the middle of the run") as gone:
        plan_one(ledger)

    assert meaning(gone.value) == ExitCode.OUTCOME_UNKNOWN
    assert gone.value.may_pass


def test_a_statement_that_is_wrong_stays_a_bug(ledgers: Callable[[], Ledger]) -> None:
    with ledgers().engine.connect() as connection, pytest.raises(DBAPIError) as wrong:
        connection.execute(text("SELECT nothing FROM nowhere"))

    assert meaning(wrong.value) == ExitCode.BUG
