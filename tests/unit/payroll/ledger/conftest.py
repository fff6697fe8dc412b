"""The ledger's tests run on SQLite, and on PostgreSQL where a server is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from payroll.ledger import Ledger, open_ledger
from payroll.ledger.database import migrate
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

WHAT_TO_INSTALL = "PostgreSQL is missing: set PAYROLL_TEST_POSTGRES_URL to a server where a test may make databases."


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path, require: Callable[[object, str], None]) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    server = os.environ.get("PAYROLL_TEST_POSTGRES_URL")
    require(server, WHAT_TO_INSTALL)
    engine = create_engine(str(server), isolation_level="AUTOCOMMIT")
    name = f"ledger_{os.getpid()}_{abs(hash(request.node.name)) % 10**8}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(str(server)).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    migrate(ledger_url)
    opened = open_ledger(ledger_url)
    yield opened
    opened.close()
