"""A whole deployment as processes, with the settings of docker-compose.yaml: Airflow, Celery, PostgreSQL, Redis."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from deployment import Deployment, deployment  # noqa: E402


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, require: Callable[[object, str], None]) -> Iterator[Deployment]:
    server = os.environ.get("PAYROLL_TEST_POSTGRES_URL", "")
    require(server, "PostgreSQL is missing: apt-get install postgresql, then scripts/with_postgres.sh make test")
    require(shutil.which("redis-server"), "Redis is missing: apt-get install redis-server")
    with deployment(tmp_path_factory.mktemp("deployment"), server) as made:
        yield made
