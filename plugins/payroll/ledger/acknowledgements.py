"""Notices that somebody has acknowledged: they leave the list of what is to be done, and stay in the history (I3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from payroll.ledger.schema import notice_acknowledgements

_ROWS = notice_acknowledgements.c
_KEYS_IN_A_QUERY = 500


def notice_key(severity: str, company_id: str, wage_period: str, text: str) -> str:
    """What makes a notice the same one night after night: all that a person reads of it."""
    return hashlib.sha256("\x1f".join((severity, company_id, wage_period, text)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Who has seen a notice and takes it on, when, and with which words."""

    notice_key: str
    company_id: str
    wage_period: str
    acknowledged_by: str
    acknowledged_at: datetime
    note: str


@dataclass(frozen=True)
class Acknowledgements:
    """Reads and writes the table `notice_acknowledgements`."""

    engine: Engine

    def keep(self, given: Acknowledgement) -> bool:
        """Keep one; False where somebody has acknowledged the notice already, and nothing is kept then."""
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(notice_acknowledgements).values(asdict(given)))
        except IntegrityError:
            return False
        return True

    def withdraw(self, key: str, *, withdrawn_by: str, now: datetime) -> bool:
        """Put a notice back on the list; False where it is there already."""
        change = update(notice_acknowledgements).where(_ROWS.notice_key == key, _ROWS.withdrawn_at.is_(None))
        with self.engine.begin() as connection:
            return connection.execute(change.values(withdrawn_by=withdrawn_by, withdrawn_at=now)).rowcount == 1

    def standing(self, keys: Iterable[str]) -> dict[str, Acknowledgement]:
        """The acknowledgements that stand of these notices, by their key."""
        wanted = set(keys)
        # Those that stand are few: where many notices are asked about, all of them are read sooner than looked up.
        some = [_ROWS.notice_key.in_(sorted(wanted))] if len(wanted) <= _KEYS_IN_A_QUERY else []
        return {one.notice_key: one for one in self._select(*some) if one.notice_key in wanted}

    def _select(self, *where: Any) -> list[Acknowledgement]:  # noqa: ANN401
        columns = [_ROWS[name] for name in Acknowledgement.__dataclass_fields__]
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).where(*where, _ROWS.withdrawn_at.is_(None))).mappings()
            return [Acknowledgement(**row) for row in rows]
