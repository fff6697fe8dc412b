"""The databases that the pages are measured with, written in bulk: no person in them is real."""

from __future__ import annotations

from pathlib import Path

from payroll.ledger.database import migrate
from sqlalchemy import Engine, create_engine, text

from benchmarks.bulk import write
from benchmarks.pages_people import fill_workforce, rows_of_people, rows_of_set_up
from benchmarks.pages_rows import rows_of_exports
from benchmarks.pages_size import FIRST_COMPANY, Size

_COMPANY = """\
  - id: {id}
    name: Zaak {id} B.V.
    venues: [zaak-{id}]
    wage_period: {{kind: month, remuneration_day: {{days_after_period_end: {days}}}}}
    leads: {{personal: hr, address: hr, salary: hr, contract: hr}}
    codes: {{zero_hours: {{worked_hours: {{hour_code: 2100}}}}}}
"""


def write_config(path: Path, size: Size) -> None:
    """A configuration of many companies that all pay by the month."""
    companies = (_COMPANY.format(id=FIRST_COMPANY + number, days=number % 9) for number in range(size.companies))
    path.write_text(f"companies:\n{''.join(companies)}", encoding="utf-8")


def fill(ledger_url: str, workforce_url: str, size: Size) -> None:
    """Make both databases and write every row; the newest wage period is 2026-M12, the earliest two years before."""
    migrate(ledger_url)
    ledger = create_engine(ledger_url)
    for rows in (rows_of_exports(size), rows_of_set_up(size), rows_of_people(size)):
        for table, of_table in rows.items():
            write(ledger, table, of_table)
    _count_again(ledger)
    ledger.dispose()
    workforce = create_engine(workforce_url)
    fill_workforce(workforce, size)
    _count_again(workforce)
    workforce.dispose()


def _count_again(engine: Engine) -> None:
    """PostgreSQL counts its rows by itself, a while after; SQLite never does."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
