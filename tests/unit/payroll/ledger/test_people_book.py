"""What the ledger keeps about people: versions, agreements, connections, reviews, and its constraints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from payroll.ledger import open_ledger
from payroll.ledger.database import migrate
from payroll.ledger.people import PeopleBook
from payroll.ledger.people import agreed as agreed_on
from payroll.ledger.people.changes import add_changes, history_of
from payroll.ledger.people.connections import connect, connections_of, disconnect, disconnections_of
from payroll.ledger.people.counts import PeopleCount, keep_counts, kept_counts
from payroll.ledger.people.reviews import compare_reviews, open_reviews, store_reviews
from payroll.ledger.people.runs import get_run, mark_run, newest_runs, start_run, unfinished_runs
from payroll.ledger.people.synced import compare, present_of_company, retire, store
from payroll.ledger.writer_lock import WriterBusy
from sqlalchemy.exc import IntegrityError

from benchmarks.writing_statements import writing_statements

NOW = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
SALARY = {
    "company_id": "1201",
    "nmbrs_employee_id": "5",
    "salary_id": "9",
    "starts_on": "2026-01-01",
    "ends_on": None,
    "salary_amount_cents": 1471,
    "salary_type": "gross_per_hour",
    "created_at": None,
}


@pytest.fixture
def book(ledger_url: str) -> Iterator[PeopleBook]:
    migrate(ledger_url)
    ledger = open_ledger(ledger_url)
    yield PeopleBook(ledger.engine)
    ledger.close()


def salaries(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame([SALARY | row for row in rows], columns=list(SALARY))
    days = {"starts_on": "datetime64[s]", "ends_on": "datetime64[s]", "created_at": "datetime64[us, UTC]"}
    return frame.astype(dict.fromkeys(SALARY, "str") | days | {"salary_amount_cents": "Int64"})


def say(book: PeopleBook, frame: pd.DataFrame, *, later: int = 0) -> bool:
    with book.write() as connection:
        versions = compare(connection, ["1201"], {"synced_salaries": frame})["1201"]
        store(connection, versions, now=NOW + timedelta(days=later))
    return bool(versions)


def pair(employee_id: str, nmbrs_employee_id: str) -> pd.DataFrame:
    row = {"company_id": "1201", "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
    return pd.DataFrame([row | {"connected_by_key": "email"}])


def test_what_nmbrs_says_again_is_not_written_and_what_it_changes_is_a_new_version(book: PeopleBook) -> None:
    assert say(book, salaries({}))
    assert not say(book, salaries({}))
    assert say(book, salaries({"salary_amount_cents": 1550}), later=1)

    with book.read() as connection:
        (row,) = present_of_company(connection, "synced_salaries", "1201").to_dict("records")
    assert (row["salary_amount_cents"], str(row["starts_on"])) == (1550, "2026-01-01 00:00:00")
    with book.write() as connection:
        retire(connection, "synced_salaries", "1201", ["5"], NOW)
        assert present_of_company(connection, "synced_salaries", "1201").empty


def test_what_was_agreed_on_tells_blank_from_never(book: PeopleBook) -> None:
    keys = {"company_id": "1201", "employee_id": "anna"}
    rows = pd.DataFrame([keys | {"last_name": "Vos", "prefix": ""}])
    with book.write() as connection:
        before = agreed_on.agreed_of(connection, agreed_on.PEOPLE, "1201", ["anna"])
        agreed_on.replace(connection, agreed_on.PEOPLE, agreed_on.differing(agreed_on.PEOPLE, before, rows))
        (found,) = agreed_on.agreed_of(connection, agreed_on.PEOPLE, "1201", ["anna"]).to_dict("records")
        now = agreed_on.agreed_of(connection, agreed_on.PEOPLE, "1201", ["anna"])
        assert agreed_on.differing(agreed_on.PEOPLE, now, rows).empty
    assert (found["last_name"], found["prefix"]) == ("Vos", "")
    assert pd.isna(found["city"])


def test_nobody_is_connected_twice_in_a_company(book: PeopleBook) -> None:
    with book.write() as connection:
        connect(connection, pair("anna", "5"), connected_by="a test", now=NOW)
    for again in (pair("anna", "6"), pair("bram", "5")):
        with pytest.raises(IntegrityError), book.write() as connection:
            connect(connection, again, connected_by="a test", now=NOW)


def test_a_pair_that_is_taken_apart_is_remembered(book: PeopleBook) -> None:
    with book.write() as connection:
        connect(connection, pair("anna", "5"), connected_by="a test", now=NOW)
        assert disconnect(connection, "1201", "anna", by="a person", now=NOW) == "5"
        assert disconnect(connection, "1201", "anna", by="a person", now=NOW) is None
        assert connections_of(connection, "1201").empty
        assert disconnections_of(connection, "1201")["employee_id"].tolist() == ["anna"]


def test_a_point_stays_open_once_and_closes_when_it_is_not_found_any_more(book: PeopleBook) -> None:
    row = {"severity": "warning", "company_id": "1201", "employee_id": "anna", "nmbrs_employee_id": "", "field": "bsn"}
    found = pd.DataFrame([row | {"rule": "bsn_twice", "sentence": "Employee anna has a BSN of somebody else."}])
    for points, is_open in ((found, 1), (found, 1), (found.iloc[:0], 0), (found, 1)):
        with book.write() as connection:
            store_reviews(connection, "sync", compare_reviews(connection, "sync", "1201", points), now=NOW)
            assert len(open_reviews(connection, company_id="1201")) == is_open
    with book.write() as connection:
        assert not compare_reviews(connection, "employee_export", "1201", found.iloc[:0])


def test_a_bsn_never_goes_into_the_history(book: PeopleBook) -> None:
    change = {"company_id": "1201", "employee_id": "anna", "contract_id": "", "before": "", "written_to": "workforce"}
    with book.write() as connection:
        run_id = start_run(connection, "sync", "1201", started_by="a test", now=NOW)
        changes = pd.DataFrame([change | {"field": "city", "after": "Gouda"}])
        add_changes(connection, run_id, changes, changed_by="a test", now=NOW)
        assert history_of(connection, "anna")["after"].tolist() == ["Gouda"]
    with pytest.raises(IntegrityError), book.write() as connection:
        add_changes(connection, run_id, changes.assign(field="bsn"), changed_by="a test", now=NOW)


def test_a_run_is_unfinished_until_it_says_how_it_ended(book: PeopleBook) -> None:
    with book.write() as connection:
        run_id = start_run(connection, "sync", "1201", started_by="a test", person="an.de.wit", now=NOW)
        assert [run.run_id for run in unfinished_runs(connection, "sync", "1201")] == [run_id]
        mark_run(connection, run_id, "done", counts={"new": 3}, message="Done.", finished_at=NOW)
        assert unfinished_runs(connection, "sync", "1201") == []
        found = get_run(connection, run_id)
        assert (found.state, found.counts, found.person, found.message) == ("done", {"new": 3}, "an.de.wit", "Done.")
        assert [run.run_id for run in newest_runs(connection, 5, company_id="1201")] == [run_id]


def test_only_one_process_decides_who_is_who(book: PeopleBook) -> None:
    with book.writer(), pytest.raises(WriterBusy), book.writer(patience_seconds=0.1):
        pass
    with book.writer(patience_seconds=0.1):
        pass


def test_counts_of_people_are_kept_with_since_when_and_the_same_again_is_not_written(book: PeopleBook) -> None:
    later = NOW + timedelta(days=1)
    with book.write() as connection:
        keep_counts(connection, {"1201": PeopleCount(3, 4), "": PeopleCount(0, 0)}, now=NOW)
        keep_counts(connection, {"1201": PeopleCount(2, 5), "": PeopleCount(0, 0)}, now=later)
        found = kept_counts(connection)
    assert found == {"1201": PeopleCount(2, 5, later), "": PeopleCount(0, 0, NOW)}
    with book.read() as connection, writing_statements() as written:
        keep_counts(connection, {"1201": PeopleCount(2, 5)}, now=later + timedelta(days=1))
    assert written == []
    with pytest.raises(IntegrityError), book.write() as connection:
        keep_counts(connection, {"1201": PeopleCount(-1, 5)}, now=later)
