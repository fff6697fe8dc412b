"""Table of runs."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text

from payroll.ledger.schema.base import UtcInstant, metadata, one_of

RUN_STATES: Final = (
    "started",
    "calculated",
    "blocked",
    "planned",
    "delivered",
    "proven",
    "differs",
    "refused",
    "unknown",
    "failed",
)

export_runs = Table(
    "export_runs",
    metadata,
    Column("run_id", String(36), primary_key=True, comment="One attempt at one company and wage period."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id; empty for venues linked to no company."),
    Column("wage_period", String(8), nullable=False, comment="Key of the wage period, such as 2026-M03."),
    Column("year", Integer, nullable=False, comment="Year of the wage period, as Nmbrs numbers it."),
    Column("period", Integer, nullable=False, comment="Number of the wage period in its year, as Nmbrs numbers it."),
    Column("kind", String(10), nullable=False, comment="export, dry_run, reconcile or check."),
    Column("measures", String, nullable=False, comment="The measures that this run writes, joined by commas."),
    Column("started_by", String, nullable=False, comment="Who or what started the run."),
    Column("state", String(10), nullable=False, comment="How far the run has come."),
    Column("entries_read", Integer, comment="Distinct time entries read."),
    Column("gate_rules", Integer, comment="Rules that the gate ran."),
    Column("plan_hash", String(64), comment="Fingerprint of the plan's actions."),
    Column("message", Text, comment="The one-line result, for people."),
    Column("started_at", UtcInstant, nullable=False, comment="When the run began."),
    Column("finished_at", UtcInstant, comment="When the run ended."),
    CheckConstraint(one_of("state", RUN_STATES), name="known_state"),
    CheckConstraint(one_of("kind", ("export", "dry_run", "reconcile", "check")), name="known_kind"),
    Index("ix_export_runs_company_period", "company_id", "wage_period", "started_at"),
    comment="One row per attempt to calculate and deliver one company's wage period.",
)
