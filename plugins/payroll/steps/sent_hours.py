"""What was sent for the hours of a wage period, wherever it stands in Nmbrs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from payroll.ledger import Ledger
from payroll.ledger.writes import OwnDays, OwnLine


@dataclass(frozen=True, slots=True)
class SentHours:
    """What the ledger says of a wage period.

    Args:
        lines: our lines that pay it, corrections included.
        days: the days that we set for it.
        undecided: employees whose line is still held beside one of someone else's, which may have paid the same (F2).
    """

    lines: Sequence[OwnLine]
    days: Sequence[OwnDays]
    undecided: Collection[str] = ()


def sent_hours(ledger: Ledger, company_id: str, wage_period: str) -> SentHours:
    """Read what was sent for a company's wage period."""
    where = (company_id, wage_period)
    writes = ledger.writes
    return SentHours(writes.own_lines(*where), writes.own_days(*where), ledger.look_alikes.undecided(*where))
