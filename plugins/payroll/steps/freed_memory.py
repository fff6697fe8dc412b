"""Memory that a step no longer uses goes back to the system at once, not to the end of the worker's life.

A wage period of ten thousand people is columns of several megabytes each. glibc learns to keep pieces of that size when
they are freed, and Arrow keeps its own: left alone, a worker holds a quarter more than it ever uses.
"""

from __future__ import annotations

import ctypes
import platform
from typing import Final

import pyarrow as pa

LARGE_BYTES: Final = 2**20
_MMAP_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD in glibc's malloc.h


def give_back_freed_memory() -> None:
    """Have large pieces go back from now on; with another C library than glibc, Arrow alone is asked."""
    pa.set_memory_pool(pa.system_memory_pool())
    if libc := _glibc():
        libc.mallopt(_MMAP_THRESHOLD, LARGE_BYTES)


def give_back_small_pieces() -> None:
    """Give back what many small pieces left, once: some milliseconds, worth it before something large."""
    if libc := _glibc():
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None
