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

_ENTRY_KEY = ["time_entry_id", "part", "measure", "type"]
_MARK = [*_ENTRY_KEY, "component", "nmbrs_component_id", "target_period"]
_PROVES_EXPORTS = ("export", "undo", "correction")


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

    def prove(
        self,
        run: Run,
        lines: Sequence[ControlLine],
        own: Sequence[OwnLine],
        proof: Proof | None,
        *,
        days_are_set: bool = True,
    ) -> None:
        """Keep the control lines and the proof, which a dry run has not; when it passed, mark what is exported.

        A run that is delivered again, because an answer was lost, keeps only what its last try read back.

        Args:
            run: the run that read Nmbrs back.
            lines: what it compared.
            own: our lines that pay the run's wage period, oldest first.
            proof: the outcome; None for a dry run.
            days_are_set: whether the run may set days; where not, only days that were marked before stay marked.
        """
        with self.engine.begin() as connection:
            for table in (control_lines, proofs):
                connection.execute(delete(table).where(table.c.run_id == run.run_id))
            if lines:
                connection.execute(insert(control_lines), [{**asdict(line), "run_id": run.run_id} for line in lines])
            if proof is not None:
                connection.execute(insert(proofs).values(run_id=run.run_id, **asdict(proof)))
            if proof is not None and proof.passed and run.kind in _PROVES_EXPORTS:
                _mark_exported(connection, run, own, proof.proven_at, days_are_set=days_are_set)

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

    def exported_elsewhere(self, company_id: str, wage_period: str) -> pd.DataFrame:
        """What carries an exported mark in another wage period of the company: time_entry_id, measure, type."""
        columns = [entry_exports.c[name] for name in ("time_entry_id", "measure", "type")]
        query = select(*columns).where(
            entry_exports.c.company_id == company_id, entry_exports.c.wage_period != wage_period
        )
        with self.engine.connect() as connection:
            return pd.read_sql(query.distinct(), connection).astype("str")

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


def _mark_exported(
    connection: Connection, run: Run, own: Sequence[OwnLine], now: datetime, *, days_are_set: bool
) -> None:
    """Replace the exported marks of the period; a mark whose component is still ours keeps it, and its instant."""
    period = entry_exports.c.target_period if run.kind == "undo" else entry_exports.c.wage_period
    this = (entry_exports.c.company_id == run.company_id, period == run.wage_period)
    earlier = pd.read_sql(select(*(entry_exports.c[name] for name in (*_MARK, "exported_at"))).where(*this), connection)
    marks = _marks(_exported_entries(connection, run), earlier, _own(own))
    marks["exported_at"] = marks["exported_at"].astype(object).where(marks["exported_at"].notna(), now)
    new_days = (marks["component"] == "days") & marks["target_period"].isna()
    marks = marks.loc[~new_days | days_are_set].fillna({"target_period": run.target_period})
    connection.execute(delete(entry_exports).where(*this))
    if len(marks):
        marks = marks.assign(company_id=run.company_id, wage_period=run.wage_period)
        connection.execute(insert(entry_exports), records(marks))


def _marks(exported: pd.DataFrame, earlier: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """One mark per exported row: the component that held it before where that is still ours, else our newest."""
    line_key = ["employee_id", "component", "code", "cost_center_id"]
    alive = own[["component", "nmbrs_component_id"]].assign(is_ours=True)
    kept = earlier.merge(alive, on=["component", "nmbrs_component_id"], how="left", validate="many_to_one")
    kept = kept.loc[kept["is_ours"].notna() | (kept["component"] == "days"), [*_MARK, "exported_at"]]
    newest = own.drop_duplicates(line_key, keep="last")
    rows = exported.merge(newest, on=line_key, how="left", validate="many_to_one")
    rows = rows.merge(kept, on=[*_ENTRY_KEY, "component"], how="left", suffixes=("", "_kept"), validate="one_to_one")
    for column in ("nmbrs_component_id", "target_period"):
        rows[column] = rows[f"{column}_kept"].where(rows["exported_at"].notna(), rows[column])
    held = rows["nmbrs_component_id"].notna() | (rows["component"] == "days")
    return rows.loc[held, [*_MARK, "exported_at"]]


def _own(own: Sequence[OwnLine]) -> pd.DataFrame:
    columns = ["employee_id", "component", "code", "cost_center_id", "nmbrs_component_id", "target_period"]
    lines = pd.DataFrame([asdict(line) for line in own], columns=[*columns])
    return lines.astype({"code": "int64"} | {name: "str" for name in columns if name != "code"})


def _exported_entries(connection: Connection, run: Run) -> pd.DataFrame:
    """The exported rows of the run's coverage, each with the key of its line."""
    rows = coverage_entries.c
    names = [*_ENTRY_KEY, "employee_id", "component", "code", "cost_center_id"]
    query = select(*(rows[name] for name in names)).where(rows.run_id == run.run_id, rows.bucket == "exported")
    return pd.read_sql(query, connection)
