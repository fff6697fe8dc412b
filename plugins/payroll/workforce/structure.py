"""Whether the database has the tables or views, and the columns, that the integration reads."""

from __future__ import annotations

from typing import Final
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.exc import NoSuchTableError

from payroll.workforce import schema
from payroll.workforce.errors import WorkforceError

_IN_ORDER: Final[WeakSet[sa.Engine]] = WeakSet()
"""What was looked at already: each look is a question per table."""


def check_structure(connection: sa.Connection) -> None:
    """Refuse a database without a table or column of the data dictionary, naming all that are missing.

    A database in order is looked at once as long as it is open.

    Raises:
        WorkforceError: one sentence per missing table and per table with missing columns.
    """
    if connection.engine in _IN_ORDER:
        return
    inspector = sa.inspect(connection)
    missing = {table.name: _missing_columns(inspector, table) for table in schema.METADATA.sorted_tables}
    if all(columns is None for columns in missing.values()):
        raise WorkforceError(
            f"The workforce database {_name(connection)} is empty: it has none of the tables "
            f"{', '.join(sorted(missing))}. Create them with `payroll init-db`, or correct AIRFLOW_CONN_WORKFORCE_DB."
        )
    sentences = [_sentence(table, columns) for table, columns in missing.items() if columns is None or columns]
    if sentences:
        raise WorkforceError("\n".join(sentences))
    _IN_ORDER.add(connection.engine)


def _missing_columns(inspector: sa.Inspector, table: sa.Table) -> list[str] | None:
    """None when the table itself is missing."""
    try:
        found = {column["name"] for column in inspector.get_columns(table.name)}
    except NoSuchTableError:
        return None
    return [column.name for column in table.columns if column.name not in found]


def _sentence(table: str, columns: list[str] | None) -> str:
    if columns is None:
        return (
            f"The workforce database has no table or view {table}. Create it with `payroll init-db`, or add a view "
            "with the columns of docs/data-dictionary.md."
        )
    found = f"column {columns[0]}" if len(columns) == 1 else f"columns {', '.join(columns)}"
    return (
        f"The table {table} of the workforce database has no {found}. Add what docs/data-dictionary.md says about it."
    )


def _name(connection: sa.Connection) -> str:
    return connection.engine.url.database or "(in memory)"
