"""Every statement of an export can find the rows of large tables by an index: PostgreSQL itself says how.

Reading a table from end to end, and the joins that do so, are made as dear as can be: a few rows then tell the same as
millions. A statement for which there is no index is read from end to end all the same, and is found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from payroll.connections import connection
from payroll.steps.open_services import open_services

from benchmarks.night_size import Size
from benchmarks.night_worker import calculate, deliver, sync
from benchmarks.night_world import make_world
from benchmarks.sandbox_child import sandbox

GROW_WITH_ENTRIES_OR_NIGHTS = {
    "time_entries",
    "entry_meals",
    "entry_allowances",
    "employees",
    "contracts",
    "wage_lines",
    "coverage_entries",
    "entry_exports",
    "ledger_writes",
    "control_lines",
    "gate_failures",
    "notices",
}
ASKS = ("SELECT", "WITH", "UPDATE", "DELETE")
READING_ALL = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
# Of a table as small as the test's, to go through all of an index may be cheapest; then not where rows are dear.
COSTS_OF_A_ROW = (0.01, 1000)


@pytest.mark.slow
def test_an_export_reads_large_tables_by_index_only(postgres_url: str, tmp_path: Path) -> None:
    with sandbox() as url:
        databases = {"workforce_db": postgres_url, "payroll_db": postgres_url}
        env = make_world(url, tmp_path, databases, Size(companies=2, people=10, entries=100), 1000)
        with listening() as statements, open_services(env, partial(connection, env=env)) as services:
            sync(services, services.config.companies, "")
            statements.clear()
            for company in services.config.companies * 2:
                run_id = calculate(services, [company], "")["run_id"]
                assert deliver(services, [company], run_id)["failed"] == ""

    assert read_without_index(postgres_url, statements) == {}
    assert len(statements) > 20
    touched = {table for table in GROW_WITH_ENTRIES_OR_NIGHTS if any(f" {table}" in one for one in statements)}
    assert touched == GROW_WITH_ENTRIES_OR_NIGHTS - {"gate_failures", "notices"}


@contextmanager
def listening() -> Iterator[dict[str, Any]]:
    """Statements about large tables that any engine sends while inside, with the values of one of their executions."""
    heard: dict[str, Any] = {}

    def hear(_: object, __: object, statement: str, values: Any, *rest: object) -> None:
        is_ours = any(table in statement for table in GROW_WITH_ENTRIES_OR_NIGHTS)
        if is_ours and statement.lstrip().upper().startswith(ASKS):
            heard.setdefault(statement, values)

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)


def read_without_index(url: str, statements: dict[str, Any]) -> dict[str, set[str]]:
    """The statements that read a large table otherwise than by looking rows up in an index, with those tables."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for setting in READING_ALL:
            cursor.execute(f"SET {setting} = off")
        read = {statement: _tables_read(cursor, statement, values) for statement, values in statements.items()}
    engine.dispose()
    return {statement: tables for statement, tables in read.items() if tables}


def _tables_read(cursor: Any, statement: str, values: Any) -> set[str]:
    """Large tables that a statement reads otherwise than by an index, whatever a row costs."""
    found = []
    for cost in COSTS_OF_A_ROW:
        cursor.execute(f"SET cpu_tuple_cost = {cost}")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values or None)
        ((plan,),) = cursor.fetchall()
        (whole,) = json.loads(plan) if isinstance(plan, str) else plan
        found.append(set(_not_looked_up(whole["Plan"])) & GROW_WITH_ENTRIES_OR_NIGHTS)
    return set.intersection(*found)


def _not_looked_up(node: dict[str, Any]) -> Iterator[str]:
    """Tables of scans without a condition on an index; a bitmap has it on the nodes below."""
    by_bitmap = node["Node Type"] == "Bitmap Heap Scan"
    if "Relation Name" in node and "Index Cond" not in node and not by_bitmap and node["Node Type"] != "ModifyTable":
        yield str(node["Relation Name"])
    for below in node.get("Plans", []):
        if by_bitmap and below["Node Type"] == "Bitmap Index Scan" and "Index Cond" not in below:
            yield str(node["Relation Name"])
        yield from _not_looked_up(below)


def test_a_statement_without_an_index_is_found(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE time_entries (id int PRIMARY KEY, note text)"))
    engine.dispose()
    by_key, by_note = "SELECT note FROM time_entries WHERE id = 1", "SELECT id FROM time_entries WHERE note = 'x'"
    assert read_without_index(postgres_url, {by_key: None, by_note: None}) == {by_note: {"time_entries"}}
