"""What the pages read: indexes, the day of a covered entry, the last connection check"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "connection_checks",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("exit_code", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_connection_checks")),
    )
    op.create_table(
        "call_checks",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "service", "operation", name=op.f("pk_call_checks")),
    )
    op.add_column("coverage_entries", sa.Column("work_date", sa.Date(), nullable=True))
    op.drop_index("ix_coverage_entries_run_id", table_name="coverage_entries")
    op.create_index("ix_coverage_entries_run_bucket", "coverage_entries", ["run_id", "bucket"], unique=False)
    op.create_index("ix_export_runs_started_at", "export_runs", ["started_at"], unique=False)
    op.create_index(
        "ix_export_runs_started_by",
        "export_runs",
        ["started_by"],
        unique=False,
        postgresql_ops={"started_by": "text_pattern_ops"},
    )
    op.create_index("ix_notices_company_period", "notices", ["company_id", "wage_period", "notice_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_notices_company_period", table_name="notices")
    op.drop_index("ix_export_runs_started_by", table_name="export_runs")
    op.drop_index("ix_export_runs_started_at", table_name="export_runs")
    op.drop_index("ix_coverage_entries_run_bucket", table_name="coverage_entries")
    op.create_index("ix_coverage_entries_run_id", "coverage_entries", ["run_id"], unique=False)
    with op.batch_alter_table("coverage_entries") as batch_op:
        batch_op.drop_column("work_date")
    op.drop_table("call_checks")
    op.drop_table("connection_checks")
