"""Create the ledger"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_budgets",
        sa.Column("nmbrs_user", sa.String(length=64), nullable=False),
        sa.Column("next_free_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nmbrs_user", name=op.f("pk_call_budgets")),
    )
    op.create_table(
        "entry_exports",
        sa.Column("entry_export_id", sa.Integer(), nullable=False),
        sa.Column("time_entry_id", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("nmbrs_component_id", sa.String(), nullable=True),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_export_id", name=op.f("pk_entry_exports")),
    )
    with op.batch_alter_table("entry_exports", schema=None) as batch_op:
        batch_op.create_index("ix_entry_exports_company_period", ["company_id", "wage_period"], unique=False)
        batch_op.create_index(batch_op.f("ix_entry_exports_time_entry_id"), ["time_entry_id"], unique=False)

    op.create_table(
        "export_runs",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("entries_read", sa.Integer(), nullable=True),
        sa.Column("gate_rules", sa.Integer(), nullable=True),
        sa.Column("plan_hash", sa.String(length=64), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('export', 'dry_run', 'reconcile', 'check')", name=op.f("ck_export_runs_known_kind")
        ),
        sa.CheckConstraint(
            "state IN ('started', 'calculated', 'blocked', 'planned', 'delivered', 'proven', 'differs', 'refused', 'unknown', 'failed')",
            name=op.f("ck_export_runs_known_state"),
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_export_runs")),
    )
    with op.batch_alter_table("export_runs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_export_runs_company_period", ["company_id", "wage_period", "started_at"], unique=False
        )

    op.create_table(
        "seen_codes",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "component", "code", name=op.f("pk_seen_codes")),
    )
    op.create_table(
        "control_lines",
        sa.Column("control_line_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("source_hundredths", sa.Integer(), nullable=False),
        sa.Column("wanted_hundredths", sa.Integer(), nullable=False),
        sa.Column("nmbrs_hundredths", sa.Integer(), nullable=False),
        sa.Column("foreign_hundredths", sa.Integer(), nullable=False),
        sa.Column("difference_hundredths", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_control_lines_run_id")),
        sa.PrimaryKeyConstraint("control_line_id", name=op.f("pk_control_lines")),
    )
    with op.batch_alter_table("control_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_control_lines_run_id"), ["run_id"], unique=False)

    op.create_table(
        "coverage",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_coverage_run_id")),
        sa.PrimaryKeyConstraint("run_id", "measure", "type", "bucket", name=op.f("pk_coverage")),
    )
    op.create_table(
        "coverage_entries",
        sa.Column("coverage_entry_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("time_entry_id", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(length=7), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_coverage_entries_run_id")),
        sa.PrimaryKeyConstraint("coverage_entry_id", name=op.f("pk_coverage_entries")),
    )
    with op.batch_alter_table("coverage_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coverage_entries_run_id"), ["run_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coverage_entries_time_entry_id"), ["time_entry_id"], unique=False)

    op.create_table(
        "gate_failures",
        sa.Column("gate_failure_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_gate_failures_run_id")),
        sa.PrimaryKeyConstraint("gate_failure_id", name=op.f("pk_gate_failures")),
    )
    with op.batch_alter_table("gate_failures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gate_failures_run_id"), ["run_id"], unique=False)

    op.create_table(
        "ledger_writes",
        sa.Column("write_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("quantity_hundredths", sa.Integer(), nullable=False),
        sa.Column("previous_hundredths", sa.Integer(), nullable=True),
        sa.Column("nmbrs_component_id", sa.String(), nullable=True),
        sa.Column("ids_before", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "action IN ('insert', 'change', 'delete', 'set_days')", name=op.f("ck_ledger_writes_known_action")
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR action = 'set_days' OR nmbrs_component_id IS NOT NULL",
            name=op.f("ck_ledger_writes_confirmed_has_id"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'not_saved') OR sent_at IS NOT NULL", name=op.f("ck_ledger_writes_sent_has_instant")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'confirmed', 'refused', 'unknown', 'not_saved', 'held')",
            name=op.f("ck_ledger_writes_known_state"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_ledger_writes_run_id")),
        sa.PrimaryKeyConstraint("write_id", name=op.f("pk_ledger_writes")),
    )
    with op.batch_alter_table("ledger_writes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ledger_writes_company_period", ["company_id", "wage_period", "write_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ledger_writes_run_id"), ["run_id"], unique=False)
        batch_op.create_index(
            "uq_ledger_writes_distinct_in_batch",
            ["nmbrs_employee_id", "component", "code", "quantity_hundredths"],
            unique=True,
            sqlite_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NOT NULL"),
            postgresql_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_ledger_writes_insert_once",
            ["component", "nmbrs_component_id"],
            unique=True,
            sqlite_where=sa.text("action = 'insert' AND state = 'confirmed'"),
            postgresql_where=sa.text("action = 'insert' AND state = 'confirmed'"),
        )
        batch_op.create_index(
            "uq_ledger_writes_one_unsettled",
            ["nmbrs_employee_id", "component"],
            unique=True,
            sqlite_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NULL"),
            postgresql_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NULL"),
        )

    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("severity IN ('info', 'warning', 'critical')", name=op.f("ck_notices_known_severity")),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_notices_run_id")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_run_id"), ["run_id"], unique=False)

    op.create_table(
        "proofs",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("difference_hundredths", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_proofs_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_proofs")),
    )
    op.create_table(
        "wage_lines",
        sa.Column("wage_line_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("component", sa.String(length=5), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("cost_center_id", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("exact_sixtieths", sa.Integer(), nullable=False),
        sa.Column("quantity_hundredths", sa.Integer(), nullable=False),
        sa.Column("source_hundredths", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_wage_lines_run_id")),
        sa.PrimaryKeyConstraint("wage_line_id", name=op.f("pk_wage_lines")),
    )
    with op.batch_alter_table("wage_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wage_lines_run_id"), ["run_id"], unique=False)

    op.execute(
        "CREATE VIEW exported_entries AS "
        "SELECT time_entry_id, measure, company_id, wage_period, nmbrs_component_id, exported_at FROM entry_exports"
    )


def downgrade() -> None:
    op.execute("DROP VIEW exported_entries")
    with op.batch_alter_table("wage_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wage_lines_run_id"))

    op.drop_table("wage_lines")
    op.drop_table("proofs")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_run_id"))

    op.drop_table("notices")
    with op.batch_alter_table("ledger_writes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ledger_writes_one_unsettled",
            sqlite_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NULL"),
            postgresql_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_ledger_writes_insert_once",
            sqlite_where=sa.text("action = 'insert' AND state = 'confirmed'"),
            postgresql_where=sa.text("action = 'insert' AND state = 'confirmed'"),
        )
        batch_op.drop_index(
            "uq_ledger_writes_distinct_in_batch",
            sqlite_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NOT NULL"),
            postgresql_where=sa.text("state IN ('sending', 'unknown', 'held') AND batch_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_ledger_writes_run_id"))
        batch_op.drop_index("ix_ledger_writes_company_period")

    op.drop_table("ledger_writes")
    with op.batch_alter_table("gate_failures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gate_failures_run_id"))

    op.drop_table("gate_failures")
    with op.batch_alter_table("coverage_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_entries_time_entry_id"))
        batch_op.drop_index(batch_op.f("ix_coverage_entries_run_id"))

    op.drop_table("coverage_entries")
    op.drop_table("coverage")
    with op.batch_alter_table("control_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_control_lines_run_id"))

    op.drop_table("control_lines")
    op.drop_table("seen_codes")
    with op.batch_alter_table("export_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_export_runs_company_period")

    op.drop_table("export_runs")
    with op.batch_alter_table("entry_exports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_exports_time_entry_id"))
        batch_op.drop_index("ix_entry_exports_company_period")

    op.drop_table("entry_exports")
    op.drop_table("call_budgets")
