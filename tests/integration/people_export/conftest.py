"""People in a workforce database in SQLite, a ledger, and a real sandbox Nmbrs over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from payroll.cli.app import main
from payroll.config.models import CompanyConfig
from payroll.connections import connection
from payroll.ledger import Ledger, open_ledger
from payroll.steps.open_services import open_services
from payroll.steps.people.export_employees import export_employees
from payroll.steps.people.export_wish import EmployeesExported, Wish
from sqlalchemy import create_engine, delete, insert, text, update
from sqlalchemy.pool import NullPool

from sandbox.server import running

CONFIG = """
timezone: Europe/Amsterdam
nmbrs: {conn_id: nmbrs_default, settle_seconds: 1}
companies:
  - id: 1201
    name: Café De Kroon B.V.
    venues: [kroon]
    wage_period: {kind: month}
    codes: &codes {zero_hours: {worked_hours: {hour_code: 2100}}}
  - id: 1202
    name: Brasserie Het Anker B.V.
    venues: [anker]
    wage_period: {kind: four_weeks}
    leads: {personal: hr, address: hr, bank: hr, salary: hr, contract: hr}
    monthly_salary: parttime
    codes: *codes
"""
USER = {"id": 1, "username": "user@example.nl", "token": "token", "domain": "demo"}
# An invented person; the account passes the IBAN check.
NOOR: dict[str, Any] = {
    "id": "e-noor",
    "employee_number": "70",
    "first_name": "Noortje",
    "prefix": "van der",
    "last_name": "Vermeulenstein",
    "birth_date": date(1999, 4, 30),
    "birth_country": "BE",
    "work_email": "noortje@example.nl",
    "private_email": "noortje.prive@example.org",
    "work_phone": "010-7654321",
    "private_phone": "06-12345678",
    "street": "Hoofdweg 12 bis",
    "postal_code": "1234 AB",
    "city": "Utrecht",
    "country": "NL",
    "iban": "NL91ABNA0417164300",
    "bic": "ABNANL2A",
    "bank_account_number": "0417164300",
    "hire_date": date(2026, 10, 5),
    "is_active": True,
    "home_venue_id": "kroon",
    "salary_amount_cents": 1571,
    "salary_type": "hourly",
    "salary_effective_date": date(2026, 10, 5),
    "updated_at": datetime(2026, 10, 1, tzinfo=UTC),
}


@dataclass
class World:
    """What a test can change and look at."""

    folder: Path
    nmbrs_url: str
    capture: Any
    ledger: Ledger

    def person(self, **given: Any) -> str:
        """Add a person to HR; returns the id."""
        row = NOOR | given
        self._run(insert(_table("employees")).values(row))
        return str(row["id"])

    def change(self, employee_id: str, **values: Any) -> None:
        """Change a person in HR."""
        table = _table("employees")
        self._run(update(table).where(table.c.id == employee_id).values(values | {"updated_at": datetime.now(UTC)}))

    def contract(self, employee_id: str, **given: Any) -> None:
        """Add a contract to HR."""
        row = {"id": f"c-{employee_id}", "employee_id": employee_id, "kind": "zero_hours"}
        self._run(insert(_table("contracts")).values(row | {"starts_on": date(2026, 10, 5)} | given))

    def forget(self, employee_id: str) -> None:
        """Remove a person from HR."""
        table = _table("employees")
        self._run(delete(table).where(table.c.id == employee_id))

    def _run(self, statement: Any) -> None:
        engine = create_engine(f"sqlite:///{self.folder}/workforce.db", poolclass=NullPool)
        with engine.begin() as db:
            db.execute(statement)

    def export(self, *employees: str, company: str = "1201", **given: Any) -> EmployeesExported:
        """Export people of one company, in this process."""
        import os

        with open_services(os.environ, partial(connection, env=os.environ)) as services:
            wish = Wish("a test", employees=employees, **given)
            return export_employees(services, _company(services, company), wish)

    def payroll(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command line in this process: exit code, standard output, standard error."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["payroll", *arguments])
            with pytest.raises(SystemExit) as ending:
                main()
        out, err = self.capture.readouterr()
        return int(ending.value.code or 0), out, err

    def employees(self, company_id: int = 1201) -> list[dict[str, Any]]:
        """The employees that the sandbox holds of a company."""
        companies = httpx.get(f"{self.nmbrs_url}/_sandbox/state").json()["companies"]
        (company,) = [one for one in companies if one["id"] == company_id]
        return list(company["employees"])

    def seed(self, company_id: int, **employee: Any) -> None:
        """Add an employee to the sandbox."""
        self.post("seed", {"companies": [{"id": company_id, "employees": [employee]}]})

    def post(self, path: str, body: Any = None) -> Any:
        """Tell the sandbox something."""
        return httpx.post(f"{self.nmbrs_url}/_sandbox/{path}", json=body).raise_for_status().json()

    def fault(self, operation: str, effect: dict[str, Any], **picked: Any) -> None:
        """Make calls of one operation go wrong."""
        self.post("faults", [{"operation": operation, "effect": effect, **picked}])

    def writes(self) -> list[str]:
        """The writing calls since the list was emptied."""
        calls = httpx.get(f"{self.nmbrs_url}/_sandbox/calls").json()
        names = ("Insert", "Update", "Delete")
        return [one["operation"] for one in calls if any(name in one["operation"] for name in names)]

    def forget_calls(self) -> None:
        """Empty the list of calls."""
        httpx.delete(f"{self.nmbrs_url}/_sandbox/calls")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Look into the ledger."""
        with self.ledger.engine.connect() as db:
            return [tuple(row) for row in db.execute(text(query))]

    def connections(self) -> list[tuple[str, str, str]]:
        """Who is connected with whom, and by which key."""
        return self.rows("SELECT employee_id, nmbrs_employee_id, connected_by_key FROM people_connections ORDER BY 1")

    def points(self) -> list[tuple[str, str]]:
        """The open review points: person and rule."""
        query = "SELECT employee_id, rule FROM people_reviews WHERE closed_at IS NULL ORDER BY 1, 2"
        return [(str(one), str(rule)) for one, rule in self.rows(query)]


def _company(services: Any, company_id: str) -> CompanyConfig:
    company: CompanyConfig = services.config.company(company_id)
    return company


def _table(name: str) -> Any:
    from payroll.workforce.schema import METADATA

    return METADATA.tables[name]


@pytest.fixture(scope="session")
def nmbrs_url() -> Iterator[str]:
    with running(scenario="demo", port=0) as url:
        yield url


@pytest.fixture
def world(
    tmp_path: Path, nmbrs_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[World]:
    from payroll.steps.init_databases import init_databases

    httpx.post(f"{nmbrs_url}/_sandbox/reset", json={"scenario": "demo"}).raise_for_status()
    (tmp_path / "payroll.yaml").write_text(CONFIG, encoding="utf-8")
    access = {
        "conn_type": "nmbrs",
        "host": nmbrs_url,
        "login": "user@example.nl",
        "password": "token",
        "extra": {"domain": "demo", "connect_timeout": 1, "read_timeout": 1},
    }
    monkeypatch.setenv("PAYROLL_CONFIG", str(tmp_path / "payroll.yaml"))
    monkeypatch.setenv("PAYROLL_REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(access))
    monkeypatch.setenv("AIRFLOW_CONN_WORKFORCE_DB", f"sqlite:///{tmp_path}/workforce.db")
    monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", f"sqlite:///{tmp_path}/payroll.db")
    import os

    init_databases(partial(connection, env=os.environ))
    ledger = open_ledger(f"sqlite:///{tmp_path}/payroll.db")
    made = World(tmp_path, nmbrs_url, capsys, ledger)
    for venue in ("kroon", "anker"):
        made._run(insert(_table("venues")).values(id=venue, name=venue))
    made.forget_calls()
    yield made
    ledger.close()
