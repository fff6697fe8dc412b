"""One night, stage by stage, and what each of them took."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nmbrs.calls import PRODUCT_CALLS
from payroll.delivery.apply import GUARDED_GROUP

from benchmarks.databases import empty_databases
from benchmarks.night_size import Size
from benchmarks.night_workers import TaskDone, Workers, workers
from benchmarks.night_world import make_world
from benchmarks.sandbox_calls import count_calls, forget_calls
from benchmarks.sandbox_child import sandbox

LISTS_OF_PEOPLE: Final = 9
READS_OF_A_PERSON: Final = 3
BATCHED_KINDS: Final = 3
ENOUGH_FOR_A_MEDIAN: Final = 60
COMPANIES_PER_TASK: Final = 5
"""In the sync, which decides the companies of a task together. Elsewhere each is done by itself, in a task or not."""


@dataclass(frozen=True)
class Pace:
    """How fast Nmbrs is: it slows down what is above `calls_per_second`, which all workers share."""

    latency_ms: int = 50
    calls_per_second: int = 150

    def of_bound(self, seconds: float, calls: int) -> float:
        """Seconds beside those that the calls take at the limit."""
        return seconds / (calls / self.calls_per_second)


@dataclass(frozen=True)
class Stage:
    """What one stage took.

    Args:
        name: of the stage.
        seconds: from the first company's begin to the last one's end.
        calls, writes, slowed: what the sandbox recorded.
        fewest_calls: what the stage cannot do without.
        tasks: what was told of each.
    """

    name: str
    seconds: float
    calls: int
    writes: int
    slowed: int
    fewest_calls: int
    tasks: Sequence[TaskDone]

    @property
    def cpu_seconds(self) -> float:
        """Of all workers."""
        return float(sum(one.told["cpu"] for one in self.tasks))


@dataclass(frozen=True)
class Night:
    """All stages of one size.

    Args:
        size: of the night.
        pace: of the sandbox.
        stages: in order.
        peak_mib: most memory that a worker ever had, the greatest of all workers.
        other_cpu_seconds: of the sandbox, and of the workers beside the stages.
        again_without_big: small companies once more, without the big one.
    """

    size: Size
    pace: Pace
    stages: Sequence[Stage]
    peak_mib: float
    other_cpu_seconds: float
    again_without_big: Stage

    @property
    def seconds(self) -> float:
        """Of all stages."""
        return sum(stage.seconds for stage in self.stages)

    @property
    def calls(self) -> int:
        """Of all stages."""
        return sum(stage.calls for stage in self.stages)

    @property
    def fewest_calls(self) -> int:
        """Of all stages."""
        return sum(stage.fewest_calls for stage in self.stages)

    @property
    def again_with_big(self) -> Sequence[TaskDone]:
        """The small companies, as they were done again beside the big one."""
        return [one for one in self.stages[-1].tasks if self.big_company not in one.company_ids]

    @property
    def big_company(self) -> str:
        """The one company that has a fifth of the people."""
        return self.size.all_companies()[0].company_id


def night(size: Size, worker_count: int, pace: Pace) -> Night:
    """Check, sync, export, export again; then export small companies a third time, without the big one."""
    before = _children_cpu_seconds()
    options = ("--latency-ms", str(pace.latency_ms), "--calls-per-second", str(pace.calls_per_second))
    with (
        tempfile.TemporaryDirectory() as name,
        empty_databases("workforce_db", "payroll_db") as databases,
        sandbox(*options) as url,
    ):
        env = make_world(url, Path(name), databases, size, pace.calls_per_second)
        _say(f"{size.companies} companies, {size.people} people, {size.entries} entries are there")
        with workers(worker_count, env) as crew:
            ids = [one.company_id for one in size.all_companies()]
            fewest = _fewest_calls(size)
            alone, together = in_tasks(ids, 1), in_tasks(ids, COMPANIES_PER_TASK)
            stages = [
                _stage(crew, url, steps, title, together if title == "sync" else alone, fewest[title])
                for title, steps in _STAGES.items()
            ]
            small = alone[1 : 1 + ENOUGH_FOR_A_MEDIAN]
            without_big = _stage(crew, url, EXPORT, "again, without the big company", small, 0)
    everybody = [one for stage in (*stages, without_big) for one in stage.tasks]
    in_stages = sum(stage.cpu_seconds for stage in (*stages, without_big))
    return Night(
        size,
        pace,
        stages,
        max(one.told["peak_mib"] for one in everybody),
        _children_cpu_seconds() - before - in_stages,
        without_big,
    )


EXPORT: Final = ("calculate", "deliver")
_STAGES: Final = {"check": ("check",), "sync": ("sync",), "export and proof": EXPORT, "again, unchanged": EXPORT}


def _fewest_calls(size: Size) -> dict[str, int]:
    """Every right once; every list of people once and the cost of each; everybody read before and after a batch."""
    rights = sum(not call.is_write for call in PRODUCT_CALLS)
    batches = sum(-(-one.people // GUARDED_GROUP) for one in size.all_companies()) * BATCHED_KINDS
    return {
        "check": rights * size.companies,
        "sync": LISTS_OF_PEOPLE * size.companies + size.people,
        "export and proof": 2 * READS_OF_A_PERSON * size.people + batches,
        "again, unchanged": READS_OF_A_PERSON * size.people,
    }


def in_tasks(company_ids: Sequence[str], size: int) -> list[Sequence[str]]:
    """As many companies together as one task takes."""
    return [company_ids[first : first + size] for first in range(0, len(company_ids), size)]


def _stage(
    crew: Workers, url: str, steps: Sequence[str], title: str, tasks: Sequence[Sequence[str]], fewest: int
) -> Stage:
    forget_calls(url)
    start = time.perf_counter()
    told = crew.do(steps, tasks)
    seconds = time.perf_counter() - start
    counts = count_calls(url)
    done = Stage(title, seconds, counts.calls, counts.writes, counts.slowed, fewest, told)
    _say(f"{title}: {seconds:.1f} s, {done.calls} calls, {done.cpu_seconds:.1f} s of CPU in the workers")
    return done


def _children_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _say(text: str) -> None:
    print(f"  {text}", flush=True)
