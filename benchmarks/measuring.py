"""Measuring in a child process, so that one side's memory is not counted with the other's."""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
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


def peak_mib() -> float:
    """The most memory that this process ever had.

    Linux hands a child the `ru_maxrss` of its parent; what the program itself had stands in its status.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def report(seconds: float) -> None:
    """What a child process tells its parent, as the last line of its output."""
    print(json.dumps({"seconds": seconds, "peak_mib": peak_mib()}))


def in_child(module: str, *arguments: str) -> Measured:
    """Run a module in a Python process of its own and read what it reports."""
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
