"""The writing statements that databases get, counted by a benchmark and by the tests of what writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import event
from sqlalchemy.engine import Engine

WRITING: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@contextmanager
def writing_statements() -> Iterator[list[str]]:
    """The writing statements that any database gets in the block, but for the shared call rate."""
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(WRITING) and "call_budgets" not in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
