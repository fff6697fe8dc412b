"""One night of a payroll provider: connection check, sync of people, export with its proof, and an unchanged re-run.

Whole, it is 500 companies, 50,000 people and 3 million time entries of the wage period; `make bench` runs a twentieth.
One company has a fifth of the people: what it costs the small ones is measured too. The databases are on the server
of PAYROLL_TEST_POSTGRES_URL (scripts/with_postgres.sh), without one in SQLite files. Run alone:
`python -m benchmarks.night [--one-in N] [--workers N]`; `make bench-night` is the whole night, with a page of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.databases import kind
from benchmarks.night_size import Size
from benchmarks.night_stages import COMPANIES_PER_TASK, Night, Pace, Stage, night
from benchmarks.night_workers import TaskDone
from benchmarks.results import Section, page

TITLE: Final = "One night of a payroll provider"
ONE_IN: Final = 20
SMALLER: Final = 10
WORKERS: Final = 6
MOST_OF_BOUND: Final = 1.15
MOST_GROWTH: Final = 1.1
MOST_MIB: Final = 1024
MOST_HELD_UP: Final = 1.15
SLOWED_ONE_IN: Final = 200


def run(size: Size | None = None, worker_count: int = WORKERS, pace: Pace | None = None) -> Section:
    """A tenth of the night first, then the night; both from nothing."""
    size, pace = size or Size().part(ONE_IN), pace or Pace()
    few = night(size.part(SMALLER), worker_count, pace)
    return _section(night(size, worker_count, pace), few, worker_count)


def _section(whole: Night, few: Night, worker_count: int) -> Section:
    size, pace, growth = whole.size, whole.pace, _of_bound(whole) / _of_bound(few)
    rows = [_row(stage, pace) for stage in whole.stages]
    rows.append(_total("the whole night", whole))
    rows.append(_total(f"a night of {few.size.companies} companies, {few.size.people:,} people", few))
    return Section(
        title=TITLE,
        text=f"{size.companies} companies, {size.people:,} people, {size.entries:,} time entries of the wage period, "
        f"on {kind()}; {worker_count} worker processes that share one call rate and sync {COMPANIES_PER_TASK} "
        f"companies at once, on a sandbox with {pace.latency_ms} ms latency that slows calls above "
        f"{pace.calls_per_second} a second down. The bound is calls / {pace.calls_per_second}. The fewest calls: every "
        "right tried once, every list of people read once and one cost per person, everybody read before and after "
        f"batches of 50, and read once where nothing changed. A worker's peak memory {whole.peak_mib:.0f} MiB "
        f"(smaller night {few.peak_mib:.0f} MiB). Time to the bound grew {growth:.2f} times with ten times the work. "
        f"One company has {size.big_company_people:,} people; again and unchanged, a small company took a median of "
        f"{_median(whole.again_with_big):.1f} s beside it and of {_median(whole.again_without_big.tasks):.1f} s "
        f"without it. Allowed: the night and its re-run at most {MOST_OF_BOUND} times their bounds, one call in "
        f"{SLOWED_ONE_IN} slowed down, growth at most {MOST_GROWTH}, memory under {MOST_MIB} MiB, a small company "
        f"{MOST_HELD_UP} times as long beside the big one.",
        header=(
            "stage",
            "seconds",
            "calls",
            "of the fewest calls",
            "of the bound",
            "slowed down",
            "writing",
            "CPU of workers",
            "CPU ms a call",
        ),
        rows=tuple(rows),
        passed=_is_allowed(whole, growth),
    )


def _is_allowed(whole: Night, growth: float) -> bool:
    again = whole.stages[-1]
    return (
        _of_bound(whole) <= MOST_OF_BOUND
        and whole.pace.of_bound(again.seconds, again.calls) <= MOST_OF_BOUND
        and again.writes == 0
        and sum(stage.slowed for stage in whole.stages) <= whole.calls / SLOWED_ONE_IN
        and growth <= MOST_GROWTH
        and whole.peak_mib < MOST_MIB
        and _median(whole.again_with_big) <= MOST_HELD_UP * _median(whole.again_without_big.tasks)
    )


def _of_bound(one: Night) -> float:
    return one.pace.of_bound(one.seconds, one.calls)


def _median(tasks: Sequence[TaskDone]) -> float:
    """Seconds that workers were busy with one of these companies."""
    return float(median(one.told["seconds"] for one in tasks))


def _row(stage: Stage, pace: Pace) -> tuple[str, ...]:
    return (
        stage.name,
        f"{stage.seconds:.1f}",
        f"{stage.calls:,}",
        f"{stage.calls / stage.fewest_calls:.2f}",
        f"{pace.of_bound(stage.seconds, stage.calls):.2f}",
        str(stage.slowed),
        f"{stage.writes:,}",
        f"{stage.cpu_seconds:.1f}",
        f"{1000 * stage.cpu_seconds / stage.calls:.1f}",
    )


def _total(name: str, one: Night) -> tuple[str, ...]:
    cpu = sum(stage.cpu_seconds for stage in one.stages)
    return (
        name,
        f"{one.seconds:.1f}",
        f"{one.calls:,}",
        f"{one.calls / one.fewest_calls:.2f}",
        f"{_of_bound(one):.2f}",
        str(sum(stage.slowed for stage in one.stages)),
        f"{sum(stage.writes for stage in one.stages):,}",
        f"{cpu:.1f}",
        f"{1000 * cpu / one.calls:.1f}",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one-in", type=int, default=ONE_IN, help="what part of the whole night; 1 is all of it")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the result to this file, too")
    options = parser.parse_args()
    section = run(Size().part(options.one_in), options.workers)
    print(section.as_markdown())
    if options.page:
        options.page.write_text(page([section], "make bench-night"), encoding="utf-8")
    return 0 if section.passed else 1


if __name__ == "__main__":
    sys.exit(main())
