"""How many lines a run compared, and how many calls to Nmbrs it took"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export_runs", sa.Column("lines", sa.Integer(), nullable=True))
    op.add_column("export_runs", sa.Column("calls", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("export_runs", "calls")
    op.drop_column("export_runs", "lines")
