"""Large answers are read one after the other, in one thread of their own; small ones where they came.

A list of ten thousand people is megabytes of text, a tree several times that size and an object for every element.
Python makes objects in one thread at a time anyhow, and what the C library frees it keeps for the thread that had it:
twelve such lists read in twelve threads would stay in memory twelve times.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

LARGE_ANSWER_BYTES: Final = 256 * 1024

Answer = TypeVar("Answer")


class AnswerReader:
    """Reads answers for many threads; `close` ends the thread, and the next large answer starts another."""

    def __init__(self) -> None:
        self._large = _one_thread()

    def read(self, answer_bytes: int, reading: Callable[[], Answer]) -> Answer:
        """Do the reading of an answer of this size; a large one waits for the large ones before it.

        Args:
            answer_bytes: how large the answer is.
            reading: what makes records of it; it makes no calls of its own, or it could wait for itself.
        """
        if answer_bytes < LARGE_ANSWER_BYTES:
            return reading()
        return self._large.submit(reading).result()

    def close(self) -> None:
        """End the thread, once it has read what it was given."""
        self._large.shutdown()
        self._large = _one_thread()


def _one_thread() -> ThreadPoolExecutor:
    """Nothing runs before the first large answer."""
    return ThreadPoolExecutor(1, thread_name_prefix="nmbrs-answers")
