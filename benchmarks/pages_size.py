"""How large the ledger is that the pages are measured with, and the names of what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

FIRST_COMPANY: Final = 20001
Month = tuple[int, int]
NEWEST: Final[Month] = (2026, 12)
LAST_PAID: Final[Month] = (2026, 11)


@dataclass(frozen=True)
class Size:
    """How much of it there is."""

    companies: int = 500
    periods: int = 24
    nights: int = 6
    people_of_company: int = 100
    entries_of_period: int = 417
    long_table: int = 10_000

    @property
    def company_with_long_tables(self) -> str:
        """The company whose newest wage period has `long_table` lines, and as many entries that were left out."""
        return str(FIRST_COMPANY + self.companies - 1)

    @property
    def people(self) -> int:
        """All people."""
        return self.companies * self.people_of_company

    @property
    def entries(self) -> int:
        """All traced entries: those of the newest run of each company and wage period."""
        return self.companies * self.periods * self.entries_of_period

    @property
    def months(self) -> list[Month]:
        """The wage periods, newest first."""
        return [(2026 - place // 12, 12 - place % 12) for place in range(self.periods)]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """The companies from 0 on, with their ids."""
        for number in range(self.companies):
            yield number, str(FIRST_COMPANY + number)


def key_of(month: Month) -> str:
    """The wage period's key: 2026-M12."""
    return f"{month[0]}-M{month[1]:02d}"


def run_id_of(company: str, key: str, night: int) -> str:
    """The id of a night's run."""
    return f"{company}-{key}-{night}"


def night_of(month: Month, night: int) -> datetime:
    """When the run of a night began; every fourth night has one."""
    return datetime(*month, 1, 22, tzinfo=UTC) + timedelta(days=4 * night)


def employee_of(company: str, place: int) -> str:
    """A person of a company, as the workforce database knows them."""
    return f"e-{company}-{place:04d}"
