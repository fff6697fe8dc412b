"""The state of one company and wage period, as a person thinks of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from payroll.config.models import CompanyConfig
from payroll.ledger.connection_checks import ConnectionCheck
from payroll.ledger.overview import Late, NewestRun
from transforms.wage_period import WagePeriod, WagePeriodError

FUTURE: Final = "future"
OPEN: Final = "open"
NEVER: Final = "never"
STATES: Final = ("proven", "differs", "waiting", "held", "late", "failed", "running", OPEN, NEVER, FUTURE)
"""What a cell of the calendar may say; in this order the legend shows them."""

FOR_A_PERSON: Final = frozenset({"differs", "waiting", "held", "late", "failed"})
"""States that stay until somebody does something."""

_OF_RUN: Final = {
    "proven": "proven",
    "differs": "differs",
    "refused": "failed",
    "unknown": "failed",
    "blocked": "failed",
    "failed": "failed",
    "rejected": "failed",
}
_UNSETTLED_CHANGES: Final = frozenset({"reported", "unclear"})

Pair = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """What the ledger says of many pairs, for `state_of`."""

    newest: Mapping[Pair, NewestRun]
    held: Collection[Pair]
    waiting: Collection[Pair]
    late: Collection[Pair]

    @classmethod
    def of(cls, newest: list[NewestRun], held: Collection[Pair], waiting: Collection[Pair], late: list[Late]) -> Facts:
        """Sort what was read by pair; late changes that are carried on by themselves ask for nobody."""
        pairs = {(one.company_id, one.wage_period) for one in late if one.outcome in _UNSETTLED_CHANGES}
        return cls({(one.company_id, one.wage_period): one for one in newest}, held, waiting, pairs)


@dataclass(frozen=True)
class Cell:
    """One company and wage period in the calendar; `is_paid` where its wage run in Nmbrs is behind us."""

    period: WagePeriod
    state: str
    is_paid: bool
    run: NewestRun | None = field(default=None)


def cell_of(company: CompanyConfig, period: WagePeriod, facts: Facts, current: WagePeriod | None, today: date) -> Cell:
    """The state of a company's wage period.

    Args:
        company: whose period it is.
        period: which one.
        facts: what the ledger says.
        current: the period that is open in Nmbrs; None where no check has told.
        today: what lies after it is no one's concern yet.
    """
    pair = (company.id, period.key)
    run = facts.newest.get(pair)
    is_paid = current is not None and period.last_day < current.first_day
    state = _state(pair, run, period, facts, today)
    return Cell(period, NEVER if state == OPEN and is_paid else state, is_paid, run)


def _state(pair: Pair, run: NewestRun | None, period: WagePeriod, facts: Facts, today: date) -> str:
    if pair in facts.held:
        return "held"
    if pair in facts.waiting:
        return "waiting"
    if run is None:
        return FUTURE if period.first_day > today else OPEN
    if run.kind == "undo" and run.state == "proven":
        return OPEN
    state = _OF_RUN.get(run.state, "running")
    return "late" if state == "proven" and pair in facts.late else state


def open_period(company: CompanyConfig, check: ConnectionCheck | None) -> WagePeriod | None:
    """The wage period that was open in Nmbrs at the last check, where one has told it."""
    if check is None or not check.wage_period:
        return None
    try:
        return company.calendar.from_key(check.wage_period)
    except WagePeriodError:
        return None


def deadline_of(company: CompanyConfig, period: WagePeriod) -> date | None:
    """The day on which the period is paid (semantics A7); None where the configuration does not say."""
    payday = company.wage_period.remuneration_day
    return None if payday is None else company.calendar.deadline(period, payday.rule)


def next_due(company: CompanyConfig, current: WagePeriod | None, today: date) -> WagePeriod:
    """The wage period that is to be paid next: one that has ended may still be."""
    if current is not None:
        return current
    running = company.calendar.containing(today)
    earlier = company.calendar.previous(running)
    deadline = deadline_of(company, earlier)
    return earlier if deadline is not None and deadline >= today else running
