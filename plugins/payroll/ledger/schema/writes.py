"""Table of what was sent to Nmbrs; the rules of semantics F4 that a database can hold are its constraints."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text, text

from payroll.ledger.schema.base import UtcInstant, line_columns, metadata, one_of, run_id_column

ACTIONS: Final = ("insert", "change", "delete", "set_days")
WRITE_STATES: Final = ("planned", "sending", "confirmed", "refused", "unknown", "not_saved", "held")
UNSETTLED: Final = ("sending", "unknown", "held")

OPEN: Final = one_of("state", UNSETTLED)


def _unique_where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


ledger_writes = Table(
    "ledger_writes",
    metadata,
    Column(
        "write_id", Integer, primary_key=True, comment="Number of the write, in the order in which writes were planned."
    ),
    run_id_column(),
    Column("company_id", String, nullable=False, comment="Nmbrs company id."),
    Column("wage_period", String(8), nullable=False, comment="Wage period whose hours this write pays."),
    Column(
        "target_period",
        String(8),
        nullable=False,
        server_default="",
        comment="Wage period that is written to; later than wage_period in a correction.",
    ),
    Column("year", Integer, nullable=False, comment="Year of the Nmbrs period that is written to."),
    Column("period", Integer, nullable=False, comment="Number of the Nmbrs period that is written to."),
    *line_columns(),
    Column("action", String(8), nullable=False, comment="insert, change, delete or set_days."),
    Column(
        "quantity_hundredths",
        Integer,
        nullable=False,
        comment="What the line holds after this write, times 100; 0 after a deletion.",
    ),
    Column("previous_hundredths", Integer, comment="What it held before, times 100; empty when it did not exist."),
    Column(
        "nmbrs_component_id",
        String,
        comment="Id of the component in Nmbrs; empty for days and until an insert is confirmed.",
    ),
    Column(
        "ids_before", Text, comment="JSON list of the component ids that Nmbrs held just before an insert was sent."
    ),
    Column(
        "state", String(9), nullable=False, comment="planned, sending, confirmed, refused, unknown, not_saved or held."
    ),
    Column("batch_id", String(36), comment="The batch call that carried this write; empty for a call of its own."),
    Column("error_code", Integer, comment="Nmbrs' fault code, where there was one."),
    Column("message", Text, comment="What happened, for people."),
    Column("planned_at", UtcInstant, nullable=False, comment="When the row was committed, before any call."),
    Column("sent_at", UtcInstant, comment="When the call was about to leave."),
    Column("settled_at", UtcInstant, comment="When the outcome became known."),
    CheckConstraint(one_of("action", ACTIONS), name="known_action"),
    CheckConstraint(one_of("state", WRITE_STATES), name="known_state"),
    CheckConstraint(
        "state <> 'confirmed' OR action = 'set_days' OR nmbrs_component_id IS NOT NULL", name="confirmed_has_id"
    ),
    CheckConstraint("state IN ('planned', 'not_saved') OR sent_at IS NOT NULL", name="sent_has_instant"),
    Index("ix_ledger_writes_company_period", "company_id", "wage_period", "write_id"),
    Index("ix_ledger_writes_company_target", "company_id", "target_period", "write_id"),
    _unique_where("uq_ledger_writes_one_unsettled", f"{OPEN} AND batch_id IS NULL", "nmbrs_employee_id", "component"),
    _unique_where(
        "uq_ledger_writes_distinct_in_batch",
        f"{OPEN} AND batch_id IS NOT NULL",
        "nmbrs_employee_id",
        "component",
        "code",
        "quantity_hundredths",
    ),
    _unique_where(
        "uq_ledger_writes_insert_once",
        "action = 'insert' AND state = 'confirmed'",
        "component",
        "nmbrs_component_id",
    ),
    comment="Every write to Nmbrs, committed before the call and completed after it.",
)
