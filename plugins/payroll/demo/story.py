"""What the demo tells while it works: one line per step, with its seconds; a moving line on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from rich.console import Console
from rich.status import Status

PLAIN_WIDTH = 110


def make_console() -> Console:
    """A console that is as wide as the terminal, and plain lines elsewhere."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Console(highlight=False, width=width, soft_wrap=False)


@dataclass
class Step:
    """One step while it runs; what it says last is the line that stays."""

    text: str
    status: Status | None = None

    @property
    def is_watched(self) -> bool:
        """Whether hints are shown."""
        return self.status is not None

    def says(self, text: str) -> None:
        """Replace the sentence that stays."""
        self.text = text

    def hints(self, text: str) -> None:
        """Show something only while the step runs, and only on a terminal."""
        if self.status is not None:
            self.status.update(f"{text} …")


class Story:
    """Prints the steps one after the other."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the story began."""
        return time.monotonic() - self._started

    @contextmanager
    def step(self, text: str) -> Iterator[Step]:
        """Show a step; a step that raises leaves its line too, marked as not done."""
        started = time.monotonic()
        moving = self.console.status(f"{text} …") if self.console.is_terminal else nullcontext()
        done = False
        try:
            with moving as status:
                step = Step(text, status)
                yield step
            done = True
        finally:
            mark = "" if done else "[red]not done:[/] "
            seconds = time.monotonic() - started
            self.console.print(f"[dim]{seconds:6.1f} s[/]  {mark}{step.text}", soft_wrap=True)
