"""Many calls in flight at a time, bounded; the shared call rate is kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

CALLS_IN_FLIGHT: Final = 24

T = TypeVar("T")
R = TypeVar("R")


def in_parallel(task: Callable[[T], R], items: Sequence[T], at_a_time: int = CALLS_IN_FLIGHT) -> list[R]:
    """Do a task for every item, several at a time; results in the order of the items.

    The first error is raised when the tasks that already run have ended; the others are not begun.
    """
    if len(items) < 2:
        return [task(item) for item in items]
    with ThreadPoolExecutor(min(at_a_time, len(items)), thread_name_prefix="nmbrs") as pool:
        futures = [pool.submit(task, item) for item in items]
        try:
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
