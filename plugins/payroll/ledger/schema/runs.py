"""Table of runs."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, false

from payroll.ledger.schema.base import UtcInstant, metadata, one_of

RUN_KINDS: Final = ("export", "dry_run", "reconcile", "check", "undo", "correction")
RUN_STATES: Final = (
    "started",
    "calculated",
    "blocked",
    "planned",
    "waiting",
    "rejected",
    "held",
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
    Column("wage_period", String(8), nullable=False, comment="Wage period whose hours the run is about: 2026-M03."),
    Column(
        "target_period",
        String(8),
        nullable=False,
        server_default="",
        comment="Wage period that the run writes to; later than wage_period in a correction.",
    ),
    Column("year", Integer, nullable=False, comment="Year of target_period, as Nmbrs numbers it."),
    Column("period", Integer, nullable=False, comment="Number of target_period in its year, as Nmbrs numbers it."),
    Column(
        "kind",
        String(10),
        nullable=False,
        comment="export, dry_run, reconcile, check, undo, or correction: the difference of an earlier wage period, "
        "sent in the current one.",
    ),
    Column(
        "is_retroactive",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="Whether a person asked to open an earlier wage period.",
    ),
    Column("reason", Text, comment="Why an earlier wage period is opened, in the words of who asked."),
    Column(
        "parent_run_id",
        String(36),
        ForeignKey("export_runs.run_id"),
        index=True,
        comment="The export of the current wage period that found the late change of this one.",
    ),
    Column("measures", String, nullable=False, comment="The measures that this run writes, joined by commas."),
    Column("started_by", String, nullable=False, comment="Who or what started the run."),
    Column("person", String, comment="The person who started it, as Airflow or the system names them; empty: nobody."),
    Column("state", String(10), nullable=False, comment="How far the run has come."),
    Column("entries_read", Integer, comment="Distinct time entries read."),
    Column("gate_rules", Integer, comment="Rules that the gate ran."),
    Column("lines", Integer, comment="Lines that were compared with Nmbrs; empty where none were yet."),
    Column("calls", Integer, comment="Calls to Nmbrs that it took, from its beginning on; empty: not counted."),
    Column("plan_hash", String(64), comment="Fingerprint of the plan's actions."),
    Column("message", Text, comment="The one-line result, for people."),
    Column("started_at", UtcInstant, nullable=False, comment="When the run began."),
    Column("finished_at", UtcInstant, comment="When the run ended."),
    Column(
        "pruned_at",
        UtcInstant,
        comment="When its wage lines, control lines, plan and data check findings were removed; empty: they are there.",
    ),
    CheckConstraint(one_of("state", RUN_STATES), name="known_state"),
    CheckConstraint(one_of("kind", RUN_KINDS), name="known_kind"),
    CheckConstraint("NOT is_retroactive OR COALESCE(reason, '') <> ''", name="retroactive_has_reason"),
    CheckConstraint("kind <> 'correction' OR parent_run_id IS NOT NULL", name="correction_has_parent"),
    Index("ix_export_runs_started_at", "started_at"),
    Index("ix_export_runs_started_by", "started_by", postgresql_ops={"started_by": "text_pattern_ops"}),
    Index("ix_export_runs_company_period", "company_id", "wage_period", "started_at"),
    comment="One row per attempt to calculate and deliver one company's wage period.",
)
