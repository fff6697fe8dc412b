"""Which time entries an export reads, as SQL: by venue and day, and single entries by id."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa

from payroll.workforce.schema import TIME_ENTRIES

IDS_PER_QUERY: Final = 10_000  # below what SQLite and PostgreSQL take as parameters
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class EntrySelection:
    """The time entries of one company and period.

    Args:
        venue_ids: the company's venues, or, with `other_venues`, the venues whose entries are not meant.
        first_day, last_day: of the wage period, both inside.
        past_midnight: with `split`, entries of the day before are read too: their second half lies in the period (B1).
        extra_entry_ids: entries that are read whatever their day and venue, for their ledger history (D1).
        other_venues: read the entries of all venues but `venue_ids`, those without a venue too.
    """

    venue_ids: Collection[str]
    first_day: date
    last_day: date
    past_midnight: str = "start_day"
    extra_entry_ids: Collection[str] = ()
    other_venues: bool = False

    def conditions(self) -> Iterator[sa.ColumnElement[bool]]:
        """Conditions on time_entries that no entry meets twice; one query each."""
        yield self._in_period()
        ids = sorted(set(self.extra_entry_ids))
        for start in range(0, len(ids), IDS_PER_QUERY):
            among = TIME_ENTRIES.c.id.in_(ids[start : start + IDS_PER_QUERY])
            yield sa.and_(among, sa.case((self._in_period(), 1), else_=0) == 0)

    def _in_period(self) -> sa.ColumnElement[bool]:
        entries = TIME_ENTRIES.c
        first_day = self.first_day - DAY if self.past_midnight == "split" else self.first_day
        # Before the next day rather than up to the last: a view may give a day a time.
        days = sa.and_(entries.work_date >= first_day, entries.work_date < self.last_day + DAY)
        return sa.and_(self._venue(entries.venue_id), days)

    def _venue(self, venue_id: sa.Column[Any]) -> sa.ColumnElement[bool]:
        ids = sorted(set(self.venue_ids))
        return sa.or_(venue_id.is_(None), venue_id.not_in(ids)) if self.other_venues else venue_id.in_(ids)
