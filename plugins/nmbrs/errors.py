"""What can go wrong with Nmbrs, sorted by what happens next.

NmbrsError
├── NmbrsSettingsError    the connection cannot work as it is written: change it
├── NmbrsUnavailable      nothing was written: try again
├── NmbrsRefused          a person must change something
│   ├── NmbrsCallNotAllowed   1002: the API template of the user turns this call off
│   └── NmbrsPeriodClosed     2011, 2012, and 9999 whose text names TWK
└── NmbrsOutcomeUnknown   a write whose answer was lost: read back first
"""

from __future__ import annotations


class NmbrsError(Exception):
    """Base of everything a transport raises.

    Args:
        message: a sentence: what, which one, why, what to do next. Never personal data.
        operation: name of the Nmbrs call, such as `HourComponentVar_Insert`.
        code: Nmbrs' own fault code, where there is one.
    """

    def __init__(self, message: str, *, operation: str = "", code: int | None = None) -> None:
        super().__init__(message)
        self.operation = operation
        self.code = code


class NmbrsSettingsError(NmbrsError):
    """The connection lacks something or says something impossible; nothing was called."""


class NmbrsUnavailable(NmbrsError):
    """Nothing was written; the same call may be tried again."""


class NmbrsRefused(NmbrsError):
    """Nmbrs said no; a person must change something before the call can succeed."""


class NmbrsCallNotAllowed(NmbrsRefused):
    """Fault 1002: the user's API template turns this call off."""


class NmbrsPeriodClosed(NmbrsRefused):
    """The period or date is protected or already declared: 2011, 2012, and 9999 with TWK."""


class NmbrsOutcomeUnknown(NmbrsError):
    """A write was sent and no answer came; whether it was saved is not known."""
