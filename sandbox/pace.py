"""How long a call waits before it is looked at: the line's latency, and half a second above its user's rate."""

from __future__ import annotations

from collections import defaultdict, deque

SLOWED_SECONDS = 0.5


class Pace:
    """The latency of every call, and the number of calls of one user in a second above which a call is slowed."""

    def __init__(self, latency_ms: int = 0, calls_per_second: int | None = None) -> None:
        self.latency_seconds = latency_ms / 1000
        self.calls_per_second = calls_per_second
        self._recent: defaultdict[str | None, deque[float]] = defaultdict(deque)

    def is_too_fast(self, user: str | None, now_seconds: float) -> bool:
        """Count a user's call at this moment (of a clock that only runs forward); whether it is above the rate."""
        if self.calls_per_second is None:
            return False
        recent = self._recent[user]
        while recent and recent[0] <= now_seconds - 1:
            recent.popleft()
        recent.append(now_seconds)
        return len(recent) > self.calls_per_second
