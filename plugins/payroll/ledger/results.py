"""What came of a run: control lines, proof, exported marks, and what the gate found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

import pandas as pd
from sqlalchemy import Engine, delete, insert, or_, select

from payroll.ledger.exported_marks import mark_exported
from payroll.ledger.frame_rows import ROWS_AT_ONCE, insert_frame
from payroll.ledger.runs import Run
from payroll.ledger.schema import control_lines, entry_exports, gate_failures, proofs
from payroll.ledger.text_lists import text_list
from payroll.ledger.writes import OwnLine, Writes

IDS_AT_ONCE: Final = 50_000


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One line of the control report, in whole hundredths; `difference` is Nmbrs less wanted."""

    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    source_hundredths: int
    wanted_hundredths: int
    nmbrs_hundredths: int
    foreign_hundredths: int
    difference_hundredths: int
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of reading back."""

    difference_hundredths: int
    passed: bool
    proven_at: datetime


@dataclass(frozen=True)
class Results:
    """Reads and writes `control_lines`, `proofs`, `entry_exports` and `gate_failures`."""

    engine: Engine

    def prove(self, run: Run, lines: Sequence[ControlLine], proof: Proof | None) -> None:
        """Keep the control lines and the proof, which a dry run has not, and mark what is exported by now (F9).

        A run that is delivered again, because an answer was lost, keeps only what its last try read back.

        Args:
            run: the run that read Nmbrs back.
            lines: what it compared.
            proof: the outcome; None for a dry run.
        """
        own = self._own(run)
        with self.engine.begin() as connection:
            for table in (control_lines, proofs):
                connection.execute(delete(table).where(table.c.run_id == run.run_id))
            if lines:
                connection.execute(insert(control_lines), [{**asdict(line), "run_id": run.run_id} for line in lines])
            if proof is not None:
                connection.execute(insert(proofs).values(run_id=run.run_id, **asdict(proof)))
                mark_exported(connection, run, lines, own, proof.proven_at)

    def _own(self, run: Run) -> list[OwnLine]:
        """Our lines that the run is about; also those of people whom it left alone."""
        writes = Writes(self.engine)
        of_period = writes.own_lines_in if run.kind == "undo" else writes.own_lines
        return of_period(run.company_id, run.wage_period)

    def control_lines(self, run_id: str) -> list[ControlLine]:
        """The control report's lines of one run, by employee."""
        columns = [control_lines.c[name] for name in ControlLine.__dataclass_fields__]
        order = (control_lines.c.employee_id, control_lines.c.component, control_lines.c.code)
        query = select(*columns).where(control_lines.c.run_id == run_id).order_by(*order)
        with self.engine.connect() as connection:
            return [ControlLine(**row) for row in connection.execute(query).mappings()]

    def proof(self, run_id: str) -> Proof | None:
        """The proof of one run, when it got that far."""
        columns = [proofs.c[name] for name in Proof.__dataclass_fields__]
        with self.engine.connect() as connection:
            row = connection.execute(select(*columns).where(proofs.c.run_id == run_id)).mappings().one_or_none()
        return None if row is None else Proof(**row)

    def exported_entry_ids(self, company_id: str, wage_period: str) -> pd.Series:
        """The time entries that carry an exported mark in this period, each once, as a column of texts."""
        query = select(entry_exports.c.time_entry_id).where(
            entry_exports.c.company_id == company_id, entry_exports.c.wage_period == wage_period
        )
        with self.engine.connect() as connection:
            ids = connection.execution_options(yield_per=ROWS_AT_ONCE).scalars(query.distinct())
            parts = [pd.Series(part, dtype="str") for part in ids.partitions()]
        return pd.concat([pd.Series(dtype="str"), *parts], ignore_index=True)

    def exported_elsewhere(self, entry_ids: pd.Series, company_id: str, wage_period: str) -> pd.DataFrame:
        """What of some time entries carries an exported mark in another company or wage period.

        Returns:
            company_id, time_entry_id, measure, type.
        """
        marks = entry_exports.c
        columns = (marks.company_id, marks.time_entry_id, marks.measure, marks.type)
        is_elsewhere = or_(marks.company_id != company_id, marks.wage_period != wage_period)
        found: list[pd.DataFrame] = []
        with self.engine.connect() as connection:
            for start in range(0, max(1, len(entry_ids)), IDS_AT_ONCE):
                asked = text_list(self.engine, "entries", entry_ids.iloc[start : start + IDS_AT_ONCE])
                query = select(*columns).where(marks.time_entry_id.in_(select(asked.c.value)), is_elsewhere).distinct()
                found.append(pd.read_sql(query, connection).astype("str"))
        return pd.concat(found, ignore_index=True)

    def keep_gate_failures(self, run_id: str, failures: pd.DataFrame) -> None:
        """Keep the rows that a data check refused: table_name, rule, severity, description, key, found."""
        columns = ["table_name", "rule", "severity", "description", "key", "found"]
        with self.engine.begin() as connection:
            insert_frame(connection, gate_failures, failures[columns].astype("str"), run_id=run_id)

    def gate_failures(self, run_id: str) -> pd.DataFrame:
        """The rows that a data check refused in one run."""
        columns = [gate_failures.c[name] for name in ("table_name", "rule", "severity", "description", "key", "found")]
        query = select(*columns).where(gate_failures.c.run_id == run_id).order_by(gate_failures.c.gate_failure_id)
        with self.engine.connect() as connection:
            return pd.read_sql(query, connection)
