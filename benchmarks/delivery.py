"""Delivering one company's wage period, beside the loop that public clients write, at Nmbrs' own call limit.

The sandbox answers after 50 ms and slows every call above 150 a second down by half a second.
Run alone: `python -m benchmarks.delivery [--employees N]`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pandas as pd
from nmbrs.connection import NmbrsAccess
from nmbrs.records import NewComponent
from nmbrs.soap import SoapNmbrs, connect
from payroll.config.models import CompanyConfig, PayrollConfig
from payroll.delivery.hundredths import to_decimal
from payroll.ledger import open_ledger
from payroll.ledger.call_budget import CallBudget, user_fingerprint
from payroll.ledger.database import migrate
from payroll.steps.deliver import deliver_wage_period
from payroll.steps.services import Services, utc_now
from payroll.workforce.engine import engine_of_url
from payroll.workforce.reader import WorkforceReader

from benchmarks.results import Section
from benchmarks.sandbox_calls import count_calls, forget_calls
from benchmarks.sandbox_child import sandbox

TITLE: Final = "Delivery at Nmbrs' call limit"
EMPLOYEES: Final = 1000
LIMIT: Final = 150
LATENCY_MS: Final = 50
LOOP_EMPLOYEES: Final = 25
FIRST_EMPLOYEE: Final = 600_001


def company_config(company_id: str, venue: str) -> dict[str, Any]:
    """A company of the configuration, whose codes `wage_lines` uses."""
    return {
        "id": company_id,
        "name": f"Company {company_id} B.V.",
        "venues": [venue],
        "wage_period": {"kind": "month"},
        "codes": {
            "zero_hours": {
                "worked_hours": {"hour_code": 2100},
                "allowances": {"evening": {"hour_code": 2110, "pays": "supplement"}},
                "meals": {"dinner": {"wage_code": 5100, "cents_each": [{"from": "2026-01-01", "cents": 395}]}},
            }
        },
    }


CONFIG: Final[dict[str, Any]] = {"companies": [company_config("1201", "kroon")]}


@dataclass(frozen=True)
class Measured:
    """One delivery: seconds of it, its calls by kind, and how many of them Nmbrs slowed down."""

    seconds: float
    calls: int
    writes: int
    slowed: int
    employees: int

    @property
    def calls_per_second(self) -> float:
        return self.calls / self.seconds


def run(employees: int = EMPLOYEES) -> Section:
    """Deliver to everybody, deliver again, and let the plain loop deliver to a few."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sandbox("--latency-ms", str(LATENCY_MS), "--calls-per-second", str(LIMIT)) as url,
    ):
        company = PayrollConfig.model_validate(CONFIG).companies[0]
        access = NmbrsAccess(url, "user@example.nl", "token", "demo")
        _seed(url, employees + LOOP_EMPLOYEES)
        with _OpenServices(Path(folder), access) as services:
            first = _deliver(services, company, employees, url)
            again = _deliver(services, company, employees, url)
        loop = _plain_loop(connect(access), range(employees, employees + LOOP_EMPLOYEES), url)
    return _section(first, again, loop)


def _seed(url: str, employees: int) -> None:
    people = [{"id": FIRST_EMPLOYEE + one, "number": one + 1, "last_name": "Test"} for one in range(employees)]
    body = {"companies": [{"id": 1201, "employees": people}]}
    httpx.post(f"{url}/_sandbox/seed", json=body, timeout=60).raise_for_status()


class _OpenServices:
    """Services over an empty ledger, with the shared call rate, as the product opens them."""

    def __init__(self, folder: Path, access: NmbrsAccess) -> None:
        self.folder, self.access = folder, access

    def __enter__(self) -> Services:
        url = f"sqlite:///{self.folder}/payroll.db"
        migrate(url)
        self.ledger = open_ledger(url)
        user = user_fingerprint(self.access.base_url, self.access.user, self.access.domain)
        budget = CallBudget(self.ledger.engine, user, LIMIT)
        self.client = connect(self.access, before_call=budget.wait)
        workforce = WorkforceReader(engine_of_url(f"sqlite:///{self.folder}/workforce.db"))
        config = PayrollConfig.model_validate(CONFIG)
        return Services(config, self.client, workforce, self.ledger, self.folder, timedelta(seconds=60), utc_now)

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.ledger.close()


def _deliver(services: Services, company: CompanyConfig, employees: int, url: str) -> Measured:
    """One run with hours, a supplement, a wage and days for everybody."""
    run_id = start_run(services, company, wage_lines(employees))
    forget_calls(url)
    start = time.perf_counter()
    delivered = deliver_wage_period(services, company, run_id)
    seconds = time.perf_counter() - start
    if delivered.exit_code:
        raise RuntimeError(delivered.message)
    return _measured(url, seconds, employees)


def start_run(services: Services, company: CompanyConfig, lines: pd.DataFrame) -> str:
    """A calculated run of October with these lines; returns its id."""
    run = services.ledger.runs.start(
        company_id=company.id,
        wage_period="2026-M10",
        year=2026,
        period=10,
        kind="export",
        measures=company.measures,
        started_by="benchmark",
        now=utc_now(),
    )
    services.ledger.wage_lines.store(run.run_id, lines, pd.DataFrame(), pd.DataFrame())
    return run.run_id


def wage_lines(employees: int, first_employee: int = FIRST_EMPLOYEE) -> pd.DataFrame:
    """Hours, a supplement, a wage and days of each employee; `first_employee` is the Nmbrs id of the first."""
    people = pd.DataFrame({"number": range(employees)})
    kinds = pd.DataFrame(
        [
            ("hours", 2100, "worked_hours", 8_000),
            ("hours", 2110, "allowances", 1_250),
            ("wage", 5100, "meals", 3_950),
            ("days", 0, "worked_days", 1_200),
        ],
        columns=["component", "code", "measures", "quantity_hundredths"],
    )
    lines = people.merge(kinds, how="cross")
    hundredths = lines["quantity_hundredths"] + 100 * (lines["number"] % 7)
    return lines.assign(
        employee_id="e" + (lines["number"] + first_employee).astype(str),
        nmbrs_employee_id=(lines["number"] + first_employee).astype(str),
        cost_center_id="",
        quantity_hundredths=hundredths,
        source_hundredths=hundredths,
        exact_sixtieths=0,
    )


def _plain_loop(client: SoapNmbrs, numbers: range, url: str) -> Measured:
    """One thread, one call per component: read, insert what is missing."""
    forget_calls(url)
    lines = wage_lines(numbers.stop).set_index("number")
    start = time.perf_counter()
    for number in numbers:
        employee = str(FIRST_EMPLOYEE + number)
        for line in lines.loc[[number]].to_dict("records"):
            _write_plainly(client, employee, line)
    return _measured(url, time.perf_counter() - start, len(numbers))


def _write_plainly(client: SoapNmbrs, employee: str, line: dict[Any, Any]) -> None:
    if line["component"] == "days":
        if client.days(employee, year=2026, period=10) != line["quantity_hundredths"] // 100:
            client.set_days(employee, line["quantity_hundredths"] // 100, year=2026, period=10)
        return
    there = client.components(line["component"], employee, year=2026, period=10)
    if all(one.code != line["code"] for one in there):
        new = NewComponent(line["component"], line["code"], to_decimal(line["quantity_hundredths"]))
        client.insert_component(employee, new, year=2026, period=10)


def _measured(url: str, seconds: float, employees: int) -> Measured:
    counts = count_calls(url)
    return Measured(seconds, counts.calls, counts.writes, counts.slowed, employees)


def _section(first: Measured, again: Measured, loop: Measured) -> Section:
    n = first.employees
    ratio = (loop.seconds / loop.employees) / (first.seconds / n)
    passed = (
        first.calls_per_second >= 0.9 * LIMIT
        and first.slowed == again.slowed == 0
        and first.calls <= 6 * n + first.writes + 20
        and first.writes <= n // 10
        and again.calls <= 3 * n + 20
        and again.writes == 0
    )
    names = (f"first export of {n}", f"again, nothing changed, {n}", f"plain loop, {loop.employees}")
    rows = tuple(
        (
            name,
            f"{one.seconds:.1f}",
            str(one.calls),
            str(one.writes),
            f"{one.calls_per_second:.0f}",
            str(one.slowed),
            f"{1000 * one.seconds / one.employees:.0f}",
        )
        for name, one in zip(names, (first, again, loop), strict=True)
    )
    return Section(
        title=TITLE,
        text=f"A sandbox with {LATENCY_MS} ms latency that slows calls above {LIMIT} a second down; three lines "
        f"and the days of each employee, planned, written and read back. Per employee the plain loop takes {ratio:.1f} "
        f"times as long, and proves nothing. Allowed: at least {9 * LIMIT // 10} calls a second, none slowed down, at "
        "most 3n + 3c + w + 20 calls, w at most n / 10; unchanged at most 3n + 20 calls and no write.",
        header=(
            "export of n employees",
            "seconds",
            "calls",
            "writing",
            "calls per second",
            "slowed down",
            "ms per employee",
        ),
        rows=rows,
        passed=passed,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=EMPLOYEES)
    section = run(parser.parse_args().employees)
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
