"""Open the workforce database, and turn what its driver says into sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from payroll.connections import ConnectionSettings
from payroll.workforce.errors import WorkforceError

CHECK_THE_CONNECTION: Final = "Check the connection workforce_db (AIRFLOW_CONN_WORKFORCE_DB)."


def engine(settings: ConnectionSettings) -> sa.Engine:
    """An engine for the workforce database; nothing is opened yet.

    Raises:
        WorkforceError: the connection is of a type that SQLAlchemy has no driver for here.
    """
    return _engine(settings.sqlalchemy_url(), settings.conn_type)


def engine_of_url(url: str) -> sa.Engine:
    """An engine for a database named by a SQLAlchemy URL, such as `sqlite:///workforce.db`.

    Raises:
        WorkforceError: the text is no such URL, or of a type that SQLAlchemy has no driver for here.
    """
    return _engine(url, url.partition(":")[0])


def _engine(url: str, kind: str) -> sa.Engine:
    try:
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except (NoSuchModuleError, ArgumentError, ImportError):
        raise WorkforceError(
            f"A workforce database of type '{kind}' cannot be opened: no driver for it is installed. "
            f"Use postgres or sqlite, or install the driver. {CHECK_THE_CONNECTION}"
        ) from None


@contextmanager
def connected(database: sa.Engine) -> Iterator[sa.Connection]:
    """A connection for reading.

    Raises:
        WorkforceError: the database is not there, cannot be reached, or refuses the query.
    """
    _refuse_missing_file(database)
    try:
        with database.connect() as connection:
            yield connection
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
        text = f"The workforce database cannot be read: {reason}. {CHECK_THE_CONNECTION}"
        raise WorkforceError(text, may_pass=True) from None
    except DBAPIError as error:
        kind = type(error.orig).__name__
        raise WorkforceError(
            f"The workforce database refused a query ({kind}): a column may be of another type than agreed. "
            "Compare its tables with docs/data-dictionary.md."
        ) from None


def _refuse_missing_file(database: sa.Engine) -> None:
    """SQLite would make an empty file of a mistyped path."""
    path = database.url.database
    if database.dialect.name != "sqlite" or not path or path == ":memory:" or path.startswith("file:"):
        return
    if not Path(path).exists():
        raise WorkforceError(
            f"The workforce database {path} does not exist. Make it with `payroll init-db`, or correct the path. "
            f"{CHECK_THE_CONNECTION}"
        )
