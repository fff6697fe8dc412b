"""The nightly sync of people: a first one of everybody, and one on a night on which nothing changed.

The sandbox answers after 50 ms and slows every call above 150 a second down by half a second. Half of the people are
known here by their e-mail address, the others are new. Run alone:
`python -m benchmarks.people_sync [--companies N] [--employees N]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import pandas as pd
from payroll.connections import connection
from payroll.ledger.people import PeopleBook
from payroll.ledger.people.runs import newest_runs
from payroll.steps.init_databases import init_databases
from payroll.steps.open_services import open_services
from payroll.steps.people.sync_employees import sync_companies
from payroll.workforce.engine import engine_of_url
from payroll.workforce.writer import fill_tables

from benchmarks.measuring import peak_mib
from benchmarks.results import Section
from benchmarks.sandbox_calls import count_calls, forget_calls
from benchmarks.sandbox_child import sandbox
from benchmarks.writing_statements import writing_statements

TITLE: Final = "Sync of people at Nmbrs' call limit"
COMPANIES: Final = 100
EMPLOYEES: Final = 100
LIMIT: Final = 150
LATENCY_MS: Final = 50
ALLOWED: Final = 1.3
CALLS_PER_COMPANY: Final = 12
FIRST_COMPANY: Final = 3001
START: Final = "2025-01-01"
FIRST_BIRTH: Final = date(1960, 1, 1)
BIRTH_DAYS: Final = 16_000


@dataclass(frozen=True)
class Measured:
    """One sync of all companies: seconds, those of a processor in the process that syncs, calls, those for a cost,
    calls slowed down, runs that wrote something, and writing statements that any database got."""

    seconds: float
    processor_seconds: float
    calls: int
    costs: int
    slowed: int
    runs_that_wrote: int
    writes: int

    @property
    def ratio(self) -> float:
        """Seconds beside what the calls take at the limit."""
        return self.seconds / (self.calls / LIMIT)


def run(companies: int = COMPANIES, employees: int = EMPLOYEES) -> Section:
    """Sync everybody, sync again, and see what memory a tenth of the companies would have needed."""
    few = max(companies // 10, 1)
    with tempfile.TemporaryDirectory() as folder, _nmbrs() as url:
        _seed(url, companies, employees)
        memory_of_few, _ = _in_child(url, Path(folder, "few"), few, employees, syncs=1)
        memory, (first, again) = _in_child(url, Path(folder, "all"), companies, employees, syncs=2)
    return _section(companies, employees, first, again, (memory, memory_of_few), os.getloadavg()[1])


@contextmanager
def _nmbrs() -> Iterator[str]:
    with sandbox("--latency-ms", str(LATENCY_MS), "--calls-per-second", str(LIMIT)) as url:
        yield url


def _seed(url: str, companies: int, employees: int) -> None:
    for number in range(companies):
        company_id = FIRST_COMPANY + number
        people = [_employee(company_id, place) for place in range(employees)]
        period = {"year": 2026, "period": 10}
        company = {"id": company_id, "name": f"Company {company_id}", "current_period": period, "employees": people}
        body = {"companies": [company]}
        httpx.post(f"{url}/_sandbox/seed", json=body, timeout=120).raise_for_status()


def _employee(company_id: int, place: int) -> dict[str, Any]:
    is_fixed = place % 3 == 0
    daily = {f"hours_{day}{week}": "7.60" for week in ("", "2") for day in ("monday", "tuesday", "wednesday")}
    home = {"street": "Teststraat", "house_number": str(place + 1), "postal_code": "1000 AA", "city": "Testdam"}
    return {
        "number": place + 1,
        "first_name": f"Voor{place}",
        "last_name": f"Achter{company_id}",
        "birth_date": str(FIRST_BIRTH + timedelta(days=(company_id * 997 + place * 131) % BIRTH_DAYS)),
        "work_email": _email(company_id, place),
        "private_phone": f"06{company_id:04}{place:04}",
        "employments": [{"start_date": START, "initial_start_date": START}],
        "contracts": [{"start_date": START, "hours_per_week": "22.80" if is_fixed else "0"}],
        "schedules": [{"start_date": START, **(daily if is_fixed else {})}],
        "salaries": [{"start_date": START, "value": "14.71"}, {"start_date": "2026-01-01", "value": "15.03"}],
        "addresses": [home],
    }


def _email(company_id: int, place: int) -> str:
    return f"p{company_id}.{place}@example.nl"


def _in_child(url: str, folder: Path, companies: int, employees: int, syncs: int) -> tuple[float, list[Measured]]:
    """Peak memory in MiB of a process that syncs some of the companies, and what each sync took."""
    arguments = [url, str(folder), str(companies), str(employees), str(syncs)]
    command = [sys.executable, "-m", "benchmarks.people_sync", "--child", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
    told = json.loads(done.stdout.splitlines()[-1])
    return told["peak_mib"], [Measured(**one) for one in told["syncs"]]


def _child(url: str, folder: Path, companies: int, employees: int, syncs: int) -> None:
    """Make both databases, sync, and tell what it took as the last line."""
    env = _world(url, folder, companies, employees)
    with open_services(env, partial(connection, env=env)) as services:
        measured = []
        for number in range(syncs):
            forget_calls(url)
            start, at_work = time.perf_counter(), time.process_time()
            with writing_statements() as written:
                outcomes = list(sync_companies(services, services.config.companies, started_by=f"benchmark {number}"))
            seconds, processor_seconds = time.perf_counter() - start, time.process_time() - at_work
            if failed := [one.message for one in outcomes if one.exit_code]:
                raise RuntimeError(failed[0])
            with PeopleBook(services.ledger.engine).read() as reading:
                runs = [one for one in newest_runs(reading, 100_000) if one.started_by == f"benchmark {number}"]
            measured.append(asdict(_measured(url, seconds, processor_seconds, len(runs), len(written))))
    print(json.dumps({"peak_mib": peak_mib(), "syncs": measured}))


def _world(url: str, folder: Path, companies: int, employees: int) -> dict[str, str]:
    """Configuration, and databases in which every second person is known by e-mail."""
    folder.mkdir()
    ids = [FIRST_COMPANY + number for number in range(companies)]
    codes = {"zero_hours": {"worked_hours": {"hour_code": 2100}}}
    same = {"wage_period": {"kind": "month"}, "codes": codes}
    config = {"companies": [{"id": one, "name": f"Company {one}", "venues": [f"v{one}"], **same} for one in ids]}
    (folder / "payroll.yaml").write_text(json.dumps(config), encoding="utf-8")
    access = {"conn_type": "nmbrs", "host": url, "login": "user@example.nl", "password": "token"}
    ledger = {"conn_type": "sqlite", "schema": f"{folder}/payroll.db", "extra": {"bsn_key": "of the benchmark alone"}}
    env = os.environ | {
        "PAYROLL_CONFIG": f"{folder}/payroll.yaml",
        "PAYROLL_REPORTS": f"{folder}/reports",
        "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps(access | {"extra": {"domain": "demo"}}),
        "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/workforce.db",
        "AIRFLOW_CONN_PAYROLL_DB": json.dumps(ledger),
    }
    init_databases(partial(connection, env=env))
    known = [(one, place) for one in ids for place in range(0, employees, 2)]
    rows = {
        "id": [f"e-{company}-{place}" for company, place in known],
        "work_email": [_email(company, place) for company, place in known],
        "is_active": True,
    }
    engine = engine_of_url(env["AIRFLOW_CONN_WORKFORCE_DB"])
    fill_tables(engine, {"employees": pd.DataFrame(rows)})
    engine.dispose()
    return dict(env)


def _measured(url: str, seconds: float, processor_seconds: float, runs_that_wrote: int, writes: int) -> Measured:
    counts = count_calls(url)
    costs = counts.operations.get("EmployeeService: Salary_GetEstimatedCostPerHour", 0)
    return Measured(seconds, processor_seconds, counts.calls, costs, counts.slowed, runs_that_wrote, writes)


def _section(
    companies: int, employees: int, first: Measured, again: Measured, memory: tuple[float, float], load: float
) -> Section:
    people = companies * employees
    passed = (
        first.ratio <= ALLOWED
        and first.slowed == again.slowed == 0
        and first.calls - first.costs <= CALLS_PER_COMPANY * companies
        and first.costs == people
        and again.calls <= CALLS_PER_COMPANY * companies
        and again.costs == again.runs_that_wrote == again.writes == 0
    )
    named = ((f"first sync of {people:,}", first), ("again, nothing changed", again))
    rows = tuple(
        (
            name,
            f"{one.seconds:.1f}",
            f"{one.processor_seconds:.1f}",
            f"{one.calls:,}",
            f"{(one.calls - one.costs) / companies:.1f}",
            f"{one.costs:,}",
            f"{one.ratio:.2f}",
            str(one.slowed),
            str(one.writes),
        )
        for name, one in named
    )
    few = max(companies // 10, 1)
    return Section(
        title=TITLE,
        text=f"{people:,} employees in {companies} companies, half of them known here by e-mail, in one process on a "
        f"sandbox with {LATENCY_MS} ms latency that slows calls above {LIMIT} a second down. Peak memory "
        f"{memory[0]:.0f} MiB, with {few} of the companies {memory[1]:.0f} MiB. Load of the machine in those minutes: "
        f"{load:.1f} on {os.cpu_count()} cores. Allowed: a first sync within "
        f"{ALLOWED} times the calls at the limit, at most {CALLS_PER_COMPANY} calls a company and one per "
        "changed employee, none slowed down; a night without changes writes nothing and asks for no cost.",
        header=(
            "sync",
            "seconds",
            "of a processor",
            "calls",
            "calls a company",
            "for a cost",
            "of the time at the limit",
            "slowed down",
            "database writes",
        ),
        rows=rows,
        passed=passed,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=COMPANIES)
    parser.add_argument("--employees", type=int, default=EMPLOYEES)
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        url, folder, *numbers = options.child
        _child(url, Path(folder), *(int(number) for number in numbers))
        return 0
    section = run(options.companies, options.employees)
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
