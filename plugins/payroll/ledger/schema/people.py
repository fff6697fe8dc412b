"""Tables of who is who: runs about people, connections with Nmbrs, what was agreed, changed, and is to be looked at."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, false, text

from payroll.ledger.schema.base import UtcInstant, metadata, one_of

PEOPLE_RUN_KINDS: Final = ("sync", "employee_export", "by_hand")
PEOPLE_RUN_STATES: Final = ("started", "planned", "waiting", "done", "blocked", "refused", "unknown", "failed")
CONNECTED_BY: Final = ("nmbrs_id", "bsn", "email", "imported", "hand", "created")
CHANGE_SIDES: Final = ("workforce", "nmbrs")
REVIEW_SOURCES: Final = ("sync", "employee_export")
REVIEW_SEVERITIES: Final = ("info", "warning", "critical")

_OPEN: Final = text("closed_at IS NULL")
_AGREED_TEXT: Final = "as text; blank when both were blank, empty when never agreed."


def people_run_column(*, primary_key: bool = False) -> Column[str]:
    """The run about people that wrote a row."""
    return Column(
        "run_id",
        String(36),
        ForeignKey("people_runs.run_id"),
        primary_key=primary_key,
        nullable=False,
        index=not primary_key,
        comment="The run about people that wrote this row.",
    )


def our_key() -> list[Column[str]]:
    """The company, and the person in the workforce database."""
    return [
        Column("company_id", String, primary_key=True, comment="Nmbrs company id."),
        Column("employee_id", String, primary_key=True, comment="The person in the workforce database."),
    ]


people_runs = Table(
    "people_runs",
    metadata,
    Column("run_id", String(36), primary_key=True, comment="One attempt at the people of one company."),
    Column("kind", String(15), nullable=False, comment="sync, employee_export, or by_hand: matched or disconnected."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("is_dry_run", Boolean, nullable=False, server_default=false(), comment="Whether it only shows a plan."),
    Column("reason", Text, comment="Why an earlier wage period is opened, in the words of who asked."),
    Column("started_by", String, nullable=False, comment="Who or what started the run."),
    Column("person", String, comment="The person who started it, as Airflow or the system names them; empty: nobody."),
    Column("state", String(8), nullable=False, comment="How far the run has come."),
    Column("counts", Text, comment="JSON: how many people were read, connected, changed and so on."),
    Column("message", Text, comment="The one-line result, for people."),
    Column("started_at", UtcInstant, nullable=False, comment="When the run began."),
    Column("finished_at", UtcInstant, comment="When the run ended."),
    CheckConstraint(one_of("kind", PEOPLE_RUN_KINDS), name="known_kind"),
    CheckConstraint(one_of("state", PEOPLE_RUN_STATES), name="known_state"),
    Index("ix_people_runs_company", "company_id", "kind", "started_at"),
    comment="Runs about people that changed something or failed; a sync that finds nothing new leaves no row.",
)

people_connections = Table(
    "people_connections",
    metadata,
    *our_key(),
    Column("nmbrs_employee_id", String, nullable=False, comment="The same person in Nmbrs."),
    Column(
        "connected_by_key",
        String(8),
        nullable=False,
        comment="What told: nmbrs_id, bsn, email; imported: the person came from Nmbrs; hand; created: we created the "
        "person in Nmbrs.",
    ),
    Column("connected_at", UtcInstant, nullable=False, comment="When they were connected."),
    Column("connected_by", String, nullable=False, comment="Who or what connected them."),
    CheckConstraint(one_of("connected_by_key", CONNECTED_BY), name="known_key"),
    Index("uq_people_connections_nmbrs", "company_id", "nmbrs_employee_id", unique=True),
    Index("ix_people_connections_employee", "employee_id"),
    comment="Which Nmbrs employee is which of our people, per company (semantics D3, G3).",
)

people_disconnections = Table(
    "people_disconnections",
    metadata,
    Column("disconnection_id", Integer, primary_key=True, comment="Number of the row."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("employee_id", String, nullable=False, comment="The person in the workforce database."),
    Column("nmbrs_employee_id", String, nullable=False, comment="The Nmbrs employee that it was connected with."),
    Column("disconnected_at", UtcInstant, nullable=False, comment="When they were taken apart."),
    Column("disconnected_by", String, nullable=False, comment="Who took them apart."),
    Index("ix_people_disconnections_company", "company_id", "nmbrs_employee_id"),
    comment="Pairs that a person took apart: never matched again but by hand.",
)

people_agreed = Table(
    "people_agreed",
    metadata,
    *our_key(),
    Column("employee_number", String, comment=f"Personnel number, {_AGREED_TEXT}"),
    Column("first_name", String, comment=f"Given name, {_AGREED_TEXT}"),
    Column("prefix", String, comment=f"Words before the last name, {_AGREED_TEXT}"),
    Column("last_name", String, comment=f"Last name, {_AGREED_TEXT}"),
    Column("birth_date", String, comment=f"Date of birth, {_AGREED_TEXT}"),
    Column("birth_country", String, comment=f"Country of birth, {_AGREED_TEXT}"),
    Column("work_email", String, comment=f"E-mail address at work, {_AGREED_TEXT}"),
    Column("private_email", String, comment=f"Private e-mail address, {_AGREED_TEXT}"),
    Column("work_phone", String, comment=f"Telephone at work, {_AGREED_TEXT}"),
    Column("private_phone", String, comment=f"Private telephone, {_AGREED_TEXT}"),
    Column("street", String, comment=f"Street, {_AGREED_TEXT}"),
    Column("house_number", String, comment=f"House number, {_AGREED_TEXT}"),
    Column("house_number_addition", String, comment=f"Addition to the house number, {_AGREED_TEXT}"),
    Column("postal_code", String, comment=f"Postal code, {_AGREED_TEXT}"),
    Column("city", String, comment=f"City, {_AGREED_TEXT}"),
    Column("country", String, comment=f"Country, {_AGREED_TEXT}"),
    Column("bank_account_number", String, comment=f"Bank account number, {_AGREED_TEXT}"),
    Column("iban", String, comment=f"IBAN, {_AGREED_TEXT}"),
    Column("bic", String, comment=f"BIC, {_AGREED_TEXT}"),
    Column("salary_amount_cents", String, comment=f"Salary in whole cents, {_AGREED_TEXT}"),
    Column("salary_type", String, comment=f"hourly or monthly, {_AGREED_TEXT}"),
    Column("salary_effective_date", String, comment=f"First day of the salary, {_AGREED_TEXT}"),
    Column("hire_date", String, comment=f"First day of service, {_AGREED_TEXT}"),
    comment="What Nmbrs and the workforce database last agreed on, per person; a side that differs changed (G4).",
)

contracts_agreed = Table(
    "contracts_agreed",
    metadata,
    *our_key(),
    Column("contract_id", String, primary_key=True, comment="The contract in Nmbrs."),
    Column("workforce_contract_id", String, nullable=False, comment="The same contract in the workforce database."),
    Column("kind", String, comment=f"Kind of contract, {_AGREED_TEXT}"),
    Column("starts_on", String, comment=f"First day, {_AGREED_TEXT}"),
    Column("ends_on", String, comment=f"Last day, {_AGREED_TEXT}"),
    Column("hours_per_week_hundredths", String, comment=f"Hours per week times 100, {_AGREED_TEXT}"),
    comment="What Nmbrs and the workforce database last agreed on, per contract.",
)

people_changes = Table(
    "people_changes",
    metadata,
    Column("change_id", Integer, primary_key=True, comment="Number of the change."),
    people_run_column(),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("employee_id", String, nullable=False, comment="The person in the workforce database."),
    Column(
        "contract_id", String, nullable=False, comment="The contract that changed, as here; blank for personal data."
    ),
    Column("field", String, nullable=False, comment="Our name of the field."),
    Column("before", Text, nullable=False, comment="What it was, as text; never a BSN."),
    Column("after", Text, nullable=False, comment="What it became, as text; never a BSN."),
    Column("written_to", String(9), nullable=False, comment="workforce or nmbrs: which side was overwritten."),
    Column("changed_at", UtcInstant, nullable=False, comment="When it was changed."),
    Column("changed_by", String, nullable=False, comment="Who or what changed it."),
    CheckConstraint(one_of("written_to", CHANGE_SIDES), name="known_side"),
    CheckConstraint("field <> 'bsn'", name="no_bsn"),
    Index("ix_people_changes_person", "employee_id", "company_id"),
    comment="Every value that one side overwrote on the other: who, when, before, after (semantics G4).",
)

people_reviews = Table(
    "people_reviews",
    metadata,
    Column("review_id", Integer, primary_key=True, comment="Number of the point."),
    Column("source", String(15), nullable=False, comment="sync or employee_export: which run finds it."),
    Column("severity", String(8), nullable=False, comment="info, warning or critical."),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("employee_id", String, nullable=False, comment="The person in the workforce database; blank: none."),
    Column("nmbrs_employee_id", String, nullable=False, comment="The person in Nmbrs; blank: none."),
    Column("field", String, nullable=False, comment="Our name of the field or list that it is about."),
    Column("rule", String, nullable=False, comment="Which rule found it, one word."),
    Column("sentence", Text, nullable=False, comment="Who, what, why and what to do next; keys only, never a value."),
    Column("first_seen_at", UtcInstant, nullable=False, comment="When it was found first."),
    Column("closed_at", UtcInstant, comment="When a run did not find it any more; empty while it is open."),
    CheckConstraint(one_of("source", REVIEW_SOURCES), name="known_source"),
    CheckConstraint(one_of("severity", REVIEW_SEVERITIES), name="known_severity"),
    Index(
        "uq_people_reviews_open",
        *("source", "company_id", "employee_id", "nmbrs_employee_id", "field", "rule", "sentence"),
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    comment="What a person is to look at or do about people, open until no run finds it any more: the review list.",
)
