"""A world of people to look at: one company after its first sync, with doubtful matches and people who are new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import httpx
from fastapi import Depends, FastAPI, HTTPException, Request
from payroll.config.load import load_config
from payroll.demo.people_cases import with_people_cases
from payroll.demo.world import generate
from payroll.pages.airflow_port import DagRun
from payroll.pages.app import make_app
from payroll.pages.who_may import Person, WhoMay
from payroll.steps.init_databases import init_databases
from payroll.steps.open_services import open_services
from payroll.steps.people.sync_employees import sync_company
from payroll.workforce.engine import engine_of_url
from payroll.workforce.schema import EMPLOYEES
from payroll.workforce.writer import fill_tables
from ruamel.yaml import YAML
from sqlalchemy import insert

from tests.browser.shown_world import ROOT, Shown

NOW: Final = datetime(2026, 10, 21, 6, 30, tzinfo=UTC)
LAST_NIGHT: Final = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
PEOPLE: Final = 25
BY_NIGHT: Final = "nmbrs_employee_sync scheduled__2026-10-20T20:00:00+00:00"
VENUE: Final = "kroon-plein"
# Invented people: one whom Nmbrs has under another e-mail address, one who is new, one of whom too little is known.
NEW: Final[tuple[dict[str, Any], ...]] = (
    {"id": "e-1201-0901", "first_name": "Robin", "last_name": "Nieuwkomer", "birth_date": date(2001, 4, 5)},
    {
        "id": "e-1201-0902",
        "first_name": "Fenna",
        "prefix": "van",
        "last_name": "Lingen",
        "birth_date": date(1998, 7, 1),
    },
    {"id": "e-1201-0903", "first_name": "Jip", "last_name": "Starter"},
)


def build(folder: Path, nmbrs_url: str) -> Shown:
    """Make the configuration and both databases, and let the first company's people come from Nmbrs."""
    yaml = YAML()
    config = yaml.load(ROOT / "config" / "payroll.yaml")
    config["companies"] = config["companies"][:2]
    config["companies"][0]["leads"] = {"personal": "hr"}
    with (folder / "payroll.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(config, file)
    ledger = {"conn_type": "sqlite", "schema": f"{folder}/payroll.db", "extra": {"bsn_key": "f" * 32}}
    access = {"conn_type": "nmbrs", "host": nmbrs_url, "login": "user@example.nl", "password": "token"}
    env = {
        "PAYROLL_CONFIG": str(folder / "payroll.yaml"),
        "PAYROLL_REPORTS": str(folder / "reports"),
        "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps(access | {"extra": {"domain": "demo"}}),
        "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/workforce.db",
        "AIRFLOW_CONN_PAYROLL_DB": json.dumps(ledger),
    }
    shown = Shown(folder, env)
    init_databases(shown.connections)
    world = with_people_cases(generate(1, 2, PEOPLE, 1, config=load_config(folder / "payroll.yaml")))
    workforce = engine_of_url(env["AIRFLOW_CONN_WORKFORCE_DB"])
    fill_tables(workforce, world.tables)
    with workforce.begin() as db:
        for one in NEW:
            db.execute(insert(EMPLOYEES).values(_new_person(one)))
    workforce.dispose()
    httpx.post(f"{nmbrs_url}/_sandbox/seed", json=world.nmbrs_seed, timeout=60).raise_for_status()
    with open_services(env, shown.connections) as services:
        sync_company(replace(services, now=lambda: LAST_NIGHT), services.config.company("1201"), started_by=BY_NIGHT)
    return shown


def _new_person(given: Mapping[str, Any]) -> dict[str, Any]:
    known = {"work_email": f"{given['first_name'].lower()}@example.nl", "is_active": True, "home_venue_id": VENUE}
    return known | {"hire_date": date(2026, 10, 5) if "birth_date" in given else None} | given


class QueuedAtOnce:
    """An Airflow that takes every run and carries out none."""

    async def start(self, dag_id: str, conf: Mapping[str, Any], *, partition_key: str | None = None) -> DagRun:
        """Take the run."""
        return DagRun(dag_id, "manual__2026-10-21T06:30:00+00:00")

    async def answer(self, run: DagRun, ledger_run_id: str, plan_hash: str, chosen: str, reason: str) -> None:
        """Nothing is asked here."""


def pages_of(shown: Shown) -> FastAPI:
    """The pages as somebody sees them who may do everything, mounted as Airflow mounts them."""
    signed_in = [Depends(_signed_in)]
    who_may = WhoMay(signed_in, signed_in, signed_in, lambda: Person("els.bakker", frozenset({"approve", "change"})))
    outside = FastAPI()
    pages = make_app(
        who_may=who_may,
        connections=shown.connections,
        env=shown.env,
        now=lambda: NOW,
        airflow=lambda request: QueuedAtOnce(),
    )
    outside.mount("/payroll", pages)
    return outside


def _signed_in(request: Request) -> None:
    if request.cookies.get("signed-in") != "yes":
        raise HTTPException(401, "Not signed in.")
