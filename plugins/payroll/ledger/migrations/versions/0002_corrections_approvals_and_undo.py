"""Corrections, approvals and undo"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = "kind IN ('export', 'dry_run', 'reconcile', 'check', 'undo', 'correction')"
STATES = (
    "state IN ('started', 'calculated', 'blocked', 'planned', 'waiting', 'rejected', 'held', 'delivered', 'proven', "
    "'differs', 'refused', 'unknown', 'failed')"
)


def upgrade() -> None:
    op.create_table(
        "late_changes",
        sa.Column("late_change_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("total_hundredths", sa.Integer(), nullable=False),
        sa.Column("sent_hundredths", sa.Integer(), nullable=False),
        sa.Column("difference_hundredths", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=11), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('reported', 'next_period', 'retroactive', 'unclear')",
            name=op.f("ck_late_changes_known_outcome"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_late_changes_run_id")),
        sa.PrimaryKeyConstraint("late_change_id", name=op.f("pk_late_changes")),
    )
    with op.batch_alter_table("late_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_late_changes_run_id"), ["run_id"], unique=False)

    op.create_table(
        "look_alikes",
        sa.Column("look_alike_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("target_period", sa.String(length=8), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("quantity_hundredths", sa.Integer(), nullable=False),
        sa.Column("component_ids", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('held', 'adopted', 'ignored', 'gone')", name=op.f("ck_look_alikes_known_state")),
        sa.CheckConstraint(
            "state NOT IN ('adopted', 'ignored') OR COALESCE(decided_by, '') <> ''",
            name=op.f("ck_look_alikes_decision_has_person"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_look_alikes_run_id")),
        sa.PrimaryKeyConstraint("look_alike_id", name=op.f("pk_look_alikes")),
    )
    with op.batch_alter_table("look_alikes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_look_alikes_run_id"), ["run_id"], unique=False)
        batch_op.create_index(
            "uq_look_alikes_one_held",
            ["company_id", "wage_period", "target_period", "nmbrs_employee_id", "component", "code", "cost_center_id"],
            unique=True,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )

    op.create_table(
        "period_holds",
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(lifted_by IS NULL) = (lifted_at IS NULL)", name=op.f("ck_period_holds_lifted_has_person")),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_period_holds_run_id")),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_period_holds")),
    )
    with op.batch_alter_table("period_holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_period_holds_run_id"), ["run_id"], unique=False)
        batch_op.create_index(
            "uq_period_holds_one_open",
            ["company_id", "wage_period"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "plan_approvals",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("plan_hash", sa.String(length=64), nullable=False),
        sa.Column("needs_four_eyes", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'rejected', 'expired')", name=op.f("ck_plan_approvals_known_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR (COALESCE(decided_by, '') <> '' AND decided_at IS NOT NULL)",
            name=op.f("ck_plan_approvals_decision_has_person"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_plan_approvals_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_plan_approvals")),
    )
    with op.batch_alter_table("plan_approvals", schema=None) as batch_op:
        batch_op.create_index(
            "uq_plan_approvals_one_waiting",
            ["company_id", "wage_period"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "planned_actions",
        sa.Column("planned_action_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("wanted_hundredths", sa.Integer(), nullable=False),
        sa.Column("present_hundredths", sa.Integer(), nullable=False),
        sa.Column("nmbrs_component_id", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_planned_actions_run_id")),
        sa.PrimaryKeyConstraint("planned_action_id", name=op.f("pk_planned_actions")),
    )
    with op.batch_alter_table("planned_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_actions_run_id"), ["run_id"], unique=False)

    for table in ("entry_exports", "ledger_writes"):
        op.add_column(table, sa.Column("target_period", sa.String(length=8), server_default="", nullable=False))
        op.execute(f"UPDATE {table} SET target_period = wage_period")  # noqa: S608
    op.create_index("ix_ledger_writes_company_target", "ledger_writes", ["company_id", "target_period", "write_id"])
    _change_runs(KINDS, STATES)
    op.execute("UPDATE export_runs SET target_period = wage_period")


def downgrade() -> None:
    raise NotImplementedError("Corrections and approvals cannot be taken out of a ledger; restore a backup instead.")


def _change_runs(kinds: str, states: str) -> None:
    """SQLite makes the table anew, without the conditions that it had: all of them are named here."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    with op.batch_alter_table("export_runs") as runs:
        runs.add_column(sa.Column("target_period", sa.String(length=8), server_default="", nullable=False))
        runs.add_column(sa.Column("person", sa.String(), nullable=True))
        runs.add_column(sa.Column("is_retroactive", sa.Boolean(), server_default=sa.false(), nullable=False))
        runs.add_column(sa.Column("reason", sa.Text(), nullable=True))
        runs.add_column(sa.Column("parent_run_id", sa.String(length=36), nullable=True))
        runs.create_index(op.f("ix_export_runs_parent_run_id"), ["parent_run_id"])
        runs.create_foreign_key(op.f("fk_export_runs_parent_run_id"), "export_runs", ["parent_run_id"], ["run_id"])
        if not is_sqlite:
            runs.drop_constraint(op.f("ck_export_runs_known_kind"), type_="check")
            runs.drop_constraint(op.f("ck_export_runs_known_state"), type_="check")
        runs.create_check_constraint(op.f("ck_export_runs_known_kind"), kinds)
        runs.create_check_constraint(op.f("ck_export_runs_known_state"), states)
        runs.create_check_constraint(
            op.f("ck_export_runs_retroactive_has_reason"), "NOT is_retroactive OR COALESCE(reason, '') <> ''"
        )
        runs.create_check_constraint(
            op.f("ck_export_runs_correction_has_parent"), "kind <> 'correction' OR parent_run_id IS NOT NULL"
        )
