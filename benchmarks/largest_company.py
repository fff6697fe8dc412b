"""One company of 10,000 people: how much memory a worker needs for it.

What a night of many companies takes in memory is what its largest one takes; a smaller night does not show that. Each
stage has a worker of its own at first; then one worker does everything again, with nothing changed. The sandbox answers
at once: this is about memory, not about the call limit. Run alone:
`python -m benchmarks.largest_company [--people N]`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.databases import empty_databases, kind
from benchmarks.night_size import Size
from benchmarks.night_workers import workers
from benchmarks.night_world import make_world
from benchmarks.results import Section
from benchmarks.sandbox_calls import count_calls, forget_calls
from benchmarks.sandbox_child import sandbox

TITLE: Final = "The largest company"
PEOPLE: Final = 10_000
ENTRIES_OF_A_PERSON: Final = 60
CALLS_PER_SECOND: Final = 1000
MOST_MIB: Final = 1024
STAGES: Final[Sequence[Sequence[str]]] = (("check",), ("sync",), ("calculate", "deliver"))
NAMES: Final = {"check": "connection check", "sync": "sync", "calculate": "export and proof"}


def run(people: int = PEOPLE) -> Section:
    """Check, sync and export it, each in a worker of its own; then all of it again in one."""
    size = Size(companies=1, people=people, entries=ENTRIES_OF_A_PERSON * people, big_part=1)
    with tempfile.TemporaryDirectory() as name, empty_databases("workforce_db", "payroll_db") as urls, sandbox() as url:
        env = make_world(url, Path(name), urls, size, CALLS_PER_SECOND)
        (company,) = size.all_companies()
        rows = [_row(NAMES[steps[0]], url, env, company.company_id, [steps]) for steps in STAGES]
        rows.append(_row("all of it again, in one worker", url, env, company.company_id, STAGES))
    return Section(
        title=TITLE,
        text=f"A company of {people:,} people with {size.entries:,} time entries of the wage period, on {kind()}; the "
        "sandbox answers at once. The peak is the most memory that the worker ever had, the loaded program included. "
        f"Allowed: less than {MOST_MIB} MiB.",
        header=("stages", "seconds", "CPU of the worker", "calls", "peak memory (MiB)"),
        rows=tuple(rows),
        passed=all(float(row[-1]) < MOST_MIB for row in rows),
    )


def _row(
    name: str, url: str, env: Mapping[str, str], company_id: str, stages: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    forget_calls(url)
    with workers(1, env) as crew:
        began = time.perf_counter()
        told = [crew.do(steps, [[company_id]])[0].told for steps in stages]
        seconds = time.perf_counter() - began
    calls = count_calls(url).calls
    cpu, peak = sum(one["cpu"] for one in told), max(one["peak_mib"] for one in told)
    row = (name, f"{seconds:.1f}", f"{cpu:.1f}", f"{calls:,}", f"{peak:.0f}")
    print("  ".join(row), flush=True)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"each has {ENTRIES_OF_A_PERSON} time entries")
    section = run(parser.parse_args().people)
    print(section.as_markdown())
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
