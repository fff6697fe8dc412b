"""A small company in a real sandbox Nmbrs, workforce database and ledger in SQLite, the command line over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from payroll.cli.app import main
from payroll.ledger.schema import people_connections
from sqlalchemy import create_engine, delete, insert, update
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
    codes: &codes
      zero_hours:
        worked_hours: {hour_code: 2100}
        meals: {dinner: {wage_code: 5100, cents_each: [{from: 2026-01-01, cents: 395}]}}
        allowances:
          evening: {hour_code: 2110, pays: supplement}
          sunday: {hour_code: 2120, pays: full_rate}
        leave_hours: {vacation: {hour_code: 4100}}
        sick_hours: {hour_code: 3170}
      fixed:
        sick_hours: {hour_code: 3070}
  - id: 1202
    name: Brasserie Het Anker B.V.
    venues: [anker]
    wage_period: {kind: four_weeks}
    codes: *codes
"""


@dataclass
class World:
    """What a test can change and look at."""

    folder: Path
    nmbrs_url: str
    workforce_url: str
    capture: Any
    access: str

    def payroll(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command line in this process: exit code, standard output, standard error."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["payroll", *arguments])
            with pytest.raises(SystemExit) as ending:
                main()
        out, err = self.capture.readouterr()
        return int(ending.value.code or 0), out, err

    def add(self, table: str, *rows: dict[str, Any]) -> None:
        """Insert rows into a workforce table."""
        from payroll.workforce.schema import METADATA

        with create_engine(self.workforce_url, poolclass=NullPool).begin() as connection:
            for row in rows:
                connection.execute(insert(METADATA.tables[table]).values(row))

    def connect(self, company_id: str, employee_id: str, nmbrs_employee_id: str) -> None:
        """Connect a person to an employee of a company, as somebody would by hand."""
        pair = {"company_id": company_id, "employee_id": employee_id, "nmbrs_employee_id": nmbrs_employee_id}
        how = {"connected_by_key": "hand", "connected_at": datetime(2026, 10, 1, tzinfo=UTC), "connected_by": "test"}
        with create_engine(f"sqlite:///{self.folder}/payroll.db", poolclass=NullPool).begin() as connection:
            connection.execute(insert(people_connections).values(pair | how))

    def change_entry(self, entry_id: str, **values: Any) -> None:
        """Change one time entry."""
        from payroll.workforce.schema import TIME_ENTRIES

        with create_engine(self.workforce_url, poolclass=NullPool).begin() as connection:
            connection.execute(update(TIME_ENTRIES).where(TIME_ENTRIES.c.id == entry_id).values(**values))

    def remove_entry(self, entry_id: str) -> None:
        """Delete one time entry."""
        from payroll.workforce.schema import TIME_ENTRIES

        with create_engine(self.workforce_url, poolclass=NullPool).begin() as connection:
            connection.execute(delete(TIME_ENTRIES).where(TIME_ENTRIES.c.id == entry_id))

    def worked(self, entry_id: str, employee_id: str, day: date, minutes: int, **given: Any) -> None:
        """Add an approved worked entry in the company's venue."""
        defaults = {
            "venue_id": "kroon",
            "kind": "worked",
            "break_minutes": 0,
            "is_approved": True,
            "updated_at": datetime(2026, 10, 20, tzinfo=UTC),
        }
        row = {"id": entry_id, "employee_id": employee_id, "work_date": day, "minutes": minutes}
        self.add("time_entries", defaults | row | given)

    def state(self, company_id: int = 1201) -> dict[str, Any]:
        """What the sandbox holds for one company."""
        companies = httpx.get(f"{self.nmbrs_url}/_sandbox/state").json()["companies"]
        (company,) = [one for one in companies if one["id"] == company_id]
        return dict(company)

    def users(self) -> list[dict[str, Any]]:
        """The users of the sandbox."""
        return list(httpx.get(f"{self.nmbrs_url}/_sandbox/state").json()["users"])

    def hours(self, number: int = 1) -> dict[int, str]:
        """Hour code to quantity of one employee of company 1201, by personnel number."""
        (employee,) = [one for one in self.state()["employees"] if one["number"] == number]
        return {one["code"]: one["hours"] for one in employee["hour_components"]}

    def post(self, path: str, body: Any = None) -> Any:
        """Tell the sandbox something."""
        answer = httpx.post(f"{self.nmbrs_url}/_sandbox/{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def writes(self) -> list[str]:
        """The writing calls since the list was emptied."""
        calls = httpx.get(f"{self.nmbrs_url}/_sandbox/calls").json()
        listed = calls["calls"] if isinstance(calls, dict) else calls
        names = ("Insert", "Update", "Delete", "DaysVar_Set")
        return [one["operation"] for one in listed if any(name in one["operation"] for name in names)]

    def forget_calls(self) -> None:
        """Empty the list of calls."""
        httpx.delete(f"{self.nmbrs_url}/_sandbox/calls")

    def lock(self, period: int) -> None:
        """Lock the wage run of a month of 2026; the next month becomes the current period."""
        self.post("companies/1201/lock-run", {"year": 2026, "period": period})

    def configure(self, **settings: str) -> None:
        """Add settings to company 1201."""
        path = self.folder / "payroll.yaml"
        lines = "".join(f"    {name}: {value}\n" for name, value in settings.items())
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    venues: [kroon]\n", f"    venues: [kroon]\n{lines}"), encoding="utf-8")

    def components(self, period: int, number: int = 1) -> dict[str, str]:
        """Component id to hours in a month of 2026, of one employee of company 1201."""
        (employee,) = [one for one in self.state()["employees"] if one["number"] == number]
        found = [one for one in employee["hour_components"] if one["period"] == period]
        return {str(one["id"]): one["hours"] for one in found}

    def report(self, wage_period: str = "2026-M10") -> dict[str, Any]:
        """The control report of company 1201."""
        code, out, _ = self.payroll("report", "--wage-period", wage_period, "--company", "1201", "--format", "json")
        assert code == 0
        return dict(json.loads(out)["companies"][0])


@pytest.fixture(scope="session")
def nmbrs_url() -> Iterator[str]:
    with running(scenario="demo", port=0) as url:
        yield url


@pytest.fixture
def world(tmp_path: Path, nmbrs_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> World:
    httpx.post(f"{nmbrs_url}/_sandbox/reset", json={"scenario": "demo"}).raise_for_status()
    (tmp_path / "payroll.yaml").write_text(CONFIG, encoding="utf-8")
    workforce_url = f"sqlite:///{tmp_path}/workforce.db"
    access = {
        "conn_type": "nmbrs",
        "host": nmbrs_url,
        "login": "user@example.nl",
        "password": "token",
        "extra": {"domain": "demo", "connect_timeout": 1, "read_timeout": 2},
    }
    monkeypatch.setenv("PAYROLL_CONFIG", str(tmp_path / "payroll.yaml"))
    monkeypatch.setenv("PAYROLL_REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("AIRFLOW_CONN_NMBRS_DEFAULT", json.dumps(access))
    monkeypatch.setenv("AIRFLOW_CONN_WORKFORCE_DB", f"sqlite:///{tmp_path}/workforce.db")
    monkeypatch.setenv("AIRFLOW_CONN_PAYROLL_DB", f"sqlite:///{tmp_path}/payroll.db")
    made = World(tmp_path, nmbrs_url, workforce_url, capsys, json.dumps(access))
    assert made.payroll("init-db")[0] == 0
    made.add("venues", {"id": "kroon", "name": "De Kroon"}, {"id": "anker", "name": "Het Anker"})
    people = [("anna", "500001", "zero_hours"), ("bram", "500002", "fixed")]
    for number, (employee_id, nmbrs_id, kind) in enumerate(people, start=1):
        made.add(
            "employees", {"id": employee_id, "is_active": True, "nmbrs_id": nmbrs_id, "employee_number": str(number)}
        )
        contract = {"id": f"c-{employee_id}", "employee_id": employee_id, "kind": kind, "starts_on": date(2026, 1, 1)}
        made.add("contracts", contract)
    employees = [
        {"id": 500001, "number": 1, "first_name": "Test", "last_name": "Een"},
        {"id": 500002, "number": 2, "first_name": "Test", "last_name": "Twee"},
    ]
    made.post("seed", {"companies": [{"id": 1201, "employees": employees}]})
    made.forget_calls()
    return made
