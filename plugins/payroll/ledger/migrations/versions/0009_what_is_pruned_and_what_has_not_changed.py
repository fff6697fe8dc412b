"""When the details of a run were removed, and with what a paid wage period was found unchanged"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export_runs", sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "paid_fingerprints",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["export_runs.run_id"], name=op.f("fk_paid_fingerprints_run_id")),
        sa.PrimaryKeyConstraint("company_id", "wage_period", name=op.f("pk_paid_fingerprints")),
    )


def downgrade() -> None:
    op.drop_table("paid_fingerprints")
    op.drop_column("export_runs", "pruned_at")
