"""The workforce database is read as it is, and what cannot be read is told by table, column and row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from payroll.connections import ConnectionSettings
from payroll.workforce.engine import engine
from payroll.workforce.errors import WorkforceError
from payroll.workforce.reader import WorkforceReader
from payroll.workforce.schema import METADATA, create_tables

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
DAY = dt.date(2026, 3, 10)
UTC = dt.UTC


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database with our tables, once of each kind."""
    if request.param == "sqlite":
        found = sa.create_engine(f"sqlite:///{tmp_path / 'workforce.db'}")
    else:
        found = sa.create_engine(request.getfixturevalue("postgres_url"))
    create_tables(found)
    yield found
    found.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty SQLite database with our tables."""
    found = sa.create_engine(f"sqlite:///{tmp_path / 'workforce.db'}")
    create_tables(found)
    yield found
    found.dispose()


ENTRY = {
    "id": "t1",
    "employee_id": "e1",
    "venue_id": "plein",
    "work_date": DAY,
    "kind": "worked",
    "starts_at": dt.datetime(2026, 3, 10, 8, 0, tzinfo=UTC),
    "ends_at": dt.datetime(2026, 3, 10, 16, 30, tzinfo=UTC),
    "break_minutes": 30,
    "minutes": None,
    "is_approved": True,
}
REQUIRED = {
    "entry_meals": {"time_entry_id": "t1", "meal": "dinner", "quantity": 1},
    "entry_allowances": {"time_entry_id": "t1", "allowance": "evening", "minutes": 60},
    "contracts": {"id": "c1", "employee_id": "e1", "kind": "fixed", "starts_on": FIRST},
    "employees": {"id": "e1", "is_active": True},
    "venues": {"id": "plein", "name": "Plein"},
    "time_entries": ENTRY,
}


def insert(database: sa.Engine, table: str, *rows: dict[str, Any]) -> None:
    with database.begin() as connection:
        nothing = dict.fromkeys(METADATA.tables[table].columns.keys())
        connection.execute(METADATA.tables[table].insert(), [nothing | REQUIRED[table] | row for row in rows])


def run(database: sa.Engine, statement: str) -> None:
    with database.begin() as connection:
        connection.execute(sa.text(statement))


def entries(database: sa.Engine, **options: Any) -> pd.DataFrame:
    return WorkforceReader(database).time_entries(["plein"], FIRST, LAST, **options)


def ids(frame: pd.DataFrame) -> list[str]:
    return frame["time_entry_id"].tolist()


def test_a_time_entry_comes_with_the_types_of_the_wage_rules(database):
    insert(database, "time_entries", {}, {"id": "t2", "break_minutes": None, "minutes": 0, "starts_at": None})
    found = entries(database)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        "time_entry_id": "str",
        "employee_id": "str",
        "venue_id": "str",
        "work_date": "datetime64[s]",
        "kind": "str",
        "leave_type": "str",
        "starts_at": "datetime64[us, UTC]",
        "ends_at": "datetime64[us, UTC]",
        "break_minutes": "int64",
        "minutes": "Int64",
        "is_approved": "bool",
    }
    assert found["break_minutes"].tolist() == [30, 0]
    assert found["minutes"].tolist() == [pd.NA, 0]
    assert found["starts_at"].tolist() == [pd.Timestamp("2026-03-10T08:00Z"), pd.NaT]
    assert found["work_date"].tolist() == [pd.Timestamp("2026-03-10")] * 2


def test_no_rows_still_have_the_types(database):
    found = entries(database)
    assert found.empty
    assert (str(found["minutes"].dtype), str(found["is_approved"].dtype)) == ("Int64", "bool")
    assert str(WorkforceReader(database).entry_meals(["plein"], FIRST, LAST)["quantity"].dtype) == "int64"


def test_postgresql_keeps_rows_at_the_server_until_the_next_block_is_asked_for(postgres_url):
    database = sa.create_engine(postgres_url)
    create_tables(database)
    insert(database, "time_entries", {})
    asked = []
    sa.event.listen(database, "before_cursor_execute", lambda _, cursor, query, *__: asked.append((query, cursor.name)))
    assert ids(entries(database)) == ["t1"]
    names = [name for query, name in asked if "FROM time_entries" in query]
    assert names
    assert None not in names
    database.dispose()


def test_both_days_of_the_period_are_inside(database):
    days = [FIRST - dt.timedelta(days=1), FIRST, LAST, LAST + dt.timedelta(days=1)]
    insert(database, "time_entries", *({"id": f"t{n}", "work_date": day} for n, day in enumerate(days)))
    assert ids(entries(database)) == ["t1", "t2"]


def test_a_company_that_splits_at_midnight_reads_the_day_before_too(database):
    days = [FIRST - dt.timedelta(days=2), FIRST - dt.timedelta(days=1), LAST, LAST + dt.timedelta(days=1)]
    insert(database, "time_entries", *({"id": f"t{n}", "work_date": day} for n, day in enumerate(days)))
    assert ids(entries(database, past_midnight="split")) == ["t1", "t2"]


def test_entries_of_other_venues_are_left_out_or_asked_for(database):
    insert(database, "time_entries", {}, {"id": "t2", "venue_id": "food-truck"}, {"id": "t3", "venue_id": None})
    assert ids(entries(database)) == ["t1"]
    elsewhere = entries(database, other_venues=True)
    assert elsewhere[["time_entry_id", "venue_id"]].to_numpy().tolist() == [["t2", "food-truck"], ["t3", ""]]


def test_entries_with_ledger_history_are_read_once_wherever_they_are_now(database):
    moved = {"id": "t2", "work_date": dt.date(2026, 5, 1), "venue_id": None}
    insert(database, "time_entries", {}, moved, {"id": "t3", "work_date": dt.date(2026, 5, 1)})
    assert ids(entries(database, extra_entry_ids=["t1", "t2", "t2", "gone"])) == ["t1", "t2"]


def test_more_ids_than_one_query_takes_are_read(database):
    insert(database, "time_entries", *({"id": f"t{n:05}", "work_date": dt.date(2026, 5, 1)} for n in range(12_000)))
    assert len(entries(database, extra_entry_ids=[f"t{n:05}" for n in range(0, 12_000, 1)])) == 12_000


def test_more_rows_than_one_block_are_read(database, monkeypatch):
    monkeypatch.setattr("payroll.workforce.frames.ROWS_PER_BLOCK", 2)
    insert(database, "time_entries", *({"id": f"t{n}", "minutes": None if n == 3 else n} for n in range(5)))
    assert entries(database)["minutes"].tolist() == [0, 1, 2, pd.NA, 4]


def test_meals_and_allowances_follow_their_entries(database):
    insert(database, "time_entries", {}, {"id": "t2", "venue_id": "anker"})
    insert(database, "entry_meals", {"meal": "lunch", "quantity": 2}, {}, {"time_entry_id": "t2"})
    insert(database, "entry_allowances", {}, {"time_entry_id": "t2"})
    reader = WorkforceReader(database)
    meals = reader.entry_meals(["plein"], FIRST, LAST)
    assert meals.to_numpy().tolist() == [["t1", "dinner", 1], ["t1", "lunch", 2]]
    allowances = reader.entry_allowances(["plein"], FIRST, LAST)
    assert allowances.to_numpy().tolist() == [["t1", "evening", 60]]


def test_contracts_of_the_people_asked_for(database):
    insert(database, "contracts", {"ends_on": LAST}, {"id": "c2", "employee_id": "e2", "kind": "zero_hours"})
    reader = WorkforceReader(database)
    found = reader.contracts(["e1"])
    assert found["contract_id"].tolist() == ["c1"]
    assert (str(found["starts_on"].dtype), found["ends_on"].tolist()) == ("datetime64[s]", [pd.Timestamp(LAST)])
    assert reader.contracts()["ends_on"].isna().tolist() == [False, True]


def test_of_employees_only_key_connection_and_service_are_read(database):
    insert(database, "employees", {"nmbrs_id": "500001", "last_name": "Iemand"}, {"id": "e2", "is_active": False})
    found = WorkforceReader(database).employees()
    assert found.columns.tolist() == ["employee_id", "nmbrs_employee_id", "is_active"]
    assert found.to_numpy().tolist() == [["e1", "500001", True], ["e2", "", False]]


def test_venues_are_listed(database):
    insert(database, "venues", {}, {"id": "anker", "name": "Anker"})
    assert WorkforceReader(database).venues().to_numpy().tolist() == [["anker", "Anker"], ["plein", "Plein"]]


def test_the_source_counts_and_adds_by_itself(database):
    insert(
        database,
        "time_entries",
        {},
        {"id": "t2", "minutes": 100, "is_approved": False},
        {"id": "t3", "minutes": 0, "break_minutes": None},
        {"id": "t5", "work_date": dt.date(2026, 5, 1), "minutes": 7},
        {"id": "t6", "venue_id": "anker", "minutes": 1000},
    )
    insert(database, "entry_meals", {}, {"meal": "lunch", "quantity": 2}, {"time_entry_id": "t6"})
    insert(database, "entry_allowances", {}, {"time_entry_id": "t5"}, {"time_entry_id": "t6"})
    totals = WorkforceReader(database).source_totals(["plein"], FIRST, LAST, extra_entry_ids=["t1", "t5"])
    assert asdict(totals) == {
        "entries": 4,
        "approved_entries": 3,
        "minutes": 107,
        "break_minutes": 90,
        "paid_minutes": 587,
        "meal_rows": 2,
        "meals": 3,
        "allowance_rows": 2,
        "allowance_minutes": 120,
    }


@pytest.mark.parametrize(
    ("start", "end", "break_minutes", "paid"),
    [
        (dt.datetime(2026, 3, 28, 21, tzinfo=dt.UTC), dt.datetime(2026, 3, 29, 4, tzinfo=dt.UTC), 0, 420),
        (dt.datetime(2026, 10, 24, 20, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 5, tzinfo=dt.UTC), 30, 510),
        (dt.datetime(2026, 5, 5, 9, 0, 59, tzinfo=dt.UTC), dt.datetime(2026, 5, 5, 10, 0, 0, tzinfo=dt.UTC), 0, 59),
        (dt.datetime(2026, 5, 5, 10, 0, 0, tzinfo=dt.UTC), dt.datetime(2026, 5, 5, 9, 59, 30, tzinfo=dt.UTC), 0, -1),
    ],
)
def test_the_source_works_out_paid_minutes_by_itself(database, start, end, break_minutes, paid):
    given = {"starts_at": start, "ends_at": end, "minutes": None, "break_minutes": break_minutes}
    insert(database, "time_entries", given, {"id": "t2", "minutes": 7} | given | {"minutes": 7})
    assert WorkforceReader(database).source_totals(["plein"], FIRST, LAST).paid_minutes == paid + 7


def test_totals_of_nothing_are_zero(database):
    totals = WorkforceReader(database).source_totals(["plein"], FIRST, LAST)
    assert set(asdict(totals).values()) == {0}


@pytest.mark.parametrize(
    "text",
    ["2026-03-28T21:00:00+00:00", "2026-03-28 21:00:00+00:00", "2026-03-28T21:00:00Z", "2026-03-28 21:00:00",
     "2026-03-28T22:00+01:00", "2026-03-28T21:00:00.000000+00:00"],
)  # fmt: skip
def test_instants_in_sqlite_are_read_with_or_without_t_and_offset(sqlite, text):
    insert(sqlite, "time_entries", {"id": "t0"}, {"id": "t1"})
    run(sqlite, f"UPDATE time_entries SET starts_at = '{text}' WHERE id = 't1'")  # noqa: S608
    assert entries(sqlite)["starts_at"].iloc[1] == pd.Timestamp("2026-03-28T21:00Z")


def test_instants_are_kept_in_sqlite_as_iso_text_in_utc(sqlite):
    local = dt.timezone(dt.timedelta(hours=1))
    insert(sqlite, "time_entries", {"starts_at": dt.datetime(2026, 3, 28, 22, 0, tzinfo=local)})
    with sqlite.connect() as connection:
        kept = connection.execute(sa.text("SELECT starts_at FROM time_entries")).scalar_one()
    assert kept == "2026-03-28T21:00:00+00:00"


def test_an_instant_without_a_time_zone_is_never_written(sqlite):
    with pytest.raises(sa.exc.StatementError, match="An instant needs a time zone"):
        insert(sqlite, "time_entries", {"starts_at": dt.datetime(2026, 3, 28, 22, 0)})  # noqa: DTZ001


def test_ids_that_a_view_gives_as_numbers_become_text(sqlite):
    insert(sqlite, "venues", {})
    run(sqlite, "ALTER TABLE venues RENAME TO old_venues")
    run(sqlite, "CREATE VIEW venues AS SELECT 7 AS id, name FROM old_venues")
    assert WorkforceReader(sqlite).venues()["venue_id"].tolist() == ["7"]


def test_a_view_may_give_days_a_time_and_minutes_a_fraction_of_zero(sqlite):
    insert(sqlite, "time_entries", {"work_date": LAST})
    run(sqlite, "ALTER TABLE time_entries RENAME TO old_entries")
    run(
        sqlite,
        "CREATE VIEW time_entries AS SELECT id, employee_id, venue_id, work_date || ' 00:00:00' AS work_date, kind, "
        "leave_type, starts_at, ends_at, break_minutes, 30.0 AS minutes, is_approved, approved_at, updated_at "
        "FROM old_entries",
    )
    found = entries(sqlite)
    assert (found["work_date"].tolist(), found["minutes"].tolist()) == ([pd.Timestamp(LAST)], [30])


def refusal(database: sa.Engine) -> WorkforceError:
    with pytest.raises(WorkforceError) as caught:
        entries(database)
    return caught.value


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("minutes", "'veel'", "a whole number"),
        ("break_minutes", "30.5", "a whole number"),
        ("starts_at", "'gisteren'", "an instant such as 2026-03-28T21:00:00+00:00"),
        ("is_approved", "'maybe'", "true or false"),
        ("is_approved", "2", "true or false"),
    ],
)
def test_a_value_of_another_type_is_named_by_table_column_and_row(sqlite, column, value, expected):
    insert(sqlite, "time_entries", {}, {"id": "t2"}, {"id": "t3"})
    run(sqlite, f"UPDATE time_entries SET {column} = {value} WHERE id = 't2'")  # noqa: S608
    error = refusal(sqlite)
    assert str(error) == (
        f"The value of time_entries.{column} is not {expected} in row t2; expected is {expected}. "
        "Correct it in the source and run again."
    )
    assert error.exit_code == 3


def test_a_day_that_is_none_is_named_too(sqlite):
    insert(sqlite, "time_entries", {})
    run(sqlite, "UPDATE time_entries SET work_date = '2026-03-32'")
    assert "time_entries.work_date is not a date such as 2026-03-28 in row t1" in str(refusal(sqlite))


def test_many_wrong_rows_are_counted_and_the_first_five_named(sqlite):
    insert(sqlite, "time_entries", *({"id": f"t{n}"} for n in range(8)))
    run(sqlite, "UPDATE time_entries SET minutes = 'veel'")
    assert "in rows t0, t1, t2, t3, t4 and 3 more;" in str(refusal(sqlite))


def test_the_wrong_value_itself_is_not_shown(sqlite):
    insert(sqlite, "time_entries", {})
    run(sqlite, "UPDATE time_entries SET minutes = 'Jan de Wit'")
    assert "Jan" not in str(refusal(sqlite))


def test_an_empty_value_where_there_must_be_one_is_named(sqlite):
    insert(sqlite, "time_entries", {})
    run(sqlite, "ALTER TABLE time_entries RENAME TO old_entries")
    run(
        sqlite,
        "CREATE VIEW time_entries AS SELECT id, NULL AS employee_id, venue_id, work_date, kind, leave_type, starts_at, "
        "ends_at, break_minutes, minutes, is_approved, approved_at, updated_at FROM old_entries",
    )
    assert "The value of time_entries.employee_id is empty in row t1" in str(refusal(sqlite))


def test_a_database_without_tables_says_how_to_make_them(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    found = sa.create_engine(f"sqlite:///{path}")
    error = refusal(found)
    found.dispose()
    assert "is empty: it has none of the tables contracts, employees, entry_allowances" in str(error)
    assert "`payroll init-db`" in str(error)
    assert error.exit_code == 2


def test_a_database_file_that_is_not_there_is_not_made(tmp_path):
    found = sa.create_engine(f"sqlite:///{tmp_path / 'nowhere.db'}")
    assert "nowhere.db does not exist. Make it with `payroll init-db`" in str(refusal(found))
    assert not (tmp_path / "nowhere.db").exists()


def test_a_file_that_is_no_database_is_a_sentence(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("no database at all, only text " * 50)
    found = sa.create_engine(f"sqlite:///{path}")
    error = refusal(found)
    found.dispose()
    assert "AIRFLOW_CONN_WORKFORCE_DB" in str(error) or "docs/data-dictionary.md" in str(error)


def test_missing_tables_and_columns_are_all_named_at_once(database):
    run(database, "DROP TABLE entry_meals")
    run(database, "ALTER TABLE time_entries DROP COLUMN break_minutes")
    run(database, "ALTER TABLE time_entries DROP COLUMN minutes")
    sentences = str(refusal(database)).splitlines()
    assert sorted(sentences) == [
        "The table time_entries of the workforce database has no columns break_minutes, minutes. Add what "
        "docs/data-dictionary.md says about it.",
        "The workforce database has no table or view entry_meals. Create it with `payroll init-db`, or add a view with "
        "the columns of docs/data-dictionary.md.",
    ]


def test_tables_that_are_there_are_left_as_they_are(database):
    insert(database, "venues", {})
    create_tables(database)
    assert len(WorkforceReader(database).venues()) == 1


def test_a_server_that_does_not_answer_is_a_sentence_without_the_password():
    found = engine(ConnectionSettings("postgres", "127.0.0.1", 1, "user", "sesame", "workforce"))
    error = refusal(found)
    found.dispose()
    assert str(error).startswith("The workforce database cannot be read: ")
    assert "AIRFLOW_CONN_WORKFORCE_DB" in str(error)
    assert "sesame" not in str(error)


def test_a_connection_type_without_a_driver_is_a_sentence():
    with pytest.raises(WorkforceError, match="of type 'nosuchdb' cannot be opened: no driver"):
        engine(ConnectionSettings("nosuchdb", "host"))
