"""The world of a night: settings, both databases filled, and Nmbrs seeded with the same people."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
from payroll.connections import connection
from payroll.steps.init_databases import init_databases
from payroll.workforce.engine import engine_of_url
from payroll.workforce.schema import create_tables

from benchmarks import night_entries
from benchmarks.bulk_frames import write_frames
from benchmarks.delivery import company_config
from benchmarks.night_size import FIRST_EMPLOYEE, Company, Size

YEAR: Final = 2026
MONTH: Final = 10
SERVICE_STARTS: Final = "2025-01-01"
SEED: Final = 11
HOUR_CODES: Final = (2100, 2110)
WAGE_CODES: Final = (5100,)


def make_world(
    url: str, folder: Path, databases: Mapping[str, str], size: Size, calls_per_second: int
) -> dict[str, str]:
    """Fill everything; what comes back is the environment that a worker needs.

    Args:
        url: the sandbox.
        folder: for the configuration and the pages of the data checks.
        databases: SQLAlchemy URLs by the names workforce_db and payroll_db, both empty.
        size: of the night.
        calls_per_second: of the Nmbrs user, which all workers share.
    """
    companies = size.all_companies()
    config = {
        "nmbrs": {"calls_per_second": calls_per_second},
        "companies": [company_config(one.company_id, one.venue_id) for one in companies],
    }
    (folder / "payroll.yaml").write_text(json.dumps(config), encoding="utf-8")
    access = {"conn_type": "nmbrs", "host": url, "login": "user@example.nl", "password": "token"}
    env = os.environ | {
        "PAYROLL_CONFIG": f"{folder}/payroll.yaml",
        "PAYROLL_REPORTS": f"{folder}/reports",
        "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps(access | {"extra": {"domain": "demo"}}),
        "AIRFLOW_CONN_WORKFORCE_DB": databases["workforce_db"],
        "AIRFLOW_CONN_PAYROLL_DB": databases["payroll_db"],
    }
    init_databases(partial(connection, env=env))
    _fill_workforce(databases["workforce_db"], companies, size)
    for one in companies:
        _seed_company(url, one)
    return dict(env)


def _fill_workforce(url: str, companies: list[Company], size: Size) -> None:
    engine = engine_of_url(url)
    create_tables(engine)
    tables = {"venues": night_entries.venues(companies), "employees": night_entries.employees(companies)}
    tables |= night_entries.month_of_entries(size, date(YEAR, MONTH, 1), SEED)
    write_frames(engine, tables)
    engine.dispose()


def _seed_company(url: str, company: Company) -> None:
    """Everybody in chunks: one request of ten thousand people would be one large body."""
    people = [_employee(company.company_id, company.first_person + place) for place in range(company.people)]
    whole: dict[str, Any] = {
        "id": int(company.company_id),
        "name": f"Company {company.company_id} B.V.",
        "period_type": "month",
        "current_period": {"year": YEAR, "period": MONTH},
        "hour_codes": [{"code": code, "description": "Hours", "model": 1} for code in HOUR_CODES],
        "wage_codes": [{"code": code, "description": "Amount", "model": 1} for code in WAGE_CODES],
    }
    for start in range(0, len(people), 1000):
        body = {"companies": [whole | {"employees": people[start : start + 1000]}]}
        httpx.post(f"{url}/_sandbox/seed", json=body, timeout=300).raise_for_status()


def _employee(company_id: str, place: int) -> dict[str, Any]:
    home = {"street": "Teststraat", "house_number": str(place % 400 + 1), "postal_code": "1000 AA", "city": "Testdam"}
    return {
        "id": FIRST_EMPLOYEE + place,
        "number": place + 1,
        "first_name": f"Voor{place}",
        "last_name": f"Achter{company_id}",
        "birth_date": f"{1960 + place % 45}-0{1 + place % 9}-1{place % 9}",
        "work_email": night_entries.email(company_id, place),
        "employments": [{"start_date": SERVICE_STARTS, "initial_start_date": SERVICE_STARTS}],
        "contracts": [{"start_date": SERVICE_STARTS, "hours_per_week": "0"}],
        "schedules": [{"start_date": SERVICE_STARTS}],
        "salaries": [{"start_date": SERVICE_STARTS, "value": "14.71"}],
        "addresses": [home],
    }
