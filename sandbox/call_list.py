"""The calls that the sandbox answered: the latest one by one, and all of them counted."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

KEPT_CALLS = 50_000
"""So many calls are remembered; the oldest go first."""


@dataclass(slots=True)
class CallList:
    """Calls since the last `clear`, each with time, service, operation, user, outcome, slowed and milliseconds."""

    latest: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    _answered: Counter[str] = field(default_factory=Counter)
    _slowed: int = 0

    def note(self, call: dict[str, Any]) -> None:
        """Remember a call that was answered."""
        self.latest.append(call)
        self._answered[f"{call['service']}: {call['operation'] or 'unreadable'}"] += 1
        self._slowed += bool(call["slowed"])

    def clear(self) -> None:
        """Forget every call."""
        self.latest.clear()
        self._answered.clear()
        self._slowed = 0

    def counts(self) -> dict[str, Any]:
        """How many calls, how many of them slowed down, and how many of each operation, the forgotten ones too."""
        operations = dict(sorted(self._answered.items()))
        return {"calls": self._answered.total(), "slowed": self._slowed, "operations": operations}
