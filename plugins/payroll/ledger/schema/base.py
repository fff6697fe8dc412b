"""What the ledger's tables share: naming, instants, the columns of a run and of a line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

VERSION_TABLE: Final = "payroll_alembic_version"


class UtcInstant(TypeDecorator[datetime]):
    """An instant, kept in UTC on every database; SQLite, which has no zones, gives it back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone, and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone before it goes into the ledger.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The SQL condition that a column holds one of these words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def run_id_column(*, primary_key: bool = False, index: bool = True) -> Column[str]:
    """The run that wrote a row; without an index of its own where another one begins with it."""
    return Column(
        "run_id",
        String(36),
        ForeignKey("export_runs.run_id"),
        primary_key=primary_key,
        nullable=False,
        index=index and not primary_key,
        comment="The run that wrote this row.",
    )


def line_columns() -> list[Column[str] | Column[int]]:
    """What makes a line: one person, component, code and cost centre."""
    return [
        Column("employee_id", String, nullable=False, comment="The person in the workforce database."),
        Column("nmbrs_employee_id", String, nullable=False, comment="The same person in Nmbrs."),
        Column("component", String(5), nullable=False, comment="hours, wage or days."),
        Column("code", Integer, nullable=False, comment="Nmbrs hour code or wage code; 0 for days."),
        Column(
            "cost_center_id", String, nullable=False, comment="Nmbrs cost centre; empty for the employee's own split."
        ),
        Column("measures", String, nullable=False, comment="The measures that add up in this line, joined by commas."),
    ]
