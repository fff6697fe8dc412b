"""Tables of plans: what a run is about to do, and who said yes or no to it (semantics F1, F3)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text, text

from payroll.ledger.schema.base import UtcInstant, line_columns, metadata, one_of, run_id_column

PLAN_STATES: Final = ("waiting", "approved", "rejected", "expired")

_WAITING: Final = text("state = 'waiting'")

planned_actions = Table(
    "planned_actions",
    metadata,
    Column("planned_action_id", Integer, primary_key=True, comment="Number of the row."),
    run_id_column(),
    Column("kind", String(8), nullable=False, comment="insert, change, delete, set_days, or leave with a finding."),
    *line_columns(),
    Column("wanted_hundredths", Integer, nullable=False, comment="What the line is to hold, times 100."),
    Column("present_hundredths", Integer, nullable=False, comment="What it held when the plan was made, times 100."),
    Column("nmbrs_component_id", String, comment="Component in Nmbrs; empty for days and for what is new."),
    Column("finding", String, nullable=False, comment="Why a line is left alone or looked at; empty otherwise."),
    comment="The plan of a run, without the lines that stay as they are.",
)

plan_approvals = Table(
    "plan_approvals",
    metadata,
    run_id_column(primary_key=True),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("wage_period", String(8), nullable=False, comment="Wage period of the plan."),
    Column("plan_hash", String(64), nullable=False, comment="Fingerprint of the plan that was asked about."),
    Column("needs_four_eyes", Boolean, nullable=False, comment="Whether the approver may not be the starter."),
    Column("state", String(8), nullable=False, comment="waiting, approved, rejected or expired."),
    Column("asked_at", UtcInstant, nullable=False, comment="When the plan was stored."),
    Column("decided_by", String, comment="Who approved or rejected."),
    Column("decided_at", UtcInstant, comment="When it was approved, rejected or expired."),
    Column("decision_reason", Text, comment="Why, in the words of who decided."),
    CheckConstraint(one_of("state", PLAN_STATES), name="known_state"),
    CheckConstraint(
        "state NOT IN ('approved', 'rejected') OR (COALESCE(decided_by, '') <> '' AND decided_at IS NOT NULL)",
        name="decision_has_person",
    ),
    Index(
        "uq_plan_approvals_one_waiting",
        "company_id",
        "wage_period",
        unique=True,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    comment="Plans that wait for a person, and what the person said.",
)
