"""Two worker processes that deliver for one Nmbrs user: do they share its call limit, all of it, and evenly?

On a SQLite ledger, and on PostgreSQL where `benchmarks.databases` has a server.
Run alone: `python -m benchmarks.shared_rate [--employees N]`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.databases import SQLITE, empty_databases, kind, sqlite_files
from benchmarks.delivery import LATENCY_MS, LIMIT
from benchmarks.results import Section
from benchmarks.sandbox_child import sandbox
from benchmarks.side_by_side import SideBySide, deliver_side_by_side

TITLE: Final = "Two processes at one call limit"
EMPLOYEES: Final = 500
LEAST_RATE_PERCENT: Final = 90
LEAST_SHARE_PERCENT: Final = 40


def run(employees: int = EMPLOYEES) -> Section:
    """Deliver to two companies at the same time, once for each kind of ledger that there is."""
    measured: dict[str, SideBySide] = {}
    for ledger, databases in {SQLITE: sqlite_files, kind(): empty_databases}.items():
        with databases("payroll_db") as urls, tempfile.TemporaryDirectory() as folder:
            measured[ledger] = _deliver(urls["payroll_db"], Path(folder), employees)
    return _section(measured, employees)


def _deliver(ledger_url: str, folder: Path, employees: int) -> SideBySide:
    with sandbox("--latency-ms", str(LATENCY_MS), "--calls-per-second", str(LIMIT)) as url:
        return deliver_side_by_side(url, ledger_url, folder, employees=employees, calls_per_second=LIMIT)


def _section(measured: dict[str, SideBySide], employees: int) -> Section:
    return Section(
        title=TITLE,
        text=f"Two processes deliver to a company of {employees} employees each, for the same Nmbrs user, on the "
        f"sandbox with {LATENCY_MS} ms latency that slows calls above {LIMIT} a second down. Counted is what the "
        "sandbox recorded; the shares are of the calls until the first of the two was done. Allowed: both together at "
        f"least {LEAST_RATE_PERCENT} % of the limit, none slowed down, each at least {LEAST_SHARE_PERCENT} % of the "
        "calls.",
        header=("ledger", "seconds", "calls", "calls per second", "of the limit", "slowed down", "share of each"),
        rows=tuple(_row(ledger, one) for ledger, one in measured.items()),
        passed=all(_is_allowed(one) for one in measured.values()),
    )


def _row(ledger: str, one: SideBySide) -> tuple[str, ...]:
    least = one.least_share_percent
    return (
        ledger,
        f"{one.seconds:.1f}",
        str(len(one.arrivals)),
        f"{one.calls_per_second:.0f}",
        f"{100 * one.calls_per_second / LIMIT:.0f} %",
        str(one.slowed),
        f"{100 - least:.1f} % and {least:.1f} %",
    )


def _is_allowed(one: SideBySide) -> bool:
    is_fast = one.calls_per_second >= LIMIT * LEAST_RATE_PERCENT / 100
    return is_fast and one.slowed == 0 and one.least_share_percent >= LEAST_SHARE_PERCENT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=EMPLOYEES, help="of each company")
    section = run(parser.parse_args().employees)
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
