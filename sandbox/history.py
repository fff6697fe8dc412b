"""Histories: which record of several is in force in a period or on a day.

In force is the record with the latest start that has come, and of those with the same start the newest. A record starts
in a period (`start_year`, `start_period`) or on a day (`start_date`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sandbox.documents import Document
from sandbox.periods import Period


def in_period(records: Iterable[Document], period: Period) -> Document | None:
    """The record in force in a period; None when none has started."""
    return max((one for one in records if started(one) <= period), key=_by_period, default=None)


def in_period_or_first(records: Iterable[Document], period: Period) -> Document | None:
    """The record in force in a period; before all of them the earliest, for what everybody has from the first day."""
    found = list(records)
    return in_period(found, period) or min(found, key=_by_period, default=None)


def on_day(records: Iterable[Document], day: date) -> Document | None:
    """The record in force on a day; None when none has started. A record without a start never is."""
    return max(until_day(records, day), key=_by_day, default=None)


def until_day(records: Iterable[Document], day: date) -> list[Document]:
    """Every record that has started by a day."""
    return [one for one in records if one["start_date"] is not None and one["start_date"] <= day.isoformat()]


def active(records: Iterable[Document], first_day: date, last_day: date) -> list[Document]:
    """The records of which a day lies between two days, both inside; `end_date` is the last day, none: no end."""
    return [one for one in until_day(records, last_day) if (one["end_date"] or "9999") >= first_day.isoformat()]


def started(record: Document) -> Period:
    """The period from which a record holds."""
    return Period(record["start_year"], record["start_period"])


def _by_period(record: Document) -> tuple[Any, ...]:
    return started(record), record["creation_date"], record["id"]


def _by_day(record: Document) -> tuple[Any, ...]:
    return record["start_date"], record["creation_date"], record["id"]
