"""The last connection check of each company: what its user may do in Nmbrs, and which wage period is open there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, delete, insert, select

from payroll.ledger.schema import call_checks, connection_checks, seen_codes


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """What one call said: allowed, refused, no_access, unknown, missing or error, with Nmbrs' fault code if any."""

    service: str
    operation: str
    outcome: str
    error_code: int | None


@dataclass(frozen=True, slots=True)
class ConnectionCheck:
    """How the check of one company ended; `wage_period` is the open one in Nmbrs, empty where it is not known."""

    company_id: str
    checked_at: datetime
    wage_period: str
    exit_code: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """An hour or wage code that Nmbrs had at some look; `gone_at` is empty while it is there."""

    component: str
    code: int
    last_seen_at: datetime
    gone_at: datetime | None


@dataclass(frozen=True)
class ConnectionChecks:
    """Reads and writes `connection_checks` and `call_checks`, and reads `seen_codes`."""

    engine: Engine

    def keep(self, check: ConnectionCheck, calls: Sequence[CallOutcome]) -> None:
        """Keep the check of a company in the place of the one before."""
        row = {**asdict(check), "problems": json.dumps(check.problems, ensure_ascii=False)}
        rows = [{**asdict(one), "company_id": check.company_id} for one in calls]
        with self.engine.begin() as connection:
            for table in (call_checks, connection_checks):
                connection.execute(delete(table).where(table.c.company_id == check.company_id))
            connection.execute(insert(connection_checks).values(row))
            if rows:
                connection.execute(insert(call_checks), rows)

    def all(self) -> dict[str, ConnectionCheck]:
        """The last check of every company, by company id."""
        return {one.company_id: one for one in self._found(select(connection_checks))}

    def of(self, company_id: str) -> ConnectionCheck | None:
        """The last check of a company, where there was one."""
        found = self._found(select(connection_checks).where(connection_checks.c.company_id == company_id))
        return found[0] if found else None

    def _found(self, query: Select[Any]) -> list[ConnectionCheck]:
        with self.engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [ConnectionCheck(**{**row, "problems": tuple(json.loads(row["problems"]))}) for row in rows]

    def calls_of(self, company_id: str) -> list[CallOutcome]:
        """What each call said when the company was last checked."""
        columns = [call_checks.c[name] for name in CallOutcome.__dataclass_fields__]
        query = select(*columns).where(call_checks.c.company_id == company_id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(call_checks.c.service, call_checks.c.operation)).mappings()
            return [CallOutcome(**row) for row in rows]

    def codes_of(self, company_id: str) -> list[CodeSeen]:
        """The codes that checks ever saw in the models of a company."""
        columns = [seen_codes.c[name] for name in CodeSeen.__dataclass_fields__]
        query = select(*columns).where(seen_codes.c.company_id == company_id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(seen_codes.c.component, seen_codes.c.code)).mappings()
            return [CodeSeen(**row) for row in rows]
