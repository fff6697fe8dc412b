"""How many people each company had when they were last counted, and how many belong to no company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from payroll.ledger.schema import people_counts
from payroll.ledger.upsert import upsert

_ROWS = people_counts.c


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many people a company has.

    counted_at  since when a count finds this; None: counted at this moment, and not kept
    """

    not_connected: int
    connected: int
    counted_at: datetime | None = None

    @property
    def all(self) -> int:
        """How many there are."""
        return self.not_connected + self.connected

    def is_same(self, other: PeopleCount | None) -> bool:
        """Whether both have the same numbers."""
        return other is not None and (self.not_connected, self.connected) == (other.not_connected, other.connected)


def kept_counts(connection: Connection) -> dict[str, PeopleCount]:
    """Company id ("" = no company) to its people when they were last counted."""
    query = select(_ROWS.company_id, _ROWS.not_connected, _ROWS.connected, _ROWS.counted_at)
    return {company_id: PeopleCount(*count) for company_id, *count in map(tuple, connection.execute(query))}


def keep_counts(connection: Connection, counts: Mapping[str, PeopleCount], *, now: datetime) -> None:
    """Keep the counts that are news; two who count at once both may."""
    kept = kept_counts(connection)
    news = {company_id: one for company_id, one in sorted(counts.items()) if not one.is_same(kept.get(company_id))}
    if not news:
        return
    row = upsert(connection, people_counts)
    changed = {name: row.excluded[name] for name in ("not_connected", "connected", "counted_at")}
    rows = [
        {"company_id": company_id, "not_connected": one.not_connected, "connected": one.connected, "counted_at": now}
        for company_id, one in news.items()
    ]
    connection.execute(row.on_conflict_do_update(index_elements=["company_id"], set_=changed), rows)
