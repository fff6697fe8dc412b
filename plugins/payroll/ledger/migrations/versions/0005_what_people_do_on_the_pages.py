"""What people do on the pages: actions, and notices that are acknowledged"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OUTCOMES = "outcome IN ('started', 'done', 'refused', 'failed')"


def upgrade() -> None:
    op.create_table(
        "page_actions",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("acted_by", sa.String(), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=7), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("airflow_run", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_page_actions_known_outcome")),
        sa.CheckConstraint("acted_by <> ''", name=op.f("ck_page_actions_action_has_person")),
        sa.CheckConstraint(
            "(outcome = 'started') = (ended_at IS NULL)", name=op.f("ck_page_actions_ended_has_outcome")
        ),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_page_actions")),
    )
    op.create_index(
        "ix_page_actions_company_period", "page_actions", ["company_id", "wage_period", "action_id"], unique=False
    )
    op.create_index("ix_page_actions_subject", "page_actions", ["subject", "action_id"], unique=False)
    op.create_table(
        "notice_acknowledgements",
        sa.Column("acknowledgement_id", sa.Integer(), nullable=False),
        sa.Column("notice_key", sa.String(length=64), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("wage_period", sa.String(length=8), nullable=False),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("acknowledged_by <> ''", name=op.f("ck_notice_acknowledgements_acknowledgement_has_person")),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)",
            name=op.f("ck_notice_acknowledgements_withdrawn_has_person"),
        ),
        sa.PrimaryKeyConstraint("acknowledgement_id", name=op.f("pk_notice_acknowledgements")),
    )
    op.create_index(
        "uq_notice_acknowledgements_one_standing",
        "notice_acknowledgements",
        ["notice_key"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("notice_acknowledgements")
    op.drop_table("page_actions")
