"""What every test stands on: an Airflow of its own, no network but loopback, no silent skips in CI."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
TEST_SETTINGS = ("PAYROLL_REQUIRE_ALL", "PAYROLL_TEST_POSTGRES_URL", "PAYROLL_CHAOS")
MUST_RUN_EVERYTHING = os.environ.get("PAYROLL_REQUIRE_ALL") == "1"
AIRFLOW_HOME = Path(tempfile.mkdtemp(prefix="payroll-tests-airflow-"))

# Airflow reads these once, when it is first imported: before any test module.
os.environ.update(
    AIRFLOW_HOME=str(AIRFLOW_HOME),
    AIRFLOW__CORE__DAGS_FOLDER=str(ROOT / "dags"),
    AIRFLOW__CORE__PLUGINS_FOLDER=str(ROOT / "plugins"),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__UNIT_TEST_MODE="True",
    AIRFLOW__CORE__DEFAULT_TIMEZONE="Europe/Amsterdam",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{AIRFLOW_HOME}/airflow.db",
    AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS="False",
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    GX_ANALYTICS_ENABLED="False",
)
# What the person at this machine has set up for real is no business of a test.
for name in list(os.environ):
    if name.startswith(("AIRFLOW_CONN_", "PAYROLL_")) and name not in TEST_SETTINGS:
        del os.environ[name]

# A slow machine is no reason to fail; in CI the same examples are tried every time.
hypothesis.settings.register_profile("here", deadline=None, database=None)
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("ci" if MUST_RUN_EVERYTHING else "here")


def pytest_unconfigure() -> None:
    shutil.rmtree(AIRFLOW_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def require() -> Callable[[object, str], None]:
    """`require(found, "Chromium is missing: apt-get install chromium")` skips the test unless `found` is true.

    Where PAYROLL_REQUIRE_ALL is 1, the skip is a failure.
    """

    def require_or_skip(found: object, what_to_install: str) -> None:
        if not found:
            pytest.skip(what_to_install)

    return require_or_skip


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    return _no_silent_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    return _no_silent_skip(report)


def _no_silent_skip(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    if MUST_RUN_EVERYTHING and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"PAYROLL_REQUIRE_ALL is 1, so nothing may be skipped, but this was. {reason}"
    return report


@pytest.fixture
def postgres_url(require: Callable[[object, str], None]) -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database of the test's own, gone afterwards."""
    import sqlalchemy as sa

    server = os.environ.get("PAYROLL_TEST_POSTGRES_URL")
    require(server, "PostgreSQL is missing: apt-get install postgresql, then scripts/with_postgres.sh make test")
    assert server is not None
    url = sa.make_url(server).set(database=f"payroll_test_{uuid4().hex[:12]}")
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {url.database}"))
        yield url.render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)"))
    finally:
        admin.dispose()
