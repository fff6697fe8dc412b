"""What came of a run: control lines, proof, exported marks, and what the gate found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Engine, delete, insert, select

from payroll.ledger.records import records
from payroll.ledger.runs import Run
from payroll.ledger.schema import control_lines, coverage_entries, entry_exports, gate_failures, proofs
from payroll.ledger.writes import OwnLine

_EXPORT_KEY = ["time_entry_id", "part", "measure", "type", "component", "nmbrs_component_id"]


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

    def prove(self, run: Run, lines: Sequence[ControlLine], own: Sequence[OwnLine], proof: Proof | None) -> None:
        """Keep the control lines and the proof, which a dry run has not; when it passed, mark what is exported.

        A run that is delivered again, because an answer was lost, keeps only what its last try read back.
        """
        with self.engine.begin() as connection:
            for table in (control_lines, proofs):
                connection.execute(delete(table).where(table.c.run_id == run.run_id))
            if lines:
                connection.execute(insert(control_lines), [{**asdict(line), "run_id": run.run_id} for line in lines])
            if proof is not None:
                connection.execute(insert(proofs).values(run_id=run.run_id, **asdict(proof)))
            if proof is not None and proof.passed and run.kind == "export":
                _mark_exported(connection, run, own, proof.proven_at)

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

    def exported_entry_ids(self, company_id: str, wage_period: str) -> frozenset[str]:
        """The time entries that carry an exported mark in this period."""
        query = select(entry_exports.c.time_entry_id).where(
            entry_exports.c.company_id == company_id, entry_exports.c.wage_period == wage_period
        )
        with self.engine.connect() as connection:
            return frozenset(connection.scalars(query.distinct()))

    def keep_gate_failures(self, run_id: str, failures: pd.DataFrame) -> None:
        """Keep the rows that a data check refused: table_name, rule, severity, description, key, found."""
        if failures.empty:
            return
        columns = ["table_name", "rule", "severity", "description", "key", "found"]
        rows = failures[columns].astype(str).assign(run_id=run_id)
        with self.engine.begin() as connection:
            connection.execute(insert(gate_failures), records(rows))

    def gate_failures(self, run_id: str) -> pd.DataFrame:
        """The rows that a data check refused in one run."""
        columns = [gate_failures.c[name] for name in ("table_name", "rule", "severity", "description", "key", "found")]
        query = select(*columns).where(gate_failures.c.run_id == run_id).order_by(gate_failures.c.gate_failure_id)
        with self.engine.connect() as connection:
            return pd.read_sql(query, connection)


def _mark_exported(connection: Connection, run: Run, own: Sequence[OwnLine], now: datetime) -> None:
    """Replace the exported marks of the period; a mark that was there keeps its instant."""
    exported = _exported_entries(connection, run, own)
    earlier = pd.read_sql(
        select(*(entry_exports.c[name] for name in (*_EXPORT_KEY, "exported_at"))).where(
            entry_exports.c.company_id == run.company_id, entry_exports.c.wage_period == run.wage_period
        ),
        connection,
    )
    marks = exported.merge(earlier, on=_EXPORT_KEY, how="left", validate="one_to_one")
    marks["exported_at"] = marks["exported_at"].astype(object).where(marks["exported_at"].notna(), now)
    connection.execute(
        delete(entry_exports).where(
            entry_exports.c.company_id == run.company_id, entry_exports.c.wage_period == run.wage_period
        )
    )
    if len(marks):
        marks = marks.assign(company_id=run.company_id, wage_period=run.wage_period)
        connection.execute(insert(entry_exports), records(marks))


def _exported_entries(connection: Connection, run: Run, own: Sequence[OwnLine]) -> pd.DataFrame:
    """The exported rows of the run's coverage, each with the component that holds it; columns of the export key."""
    line_key = ["employee_id", "component", "code", "cost_center_id"]
    rows = coverage_entries.c
    query = select(rows.time_entry_id, rows.part, rows.measure, rows.type, *(rows[name] for name in line_key)).where(
        rows.run_id == run.run_id, rows.bucket == "exported"
    )
    exported = pd.read_sql(query, connection)
    lines = pd.DataFrame([asdict(line) for line in own], columns=[*line_key, "nmbrs_component_id"])
    lines = lines.drop_duplicates(line_key).astype({"code": "int64"})
    joined = exported.merge(lines, on=line_key, how="left", validate="many_to_one")
    held = joined["nmbrs_component_id"].notna() | (joined["component"] == "days")
    return joined.loc[held, _EXPORT_KEY]
