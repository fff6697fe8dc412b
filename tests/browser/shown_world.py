"""A world to look at: four companies whose exports are real, and others whose ledger says how they might stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import httpx
import pandas as pd
import pytest
from payroll.config.load import load_config
from payroll.connections import connection
from payroll.demo.world import generate
from payroll.ledger import open_ledger
from payroll.ledger.connection_checks import ConnectionCheck, ConnectionChecks
from payroll.ledger.notices import Notice
from payroll.ledger.schema import export_runs, proofs
from payroll.steps import period_calculation
from payroll.steps.check_connection import check_company_connection
from payroll.steps.export import export_company, undo_company
from payroll.steps.init_databases import init_databases
from payroll.steps.open_services import open_services
from payroll.steps.services import Services
from payroll.workforce.engine import engine_of_url
from payroll.workforce.schema import METADATA
from payroll.workforce.writer import fill_tables
from ruamel.yaml import YAML
from sqlalchemy import insert, update

from expectations.gate import RULES
from expectations.inputs import GateInputs
from expectations.line_sums import line_sums
from expectations.result import GateResult

ROOT: Final = Path(__file__).resolve().parents[2]
NOW: Final = datetime(2026, 10, 21, 6, 30, tzinfo=UTC)
SEPTEMBER: Final = datetime(2026, 9, 30, 21, 0, tzinfo=UTC)
LAST_NIGHT: Final = datetime(2026, 10, 20, 21, 0, tzinfo=UTC)
PEOPLE: Final = 10
SIGNED_IN: Final = {"Cookie": "signed-in=yes"}
BY_NIGHT: Final = "nmbrs_hours_export scheduled__2026-10-20T21:00:00+00:00"
# Invented companies, with the kind of their wage periods and how the newest one stands.
OTHERS: Final = (
    ("Bistro De Molen B.V.", "month", "proven"),
    ("Brasserie Noord B.V.", "month", "proven"),
    ("Café Het Hoekje B.V.", "month", "differs"),
    ("De Gouden Leeuw B.V.", "four_weeks", "proven"),
    ("Eetcafé Zuiderzee B.V.", "month", "proven"),
    ("Grand Café Centraal B.V.", "month", "unknown"),
    ("Herberg De Zwaan B.V.", "four_weeks", "blocked"),
    ("Hotel Duinzicht B.V.", "month", "proven"),
    ("IJssalon Vitesse B.V.", "week", "proven"),
    ("Lunchroom Linde B.V.", "month", "proven"),
    ("Paviljoen Aan Zee B.V.", "month", "proven"),
    ("Proeflokaal De Kuip B.V.", "month", "calculated"),
    ("Restaurant Olijf B.V.", "four_weeks", "proven"),
    ("Strandtent Vloed B.V.", "month", ""),
    ("Theehuis Beek B.V.", "month", "proven"),
    ("Wijnbar Merel B.V.", "month", "proven"),
)


@dataclass(frozen=True)
class Shown:
    """Where the world is: what the pages are given."""

    folder: Path
    env: Mapping[str, str]

    @property
    def connections(self) -> Any:
        return partial(connection, env=self.env)

    @property
    def ledger_url(self) -> str:
        return f"sqlite:///{self.folder}/payroll.db"


def build(folder: Path, nmbrs_url: str) -> Shown:
    """Make the configuration, both databases, and some weeks of exports."""
    _write_config(folder / "payroll.yaml")
    access = {"conn_type": "nmbrs", "host": nmbrs_url, "login": "user@example.nl", "password": "token"}
    env = {
        "PAYROLL_CONFIG": str(folder / "payroll.yaml"),
        "PAYROLL_REPORTS": str(folder / "reports"),
        "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps(access | {"extra": {"domain": "demo"}}),
        "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/workforce.db",
        "AIRFLOW_CONN_PAYROLL_DB": f"sqlite:///{folder}/payroll.db",
    }
    shown = Shown(folder, env)
    init_databases(shown.connections)
    config = load_config(folder / "payroll.yaml")
    real = config.model_copy(update={"companies": config.companies[:4]})
    world = generate(1, 4, PEOPLE, 3, config=real)
    workforce = engine_of_url(env["AIRFLOW_CONN_WORKFORCE_DB"])
    fill_tables(workforce, world.tables)
    workforce.dispose()
    _open_september(nmbrs_url)
    httpx.post(f"{nmbrs_url}/_sandbox/seed", json=world.nmbrs_seed, timeout=60).raise_for_status()
    with open_services(env, shown.connections) as services, pytest.MonkeyPatch.context() as patch:
        # The data checks have tests of their own, and take most of the time of an export.
        patch.setattr(period_calculation, "check_company", _no_data_checks)
        patch.setattr(period_calculation, "keep_gate_result", lambda services, run, gate: None)
        _export(replace(services, now=lambda: SEPTEMBER), nmbrs_url)
    _add_others(shown)
    return shown


def _no_data_checks(inputs: GateInputs) -> GateResult:
    columns = ["table", "rule", "severity", "description", "key", "found"]
    sums = line_sums(inputs.calculation.details, inputs.rules.prices)
    failures = pd.DataFrame(columns=columns)
    return GateResult(inputs.company_id, inputs.wage_period.key, (), failures, pd.DataFrame(), sums)


def _open_september(nmbrs_url: str) -> None:
    """The local Nmbrs as it was in September: the first company's wage run of that month is not locked yet."""
    state = httpx.get(f"{nmbrs_url}/_sandbox/state").raise_for_status().json()
    kroon = next(company for company in state["companies"] if company["id"] == 1201)
    kroon["current_period"] = {"year": 2026, "period": 9}
    kroon["runs"] = [run for run in kroon["runs"] if run["period_start"] < 9]
    httpx.post(f"{nmbrs_url}/_sandbox/reset", json={"scenario": "empty"}).raise_for_status()
    httpx.post(f"{nmbrs_url}/_sandbox/seed", json=state).raise_for_status()


def _export(services: Services, nmbrs_url: str) -> None:
    """September and then October of the first company; a plan that waits; an export undone; one that differs."""
    kroon, anker, zilt, linde = services.config.companies[:4]
    _run(services, kroon, kind="export")
    httpx.post(f"{nmbrs_url}/_sandbox/companies/1201/lock-run", json={"year": 2026, "period": 9}).raise_for_status()
    _change_a_september_entry(services)
    later = replace(services, now=lambda: LAST_NIGHT)
    _run(later, kroon, kind="export")
    _run(replace(services, now=lambda: LAST_NIGHT + timedelta(minutes=1)), kroon, kind="export")
    _run(later, anker, kind="export")
    _run(later, zilt, kind="export")
    undone = replace(services, now=lambda: LAST_NIGHT + timedelta(minutes=1))
    undo_company(undone, zilt, "current", started_by="payroll undo by els.bakker", person="els.bakker")
    _run(later, linde, kind="export")
    _meddle(services, linde.id)
    _run(replace(services, now=lambda: LAST_NIGHT + timedelta(minutes=2)), linde, kind="export")
    for company in (kroon, linde):
        check_company_connection(replace(services, now=lambda: LAST_NIGHT - timedelta(hours=1)), company)


def _run(services: Services, company: Any, *, kind: Any) -> None:
    export_company(services, company, "current", measures=[], kind=kind, started_by=BY_NIGHT)


def _change_a_september_entry(services: Services) -> None:
    """Two shifts of September turn out to have been longer, after it was paid."""
    entries = METADATA.tables["time_entries"]
    engine = services.workforce._engine
    with engine.begin() as connection:
        rows = connection.execute(
            entries.select()
            .where(entries.c.work_date.between(date(2026, 9, 7), date(2026, 9, 11)), entries.c.kind == "worked")
            .where(entries.c.venue_id.like("kroon%"), entries.c.is_approved)
            .order_by(entries.c.id)
        ).all()
        for row in rows:
            connection.execute(update(entries).where(entries.c.id == row.id).values(break_minutes=0, minutes=575))


def _meddle(services: Services, company_id: str) -> None:
    """Somebody removes two of our lines in Nmbrs by hand."""
    lines = services.ledger.writes.own_lines(company_id, "2026-M10")
    for line in [line for line in lines if line.component == "hours"][:2]:
        services.nmbrs.delete_component("hours", line.nmbrs_employee_id, line.nmbrs_component_id)


def _add_others(shown: Shown) -> None:
    """What other companies' nights left in the ledger, written there at once."""
    config = load_config(shown.env["PAYROLL_CONFIG"])
    ledger = open_ledger(shown.ledger_url)
    runs: list[dict[str, Any]] = []
    proven: list[dict[str, Any]] = []
    for place, (company, (_, _, newest)) in enumerate(zip(config.companies[4:], OTHERS, strict=True)):
        current = company.calendar.containing(LAST_NIGHT.date())
        for period in company.calendar.periods_of(2026):
            if period.last_day < current.first_day or (period == current and newest):
                state = newest if period == current else "proven"
                run = _a_run(company.id, period, state, place)
                runs.append(run)
                if state in ("proven", "differs"):
                    proven.append(_a_proof(run))
        check = ConnectionCheck(company.id, LAST_NIGHT - timedelta(hours=1), current.key, 0, ())
        ConnectionChecks(ledger.engine).keep(check, [])
    with ledger.engine.begin() as connection:
        connection.execute(insert(export_runs), runs)
        connection.execute(insert(proofs), proven)
    for run in runs:
        if run["state"] in ("differs", "unknown", "blocked"):
            notice = Notice("critical", run["message"], _STEP[run["state"]], run["company_id"], run["wage_period"])
            ledger.notices.add(run["run_id"], [notice], now=LAST_NIGHT)
        if run["state"] == "blocked":
            ledger.results.keep_gate_failures(run["run_id"], _findings())
    ledger.close()


def _findings() -> pd.DataFrame:
    """What the data checks found: somebody worked 25 hours on a day, and somebody was called for one hour."""
    found = [("PRT-023", "t-1307-1", "paid_minutes_of_day=1500"), ("PRT-030", "t-1307-2", "paid_minutes=60")]
    rows = [
        ("entry_parts", code, RULES[code].severity, RULES[code].description, f"time_entry_id={key}, part=1", text)
        for code, key, text in found
    ]
    return pd.DataFrame(rows, columns=["table_name", "rule", "severity", "description", "key", "found"])


_MESSAGE: Final = {
    "proven": "insert 84, change 0, delete 0, set days 0, keep 12, leave 0; proof 0.00.",
    "differs": "insert 0, change 0, delete 0, set days 0, keep 96, leave 2; proof 7.50. The control report names the "
    "lines that differ.",
    "unknown": "insert 40, change 0, delete 0, set days 0, keep 0, leave 0; 1 answers were lost; proof 8.00. Run "
    "again: what is there is read back before anything is sent.",
    "blocked": "the data checks found something critical (PRT-023: 1 rows); nothing was written. The rows are named in "
    "the data check report; mend them in the source and run again.",
    "calculated": "",
}
_STEP: Final = {
    "differs": "Compare the line in the control report with Nmbrs, and correct the side that is wrong.",
    "unknown": "Run again after the settling time.",
    "blocked": "The rows are named in the data check report; mend them in the source and run again.",
}


def _a_run(company_id: str, period: Any, state: str, place: int) -> dict[str, Any]:
    night = datetime.combine(min(period.last_day, LAST_NIGHT.date()), LAST_NIGHT.timetz()) + timedelta(minutes=place)
    return {
        "run_id": str(uuid5(NAMESPACE_URL, f"{company_id} {period.key}")),
        "company_id": company_id,
        "wage_period": period.key,
        "target_period": period.key,
        "year": period.year,
        "period": period.number,
        "kind": "export",
        "is_retroactive": False,
        "measures": "worked_hours",
        "started_by": BY_NIGHT,
        "state": state,
        "entries_read": 240 + place,
        "lines": 96 + period.number % 5 if state in ("proven", "differs") else None,
        "calls": 240 + 37 * (period.number % 3) if state in ("proven", "differs") else None,
        "message": f"Company {company_id}, {period.key}: {_MESSAGE[state]}" if state != "calculated" else None,
        "started_at": night,
        "finished_at": None if state == "calculated" else night + timedelta(seconds=9 + place + period.number % 4),
    }


def _a_proof(run: dict[str, Any]) -> dict[str, Any]:
    difference = 750 if run["state"] == "differs" else 0
    proof = {"run_id": run["run_id"], "difference_hundredths": difference, "passed": difference == 0}
    return proof | {"proven_at": run["finished_at"]}


def _write_config(path: Path) -> None:
    """The demo's configuration with a company whose plans a person approves, and with more companies."""
    yaml = YAML()
    config = yaml.load(ROOT / "config" / "payroll.yaml")
    config["companies"][1]["approval"] = "required"
    for number, (name, kind, _) in enumerate(OTHERS):
        company_id = 1301 + number
        wage_period = {"kind": kind, "remuneration_day": {"days_after_period_end": 1 + number % 6}}
        codes = {"zero_hours": {"worked_hours": {"hour_code": 2100}}}
        venues = [f"zaak-{company_id}"]
        config["companies"].append(
            {"id": company_id, "name": name, "venues": venues, "wage_period": wage_period, "codes": codes}
        )
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(config, file)
