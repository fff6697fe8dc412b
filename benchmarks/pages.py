"""The payroll pages before a ledger of many companies: milliseconds at the server and kibibytes per page.

500 companies of 100 people, 24 wage periods each, exported every fifth night, with 5 million traced entries. The ledger
is SQLite in a temporary folder, and PostgreSQL too where `PAYROLL_BENCH_POSTGRES_URL` names an empty database.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from fastapi.testclient import TestClient
from payroll.connections import connection
from payroll.ledger.database import migrate
from payroll.pages.app import make_app
from payroll.pages.who_may import WhoMay

from benchmarks.pages_filled import Size, fill, write_config
from benchmarks.results import Section

NOW: Final = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
ALLOWED_MILLISECONDS: Final = 300
ALLOWED_KIBIBYTES: Final = 300
REQUESTS: Final = 7
COMPANY: Final = "20250"
PAGES: Final = {
    "overview": "",
    "overview, second page, one state": "?state=differs&page=2",
    "overview, search": "?q=20017",
    "wage period": f"companies/{COMPANY}/2026-M12",
    "wage period, sorted": f"companies/{COMPANY}/2026-M12?sort=-wanted_hundredths",
    "what was not exported": f"companies/{COMPANY}/2026-M12?view=left-out",
    "plan": f"companies/{COMPANY}/2026-M12?view=plan",
    "late changes": f"companies/{COMPANY}/2026-M11?view=late",
    "runs": f"companies/{COMPANY}/2026-M12?view=runs",
    "notices": "notices",
    "history of notices": "notices?view=history",
    "set-up": "set-up",
    "set-up of a company": f"set-up/{COMPANY}",
    "tab of a DAG run": "dag-run?dag_id=nmbrs_hours_export&run_id=scheduled__2026-M12-5",
}


@dataclass(frozen=True)
class Measured:
    """One page: the middle time of several requests, and the first one's."""

    milliseconds: float
    first: float
    kibibytes: float


def run() -> Section:
    """Fill, ask for every page, and compare with what is allowed."""
    size = Size()
    rows: list[tuple[str, ...]] = []
    is_good = True
    for database, url in _databases():
        with _pages(url, size) as client:
            for name, path in PAGES.items():
                found = _measure(client, path)
                is_good &= found.milliseconds < ALLOWED_MILLISECONDS and found.kibibytes < ALLOWED_KIBIBYTES
                numbers = (f"{found.milliseconds:.0f}", f"{found.first:.0f}", f"{found.kibibytes:.0f}")
                rows.append((database, name, *numbers))
                print("  ".join(rows[-1]), flush=True)
    text = (
        f"{size.companies} companies, {size.periods} wage periods, {size.nights} exports of each, {size.people:,} "
        f"people, {size.entries:,} traced entries. Allowed: {ALLOWED_MILLISECONDS} ms and {ALLOWED_KIBIBYTES} KiB "
        f"a page. Middle of {REQUESTS} requests, after the first."
    )
    return Section("Pages", text, ("ledger", "page", "ms", "ms, first", "KiB"), tuple(rows), is_good)


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="payroll-bench-") as folder:
        yield "SQLite", f"sqlite:///{folder}/payroll.db"
    if given := os.environ.get("PAYROLL_BENCH_POSTGRES_URL"):
        yield "PostgreSQL", given


@contextmanager
def _pages(url: str, size: Size) -> Iterator[TestClient]:
    with tempfile.TemporaryDirectory(prefix="payroll-bench-") as folder:
        config = Path(folder) / "payroll.yaml"
        write_config(config, size)
        started = time.perf_counter()
        migrate(url)
        fill(url, size)
        print(f"filled {url.partition(':')[0]} in {time.perf_counter() - started:.0f} s", flush=True)
        env = {
            "PAYROLL_CONFIG": str(config),
            "AIRFLOW_CONN_PAYROLL_DB": _as_airflow(url),
            "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/none.db",
        }
        nobody = WhoMay(read=[], approve=[], change=[])
        app = make_app(who_may=nobody, connections=partial(connection, env=env), env=env, now=lambda: NOW)
        with TestClient(app) as client:
            client.get("/set-up")  # reads the configuration and opens the ledger, once
            yield client


def _as_airflow(url: str) -> str:
    return json.dumps({"conn_type": "sqlite", "host": url.removeprefix("sqlite:///")}) if "sqlite" in url else url


def _measure(client: TestClient, path: str) -> Measured:
    times = []
    weight = 0
    for _ in range(REQUESTS + 1):
        started = time.perf_counter()
        answer = client.get(f"/{path}")
        times.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"/{path} answered {answer.status_code}: {answer.text[:500]}")
        weight = len(answer.content)
    return Measured(median(times[1:]), times[0], weight / 1024)
