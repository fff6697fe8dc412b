"""Turns: what may be prepared side by side is decided one after the other, always in the same order."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Turns:
    """Numbers from 0 up, each of which ends once; a number comes up when all before it have ended."""

    _next: int = 0
    _ended: set[int] = field(default_factory=set)
    _condition: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, number: int) -> None:
        """Wait until it is this number's turn."""
        with self._condition:
            self._condition.wait_for(lambda: self._next >= number)

    def end(self, number: int) -> None:
        """This number is done, or will not come; saying so twice does nothing."""
        with self._condition:
            self._ended.add(number)
            while self._next in self._ended:
                self._next += 1
            self._condition.notify_all()


@dataclass(frozen=True)
class Turn:
    """One number of these turns, for a `with`: its turn comes, and is over at the end of the block."""

    turns: Turns
    number: int

    def __enter__(self) -> None:
        self.turns.wait_for(self.number)

    def __exit__(self, *_error: object) -> None:
        self.turns.end(self.number)
