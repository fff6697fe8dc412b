"""The ledger of writes about people, on SQLite and on PostgreSQL: what a creation goes through, and what it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.changes import history_of
from payroll.ledger.people.connections import connections_of, disconnect
from payroll.ledger.people.runs import start_run
from payroll.ledger.people.writes import (
    DELETE_BANK_ACCOUNT,
    INSERT_BANK_ACCOUNT,
    NewPersonWrite,
    PeopleWrites,
    undo_creation,
)
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from payroll.ledger.writes import LedgerConflict
from sqlalchemy.exc import IntegrityError

NOW = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
PERSON = ("1201", "e-1")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    is_sqlite = request.param == "SQLite"
    url = f"sqlite:///{tmp_path}/ledger.db" if is_sqlite else request.getfixturevalue("postgres_url")
    migrate(url)
    opened = open_ledger(url)
    yield opened
    opened.close()


@pytest.fixture
def writes(ledger: Ledger) -> PeopleWrites:
    return PeopleWrites(ledger.engine)


@pytest.fixture
def run_id(ledger: Ledger) -> str:
    with PeopleBook(ledger.engine).write() as connection:
        return start_run(connection, "employee_export", "1201", started_by="a test", now=NOW)


def planned(writes: PeopleWrites, run_id: str, *new: NewPersonWrite, nmbrs_employee_id: str | None = None) -> list[int]:
    return writes.plan(run_id, *PERSON, nmbrs_employee_id, new, now=NOW)


def create(writes: PeopleWrites, run_id: str, nmbrs_employee_id: str = "9001") -> int:
    (write_id,) = planned(writes, run_id, NewPersonWrite(CREATE_EMPLOYEE, ("first_name", "last_name")))
    writes.send(write_id, ids_before=["5", "4"], now=NOW)
    writes.confirm_creation(write_id, nmbrs_employee_id, connected_by="a test", now=NOW)
    return write_id


def confirmed(writes: PeopleWrites, run_id: str, one: NewPersonWrite, nmbrs_id: str | None = None) -> None:
    (write_id,) = planned(writes, run_id, one, nmbrs_employee_id="9001")
    writes.send(write_id, ids_before=[], now=NOW)
    writes.confirm(write_id, nmbrs_id=nmbrs_id, now=NOW)


def test_a_confirmed_creation_connects_and_stays_unfinished_until_all_is_there(ledger, writes, run_id):
    write_id = create(writes, run_id)
    with PeopleBook(ledger.engine).read() as connection:
        pairs = connections_of(connection, "1201")
    assert list(pairs["connected_by_key"]) == ["created"]
    assert list(pairs["nmbrs_employee_id"]) == ["9001"]
    found = writes.find(write_id)
    assert found is not None
    assert (found.ids_before, found.nmbrs_employee_id) == (frozenset({"4", "5"}), "9001")
    confirmed(writes, run_id, NewPersonWrite("insert_salary", ("salary_type",)))
    (creation,) = writes.unfinished_creations("1201")
    assert (creation.employee_id, creation.done) == ("e-1", frozenset({"insert_salary"}))
    writes.finish_creation(run_id, "1201", creation, now=NOW)
    assert writes.unfinished_creations("1201") == []


def test_nobody_is_created_twice_unless_the_first_was_disconnected(ledger, writes, run_id):
    create(writes, run_id)
    with pytest.raises(IntegrityError):
        create(writes, run_id, "9002")
    (second,) = [one.write_id for one in writes.unsettled("1201")]
    writes.deny(second, message="not there", now=NOW)
    with PeopleBook(ledger.engine).write() as connection:
        disconnect(connection, *PERSON, by="a test", now=NOW)
        undo_creation(connection, *PERSON)
    create(writes, run_id, "9003")
    assert [one.nmbrs_employee_id for one in writes.unfinished_creations("1201")] == ["9003"]


def test_one_write_about_a_person_is_under_way_at_a_time(writes, run_id):
    first, second = planned(writes, run_id, NewPersonWrite("update_personal"), NewPersonWrite("insert_salary"))
    writes.send(first, now=NOW)
    with pytest.raises(IntegrityError):
        writes.send(second, now=NOW)
    writes.lose(first, message="no answer")
    with pytest.raises(LedgerConflict, match="another process settled it"):
        writes.refuse(first, error_code=None, message="", now=NOW)


def test_accounts_that_we_added_and_did_not_remove_are_ours(writes, run_id):
    create(writes, run_id)
    for account_id in ("71", "72"):
        confirmed(writes, run_id, NewPersonWrite(INSERT_BANK_ACCOUNT, ("iban",)), account_id)
    confirmed(writes, run_id, NewPersonWrite(DELETE_BANK_ACCOUNT, target_id="71"))
    assert writes.own_bank_accounts("1201") == {"9001": frozenset({"72"})}


def test_a_change_that_was_not_saved_has_no_history(ledger, writes, run_id):
    columns = {"company_id": "1201", "employee_id": "e-1", "contract_id": "", "written_to": "nmbrs"}
    for answer, kept in (("no", 0), ("yes", 1)):
        (write_id,) = planned(writes, run_id, NewPersonWrite("update_address", ("city",)), nmbrs_employee_id="9001")
        changes = pd.DataFrame([columns | {"field": "city", "before": "A", "after": "B"}])
        writes.send(write_id, now=NOW, changes=changes, changed_by="a test")
        if answer == "no":
            writes.refuse(write_id, error_code=2030, message="refused", now=NOW)
        else:
            writes.confirm(write_id, now=NOW)
        with PeopleBook(ledger.engine).read() as connection:
            assert len(history_of(connection, "e-1")) == kept
