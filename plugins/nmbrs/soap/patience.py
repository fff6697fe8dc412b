"""When a call that failed is made again: more slowly each time, at random moments, and never for long (semantics I2).

Reads, whenever Nmbrs was unavailable. Writes, only when no connection could be made: nothing had left this machine.
A write whose answer was lost is never made again here.
"""

from __future__ import annotations

from typing import Final

from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_before_delay, wait_random_exponential

from nmbrs.connection import NmbrsAccess
from nmbrs.errors import NmbrsUnavailable

FIRST_WAIT_SECONDS: Final = 0.25
LONGEST_WAIT_SECONDS: Final = 10


def for_reads(access: NmbrsAccess) -> Retrying:
    """The patience of reading calls: the connection's number of attempts, within its total time."""
    return _retrying(access.attempts, access.retry_seconds, reads=True)


def for_writes(access: NmbrsAccess) -> Retrying:
    """The patience of writing calls: so short that `NmbrsAccess.longest_write_seconds` holds."""
    return _retrying(access.attempts, access.connect_timeout_seconds, reads=False)


def _retrying(attempts: int, seconds: float, *, reads: bool) -> Retrying:
    def is_worth_another_try(error: BaseException) -> bool:
        return isinstance(error, NmbrsUnavailable) and (reads or error.code is None)

    return Retrying(
        retry=retry_if_exception(is_worth_another_try),
        stop=stop_after_attempt(attempts) | stop_before_delay(seconds),
        wait=wait_random_exponential(multiplier=FIRST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS),
        reraise=True,
    )
