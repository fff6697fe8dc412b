"""Codes that Nmbrs had at the last look, so that one that vanished is noticed (semantics C7, I1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from payroll.ledger.schema import seen_codes

Code = tuple[str, int]


@dataclass(frozen=True)
class SeenCodes:
    """Reads and writes the table `seen_codes`."""

    engine: Engine

    def look(self, company_id: str, codes: Collection[Code], *, now: datetime) -> list[Code]:
        """Keep which (component, code) pairs are there now; returns those that were there at the last look."""
        table = seen_codes.c
        with self.engine.begin() as connection:
            query = select(table.component, table.code, table.gone_at).where(table.company_id == company_id)
            known = {(component, code): gone_at for component, code, gone_at in connection.execute(query)}
            new = [{"component": kind, "code": code} for kind, code in sorted(set(codes) - set(known))]
            if new:
                shared = {"company_id": company_id, "first_seen_at": now, "last_seen_at": now}
                connection.execute(insert(seen_codes), [row | shared for row in new])
            vanished = sorted(code for code, gone_at in known.items() if gone_at is None and code not in codes)
            for there, values in ((codes, {"last_seen_at": now, "gone_at": None}), (vanished, {"gone_at": now})):
                for kind in ("hours", "wage"):
                    numbers = [code for component, code in there if component == kind]
                    where = (table.company_id == company_id, table.component == kind, table.code.in_(numbers))
                    connection.execute(update(seen_codes).where(*where).values(**values))
        return vanished
