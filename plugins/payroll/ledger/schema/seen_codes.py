"""Table of the hour and wage codes that Nmbrs had when it was last looked at."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from payroll.ledger.schema.base import UtcInstant, metadata

seen_codes = Table(
    "seen_codes",
    metadata,
    Column("company_id", String, primary_key=True, comment="Nmbrs company id."),
    Column("component", String(5), primary_key=True, comment="hours or wage."),
    Column("code", Integer, primary_key=True, autoincrement=False, comment="Hour code or wage code."),
    Column("first_seen_at", UtcInstant, nullable=False, comment="When a check first saw it."),
    Column("last_seen_at", UtcInstant, nullable=False, comment="When a check last saw it."),
    Column("gone_at", UtcInstant, comment="When a check first missed it; empty while it is there."),
    comment="The codes of each company's models in Nmbrs, to notice one that vanished.",
)
