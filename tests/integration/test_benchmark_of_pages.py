"""The benchmark of the pages, small: each of them answers, none reads a table whole; times are for `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks import pages
from benchmarks.databases import SERVER
from benchmarks.page_queries import listening, read_whole
from benchmarks.pages_size import Size

SMALL = Size(companies=4, periods=3, nights=2, people_of_company=5, entries_of_period=20, long_table=120)


def test_every_page_answers_light_and_from_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ALLOWED_MILLISECONDS", 30_000)  # a busy machine may be slow
    monkeypatch.delenv(SERVER, raising=False)  # PostgreSQL reads tables as small as these whole, and rightly

    section = pages.run(SMALL, requests=1, large_rows=50)

    assert section.passed, section.as_markdown()
    assert {"wage period, long", "time entry", "tab of a DAG run"} <= {row[1] for row in section.rows}


def test_a_statement_without_an_index_is_named(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/some.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE numbers (number INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(text("INSERT INTO numbers (name) VALUES (:name)"), [{"name": f"n{one}"} for one in range(9)])
    with listening() as by_index, engine.connect() as connection:
        connection.scalars(text("SELECT name FROM numbers WHERE number = :number"), {"number": 3}).all()
        connection.scalars(text("SELECT name FROM numbers ORDER BY number DESC LIMIT 3")).all()
    with listening() as whole, engine.connect() as connection:
        connection.scalars(text("SELECT number FROM numbers WHERE name = :name"), {"name": "n3"}).all()
    with listening() as sorted_first, engine.connect() as connection:
        connection.scalars(text("SELECT number FROM numbers ORDER BY name LIMIT 3")).all()
    engine.dispose()

    assert read_whole(by_index, large_rows=9) == []
    assert read_whole(whole, large_rows=9) == ["numbers"]
    assert read_whole(sorted_first, large_rows=9) == ["numbers"]
    assert read_whole(whole, large_rows=10) == []
