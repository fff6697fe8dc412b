"""The port for finding out which calls are switched on (semantics I1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nmbrs.calls import PRODUCT_CALLS, Call, CallCheck


class NmbrsCallChecker(Protocol):
    """What a check run asks."""

    def check_calls(
        self, company_id: str, calls: Sequence[Call] = PRODUCT_CALLS, *, probe_writes: bool = False
    ) -> list[CallCheck]:
        """Try the reading ones of the calls for one company: those that this product makes, unless others are given.

        Writing calls come back `unknown`, unless `probe_writes` sends each of them for employee 0 and period 0, which
        do not exist: only a missing right is answered differently.

        Raises:
            NmbrsSettingsError: writes are to be probed on a host and a connection that do not allow it.
            NmbrsError: the sign-in itself fails, or Nmbrs cannot be reached.
        """
        ...
