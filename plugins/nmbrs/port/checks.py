"""The port for finding out which calls are switched on (semantics I1)."""

from __future__ import annotations

from typing import Protocol

from nmbrs.calls import CallCheck


class NmbrsCallChecker(Protocol):
    """What a check run asks."""

    def check_calls(self, company_id: str, *, probe_writes: bool = False) -> list[CallCheck]:
        """Try every reading call of `nmbrs.calls.CALLS` for one company.

        Writing calls come back `unknown`, unless `probe_writes` sends each of them for employee 0 and period 0, which
        do not exist: only a missing right is answered differently.

        Raises:
            NmbrsSettingsError: writes are to be probed on a host and a connection that do not allow it.
            NmbrsError: the sign-in itself fails, or Nmbrs cannot be reached.
        """
        ...
