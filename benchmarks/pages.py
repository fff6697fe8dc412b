"""The payroll pages before a ledger of many companies: milliseconds, kibibytes, and what is read without an index.

500 companies of 100 people, 24 wage periods each, exported every fourth night, with 5 million traced entries; one wage
period has 10,000 lines. The databases are on the server of PAYROLL_TEST_POSTGRES_URL (scripts/with_postgres.sh),
without one SQLite files.
"""

from __future__ import annotations

import gc
import json
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
from fastapi.testclient import TestClient
from payroll.connections import connection
from payroll.pages.app import make_app
from payroll.pages.web_server import TEXT_OF_PYTHON, suit_short_answers
from payroll.pages.who_may import Person, WhoMay
from payroll.steps.open_services import LEDGER, WORKFORCE

from benchmarks.databases import empty_databases, kind
from benchmarks.page_queries import LARGE_ROWS, listening, read_whole
from benchmarks.pages_filled import fill, write_config
from benchmarks.pages_size import FIRST_COMPANY, LAST_PAID, NEWEST, Size, employee_of, key_of, run_id_of
from benchmarks.results import Section

NOW: Final = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
ALLOWED_MILLISECONDS: Final = 300
ALLOWED_KIBIBYTES: Final = 300
REQUESTS: Final = 7
FROM_HERE: Final = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Page:
    """What a browser asks for: an address, or a form with words or names that stand in no address."""

    path: str
    form: Mapping[str, str | Sequence[str]] = field(default_factory=dict)

    def of(self, client: TestClient) -> bytes:
        """What the server answers."""
        address = f"/{self.path}"
        answer = client.post(address, data=self.form, headers=FROM_HERE) if self.form else client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[:500]}")
        return answer.content


@dataclass(frozen=True)
class Measured:
    """One page: the fastest of several requests and the first one, its weight, and how it asked the databases.

    The fastest is the one that other work on the machine disturbed least. `working` is what the web server itself
    worked for it, in milliseconds, however long it had to wait for its turn.
    """

    milliseconds: float
    first: float
    working: float
    kibibytes: float
    statements: int
    read_whole: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Within what is allowed."""
        is_light = self.milliseconds < ALLOWED_MILLISECONDS and self.kibibytes < ALLOWED_KIBIBYTES
        return is_light and not self.read_whole

    @property
    def cells(self) -> tuple[str, ...]:
        """For the table of results."""
        numbers = (self.milliseconds, self.first, self.working, self.kibibytes, self.statements)
        return (*(f"{number:.0f}" for number in numbers), ", ".join(self.read_whole) or "none")


def run(size: Size | None = None, *, requests: int = REQUESTS, large_rows: int = LARGE_ROWS) -> Section:
    """Fill, ask for every page, and compare with what is allowed."""
    size = size or Size()
    rows: list[tuple[str, ...]] = []
    is_good = True
    with empty_databases(LEDGER, WORKFORCE) as urls:
        started = time.perf_counter()
        fill(urls[LEDGER], urls[WORKFORCE], size)
        print(f"filled {kind()} in {time.perf_counter() - started:.0f} s", flush=True)
        for name, found in measured_pages(urls, size, requests=requests, large_rows=large_rows):
            is_good &= found.is_good
            rows.append((kind(), name, *found.cells))
            print("  ".join(rows[-1]), flush=True)
    return section(size, rows, requests=requests, large_rows=large_rows, is_good=is_good)


def section(size: Size, rows: Sequence[tuple[str, ...]], *, requests: int, large_rows: int, is_good: bool) -> Section:
    """What was measured, in words."""
    text = (
        f"{size.companies} companies, {size.periods} wage periods, {size.nights} exports of each, {size.people:,} "
        f"people, {size.entries:,} traced entries, {size.long_table:,} lines in the longest table. Allowed: "
        f"{ALLOWED_MILLISECONDS} ms and {ALLOWED_KIBIBYTES} KiB a page, and no statement that reads a table of "
        f"{large_rows:,} rows or more without an index: the database tells how it carries out each of them. "
        f"Fastest of {requests} requests after the first. At work is what the web server itself needed of its "
        "processor, without the database and without waiting for a turn on a busy machine."
    )
    header = ("databases", "page", "ms", "ms, first", "ms at work", "KiB", "statements", "tables read whole")
    return Section("Pages", text, header, tuple(rows), is_good)


def measured_pages(
    urls: Mapping[str, str], size: Size, *, requests: int, large_rows: int
) -> Iterator[tuple[str, Measured]]:
    """Every page with what was measured of it, from databases that are filled."""
    with _pages(urls, size) as client:
        for name, page in (_pages_asked(client, size) | _people_asked(client, size)).items():
            with listening() as heard:
                first = _seconds(client, page)
            began = time.process_time()
            again = [_seconds(client, page) for _ in range(requests)]
            working = (time.process_time() - began) / requests * 1000
            weight = len(page.of(client)) / 1024
            whole = tuple(read_whole(heard, large_rows=large_rows))
            yield name, Measured(min(again) * 1000, first * 1000, working, weight, heard.number, whole)


def _pages_asked(client: TestClient, size: Size) -> dict[str, Page]:
    """The pages by name, of a company in the middle and of the one whose tables are long."""
    newest, paid = key_of(NEWEST), key_of(LAST_PAID)
    middle = str(FIRST_COMPANY + size.companies // 2)
    company, long = f"companies/{middle}/{newest}", f"companies/{size.company_with_long_tables}/{newest}"
    shown = client.get(f"/{company}").text
    line = re.search(rf"{company}/lines/[^\"]+", shown)
    if line is None:
        raise RuntimeError(f"/{company} has no line to follow.")
    paths = {
        "overview": "",
        "overview, second page, one state": "?state=differs&page=2",
        "overview, search": f"?q={middle}",
        "wage period": company,
        "wage period, sorted": f"{company}?sort=-wanted_hundredths",
        "wage period, long": long,
        "wage period, long, last page, sorted": f"{long}?sort=-wanted_hundredths&page={-(-size.long_table // 50)}",
        "wage period, long, search": f"{long}?q={employee_of(size.company_with_long_tables, 77)}",
        "line down to its entries": line[0].replace("&amp;", "&"),
        "time entry": f"entries/{run_id_of(middle, paid, size.nights - 1)}-1",
        "what was not exported": f"{company}?view=left-out",
        "what was not exported, long, search": f"{long}?view=left-out&q=-77",
        "plan": f"{company}?view=plan",
        "late changes": f"companies/{middle}/{paid}?view=late",
        "notices of a period": f"{company}?view=notices",
        "runs": f"{company}?view=runs",
        "notices": "notices",
        "notices of a company": f"notices?company={middle}",
        "history of notices": "notices?view=history",
        "history of notices of a company": f"notices?view=history&company={middle}",
        "set-up": "set-up",
        "set-up of a company": f"set-up/{middle}",
        "tab of a DAG run": f"dag-run?dag_id=nmbrs_hours_export&run_id=scheduled__{newest}-{size.nights - 1}",
    }
    return {name: Page(path) for name, path in paths.items()}


def _people_asked(client: TestClient, size: Size) -> dict[str, Page]:
    """The pages about people, as somebody sees them who may change connections."""
    middle = str(FIRST_COMPANY + size.companies // 2)
    of_company, person = f"employees?company={middle}", f"employees/of/{middle}/{employee_of(middle, 0)}"
    found = re.search(r"employees/points/\d+", client.get("/employees?view=review").text)
    if found is None:
        raise RuntimeError("/employees?view=review has no point to follow.")
    paths = {
        "employees of all companies": "employees",
        "employees of all companies, last page": f"employees?view=all&page={-(-size.people // 50)}",
        "employees to review": "employees?view=review",
        "employees by company": "employees?view=companies",
        "employees of a company": of_company,
        "employees of a company, all, sorted": f"{of_company}&view=all&sort=-birth_date",
        "employee with suggestions": person,
        "employee who is connected": f"employees/of/{middle}/{employee_of(middle, 1)}",
        "doubtful match": found[0],
    }
    listed = {"company": middle, "view": "all", "q": "voornaam1"}
    ticked = [f"{middle}/{employee_of(middle, place)}" for place in range(min(50, size.people_of_company))]
    return {name: Page(path) for name, path in paths.items()} | {
        "employees of all companies, search": Page("employees", {"view": "all", "q": f"Achternaam{middle}"}),
        "employees of a company, search": Page("employees", listed),
        "employee, search in Nmbrs": Page(person, {"q": "voornaam1"}),
        f"preview of {len(ticked)} people": Page("employees/preview", {"employee": ticked}),
    }


@contextmanager
def _pages(urls: Mapping[str, str], size: Size) -> Iterator[TestClient]:
    with tempfile.TemporaryDirectory(prefix="payroll-bench-") as folder:
        config = Path(folder) / "payroll.yaml"
        write_config(config, size)
        env = {
            "PAYROLL_CONFIG": str(config),
            "AIRFLOW_CONN_PAYROLL_DB": _as_airflow(urls[LEDGER]),
            "AIRFLOW_CONN_WORKFORCE_DB": _as_airflow(urls[WORKFORCE]),
        }
        anybody = WhoMay([], [], [], lambda: Person("els.bakker", frozenset({"approve", "change"})))
        app = make_app(who_may=anybody, connections=partial(connection, env=env), env=env, now=lambda: NOW)
        with pd.option_context(*TEXT_OF_PYTHON), TestClient(app) as client:
            suit_short_answers()
            client.get("/set-up")  # reads the configuration and opens the ledger, once
            yield client
            gc.unfreeze()


def _as_airflow(url: str) -> str:
    return json.dumps({"conn_type": "sqlite", "host": url.removeprefix("sqlite:///")}) if "sqlite" in url else url


def _seconds(client: TestClient, page: Page) -> float:
    started = time.perf_counter()
    page.of(client)
    return time.perf_counter() - started
