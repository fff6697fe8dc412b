"""Measuring in a child process, so that one side's memory is not counted with the other's."""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Measured:
    """Seconds of the fastest run, and the most memory the process ever had, data included, in MiB."""

    seconds: float
    peak_mib: float


def timed(runs: int, work: Callable[[], Result]) -> tuple[float, Result]:
    """Do the work several times: the seconds of the fastest run, and the last result.

    The fastest run is the one that other work on the machine disturbed least.
    """
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def report(seconds: float) -> None:
    """What a child process tells its parent, as the last line of its output."""
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mib": peak_mib}))


def in_child(module: str, *arguments: str) -> Measured:
    """Run a module in a Python process of its own and read what it reports."""
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
