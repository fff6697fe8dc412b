"""What a run wants Nmbrs to hold, and where every time entry ended."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine, delete, select

from payroll.ledger.frame_rows import insert_frame
from payroll.ledger.schema import coverage, coverage_entries, export_runs, wage_lines


@dataclass(frozen=True, slots=True)
class WageLine:
    """One wanted line of one employee.

    `quantity_hundredths` is what Nmbrs is to hold times 100; `source_hundredths` is the same total,
    added up again from the coverage.
    """

    employee_id: str
    nmbrs_employee_id: str
    component: str
    code: int
    cost_center_id: str
    measures: str
    quantity_hundredths: int
    source_hundredths: int


@dataclass(frozen=True)
class WageLines:
    """Reads and writes `wage_lines`, `coverage` and `coverage_entries`."""

    engine: Engine

    def store(self, run_id: str, lines: pd.DataFrame, counts: pd.DataFrame, entries: pd.DataFrame) -> None:
        """Keep a run's calculation, in one transaction.

        Args:
            run_id: the run that calculated.
            lines: one row per wage line, columns of the table `wage_lines`.
            counts: measure, type, bucket, rows.
            entries: one row per (entry, part, measure, type), columns of the table `coverage_entries`;
                the rows of earlier calculations of the same company and period are dropped.
        """
        with self.engine.begin() as connection:
            this = select(export_runs.c.company_id, export_runs.c.wage_period).where(export_runs.c.run_id == run_id)
            company_id, wage_period = connection.execute(this).one()
            earlier = select(export_runs.c.run_id).where(
                export_runs.c.company_id == company_id, export_runs.c.wage_period == wage_period
            )
            connection.execute(delete(coverage_entries).where(coverage_entries.c.run_id.in_(earlier)))
            for table, frame in ((wage_lines, lines), (coverage, counts), (coverage_entries, entries)):
                known = [column.name for column in table.columns if column.name in frame.columns]
                insert_frame(connection, table, frame[known], run_id=run_id)

    def of_run(self, run_id: str) -> list[WageLine]:
        """The wanted lines of one run."""
        columns = [wage_lines.c[name] for name in WageLine.__dataclass_fields__]
        query = select(*columns).where(wage_lines.c.run_id == run_id).order_by(wage_lines.c.wage_line_id)
        with self.engine.connect() as connection:
            return [WageLine(**row) for row in connection.execute(query).mappings()]

    def coverage_of(self, run_id: str) -> pd.DataFrame:
        """Columns measure, type, bucket, rows of one run."""
        query = (
            select(coverage.c.measure, coverage.c.type, coverage.c.bucket, coverage.c.rows)
            .where(coverage.c.run_id == run_id)
            .order_by(coverage.c.measure, coverage.c.type, coverage.c.bucket)
        )
        with self.engine.connect() as connection:
            return pd.read_sql(query, connection)

    def left_out(self, run_id: str) -> pd.DataFrame:
        """Rows that were read but not exported, by entry: time_entry_id, employee_id, measure, type, bucket."""
        table = coverage_entries.c
        query = (
            select(table.time_entry_id, table.employee_id, table.measure, table.type, table.bucket)
            .where(table.run_id == run_id, table.bucket != "exported")
            .order_by(table.bucket, table.employee_id, table.time_entry_id)
        )
        with self.engine.connect() as connection:
            return pd.read_sql(query, connection)
