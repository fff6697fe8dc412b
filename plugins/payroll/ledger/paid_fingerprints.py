"""With what each paid wage period was last found to have no late changes (semantics F8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, select

from payroll.ledger.runs import Run
from payroll.ledger.schema import paid_fingerprints
from payroll.ledger.upsert import upsert

_ROWS = paid_fingerprints.c


@dataclass(frozen=True)
class PaidFingerprints:
    """Reads and writes the table `paid_fingerprints`."""

    engine: Engine

    def of_company(self, company_id: str) -> Mapping[str, str]:
        """Wage period to fingerprint."""
        query = select(_ROWS.wage_period, _ROWS.fingerprint).where(_ROWS.company_id == company_id)
        with self.engine.connect() as connection:
            return dict(map(tuple, connection.execute(query)))

    def keep(self, run: Run, wage_period: str, fingerprint: str) -> None:
        """A run found no late changes in a paid wage period; of two runs that do so at once the later one counts."""
        found = {"run_id": run.run_id, "fingerprint": fingerprint}
        row = upsert(self.engine, paid_fingerprints).values(company_id=run.company_id, wage_period=wage_period, **found)
        with self.engine.begin() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["company_id", "wage_period"], set_=found))
