"""Worker processes that deliver to companies of one Nmbrs user at the same time, and what the sandbox saw of them.

A worker opens its services as every task does, says that it is ready, and delivers when it is told to.
`python -m benchmarks.side_by_side COMPANY FIRST_EMPLOYEE EMPLOYEES` is one worker.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import httpx
from payroll.connections import connection
from payroll.ledger.database import migrate
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.open_services import open_services
from payroll.steps.services import utc_now

from benchmarks.delivery import company_config, start_run, wage_lines

ROOT: Final = Path(__file__).resolve().parents[1]
READY: Final = "ready"
# Companies of the demo scenario whose current period is 2026-M10, with the id of the first employee of each.
COMPANIES: Final = {"1201": 600_001, "1204": 700_001}


@dataclass(frozen=True)
class SideBySide:
    """What the sandbox recorded of two deliveries that take equally many calls.

    Args:
        arrivals: when each call arrived, in order.
        slowed: how many of them were above the sandbox's limit.
        first_end: when the first worker had delivered everything.
    """

    arrivals: Sequence[datetime]
    slowed: int
    first_end: datetime

    @property
    def seconds(self) -> float:
        """From the first call to the last."""
        return (self.arrivals[-1] - self.arrivals[0]).total_seconds()

    @property
    def calls_per_second(self) -> float:
        """Of both together."""
        return len(self.arrivals) / self.seconds

    @property
    def calls_of_each(self) -> int:
        """In a whole delivery."""
        return len(self.arrivals) // 2

    @property
    def calls_of_the_later(self) -> int:
        """What the later worker had made when the first was done."""
        return sum(arrival <= self.first_end for arrival in self.arrivals) - self.calls_of_each

    @property
    def least_share_percent(self) -> float:
        """The later worker's part of the calls that were made until the first was done."""
        return 100 * self.calls_of_the_later / (self.calls_of_each + self.calls_of_the_later)


def deliver_side_by_side(
    url: str, ledger_url: str, folder: Path, *, employees: int, calls_per_second: int
) -> SideBySide:
    """Deliver to both companies at the same time, each from a process of its own.

    Args:
        url: the sandbox, with the demo scenario.
        ledger_url: an empty database that the workers share.
        folder: for the configuration.
        employees: of each company.
        calls_per_second: what the workers keep to; the sandbox has its own limit.

    Raises:
        RuntimeError: a worker could not deliver.
    """
    _seed(url, employees)
    migrate(ledger_url)
    environment = _environment(url, ledger_url, folder, calls_per_second)
    with _workers(environment, employees) as workers:
        for worker in workers:
            _told(worker, READY)
        httpx.delete(f"{url}/_sandbox/calls").raise_for_status()
        for worker in workers:
            _tell(worker)
        ends = [datetime.fromisoformat(_told(worker)) for worker in workers]
    calls = httpx.get(f"{url}/_sandbox/calls", timeout=60).json()
    arrivals = sorted(datetime.fromisoformat(one["time"]) for one in calls)
    return SideBySide(arrivals, sum(bool(one["slowed"]) for one in calls), min(ends))


def _seed(url: str, employees: int) -> None:
    companies = [
        {
            "id": int(company_id),
            "employees": [{"id": first + one, "number": one + 1, "last_name": "Test"} for one in range(employees)],
        }
        for company_id, first in COMPANIES.items()
    ]
    httpx.post(f"{url}/_sandbox/seed", json={"companies": companies}, timeout=60).raise_for_status()


def _environment(url: str, ledger_url: str, folder: Path, calls_per_second: int) -> dict[str, str]:
    """What a worker finds in its environment, and the configuration file that it names."""
    companies = [company_config(company_id, f"venue-{company_id}") for company_id in COMPANIES]
    path = folder / "payroll.yaml"
    path.write_text(json.dumps({"nmbrs": {"calls_per_second": calls_per_second}, "companies": companies}))
    access = {"conn_type": "nmbrs", "host": url, "login": "user@example.nl", "password": "token"}
    return {
        "PAYROLL_CONFIG": str(path),
        "AIRFLOW_CONN_NMBRS_DEFAULT": json.dumps({**access, "extra": {"domain": "demo"}}),
        "AIRFLOW_CONN_WORKFORCE_DB": f"sqlite:///{folder}/workforce.db",
        "AIRFLOW_CONN_PAYROLL_DB": ledger_url,
    }


@contextmanager
def _workers(environment: Mapping[str, str], employees: int) -> Iterator[list[subprocess.Popen[str]]]:
    workers = []
    try:
        for company_id, first in COMPANIES.items():
            command = [sys.executable, "-m", "benchmarks.side_by_side", company_id, str(first), str(employees)]
            workers.append(
                subprocess.Popen(  # noqa: S603 - our own module
                    command,
                    cwd=ROOT,
                    env={**os.environ, **environment},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _tell(worker: subprocess.Popen[str]) -> None:
    if worker.stdin is not None:
        worker.stdin.write("deliver\n")
        worker.stdin.flush()


def _told(worker: subprocess.Popen[str], expected: str = "") -> str:
    """The next line that a worker prints."""
    line = worker.stdout.readline().strip() if worker.stdout is not None else ""
    if not line or (expected and line != expected):
        raise RuntimeError(f"A worker did not get through its delivery; it said '{line}'. Its error is printed above.")
    return line


def main() -> int:
    """One worker: prints `ready`, waits for a line, delivers, and prints the instant at which it was done."""
    company_id, first, employees = sys.argv[1:]
    with open_services(os.environ, lambda name: connection(name, os.environ)) as services:
        company = services.config.company(company_id)
        run_id = start_run(services, company, wage_lines(int(employees), int(first)))
        print(READY, flush=True)
        sys.stdin.readline()
        delivered = deliver_wage_period(services, company, run_id)
    if delivered.exit_code:
        print(delivered.message, file=sys.stderr)
        return int(delivered.exit_code)
    print(utc_now().isoformat(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
