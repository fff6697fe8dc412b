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
    """Ask for it in this process; with another C library than glibc, Arrow alone is asked."""
    pa.set_memory_pool(pa.system_memory_pool())
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE_BYTES)
