"""What both sides last agreed on, per person and per contract: the third value when both sides are compared (G4).

Everything is text; None where the two never agreed on that field.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select

from payroll.ledger.people.frames import read_frame, rows_of
from payroll.ledger.records import records
from payroll.ledger.schema import contracts_agreed, people_agreed

PEOPLE, CONTRACTS = people_agreed, contracts_agreed


def agreed_of(
    connection: Connection, table: Table, company_ids: str | Collection[str], employee_ids: Collection[str]
) -> pd.DataFrame:
    """What was agreed with some people of one or more companies: the key, and one column of text per field."""
    companies = [company_ids] if isinstance(company_ids, str) else list(company_ids)
    where = and_(table.c.company_id.in_(companies), table.c.employee_id.in_(sorted(set(employee_ids))))
    return read_frame(connection, select(table).where(where).order_by(*table.primary_key.columns))


def differing(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows of `after` that are not so in `before`; a column that `after` lacks is never agreed on."""
    names = [column.name for column in table.columns]
    whole = after.reindex(columns=names).astype("str")
    known = set(rows_of(table, names, before))
    is_new = pd.Series([row not in known for row in rows_of(table, names, whole)], index=whole.index, dtype=bool)
    return whole[is_new]


def replace(connection: Connection, table: Table, rows: pd.DataFrame) -> None:
    """Put these rows in the place of those with the same key."""
    if rows.empty:
        return
    forget(connection, table, rows)
    names = [column.name for column in table.columns]
    values: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows_of(table, names, rows)]
    connection.execute(insert(table), values)


def forget(connection: Connection, table: Table, keys: pd.DataFrame) -> None:
    """Take away the rows with these keys."""
    if not keys.empty:
        key = [column.name for column in table.primary_key.columns]
        where = and_(*(table.c[name] == bindparam(f"old_{name}") for name in key))
        old = [{f"old_{name}": value for name, value in row.items()} for row in records(keys[key])]
        connection.execute(delete(table).where(where), old)
