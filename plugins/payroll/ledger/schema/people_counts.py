"""Table of how many people each company has, so that a page over all companies counts nobody."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from payroll.ledger.schema.base import UtcInstant, metadata

people_counts = Table(
    "people_counts",
    metadata,
    Column("company_id", String, primary_key=True, comment="Nmbrs company id; blank: people who belong to no company."),
    Column("not_connected", Integer, nullable=False, comment="How many are connected with nobody in Nmbrs."),
    Column("connected", Integer, nullable=False, comment="How many are connected."),
    Column(
        "counted_at", UtcInstant, nullable=False, comment="When it was first so; counting the same again is no news."
    ),
    CheckConstraint("not_connected >= 0 AND connected >= 0", name="not_below_zero"),
    comment="How many people each company has, counted after syncs, matches and exports of people.",
)
