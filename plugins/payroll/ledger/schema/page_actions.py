"""Tables of what people did on the payroll pages: every action, and the notices that somebody has acknowledged."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text, text

from payroll.ledger.schema.base import UtcInstant, metadata, one_of

ACTION_OUTCOMES: Final = ("started", "done", "refused", "failed")

_STANDS: Final = text("withdrawn_at IS NULL")

page_actions = Table(
    "page_actions",
    metadata,
    Column("action_id", Integer, primary_key=True, comment="Number of the action."),
    Column("action", String(40), nullable=False, comment="What was asked for, in one word such as undo."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id; empty when it concerns no company."),
    Column("wage_period", String(8), nullable=False, comment="Wage period; empty when it concerns none."),
    Column(
        "subject", String, nullable=False, comment="Key of the run, line, person or notice that it is about; or empty."
    ),
    Column("acted_by", String, nullable=False, comment="Who, by the name that Airflow knows."),
    Column("acted_at", UtcInstant, nullable=False, comment="When it was asked for."),
    Column("outcome", String(7), nullable=False, comment="started, done, refused or failed."),
    Column("message", Text, nullable=False, comment="What came of it, as a sentence with keys only; may be empty."),
    Column("airflow_run", String, comment="The DAG run that carries it out: DAG, blank, run id."),
    Column("ended_at", UtcInstant, comment="When the pages were done with it; empty where they were cut off."),
    CheckConstraint(one_of("outcome", ACTION_OUTCOMES), name="known_outcome"),
    CheckConstraint("acted_by <> ''", name="action_has_person"),
    CheckConstraint("(outcome = 'started') = (ended_at IS NULL)", name="ended_has_outcome"),
    Index("ix_page_actions_company_period", "company_id", "wage_period", "action_id"),
    Index("ix_page_actions_subject", "subject", "action_id"),
    comment="What people did on the payroll pages: who, when, and what came of it.",
)

notice_acknowledgements = Table(
    "notice_acknowledgements",
    metadata,
    Column("acknowledgement_id", Integer, primary_key=True, comment="Number of the row."),
    Column(
        "notice_key",
        String(64),
        nullable=False,
        comment="SHA-256 of severity, company, wage period and text: the same notice of another night has the same.",
    ),
    Column("company_id", String, nullable=False, comment="Nmbrs company id; empty when it concerns no company."),
    Column("wage_period", String(8), nullable=False, comment="Wage period; empty when it concerns none."),
    Column("acknowledged_by", String, nullable=False, comment="Who has seen it and takes it on."),
    Column("acknowledged_at", UtcInstant, nullable=False, comment="When that was."),
    Column("note", Text, nullable=False, comment="In the words of that person; empty: none."),
    Column("withdrawn_by", String, comment="Who put the notice back on the list."),
    Column("withdrawn_at", UtcInstant, comment="When that was; empty while it stands."),
    CheckConstraint("acknowledged_by <> ''", name="acknowledgement_has_person"),
    CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_has_person"),
    Index(
        "uq_notice_acknowledgements_one_standing",
        "notice_key",
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    ),
    comment="Notices that somebody has acknowledged; they stay in the history (semantics I3).",
)
