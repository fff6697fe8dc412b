"""What stops one company before anything is written."""

from __future__ import annotations


class UsageError(Exception):
    """The command asks for something that does not exist."""


class DataRefused(Exception):
    """A critical data check failed; nothing was written."""


class CodesMissing(Exception):
    """The configuration maps codes that the company does not have in Nmbrs (semantics C7)."""


class PlanRefused(Exception):
    """A plan that needs a person's approval was rejected, or is not the one that was approved (semantics F3)."""


class RunOutdated(Exception):
    """A newer run of the same hours was applied after this one was calculated; what it calculated is old."""


class PeriodHeld(Exception):
    """A person holds this wage period; scheduled runs leave it alone (semantics F10)."""
