"""How long a call waits before it is looked at: the line's latency, and half a second above the allowed rate."""

from __future__ import annotations

from collections import deque

SLOWED_SECONDS = 0.5


class Pace:
    """The latency of every call, and the number of calls within one second above which a call is slowed."""

    def __init__(self, latency_ms: int = 0, calls_per_second: int | None = None) -> None:
        self.latency_seconds = latency_ms / 1000
        self.calls_per_second = calls_per_second
        self._recent: deque[float] = deque()

    def is_too_fast(self, now_seconds: float) -> bool:
        """Count a call at this moment (of a clock that only runs forward); whether it is above the rate."""
        if self.calls_per_second is None:
            return False
        while self._recent and self._recent[0] <= now_seconds - 1:
            self._recent.popleft()
        self._recent.append(now_seconds)
        return len(self._recent) > self.calls_per_second
