"""What can go wrong with the ledger's database, as sentences.

LedgerError               it cannot be used as it is: its connection or its migration is wrong
└── LedgerUnavailable     it went away in the middle of a run: run again when it is back
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import InterfaceError, OperationalError

# SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: others are about the statement, not about the file.
_SQLITE_AWAY: Final = frozenset({5, 6, 8, 10, 13, 14})


class LedgerError(Exception):
    """The ledger's database cannot be used; the text says why and what to do.

    Args:
        message: the sentence.
        may_pass: whether the same may work in a while, as with a database that is away for a moment.
    """

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


class LedgerUnavailable(LedgerError):
    """The database went away while a run was using it."""

    exit_code = 5

    def __init__(self, shown: str, cause: str) -> None:
        super().__init__(
            f"payroll_db ({shown}) went away in the middle of the run: {cause}. Nothing more is sent. Run again when "
            "the database is back: what is in Nmbrs is read back first.",
            may_pass=True,
        )


def say_when_it_goes_away(engine: Engine) -> None:
    """Have every later failure of the database itself, rather than of a statement, raise `LedgerUnavailable`."""

    def translate(context: ExceptionContext) -> None:
        if not context.is_pre_ping and _is_away(context):
            raise _unavailable(engine, context.original_exception)

    event.listen(engine, "handle_error", translate)


@contextmanager
def beside_sqlalchemy(connection: Connection) -> Iterator[None]:
    """The same for what the driver is asked directly inside, of which SQLAlchemy learns nothing."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except (driver.OperationalError, driver.InterfaceError) as error:
        raise _unavailable(connection.engine, error) from error


def _unavailable(engine: Engine, error: BaseException) -> LedgerUnavailable:
    lines = str(error).strip().splitlines()
    return LedgerUnavailable(engine.url.render_as_string(hide_password=True), lines[0] if lines else "no reason given")


def _is_away(context: ExceptionContext) -> bool:
    code = getattr(context.original_exception, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_AWAY
    return context.is_disconnect or isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError)
