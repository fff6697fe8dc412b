"""The statements that pages send to databases, and the large tables that one of them reads from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

LARGE_ROWS: Final = 10_000
"""Below this a database rightly reads a table whole: an index would cost more."""
_READS: Final = ("SELECT", "WITH")


@dataclass
class Heard:
    """Statements by database, with the values they were sent with; each form of a statement once."""

    number: int = 0
    by_database: dict[URL, dict[str, Any]] = field(default_factory=dict)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear every statement that any engine of this process sends while inside."""
    heard = Heard()

    def hear(connection: Connection, __: object, statement: str, values: Any, *rest: object) -> None:  # noqa: ANN401
        heard.number += 1
        heard.by_database.setdefault(connection.engine.url, {}).setdefault(statement, values)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def read_whole(heard: Heard, *, large_rows: int = LARGE_ROWS) -> list[str]:
    """The large tables that one of these statements reads without an index, by name.

    The database is asked how it carries each of them out with the very values it was sent with.
    """
    found: set[str] = set()
    for url, statements in heard.by_database.items():
        engine = create_engine(url)
        with engine.connect() as connection:
            large = _large_tables(connection, large_rows)
            for statement, values in statements.items():
                if statement.lstrip().upper().startswith(_READS):
                    found |= large & _scanned(connection, statement, values)
        engine.dispose()
    return sorted(found)


def _large_tables(connection: Connection, rows: int) -> set[str]:
    if connection.dialect.name == "postgresql":
        query = text("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= :rows")
        return set(connection.scalars(query, {"rows": rows}))
    names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    at_least = "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})"
    return {name for name in names if connection.scalar(text(at_least.format(name, rows))) == rows}


def _scanned(connection: Connection, statement: str, values: Any) -> set[str]:  # noqa: ANN401
    if connection.dialect.name == "postgresql":
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
        return set(_sequential(json.loads(plan) if isinstance(plan, str) else plan, _partial_indexes(connection)))
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    words = [step[3].split() for step in steps]
    if " LIMIT " in f" {' '.join(statement.upper().split())} " and not any("B-TREE" in step for step in words):
        return set()  # in the order of the primary key, of which SQLite says no more than SCAN, up to the limit
    return {step[1] for step in words if step[0] == "SCAN" and "INDEX" not in step}


def _partial_indexes(connection: Connection) -> set[str]:
    query = text("SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indpred IS NOT NULL")
    return set(connection.scalars(query))


def _sequential(plan: Any, partial: set[str], *, is_limited: bool = False) -> Iterator[str]:  # noqa: ANN401
    """The tables below a node of PostgreSQL's plan that are read from end to end.

    An index without a condition reads all of them too, unless it holds some of the rows only, or there is a limit:
    then it gives the first ones in order.
    """
    if isinstance(plan, list):
        for part in plan:
            yield from _sequential(part, partial, is_limited=is_limited)
        return
    node = plan.get("Plan", plan)
    kind = node["Node Type"]
    is_limited = is_limited or kind == "Limit"
    through_index = kind.startswith("Index") and "Index Cond" not in node and not is_limited
    through_index = through_index and node.get("Index Name") not in partial
    if "Relation Name" in node and (kind == "Seq Scan" or through_index):
        yield node["Relation Name"]
    yield from _sequential(node.get("Plans", []), partial, is_limited=is_limited)
