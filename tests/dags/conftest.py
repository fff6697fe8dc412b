"""A migrated Airflow database for tests that run DAGs, the DAGs of this repository, and a world to run them in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import httpx
import pytest

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag
    from payroll.ledger import Ledger

# Tokens of the web server's sign-in are signed with it.
os.environ["AIRFLOW__API_AUTH__JWT_SECRET"] = "a secret of these tests alone, of more than sixty-four characters in all"

CONFIG = """
timezone: Europe/Amsterdam
nmbrs: {conn_id: nmbrs_default, settle_seconds: 1}
companies:
  - id: 1201
    name: Café De Kroon B.V.
    venues: [kroon]
    wage_period: {kind: month}
    codes: &codes
      zero_hours:
        worked_hours: {hour_code: 2100}
        meals: {dinner: {wage_code: 5100, cents_each: [{from: 2026-01-01, cents: 395}]}}
  - id: 1202
    name: Brasserie Het Anker B.V.
    venues: [anker]
    wage_period: {kind: four_weeks}
    codes: *codes
"""
# Invented people; the nine digits pass the eleven-proof, the accounts the IBAN check.
PEOPLE = [
    {
        "id": "e-1",
        "company": 1201,
        "nmbrs_id": "500001",
        "first_name": "Noortje",
        "last_name": "Vermeulenstein",
        "bsn": "111222333",
        "iban": "NL91ABNA0417164300",
    },
    {
        "id": "e-2",
        "company": 1202,
        "nmbrs_id": "500002",
        "first_name": "Gijsbrecht",
        "last_name": "Kwakkelaar",
        "bsn": "123456782",
        "iban": "NL02RABO0123456789",
    },
]
VENUE_OF = {1201: "kroon", 1202: "anker"}


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
def empty_airflow_database() -> Path:
    """A file with Airflow's tables and no run in them, to copy: in the other one tests leave runs behind."""
    return _migrated_database()


@pytest.fixture(scope="session")
def dagbag(airflow_database: Path) -> DagBag:
    """Every DAG under dags/, as Airflow's own dag processor reads them."""
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(dag_folder=os.environ["AIRFLOW__CORE__DAGS_FOLDER"])


@dataclass
class Sandbox:
    """The control API of the sandbox Nmbrs."""

    url: str

    def post(self, path: str, body: Any) -> Any:
        return httpx.post(f"{self.url}/_sandbox/{path}", json=body).raise_for_status().json()

    def fault(self, operation: str, effect: dict[str, Any], **picked: Any) -> None:
        """Make calls of one operation go wrong."""
        self.post("faults", [{"operation": operation, "effect": effect, **picked}])

    def calls(self) -> list[str]:
        """The calls so far."""
        calls = httpx.get(f"{self.url}/_sandbox/calls").raise_for_status().json()
        return [one["operation"] for one in calls]

    def writes(self) -> list[str]:
        """The writing calls so far."""
        names = ("Insert", "Update", "Delete", "DaysVar_Set")
        return [operation for operation in self.calls() if any(name in operation for name in names)]

    def hours(self, company_id: int) -> dict[int, str]:
        """Hour code to quantity of the one employee of a company."""
        return {code: hours for _, code, hours in self.all_hours(company_id)}

    def all_hours(self, company_id: int) -> list[tuple[int, int, str]]:
        """Period, hour code and quantity of every line of the one employee of a company."""
        companies = httpx.get(f"{self.url}/_sandbox/state").raise_for_status().json()["companies"]
        (employee,) = next(one["employees"] for one in companies if one["id"] == company_id)
        return sorted((one["period"], one["code"], one["hours"]) for one in employee["hour_components"])


@dataclass
class DagRunEnd:
    """How a DAG run ended: state, tries and shown name of each task by label, its XComs, and the whole log.

    A label is the task's id, with the position of the company for a mapped task: `deliver_to_nmbrs 0`.
    """

    run_id: str
    state: str
    tasks: dict[str, str]
    tries: dict[str, int]
    names: dict[str, str]
    xcoms: list[Any]
    log: str


@dataclass
class World:
    """What a test can change and look at."""

    folder: Path
    sandbox: Sandbox
    dagbag: DagBag
    ledger: Ledger
    task_log: TextIO
    env: pytest.MonkeyPatch

    def connect(self, **changed: Any) -> None:
        """Set the connection to Nmbrs, with other fields than the right ones."""
        access = {"conn_type": "nmbrs", "host": self.sandbox.url, "login": "user@example.nl", "password": "token"}
        access |= {"extra": {"domain": "demo", "connect_timeout": 1, "read_timeout": 4}} | changed
        self.env.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(access))

    def disconnect(self) -> None:
        """Take the connection to Nmbrs away."""
        self.env.delenv("AIRFLOW_CONN_NMBRS_DEFAULT")

    def configure(self, old: str, new: str) -> None:
        """Change the configuration."""
        assert old in CONFIG
        (self.folder / "payroll.yaml").write_text(CONFIG.replace(old, new), encoding="utf-8")

    def run(self, dag_id: str, **params: Any) -> DagRunEnd:
        """Run a DAG in this process, with Airflow's own task runner."""
        dag = self.dagbag.dags[dag_id]
        holders = [dag, *dag.tasks]
        as_written = [(param, param.value) for one in holders for param in one.params.values()]
        self.task_log.seek(0)
        self.task_log.truncate()
        try:
            return _end_of(dag.test(run_conf=params), self.task_log)
        finally:
            for param, value in as_written:  # a run in this process leaves its own values in them
                param.value = value

    def add_entry(self, company_id: int, entry_id: str, day: date, minutes: int, **given: Any) -> None:
        """Add an approved worked entry with a dinner, of the one employee of a company."""
        (person,) = [one for one in PEOPLE if one["company"] == company_id]
        defaults = {"kind": "worked", "break_minutes": 0, "is_approved": True, "venue_id": VENUE_OF[company_id]}
        row = {"id": entry_id, "employee_id": person["id"], "work_date": day, "minutes": minutes}
        self.insert("time_entries", defaults | row | given)
        self.insert("entry_meals", {"time_entry_id": entry_id, "meal": "dinner", "quantity": 1})

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Insert a row into a workforce table."""
        from payroll.workforce.schema import METADATA
        from sqlalchemy import create_engine, insert

        engine = create_engine(f"sqlite:///{self.folder}/workforce.db")
        with engine.begin() as connection:
            connection.execute(insert(METADATA.tables[table]).values(row))
        engine.dispose()


def _end_of(run: Any, log: TextIO) -> DagRunEnd:
    from airflow.models.taskinstance import TaskInstance
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        found = session.scalars(select(TaskInstance).where(TaskInstance.run_id == run.run_id)).all()
        labels = {one: _label(one) for one in found}
        xcoms = session.execute(select(XComModel.key, XComModel.value).where(XComModel.run_id == run.run_id)).all()
        return DagRunEnd(
            run.run_id,
            str(run.state),
            {label: str(one.state) for one, label in labels.items()},
            {label: one.try_number for one, label in labels.items()},
            {label: one.rendered_map_index for one, label in labels.items()},
            [tuple(one) for one in xcoms],
            _all_of(log),
        )


def _all_of(log: TextIO) -> str:
    log.flush()
    log.seek(0)
    return log.read()


def _label(task: Any) -> str:
    name = task.task_id.removeprefix("company.")
    return f"{name} {task.map_index}" if task.map_index >= 0 else name


@pytest.fixture(scope="module")
def task_log(airflow_database: Path) -> Iterator[TextIO]:
    """Everything that Airflow, the tasks and the libraries log, down to debug: a file of its own."""
    from airflow.sdk.log import configure_logging

    configure_logging.cache_clear()
    with (airflow_database.parent / "tasks.log").open("w+", encoding="utf-8") as log:
        configure_logging(log_level="DEBUG", output=log, cache_logger_on_first_use=False)
        yield log
        configure_logging(log_level="WARNING", output=sys.__stderr__)


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    from sandbox.server import running

    with running("demo") as url:
        yield url


@pytest.fixture
def world(
    tmp_path: Path,
    sandbox_url: str,
    dagbag: DagBag,
    monkeypatch: pytest.MonkeyPatch,
    task_log: TextIO,
) -> Iterator[World]:
    """Two companies of one employee each, in the sandbox and in the workforce database; no time entries yet."""
    with _new_world(tmp_path, sandbox_url, dagbag, monkeypatch, task_log) as made:
        yield made


@pytest.fixture(scope="module")
def lasting_world(
    tmp_path_factory: pytest.TempPathFactory, sandbox_url: str, dagbag: DagBag, task_log: TextIO
) -> Iterator[World]:
    """The same for all tests of a module, one after the other."""
    folder = tmp_path_factory.mktemp("world")
    with (
        pytest.MonkeyPatch.context() as env,
        _new_world(folder, sandbox_url, dagbag, env, task_log) as made,
    ):
        yield made


@contextmanager
def _new_world(
    folder: Path, sandbox_url: str, dagbag: DagBag, env: pytest.MonkeyPatch, task_log: TextIO
) -> Iterator[World]:
    from payroll.connections import connection
    from payroll.ledger import open_ledger
    from payroll.steps.init_databases import init_databases

    sandbox = Sandbox(sandbox_url)
    sandbox.post("reset", {"scenario": "demo"})
    settings = {
        "PAYROLL_CONFIG": str(folder / "payroll.yaml"),
        "PAYROLL_REPORTS": str(folder / "reports"),
        "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/workforce.db",
        "AIRFLOW_CONN_PAYROLL_DB": f"sqlite:///{folder}/payroll.db",
    }
    for name, value in settings.items():
        env.setenv(name, value)
    (folder / "payroll.yaml").write_text(CONFIG, encoding="utf-8")
    init_databases(partial(connection, env=os.environ))
    ledger = open_ledger(f"sqlite:///{folder}/payroll.db")
    made = World(folder, sandbox, dagbag, ledger, task_log, env)
    made.connect()
    for person in PEOPLE:
        _employ(made, dict(person))
    yield made
    ledger.close()


def _employ(world: World, person: dict[str, Any]) -> None:
    company_id = person.pop("company")
    world.insert("venues", {"id": VENUE_OF[company_id], "name": VENUE_OF[company_id]})
    world.insert("employees", person | {"is_active": True})
    contract = {"id": f"c-{person['id']}", "employee_id": person["id"], "kind": "zero_hours"}
    world.insert("contracts", contract | {"starts_on": date(2026, 1, 1)})
    employee = {"id": int(person["nmbrs_id"]), "first_name": person["first_name"], "last_name": person["last_name"]}
    world.sandbox.post("seed", {"companies": [{"id": company_id, "employees": [employee]}]})


@pytest.fixture(autouse=True)
def no_waiting_between_tries(dagbag: DagBag) -> None:
    """A retry sleeps for real in `dag.test()`."""
    for dag in dagbag.dags.values():
        for task in dag.tasks:
            operator = task.partial_kwargs if hasattr(task, "partial_kwargs") else None
            if operator is None:
                task.retry_delay = timedelta(0)
            else:
                operator["retry_delay"] = timedelta(0)
