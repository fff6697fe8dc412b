"""Where the pages read from: the configuration, the ledger, the workforce database.

Opening a database takes a while, and a configuration of hundreds of companies takes seconds to read. They are kept
between requests: a database while its connection says the same, the configuration while its file is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.ledger import Ledger, open_ledger
from payroll.pages.not_there import NotThere
from payroll.steps.open_services import (
    DEFAULT_CONFIG,
    DEFAULT_REPORTS,
    LEDGER,
    WORKFORCE,
    Connections,
    config_from,
    open_services,
)
from payroll.steps.services import Services
from payroll.workforce.engine import engine
from payroll.workforce.errors import WorkforceError
from payroll.workforce.reader import WorkforceReader

_Stamp = tuple[str, int, int]
SHOWN_LENGTH: Final = 300


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    config: tuple[_Stamp, PayrollConfig] | None = None
    ledger: tuple[str, Ledger] | None = None
    workforce: tuple[str, WorkforceReader] | None = None
    counts: dict[str, tuple[datetime, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sources:
    """Hands out what a page reads.

    Args:
        connections: gives a connection by its Airflow name.
        env: `PAYROLL_CONFIG` and `PAYROLL_REPORTS` are read from it.
        now: the clock, in UTC.
    """

    connections: Connections = field(repr=False)
    env: Mapping[str, str] = field(repr=False)
    now: Callable[[], datetime]
    _kept: _Kept = field(default_factory=_Kept, repr=False, compare=False)

    @property
    def config(self) -> PayrollConfig:
        """The configuration as its file is now.

        Raises:
            ConfigError: the file is wrong, or not there.
        """
        path = Path(self.env.get("PAYROLL_CONFIG", DEFAULT_CONFIG))
        found = path.stat() if path.exists() else None
        stamp = (str(path), found.st_mtime_ns if found else 0, found.st_size if found else 0)
        with self._kept.lock:
            if self._kept.config is None or self._kept.config[0] != stamp:
                self._kept.config = (stamp, config_from(self.env))
            return self._kept.config[1]

    @property
    def ledger(self) -> Ledger:
        """The open ledger.

        Raises:
            ConnectionSettingsError, LedgerError: there is no such connection, or the database cannot be read.
        """
        url = self.connections(LEDGER).sqlalchemy_url()
        with self._kept.lock:
            if self._kept.ledger is None or self._kept.ledger[0] != url:
                opened = open_ledger(url)
                if self._kept.ledger is not None:
                    self._kept.ledger[1].close()
                self._kept.ledger = (url, opened)
            return self._kept.ledger[1]

    @property
    def workforce(self) -> WorkforceReader:
        """The workforce database; whether it is there is seen when it is read.

        Raises:
            ConnectionSettingsError, WorkforceError: there is no such connection, or no driver for it.
        """
        settings = self.connections(WORKFORCE)
        url = settings.sqlalchemy_url()
        with self._kept.lock:
            if self._kept.workforce is None or self._kept.workforce[0] != url:
                opened = WorkforceReader(engine(settings))
                if self._kept.workforce is not None:
                    self._kept.workforce[1].people.engine.dispose()
                self._kept.workforce = (url, opened)
            return self._kept.workforce[1]

    def remember(self, name: str, count: int) -> None:
        """Keep a number that takes a while to count."""
        self._kept.counts[name] = (self.now(), count)

    def remembered(self, name: str, at_most: timedelta) -> int | None:
        """A number that was counted a moment ago; None where it is older, or was forgotten."""
        at, count = self._kept.counts.get(name, (None, 0))
        return count if at is not None and self.now() - at <= at_most else None

    def forget(self, name: str) -> None:
        """Count anew next time: something was done about it."""
        self._kept.counts.pop(name, None)

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Everything that a step works with, Nmbrs too, as long as an action takes.

        Raises:
            ConfigError, ConnectionSettingsError, LedgerError, NmbrsError, UsageError: with the sentence for people.
        """
        with open_services(self.env, self.connections) as opened:
            yield replace(opened, now=self.now)

    @property
    def reports(self) -> Path:
        """The folder of reports that workers and web server share."""
        return Path(self.env.get("PAYROLL_REPORTS", DEFAULT_REPORTS))

    @property
    def today(self) -> date:
        """The day it is where the companies are."""
        return self.now().astimezone(ZoneInfo(self.config.timezone)).date()

    def company(self, company_id: str) -> CompanyConfig:
        """The settings of a company that an address names.

        Raises:
            NotThere: the configuration has no such company.
        """
        for company in self.config.companies:
            if company.id == company_id:
                return company
        raise NotThere(f"Company {company_id[:SHOWN_LENGTH]} is not in the configuration.")

    def venues(self) -> dict[str, str]:
        """Venue id to name, of all venues of the workforce database.

        Raises:
            WorkforceError: the database cannot be read.
        """
        frame = self.workforce.venues()
        return dict(zip(frame["venue_id"], frame["name"].fillna(""), strict=True))


__all__ = ["Sources", "WorkforceError"]
