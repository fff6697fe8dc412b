"""How many people each company has"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people_counts",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("not_connected", sa.Integer(), nullable=False),
        sa.Column("connected", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("not_connected >= 0 AND connected >= 0", name=op.f("ck_people_counts_not_below_zero")),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_people_counts")),
    )


def downgrade() -> None:
    op.drop_table("people_counts")
