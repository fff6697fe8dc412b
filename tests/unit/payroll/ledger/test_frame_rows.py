"""Rows of a frame in the ledger: on both databases exactly what the frame holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from payroll.ledger import frame_rows
from payroll.ledger.errors import LedgerUnavailable
from payroll.ledger.frame_rows import insert_frame
from payroll.ledger.schema.base import UtcInstant
from sqlalchemy import Column, Date, Integer, MetaData, String, Table, create_engine, select, text

TABLE = Table(
    "some rows",
    MetaData(),
    Column("number", Integer),
    Column("text", String),
    Column("kind", String),
    Column("day", Date),
    Column("at", UtcInstant),
)


def test_texts_nulls_days_and_instants_arrive_as_they_are(ledger_url: str) -> None:
    awkward = ["", None, 'a "quoted" text, with a comma', "two\nlines\\N", "NULL"]
    noon = datetime(2026, 10, 25, 12, tzinfo=UTC)
    frame = pd.DataFrame(
        {
            "number": pd.array([1, 2, None, 4, 5], dtype="Int64"),
            "text": pd.Series(awkward, dtype="str"),
            "kind": pd.Series(["a", "", "a", None, "b"], dtype="category"),
            "day": pd.Series(["2026-10-01", None, *["2026-10-31"] * 3], dtype="datetime64[s]"),
            "at": pd.Series([noon, None, noon, noon, noon], dtype="datetime64[us, UTC]"),
        }
    )
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        TABLE.create(connection)
        insert_frame(connection, TABLE, frame)
        insert_frame(connection, TABLE, frame.head(0))
        rows = connection.execute(select(TABLE)).all()
    engine.dispose()

    assert [row.text for row in rows] == awkward
    assert [row.number for row in rows] == [1, 2, None, 4, 5]
    assert [row.kind for row in rows] == ["a", "", "a", None, "b"]
    assert [row.day for row in rows] == [date(2026, 10, 1), None, *[date(2026, 10, 31)] * 3]
    assert [row.at for row in rows] == [noon, None, noon, noon, noon]


def test_rows_arrive_once_where_a_column_was_put_together_of_pieces_of_which_the_first_is_empty(
    ledger_url: str,
) -> None:
    texts = [pd.Series(piece, dtype="str") for piece in ([], ["a"], [], ["b"])]
    frame = pd.DataFrame({"number": [1, 2], "text": pd.concat(texts, ignore_index=True)})
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        TABLE.create(connection)
        insert_frame(connection, TABLE, frame)
        rows = connection.execute(select(TABLE.c.number, TABLE.c.text)).all()
    engine.dispose()

    assert [tuple(row) for row in rows] == [(1, "a"), (2, "b")]


def test_a_frame_that_arrives_in_parts_is_whole_and_has_the_given_value_in_all_rows(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_rows, "ROWS_AT_ONCE", 2)
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        TABLE.create(connection)
        insert_frame(connection, TABLE, pd.DataFrame({"number": range(5)}), text="same")
        rows = connection.execute(select(TABLE.c.number, TABLE.c.text)).all()
    engine.dispose()

    assert rows == [(number, "same") for number in range(5)]


def test_a_database_that_goes_away_while_rows_are_copied_is_told_in_a_sentence(postgres_url: str) -> None:
    engine, other = create_engine(postgres_url), create_engine(postgres_url)
    with engine.connect() as connection:
        TABLE.create(connection)
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
        with other.connect() as administrator:
            administrator.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})

        with pytest.raises(LedgerUnavailable, match="went away in the middle of the run"):
            insert_frame(connection, TABLE, pd.DataFrame({"number": [1]}))
        connection.invalidate()
    engine.dispose()
    other.dispose()
