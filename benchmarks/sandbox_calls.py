"""What the sandbox counted of the calls that it got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

_WRITING: Final = ("Insert", "Update", "Delete", "_Set")


@dataclass(frozen=True)
class CallCounts:
    """Calls since `forget_calls`: all, those slowed down, and how many of each "Service: Operation"."""

    calls: int
    slowed: int
    operations: Mapping[str, int]

    @property
    def writes(self) -> int:
        """Calls that change something in Nmbrs."""
        return sum(calls for name, calls in self.operations.items() if any(word in name for word in _WRITING))


def forget_calls(url: str) -> None:
    """Count from here on."""
    httpx.delete(f"{url}/_sandbox/calls").raise_for_status()


def count_calls(url: str) -> CallCounts:
    """The counts so far; unlike the list of calls they have no end."""
    return CallCounts(**httpx.get(f"{url}/_sandbox/calls/counts", timeout=60).raise_for_status().json())
