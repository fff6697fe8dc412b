"""Late changes: what became different in wage periods that are paid (semantics F8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, insert, select

from payroll.ledger.schema import late_changes

_ROWS = late_changes.c


@dataclass(frozen=True, slots=True)
class LateChange:
    """One line of a paid wage period whose total changed, in whole hundredths.

    `outcome` is reported, next_period, retroactive, or unclear where a total cannot be told any more.
    """

    wage_period: str
    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    total_hundredths: int
    sent_hundredths: int
    difference_hundredths: int
    outcome: str


@dataclass(frozen=True)
class LateChanges:
    """Reads and writes the table `late_changes`."""

    engine: Engine

    def keep(self, run_id: str, found: Sequence[LateChange]) -> None:
        """Keep what a run found."""
        if found:
            with self.engine.begin() as connection:
                connection.execute(insert(late_changes), [{**asdict(one), "run_id": run_id} for one in found])

    def of_run(self, run_id: str) -> list[LateChange]:
        """What a run found, by wage period and employee."""
        columns = [_ROWS[name] for name in LateChange.__dataclass_fields__]
        query = select(*columns).where(_ROWS.run_id == run_id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(_ROWS.wage_period, _ROWS.late_change_id)).mappings()
            return [LateChange(**row) for row in rows]
