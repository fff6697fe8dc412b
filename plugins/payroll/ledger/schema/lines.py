"""Tables of what a run wants: wage lines, and where every time entry ended."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table

from payroll.ledger.schema.base import line_columns, metadata, run_id_column

wage_lines = Table(
    "wage_lines",
    metadata,
    Column("wage_line_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(),
    *line_columns(),
    Column(
        "exact_sixtieths", Integer, nullable=False, comment="The exact quantity, in sixtieths, before the one rounding."
    ),
    Column("quantity_hundredths", Integer, nullable=False, comment="What Nmbrs is to hold, times 100."),
    Column("source_hundredths", Integer, nullable=False, comment="The same total, added up again from the coverage."),
    comment="What a run wants Nmbrs to hold: one row per employee, component, code and cost centre.",
)

coverage = Table(
    "coverage",
    metadata,
    run_id_column(primary_key=True),
    Column("measure", String, primary_key=True, comment="What is counted: worked_hours, meals and so on."),
    Column("type", String, primary_key=True, comment="Name of the meal, allowance or leave; empty otherwise."),
    Column("bucket", String, primary_key=True, comment="The one place where these rows ended (semantics D1)."),
    Column("rows", Integer, nullable=False, comment="Number of (entry, measure, type) rows in this bucket."),
    comment="Where every time entry that was read ended, counted.",
)

coverage_entries = Table(
    "coverage_entries",
    metadata,
    Column("coverage_entry_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(index=False),
    Column("time_entry_id", String, nullable=False, index=True, comment="The time entry in the workforce database."),
    Column(
        "part", Integer, nullable=False, comment="1, and 2 for the second half of a shift that is split at midnight."
    ),
    Column("measure", String, nullable=False, comment="What is counted."),
    Column("type", String, nullable=False, comment="Name of the meal, allowance or leave; empty otherwise."),
    Column("employee_id", String, nullable=False, comment="The person in the workforce database."),
    Column("bucket", String, nullable=False, comment="The one place where this row ended (semantics D1)."),
    Column("component", String(5), nullable=False, comment="hours, wage or days; empty when not mapped."),
    Column(
        "code",
        Integer,
        nullable=False,
        comment="Nmbrs code of the line this row is part of; 0 for days or when not mapped.",
    ),
    Column("cost_center_id", String, nullable=False, comment="Nmbrs cost centre of that line."),
    Column("unit", String(7), nullable=False, comment="minutes or count."),
    Column("quantity", Integer, nullable=False, comment="Minutes or count that this row adds to its line."),
    Column("work_date", Date, comment="Day of the time entry; empty for rows of before it was kept."),
    Index("ix_coverage_entries_run_bucket", "run_id", "bucket"),
    comment="Where every time entry ended, row by row; kept for the last calculation of a company and period.",
)
