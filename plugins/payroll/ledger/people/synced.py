"""What Nmbrs said about people, version by version: only what is new or gone is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, Select, Table, and_, false, insert, or_, select, update

from payroll.ledger.people.frames import IDS_PER_QUERY, read_frame, rows_of
from payroll.ledger.schema import SYNCED, people_connections

_BOOKKEEPING: Final = ("version_id", "first_seen_at", "gone_at")
_KEY: Final = ("company_id", "nmbrs_employee_id")


@dataclass(frozen=True)
class NewVersions:
    """What differs from what is kept: rows to add, and versions that Nmbrs does not have any more, per table."""

    rows: Mapping[str, list[tuple[Any, ...]]] = field(default_factory=dict, repr=False)
    gone: Mapping[str, list[int]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return any(self.rows.values()) or any(self.gone.values())

    def changed_people(self, names: Collection[str]) -> frozenset[str]:
        """The Nmbrs employees of whom a version in one of these tables is new."""
        return frozenset(row[1] for name in names for row in self.rows.get(name, []))


def content_columns(name: str) -> list[str]:
    """The columns of a table of `SYNCED` that say what Nmbrs said, the key first."""
    return [column.name for column in SYNCED[name].columns if column.name not in _BOOKKEEPING]


def present(connection: Connection, name: str, pairs: pd.DataFrame) -> pd.DataFrame:
    """The versions of one kind of record that Nmbrs has, of some people, with `content_columns`.

    Args:
        connection: for reading.
        name: of a table of `SYNCED`.
        pairs: company_id, nmbrs_employee_id.
    """
    table = SYNCED[name]
    of_pairs = [
        and_(table.c.company_id == company_id, table.c.nmbrs_employee_id.in_(ids))
        for company_id, ids in _ids_by_company(pairs)
    ]
    return read_frame(connection, _present(table).where(or_(false(), *of_pairs)))


def present_of_company(connection: Connection, name: str, company_id: str) -> pd.DataFrame:
    """The versions of one kind of record that Nmbrs has, of a whole company, with `content_columns`."""
    table = SYNCED[name]
    return read_frame(connection, _present(table).where(table.c.company_id == company_id))


def present_rows(
    connection: Connection, name: str, company_id: str, among: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The same row by row, each by name of column: of a whole company, or of some people in it."""
    table = SYNCED[name]
    query = _present(table).where(table.c.company_id == company_id)
    query = query if among is None else query.where(table.c.nmbrs_employee_id.in_(among))
    return [{str(column): value for column, value in row.items()} for row in connection.execute(query).mappings()]


def people_with_bsn_keys(connection: Connection, bsn_keys: Collection[str]) -> pd.DataFrame:
    """Our people of whom Nmbrs said one of these hashed BSNs: company_id, employee_id, bsn_key."""
    table, pair = SYNCED["synced_people"].c, people_connections.c
    is_same = and_(pair.company_id == table.company_id, pair.nmbrs_employee_id == table.nmbrs_employee_id)
    known = sorted({str(key) for key in bsn_keys} - {""})
    columns = (pair.company_id, pair.employee_id, table.bsn_key)
    query = select(*columns).join_from(people_connections, SYNCED["synced_people"], is_same)
    where = (table.gone_at.is_(None), table.bsn_key.in_(known))
    return read_frame(connection, query.where(*where).order_by(pair.employee_id, pair.company_id))


def compare(
    connection: Connection, company_ids: Collection[str], said: Mapping[str, pd.DataFrame]
) -> dict[str, NewVersions]:
    """Hold what Nmbrs says of some companies now against what is kept; the differences of each company.

    Args:
        connection: for reading.
        company_ids: whose people they are.
        said: per table of `SYNCED`, all that Nmbrs says now, with `content_columns`; tables left out are not compared.
    """
    new: dict[str, dict[str, list[tuple[Any, ...]]]] = {one: {name: [] for name in said} for one in company_ids}
    gone: dict[str, dict[str, list[int]]] = {one: {name: [] for name in said} for one in company_ids}
    for name, frame in said.items():
        table, columns = SYNCED[name], content_columns(name)
        kept = _kept(connection, table, columns, company_ids)
        now = dict.fromkeys(rows_of(table, columns, frame))
        for row in (row for row in now if row not in kept):
            new[row[0]][name].append(row)
        for row in (row for row in kept if row not in now):
            gone[row[0]][name].append(kept[row])
    return {one: NewVersions(new[one], gone[one]) for one in company_ids}


def store(connection: Connection, versions: NewVersions, *, now: datetime) -> None:
    """Keep new versions, and say of the others that they are gone; nothing is written where nothing differs."""
    for name, ids in versions.gone.items():
        table = SYNCED[name]
        for start in range(0, len(ids), IDS_PER_QUERY):
            among = table.c.version_id.in_(ids[start : start + IDS_PER_QUERY])
            connection.execute(update(table).where(among).values(gone_at=now))
    for name, rows in versions.rows.items():
        if rows:
            columns = [*content_columns(name), "first_seen_at"]
            connection.execute(insert(SYNCED[name]), [dict(zip(columns, (*row, now), strict=True)) for row in rows])


def _kept(
    connection: Connection, table: Table, columns: list[str], company_ids: Collection[str]
) -> dict[tuple[Any, ...], int]:
    query = select(*(table.c[name] for name in columns), table.c.version_id)
    where = (table.c.company_id.in_(list(company_ids)), table.c.gone_at.is_(None))
    rows = connection.execute(query.where(*where)).all()
    return {tuple(row[:-1]): row[-1] for row in rows}


def _present(table: Table) -> Select[Any]:
    return select(*(table.c[name] for name in content_columns(table.name))).where(table.c.gone_at.is_(None))


def _ids_by_company(pairs: pd.DataFrame) -> list[tuple[str, Collection[str]]]:
    ids = pairs.drop_duplicates(list(_KEY)).groupby("company_id")["nmbrs_employee_id"].agg(list)
    return [(str(company_id), each) for company_id, each in ids.items()]


def retire(
    connection: Connection, name: str, company_id: str, nmbrs_employee_ids: Collection[str], now: datetime
) -> None:
    """Say that what is kept of some people counts no more, so that it is asked for again."""
    table = SYNCED[name]
    ids = sorted(nmbrs_employee_ids)
    for start in range(0, len(ids), IDS_PER_QUERY):
        among = table.c.nmbrs_employee_id.in_(ids[start : start + IDS_PER_QUERY])
        where = (table.c.company_id == company_id, table.c.gone_at.is_(None), among)
        connection.execute(update(table).where(*where).values(gone_at=now))
