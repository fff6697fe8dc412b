"""What the data checks found in a run, rule by rule: how often, and the first rows (semantics E2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, case, func, select

from payroll.ledger.schema import gate_failures


@dataclass(frozen=True)
class GateFinding:
    """A rule that does not hold.

    Args:
        rule: its code.
        severity: critical or warning.
        description: what it asks for.
        count: in how many rows it does not hold.
        rows: the first of them, with `key` and `found`.
    """

    rule: str
    severity: str
    description: str
    count: int
    rows: Sequence[Row[Any]]


@dataclass(frozen=True)
class GateFindings:
    """Reads the table `gate_failures`."""

    engine: Engine

    def of_run(self, run_id: str, *, rows_a_rule: int) -> list[GateFinding]:
        """The rules that do not hold, critical ones first, each with at most so many rows."""
        table = gate_failures.c
        of_rule = (table.rule, table.severity)
        place = func.row_number().over(partition_by=of_rule, order_by=table.gate_failure_id).label("place")
        count = func.count().over(partition_by=of_rule).label("of_rule")
        found = select(*of_rule, table.description, table.key, table.found, place, count)
        numbered = found.where(table.run_id == run_id).subquery()
        first = select(numbered).where(numbered.c.place <= rows_a_rule)
        gravity = case((numbered.c.severity == "critical", 0), else_=1)
        with self.engine.connect() as connection:
            rows = connection.execute(first.order_by(gravity, numbered.c.rule, numbered.c.place)).all()
        groups: dict[tuple[str, str], list[Row[Any]]] = {}
        for row in rows:
            groups.setdefault((row.rule, row.severity), []).append(row)
        return [GateFinding(*key, group[0].description, group[0].of_rule, group) for key, group in groups.items()]
