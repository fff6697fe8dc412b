"""Table of the shared call rate: one row per Nmbrs user, whichever process calls."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from payroll.ledger.schema.base import metadata

call_budgets = Table(
    "call_budgets",
    metadata,
    Column("nmbrs_user", String(64), primary_key=True, comment="Fingerprint of the Nmbrs address, user and domain."),
    Column(
        "next_free_us",
        BigInteger,
        nullable=False,
        comment="Microseconds since 1970, by the database's clock, from when the next call is free.",
    ),
    comment="How far the calls of each Nmbrs user are spoken for.",
)
