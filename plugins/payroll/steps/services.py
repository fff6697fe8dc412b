"""What every step works with: configuration, Nmbrs, the two databases, the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nmbrs.port import NmbrsClient

from payroll.config.models import PayrollConfig
from payroll.ledger import Ledger
from payroll.workforce.reader import WorkforceReader


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """The open services of one process.

    Args:
        config: the configuration, read once.
        nmbrs: the signed-in client, whichever transport speaks.
        workforce: the reader of the workforce database.
        ledger: the open `payroll_db`.
        reports: folder for pages of the gate; nothing else is kept on disk.
        settle_after: how long after sending a lost write may still land (semantics F4).
        now: the clock, in UTC.
        sleep: waits for seconds; used only while an unsettled write may still land.
        take_turn: waits until one more call may leave, before the ledger says that a write is being sent.
        calls_made: how many calls this process has sent to Nmbrs so far; 0 where nobody counts.
        bsn_key: the secret with which BSNs are hashed (semantics G6); None: BSNs are not compared.
    """

    config: PayrollConfig
    nmbrs: NmbrsClient
    workforce: WorkforceReader
    ledger: Ledger
    reports: Path
    settle_after: timedelta
    now: Callable[[], datetime] = field(default=utc_now)
    sleep: Callable[[float], None] = field(default=time.sleep)
    take_turn: Callable[[], None] = field(default=lambda: None)
    calls_made: Callable[[], int] = field(default=lambda: 0)
    bsn_key: bytes | None = field(default=None, repr=False)
