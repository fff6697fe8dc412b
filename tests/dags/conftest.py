"""A migrated Airflow database for tests that run DAGs, and the DAGs of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag


def _migrated_database() -> Path:
    """An empty database with Airflow's tables, made once per environment: it takes four seconds."""
    template = Path(sys.prefix) / f"airflow-{version('apache-airflow-core')}-empty.db"
    if not template.exists():
        unfinished = template.with_suffix(f".{os.getpid()}")
        environment = os.environ | {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{unfinished}"}
        command = [sys.executable, "-m", "airflow", "db", "migrate"]
        made = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
        assert made.returncode == 0, made.stderr
        unfinished.rename(template)
    return template


@pytest.fixture(scope="session", autouse=True)
def airflow_database() -> Path:
    """The database that Airflow uses in this test session; AIRFLOW_HOME is set in tests/conftest.py."""
    return Path(shutil.copy(_migrated_database(), Path(os.environ["AIRFLOW_HOME"]) / "airflow.db"))


@pytest.fixture(scope="session")
def dagbag(airflow_database: Path) -> DagBag:
    """Every DAG under dags/, as Airflow's own dag processor reads them."""
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(dag_folder=os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
