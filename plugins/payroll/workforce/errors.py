"""What can be wrong with the workforce database."""

from __future__ import annotations

from typing import Final

WRONG_CONFIGURATION: Final = 2
DATA_REFUSED: Final = 3


class WorkforceError(Exception):
    """The workforce database cannot be used; a sentence that names table, column and rows by key, never a person.

    Args:
        message: what, which, why, what to do next.
        exit_code: 2 where the database or its tables are not as agreed, 3 where a value in it is not.
        may_pass: whether the same may work in a while, as with a database that is away for a moment.
    """

    def __init__(self, message: str, *, exit_code: int = WRONG_CONFIGURATION, may_pass: bool = False) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.may_pass = may_pass
