"""Exit codes, and which of them an error means (interfaces 2)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from nmbrs.errors import NmbrsOutcomeUnknown, NmbrsRefused, NmbrsSettingsError, NmbrsUnavailable

from payroll.config.errors import ConfigError
from payroll.connections import ConnectionSettingsError
from payroll.delivery.period_guard import PeriodRefused
from payroll.ledger import LedgerError
from payroll.ledger.writer_lock import WriterBusy, WriterLost
from payroll.ledger.writes import LedgerConflict
from payroll.steps.errors import CodesMissing, DataRefused, PeriodHeld, PlanRefused, RunOutdated, UsageError
from payroll.workforce.errors import WorkforceError


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    BUG = 1
    USAGE = 2
    DATA_REFUSED = 3
    NMBRS_REFUSED = 4
    OUTCOME_UNKNOWN = 5
    PROOF_FAILED = 6


_MEANING: tuple[tuple[tuple[type[Exception], ...], ExitCode], ...] = (
    ((ConfigError, ConnectionSettingsError, LedgerError, NmbrsSettingsError, UsageError), ExitCode.USAGE),
    ((DataRefused, WorkforceError), ExitCode.DATA_REFUSED),
    (
        (NmbrsOutcomeUnknown, NmbrsUnavailable, WriterBusy, WriterLost, LedgerConflict, RunOutdated),
        ExitCode.OUTCOME_UNKNOWN,
    ),
    ((NmbrsRefused, PeriodRefused, CodesMissing, PlanRefused, PeriodHeld), ExitCode.NMBRS_REFUSED),
)


def meaning(error: Exception) -> ExitCode:
    """The exit code that an error stands for; what is not foreseen is a bug."""
    for kinds, code in _MEANING:
        if isinstance(error, kinds):
            return ExitCode(getattr(error, "exit_code", code))
    return ExitCode.BUG


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """The gravest of several: a bug first, then the highest number."""
    return max(codes, key=lambda code: (code == ExitCode.BUG, code), default=ExitCode.DONE)
