"""Two companies with people in a real sandbox Nmbrs, workforce database and ledger in SQLite, the sync over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from payroll.cli.app import main
from payroll.workforce.schema import METADATA
from sqlalchemy import create_engine, insert, make_url, text, update
from sqlalchemy.pool import NullPool

from sandbox.server import running

CODES = {"zero_hours": {"worked_hours": {"hour_code": 2100}}}
COMPANIES = {
    1201: {"name": "Café De Kroon B.V.", "venues": ["kroon"], "wage_period": {"kind": "month"}},
    1202: {"name": "Brasserie Het Anker B.V.", "venues": ["anker"], "wage_period": {"kind": "four_weeks"}},
}
START = "2025-01-01"
BSN_KEY = "a secret of more than sixteen bytes"


@dataclass
class World:
    """What a test can change and look at."""

    folder: Path
    nmbrs_url: str
    capture: Any
    monkeypatch: pytest.MonkeyPatch
    workforce_url: str
    ledger_url: str

    def configure(self, **settings: Any) -> None:
        """Write the configuration; settings by company id as text (`c1201={...}`), or of the whole file."""
        companies = [
            {"id": company_id, **company, "codes": CODES, **settings.pop(f"c{company_id}", {})}
            for company_id, company in COMPANIES.items()
        ]
        config = {"timezone": "Europe/Amsterdam", "nmbrs": {"settle_seconds": 1}, "companies": companies, **settings}
        (self.folder / "payroll.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")

    def payroll(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command line in this process: exit code, standard output, standard error."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["payroll", *arguments])
            with pytest.raises(SystemExit) as ending:
                main()
        out, err = self.capture.readouterr()
        return int(ending.value.code or 0), out, err

    def sync(self, company_id: int | None = 1201) -> dict[str, int]:
        """Sync, well; the counts of the one company asked for."""
        some = () if company_id is None else ("--company", str(company_id))
        code, out, err = self.payroll("sync-employees", *some, "--json")
        assert code == 0, out + err
        return dict(json.loads(out.splitlines()[0])["counts"])

    def employee(self, nmbrs_id: int, company_id: int = 1201, **given: Any) -> dict[str, Any]:
        """Add or change somebody in Nmbrs; a new one is in service, with a zero-hours contract and a salary."""
        defaults = {
            "number": nmbrs_id % 1000,
            "first_name": f"Voor{nmbrs_id}",
            "last_name": f"Achter{nmbrs_id}",
            "birth_date": "1990-05-17",
            "work_email": f"p{nmbrs_id}@example.nl",
            "employments": [{"id": nmbrs_id * 1000 + 1, "start_date": START, "initial_start_date": "2025-01-01"}],
            "contracts": [{"id": nmbrs_id * 1000 + 2, "start_date": START, "hours_per_week": "0"}],
            "schedules": [{"id": nmbrs_id * 1000 + 3, "start_date": START}],
            "salaries": [{"id": nmbrs_id * 1000 + 4, "start_date": START, "value": "14.71"}],
        }
        row = {"id": nmbrs_id, **defaults, **given}
        return self.seed(company_id, {name: value for name, value in row.items() if value is not None})

    def seed(self, company_id: int, employee: dict[str, Any]) -> dict[str, Any]:
        """Add or change somebody in Nmbrs, as given."""
        return dict(self.post("seed", {"companies": [{"id": company_id, "employees": [employee]}]}))

    def post(self, path: str, body: Any = None) -> Any:
        """Tell the sandbox something."""
        answer = httpx.post(f"{self.nmbrs_url}/_sandbox/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def calls(self) -> list[str]:
        """The calls since the list was emptied."""
        answer = httpx.get(f"{self.nmbrs_url}/_sandbox/calls").json()
        listed = answer["calls"] if isinstance(answer, dict) else answer
        return [one["operation"] for one in listed]

    def forget_calls(self) -> None:
        """Empty the list of calls."""
        httpx.delete(f"{self.nmbrs_url}/_sandbox/calls")

    def add(self, table: str, **values: Any) -> None:
        """Insert a row into a workforce table."""
        with create_engine(self.workforce_url, poolclass=NullPool).begin() as connection:
            connection.execute(insert(METADATA.tables[table]).values(values))

    def person(self, employee_id: str, **given: Any) -> None:
        """Add somebody here."""
        self.add("employees", **({"id": employee_id, "is_active": True} | given))

    def edit(self, table: str, key: str, **values: Any) -> None:
        """Change a row of a workforce table."""
        rows = METADATA.tables[table]
        with create_engine(self.workforce_url, poolclass=NullPool).begin() as connection:
            connection.execute(update(rows).where(rows.c.id == key).values(values))

    def rows(self, query: str, *, ledger: bool = False) -> list[dict[str, Any]]:
        """What a query finds in the workforce database, or in the ledger."""
        url = self.ledger_url if ledger else self.workforce_url
        with create_engine(url, poolclass=NullPool).connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]

    def here(self, employee_id: str) -> dict[str, Any]:
        """One person as the workforce database has them."""
        (row,) = self.rows(f"SELECT * FROM employees WHERE id = '{employee_id}'")  # noqa: S608
        return row

    def points(self, company_id: int = 1201) -> dict[tuple[str, str], str]:
        """The open points of a company: (employee_id or nmbrs_employee_id, rule) to sentence."""
        query = f"SELECT * FROM people_reviews WHERE closed_at IS NULL AND company_id = '{company_id}'"  # noqa: S608
        found = self.rows(query, ledger=True)
        return {(one["employee_id"] or one["nmbrs_employee_id"], one["rule"]): one["sentence"] for one in found}

    def connections(self) -> set[tuple[str, str, str, str]]:
        """company_id, employee_id, nmbrs_employee_id, connected_by_key of everybody who is connected."""
        rows = self.rows("SELECT * FROM people_connections", ledger=True)
        names = ("company_id", "employee_id", "nmbrs_employee_id", "connected_by_key")
        return {tuple(row[name] for name in names) for row in rows}  # type: ignore[misc]

    def changes(self) -> list[tuple[str, str, str, str]]:
        """employee_id, field, before, after of everything that was overwritten."""
        rows = self.rows("SELECT * FROM people_changes ORDER BY change_id", ledger=True)
        return [(row["employee_id"], row["field"], row["before"], row["after"]) for row in rows]

    def without_bsn_key(self) -> None:
        """Take the secret out of the connection payroll_db."""
        self.monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", self.ledger_url)


@pytest.fixture(scope="session")
def people_nmbrs_url() -> Iterator[str]:
    """What the sandbox numbers by itself it numbers far above the numbers that tests give, also after a reset."""
    far = {"id": 950_000_000, "first_name": "Ver", "last_name": "Weg", "salaries": [{"id": 950_000_000, "value": "15"}]}
    with running(scenario="demo", port=0) as url:
        httpx.post(f"{url}/_sandbox/seed", json={"companies": [{"id": 1201, "employees": [far]}]}).raise_for_status()
        yield url


@pytest.fixture
def world(
    tmp_path: Path, people_nmbrs_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> World:
    workforce, ledger = f"sqlite:///{tmp_path}/workforce.db", f"sqlite:///{tmp_path}/payroll.db"
    made = World(tmp_path, people_nmbrs_url, capsys, monkeypatch, workforce, ledger)
    return _prepared(made, workforce, {"conn_type": "sqlite", "schema": f"{tmp_path}/payroll.db"})


@pytest.fixture
def postgres_world(
    tmp_path: Path,
    people_nmbrs_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    postgres_url: str,
) -> World:
    """The same with one PostgreSQL database for people and ledger."""
    url = make_url(postgres_url)
    access = {"host": url.host, "port": url.port, "login": url.username, "password": url.password}
    named = {name: value for name, value in access.items() if value is not None}
    ledger = {"conn_type": "postgres", "schema": url.database, **named}
    made = World(tmp_path, people_nmbrs_url, capsys, monkeypatch, postgres_url, postgres_url)
    return _prepared(made, json.dumps(ledger), ledger)


def _prepared(made: World, workforce: str, ledger: dict[str, Any]) -> World:
    """Nmbrs as in the demo, connections to both databases, and their tables."""
    httpx.post(f"{made.nmbrs_url}/_sandbox/reset", json={"scenario": "demo"}).raise_for_status()
    extra = {"domain": "demo", "connect_timeout": 1, "read_timeout": 3}
    nmbrs = {"conn_type": "nmbrs", "host": made.nmbrs_url, "login": "user@example.nl", "password": "token"}
    made.monkeypatch.setenv("PAYROLL_CONFIG", str(made.folder / "payroll.yaml"))
    made.monkeypatch.setenv("PAYROLL_REPORTS", str(made.folder / "reports"))
    made.monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(nmbrs | {"extra": extra}))
    made.monkeypatch.setenv("AIRFLOW_CONN_WORKFORCE_DB", workforce)
    made.monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", json.dumps(ledger | {"extra": {"bsn_key": BSN_KEY}}))
    made.configure()
    assert made.payroll("init-db")[0] == 0
    made.add("venues", id="kroon", name="De Kroon")
    made.add("venues", id="anker", name="Het Anker")
    return made
