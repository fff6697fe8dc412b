"""A whole demo, searched for the values of its own people: logs, reports, Data Docs, and every table of the ledger."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from payroll.cli.app import main
from payroll.demo.environment import payroll_env
from payroll.demo.fill import create, put
from payroll.demo.people_cases import TO_BE_CREATED, with_people_cases
from payroll.demo.places import Places
from payroll.demo.results import keep_reports, read_results
from payroll.demo.sandbox_process import sandbox_process
from payroll.demo.world import World, generate

from tests.strays import COLUMNS, strays, texts_in, values_of

COMMANDS = (
    ("check",),
    ("sync-employees",),
    ("sync-employees", "--json"),
    ("sync-employees", "--bank-accounts"),
    ("employees", "list"),
    ("employees", "export", "--company", "1201", "--employee", TO_BE_CREATED, "--dry-run"),
    ("employees", "export", "--company", "1201", "--employee", TO_BE_CREATED),
    ("export", "--wage-period", "current"),
)


@pytest.fixture(scope="module")
def generated() -> World:
    return with_people_cases(generate(seed=1, companies=1, employees=25, periods=1))


@pytest.fixture(scope="module")
def demo(places: Places, generated: World) -> Iterator[Places]:
    """The demo of one company, with everything that its commands say and log, down to debug."""
    with sandbox_process(places, os.environ) as (_, sandbox), pytest.MonkeyPatch.context() as patch:
        env = payroll_env(places, sandbox.url)
        for name, value in env.items():
            patch.setenv(name, value)
        create(env)
        put(generated, env, sandbox)
        for number, arguments in enumerate(COMMANDS):
            _run(arguments, places.folder / f"command-{number}.log", patch)
        keep_reports(read_results(env), places.folder)
        yield places


def _run(arguments: tuple[str, ...], log: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("sys.argv", ["payroll", *arguments])
    with log.open("w", encoding="utf-8") as file:
        handler, root = logging.StreamHandler(file), logging.getLogger()
        level = root.level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file), pytest.raises(SystemExit):
                main()
        finally:
            root.removeHandler(handler)
            root.setLevel(level)


@pytest.fixture(scope="module")
def values(generated: World, demo: Places) -> dict[str, str]:
    """Of the generator's own people, and of those who came from Nmbrs."""
    with sqlite3.connect(demo.folder / "workforce.db") as connection:
        here = pd.read_sql_query("SELECT * FROM employees", connection)
    connection.close()
    return values_of(generated.tables["employees"]) | values_of(here)


def test_a_whole_demo_keeps_every_private_value_where_it_belongs(demo: Places, values: dict[str, str]) -> None:
    places = dict(texts_in(demo.folder))
    assert {"payroll.db: people_writes", "payroll.db: people_reviews", "control-report.html"} <= set(places)
    assert any(name.startswith("reports/") for name in places)
    assert "1 employees created" in "".join(text for name, text in places.items() if name.startswith("command-"))
    assert set(values.values()) == {*COLUMNS, "name", "address", "salary"}
    assert len(values) > 150
    assert strays(demo.folder, values) == []


@pytest.mark.parametrize("kind", [*COLUMNS, "name", "address", "salary"])
def test_a_value_of_any_kind_that_is_planted_in_a_log_is_found(demo: Places, values: dict[str, str], kind: str) -> None:
    planted = next(value for value, its_kind in values.items() if its_kind == kind)
    log = demo.folder / "planted.log"
    log.write_text(f"Employee e-1 is {planted}.", encoding="utf-8")
    try:
        assert f"{kind} in planted.log" in strays(demo.folder, values)
    finally:
        log.unlink()


@pytest.mark.parametrize(
    ("table", "column"),
    [("people_reviews", "sentence"), ("people_runs", "message"), ("people_writes", "fields"), ("runs", "message")],
)
def test_a_value_that_is_planted_in_the_ledger_is_found(
    demo: Places, values: dict[str, str], table: str, column: str
) -> None:
    bsn = next(value for value, kind in values.items() if kind == "BSN")
    table = {"runs": "export_runs"}.get(table, table)
    with _changed(demo.folder / "payroll.db", f"UPDATE {table} SET {column} = ?", f"about {bsn}"):  # noqa: S608
        assert strays(demo.folder, {bsn: "BSN"}) == [f"BSN in payroll.db: {table}"]


def test_a_value_that_is_planted_in_a_report_is_found_in_html_too(demo: Places) -> None:
    page = next(demo.reports.rglob("*.html"))
    before = page.read_text(encoding="utf-8")
    page.write_text(before + "<p>Jan &amp; Zonen &#x27;s</p>", encoding="utf-8")
    try:
        assert len(strays(demo.folder, {"Jan & Zonen 's": "name"})) == 1
    finally:
        page.write_text(before, encoding="utf-8")


@contextlib.contextmanager
def _changed(file: Path, statement: str, value: str) -> Iterator[None]:
    """The database with a change in it, and afterwards as it was."""
    kept = file.read_bytes()
    connection = sqlite3.connect(file)
    with connection:
        assert connection.execute(statement, (value,)).rowcount > 0
    connection.close()
    try:
        yield
    finally:
        for beside in file.parent.glob(f"{file.name}-*"):
            beside.unlink()
        file.write_bytes(kept)
