"""People: connections, what Nmbrs said, changes, review list and writes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contracts_agreed",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("workforce_contract_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("starts_on", sa.String(), nullable=True),
        sa.Column("ends_on", sa.String(), nullable=True),
        sa.Column("hours_per_week_hundredths", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "employee_id", "contract_id", name=op.f("pk_contracts_agreed")),
    )
    op.create_table(
        "people_agreed",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("employee_number", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("prefix", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("birth_country", sa.String(), nullable=True),
        sa.Column("work_email", sa.String(), nullable=True),
        sa.Column("private_email", sa.String(), nullable=True),
        sa.Column("work_phone", sa.String(), nullable=True),
        sa.Column("private_phone", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("house_number_addition", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("bank_account_number", sa.String(), nullable=True),
        sa.Column("iban", sa.String(), nullable=True),
        sa.Column("bic", sa.String(), nullable=True),
        sa.Column("salary_amount_cents", sa.String(), nullable=True),
        sa.Column("salary_type", sa.String(), nullable=True),
        sa.Column("salary_effective_date", sa.String(), nullable=True),
        sa.Column("hire_date", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "employee_id", name=op.f("pk_people_agreed")),
    )
    op.create_table(
        "people_connections",
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("connected_by_key", sa.String(length=8), nullable=False),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("connected_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "connected_by_key IN ('nmbrs_id', 'bsn', 'email', 'imported', 'hand', 'created')",
            name=op.f("ck_people_connections_known_key"),
        ),
        sa.PrimaryKeyConstraint("company_id", "employee_id", name=op.f("pk_people_connections")),
    )
    op.create_index("ix_people_connections_employee", "people_connections", ["employee_id"], unique=False)
    op.create_index(
        "uq_people_connections_nmbrs", "people_connections", ["company_id", "nmbrs_employee_id"], unique=True
    )
    op.create_table(
        "people_disconnections",
        sa.Column("disconnection_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("disconnected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disconnected_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("disconnection_id", name=op.f("pk_people_disconnections")),
    )
    op.create_index(
        "ix_people_disconnections_company", "people_disconnections", ["company_id", "nmbrs_employee_id"], unique=False
    )
    op.create_table(
        "people_reviews",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=15), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "severity IN ('info', 'warning', 'critical')", name=op.f("ck_people_reviews_known_severity")
        ),
        sa.CheckConstraint("source IN ('sync', 'employee_export')", name=op.f("ck_people_reviews_known_source")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_people_reviews")),
    )
    op.create_index(
        "uq_people_reviews_open",
        "people_reviews",
        ["source", "company_id", "employee_id", "nmbrs_employee_id", "field", "rule", "sentence"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "people_runs",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("is_dry_run", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('sync', 'employee_export', 'by_hand')", name=op.f("ck_people_runs_known_kind")),
        sa.CheckConstraint(
            "state IN ('started', 'planned', 'waiting', 'done', 'blocked', 'refused', 'unknown', 'failed')",
            name=op.f("ck_people_runs_known_state"),
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_people_runs")),
    )
    op.create_index("ix_people_runs_company", "people_runs", ["company_id", "kind", "started_at"], unique=False)
    op.create_table(
        "synced_addresses",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("address_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("start_period", sa.Integer(), nullable=True),
        sa.Column("end_year", sa.Integer(), nullable=True),
        sa.Column("end_period", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("house_number_addition", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_addresses")),
    )
    op.create_index(
        "uq_synced_addresses_present",
        "synced_addresses",
        ["company_id", "nmbrs_employee_id", "address_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_bank_accounts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("bank_account_number", sa.String(), nullable=True),
        sa.Column("iban", sa.String(), nullable=True),
        sa.Column("bic", sa.String(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_bank_accounts")),
    )
    op.create_index(
        "uq_synced_bank_accounts_present",
        "synced_bank_accounts",
        ["company_id", "nmbrs_employee_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_contracts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("hours_per_week_hundredths", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("kind_from", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_contracts")),
    )
    op.create_index(
        "uq_synced_contracts_present",
        "synced_contracts",
        ["company_id", "nmbrs_employee_id", "contract_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_costs",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("cost_per_hour_cents", sa.BigInteger(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_costs")),
    )
    op.create_index(
        "uq_synced_costs_present",
        "synced_costs",
        ["company_id", "nmbrs_employee_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_employments",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("employment_id", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("initial_starts_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_employments")),
    )
    op.create_index(
        "uq_synced_employments_present",
        "synced_employments",
        ["company_id", "nmbrs_employee_id", "employment_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_people",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("employee_number", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("prefix", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_country", sa.String(), nullable=True),
        sa.Column("work_email", sa.String(), nullable=True),
        sa.Column("private_email", sa.String(), nullable=True),
        sa.Column("work_phone", sa.String(), nullable=True),
        sa.Column("private_phone", sa.String(), nullable=True),
        sa.Column("bsn_key", sa.String(length=64), nullable=True),
        sa.Column("not_imported", sa.String(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_people")),
    )
    op.create_index(
        "uq_synced_people_present",
        "synced_people",
        ["company_id", "nmbrs_employee_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_placements",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("start_period", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_placements")),
    )
    op.create_index(
        "uq_synced_placements_present",
        "synced_placements",
        ["company_id", "nmbrs_employee_id", "kind", "unit_id", "start_year", "start_period"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_salaries",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("salary_id", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("salary_amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("salary_type", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_salaries")),
    )
    op.create_index(
        "uq_synced_salaries_present",
        "synced_salaries",
        ["company_id", "nmbrs_employee_id", "salary_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "synced_schedules",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=False),
        sa.Column("schedule_id", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("two_weeks_hundredths", sa.BigInteger(), nullable=True),
        sa.Column("days_hundredths", sa.Text(), nullable=True),
        sa.Column("part_time_percentage_hundredths", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_synced_schedules")),
    )
    op.create_index(
        "uq_synced_schedules_present",
        "synced_schedules",
        ["company_id", "nmbrs_employee_id", "schedule_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "people_changes",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("written_to", sa.String(length=9), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.CheckConstraint("field <> 'bsn'", name=op.f("ck_people_changes_no_bsn")),
        sa.CheckConstraint("written_to IN ('workforce', 'nmbrs')", name=op.f("ck_people_changes_known_side")),
        sa.ForeignKeyConstraint(["run_id"], ["people_runs.run_id"], name=op.f("fk_people_changes_run_id")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_people_changes")),
    )
    op.create_index("ix_people_changes_person", "people_changes", ["employee_id", "company_id"], unique=False)
    op.create_index(op.f("ix_people_changes_run_id"), "people_changes", ["run_id"], unique=False)
    op.create_table(
        "people_writes",
        sa.Column("write_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(), nullable=False),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("nmbrs_employee_id", sa.String(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("fields", sa.Text(), server_default="", nullable=False),
        sa.Column("target_id", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("ids_before", sa.Text(), nullable=True),
        sa.Column("nmbrs_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("is_undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "action <> 'create_employee' OR state <> 'confirmed' OR nmbrs_employee_id IS NOT NULL",
            name=op.f("ck_people_writes_created_has_id"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'not_saved') OR sent_at IS NOT NULL", name=op.f("ck_people_writes_sent_has_instant")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'confirmed', 'refused', 'unknown', 'not_saved', 'held')",
            name=op.f("ck_people_writes_known_state"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["people_runs.run_id"], name=op.f("fk_people_writes_run_id")),
        sa.PrimaryKeyConstraint("write_id", name=op.f("pk_people_writes")),
    )
    op.create_index("ix_people_writes_person", "people_writes", ["company_id", "employee_id", "write_id"], unique=False)
    op.create_index(op.f("ix_people_writes_run_id"), "people_writes", ["run_id"], unique=False)
    op.create_index(
        "uq_people_writes_created_once",
        "people_writes",
        ["company_id", "employee_id"],
        unique=True,
        sqlite_where=sa.text("action = 'create_employee' AND state = 'confirmed' AND NOT is_undone"),
        postgresql_where=sa.text("action = 'create_employee' AND state = 'confirmed' AND NOT is_undone"),
    )
    op.create_index(
        "uq_people_writes_one_unsettled",
        "people_writes",
        ["company_id", "employee_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('sending', 'unknown', 'held')"),
        postgresql_where=sa.text("state IN ('sending', 'unknown', 'held')"),
    )


def downgrade() -> None:
    raise NotImplementedError("Who is who cannot be taken out of a ledger; restore a backup instead.")
