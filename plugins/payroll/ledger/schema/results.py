"""Tables of what came of a run: control lines, proof, exported marks, data checks and notices."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text

from payroll.ledger.schema.base import UtcInstant, line_columns, metadata, one_of, run_id_column

SEVERITIES: Final = ("info", "warning", "critical")

control_lines = Table(
    "control_lines",
    metadata,
    Column("control_line_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(),
    *line_columns(),
    Column("source_hundredths", Integer, nullable=False, comment="What the time entries add up to, times 100."),
    Column("wanted_hundredths", Integer, nullable=False, comment="What Nmbrs is to hold from us, times 100."),
    Column("nmbrs_hundredths", Integer, nullable=False, comment="What Nmbrs holds from us, times 100."),
    Column("foreign_hundredths", Integer, nullable=False, comment="What others typed on the same code, times 100."),
    Column(
        "difference_hundredths", Integer, nullable=False, comment="Nmbrs less wanted, times 100; the proof needs 0."
    ),
    Column("finding", String, nullable=False, comment="Why a line differs or was left alone; empty when all is well."),
    comment="The control report: source, wanted and Nmbrs side by side.",
)

proofs = Table(
    "proofs",
    metadata,
    run_id_column(primary_key=True),
    Column(
        "difference_hundredths",
        Integer,
        nullable=False,
        comment="Sum of the absolute differences of all lines, times 100.",
    ),
    Column("passed", Boolean, nullable=False, comment="Whether every line agrees to 0.00."),
    Column("proven_at", UtcInstant, nullable=False, comment="When Nmbrs was read back."),
    comment="The outcome of reading back after delivery (semantics F5).",
)

entry_exports = Table(
    "entry_exports",
    metadata,
    Column("entry_export_id", Integer, primary_key=True, comment="Number of the row."),
    Column("time_entry_id", String, nullable=False, index=True, comment="The time entry in the workforce database."),
    Column("part", Integer, nullable=False, comment="1, and 2 for the second half of a split shift."),
    Column("measure", String, nullable=False, comment="What was exported of it."),
    Column("type", String, nullable=False, comment="Name of the meal, allowance or leave; empty otherwise."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("wage_period", String(8), nullable=False, comment="Wage period to which the time entry belongs."),
    Column(
        "target_period",
        String(8),
        nullable=False,
        server_default="",
        comment="Wage period that pays it; a later one where a correction does.",
    ),
    Column("component", String(5), nullable=False, comment="hours, wage or days."),
    Column("nmbrs_component_id", String, comment="Component in Nmbrs that holds it; empty for days."),
    Column("exported_at", UtcInstant, nullable=False, comment="When it was first proven to be in Nmbrs."),
    Index("ix_entry_exports_company_period", "company_id", "wage_period"),
    comment="From a time entry to the Nmbrs component that pays it; the view exported_entries shows it to sources.",
)

gate_failures = Table(
    "gate_failures",
    metadata,
    Column("gate_failure_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(),
    Column("table_name", String, nullable=False, comment="Which frame was checked."),
    Column("rule", String, nullable=False, comment="Short name of the rule."),
    Column("severity", String(8), nullable=False, comment="critical stops the company, warning is shown."),
    Column("description", Text, nullable=False, comment="What the rule asks for."),
    Column("key", Text, nullable=False, comment="Which row failed, by its keys."),
    Column("found", Text, nullable=False, comment="What was found there."),
    comment="Rows that a data check refused or warned about.",
)

notices = Table(
    "notices",
    metadata,
    Column("notice_id", Integer, primary_key=True, comment="Number of the notice."),
    run_id_column(),
    Column("severity", String(8), nullable=False, comment="info, warning or critical."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id; empty when it concerns no company."),
    Column("wage_period", String(8), nullable=False, comment="Wage period; empty when it concerns none."),
    Column("text", Text, nullable=False, comment="What is the matter."),
    Column("next_step", Text, nullable=False, comment="What a person does now."),
    Column("noticed_at", UtcInstant, nullable=False, comment="When it was noticed."),
    CheckConstraint(one_of("severity", SEVERITIES), name="known_severity"),
    Index("ix_notices_company_period", "company_id", "wage_period", "notice_id"),
    comment="What a person must know or do.",
)
