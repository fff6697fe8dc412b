"""Tables of the last connection check: what may be done in Nmbrs, and which wage period is open there."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from payroll.ledger.schema.base import UtcInstant, metadata

connection_checks = Table(
    "connection_checks",
    metadata,
    Column("company_id", String, primary_key=True, comment="Nmbrs company id."),
    Column("checked_at", UtcInstant, nullable=False, comment="When the company was last checked."),
    Column("wage_period", String(8), nullable=False, comment="The wage period that was open in Nmbrs; empty: unknown."),
    Column("exit_code", Integer, nullable=False, comment="Exit code of the check; 0 when nothing stands in the way."),
    Column("problems", Text, nullable=False, comment="JSON list of sentences for people."),
    comment="The last connection check of each company (semantics I1).",
)

call_checks = Table(
    "call_checks",
    metadata,
    Column("company_id", String, primary_key=True, comment="Nmbrs company id."),
    Column("service", String, primary_key=True, comment="Service of the Nmbrs API."),
    Column("operation", String, primary_key=True, comment="Call of that service."),
    Column("outcome", String, nullable=False, comment="allowed, refused, no_access, unknown, missing or error."),
    Column("error_code", Integer, comment="Nmbrs' fault code, where there was one."),
    comment="What the last connection check of each company heard from each call (semantics I1).",
)
