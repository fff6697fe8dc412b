"""From which day to which somebody is in a department or has a function"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("synced_placements", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("synced_placements", sa.Column("ends_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("synced_placements", "ends_on")
    op.drop_column("synced_placements", "starts_on")
